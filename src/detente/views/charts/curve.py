"""A curve over months as charts are handed it: a value with its interval, the volume under it, gaps and shifts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import altair as alt


@dataclass(frozen=True, slots=True)
class CurveMonth:
    """One month. `value`, `low`, `high` are None where nothing is known; `volume` likewise."""

    month: date
    value: float | None
    low: float | None
    high: float | None
    volume: float | None
    covered: bool


@dataclass(frozen=True, slots=True)
class CurveShift:
    """A marked change: its month, the interval it lies in, whether towards cooperation, and words for it."""

    month: date
    low: date
    high: date
    cooperative: bool
    words: str


@dataclass(frozen=True, slots=True)
class Curve:
    """What to draw: a title, what the value is with its unit, and the range of the scale."""

    title: str
    measure: str
    floor: float
    ceiling: float
    months: tuple[CurveMonth, ...]
    shifts: tuple[CurveShift, ...] = ()

    @property
    def is_bare(self) -> bool:
        """Whether no month has a value."""
        return all(month.value is None for month in self.months)


def time_scale(first: date, last: date) -> alt.Scale:
    """A scale of days from the beginning of one to that of another.

    Its ends are one expression: Vega-Lite reads ends given one by one anew for each channel, and finds them to clash.
    """
    import altair as alt

    return alt.Scale(domain=alt.ExprRef(f"[{', '.join(time_ends(first, last))}]"), type="utc")


def time_ends(first: date, last: date) -> tuple[str, str]:
    """The ends of such a scale as expressions."""
    start, end = (f"utc({day.year}, {day.month - 1}, {day.day})" for day in (first, last))
    return start, end
