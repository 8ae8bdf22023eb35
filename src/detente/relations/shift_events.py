"""The events that carry a shift: what happened on either side of it that its direction rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from detente.relations.events import RelationEvent
from detente.relations.panel import month_after

if TYPE_CHECKING:
    from detente.relations.shifts.moved_together import MovedTogether
    from detente.relations.shifts.shift import Regime, Shift

MOST: Final = 5
"""Events listed on each side."""

COOPERATIVE: Final = frozenset({1, 2})
CONFLICTUAL: Final = frozenset({3, 4})


@dataclass(frozen=True, slots=True)
class ShiftEvents:
    """A shift with its events: those after it that speak for its direction, those before it that speak the other way.

    Where one side has none of its kind (silence, or nothing but the other kind), it lists what there is, the most
    telling first; empty means that nothing is known of that time. `together` has the third parties that moved at the
    same time; None where they were not looked for.
    """

    shift: Shift
    before: tuple[RelationEvent, ...]
    after: tuple[RelationEvent, ...]
    together: MovedTogether | None = None


def events_of_shift(
    shift: Shift, events: Sequence[RelationEvent], together: MovedTogether | None = None, *, most: int = MOST
) -> ShiftEvents:
    """The events of a pair that carry a shift.

    Args:
        shift: The shift.
        events: The pair's events; those that are not counted carry nothing.
        together: What `company_of` found.
        most: How many to list on each side.
    """
    towards = COOPERATIVE if shift.direction > 0 else CONFLICTUAL
    away = CONFLICTUAL if shift.direction > 0 else COOPERATIVE
    return ShiftEvents(
        shift,
        before=_telling(_within(events, shift.before), away, most, latest=True),
        after=_telling(_within(events, shift.after), towards, most, latest=False),
        together=together,
    )


def spans_of(shifts: Iterable[Shift]) -> Iterator[tuple[date, date]]:
    """The regimes on both sides of shifts: each one's first day, and the day after its last."""
    for shift in shifts:
        for regime in (shift.before, shift.after):
            yield regime.start, month_after(regime.end)


def _within(events: Iterable[RelationEvent], regime: Regime) -> list[RelationEvent]:
    end = month_after(regime.end)
    return [event for event in events if event.counted and event.event_date and regime.start <= event.event_date < end]


def _telling(
    events: list[RelationEvent], wanted: frozenset[int], most: int, *, latest: bool
) -> tuple[RelationEvent, ...]:
    """Those of the wanted quad classes, else any; the greatest scores first, of equal ones the nearest to the shift."""
    chosen = [event for event in events if event.quad_class in wanted] or events

    def rank(event: RelationEvent) -> tuple[float, float]:
        day = (event.event_date or date.min).toordinal()
        return -abs(event.goldstein or 0.0), -day if latest else day

    ranked = sorted(chosen, key=rank)[:most]
    return tuple(sorted(ranked, key=lambda event: event.event_date or date.min))
