"""A relation's curve in the terminal: the value with its interval, shifts on top, volume below, gaps hatched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from rich.text import Text

from detente.views.charts.curve import Curve, CurveMonth
from detente.views.cli.styles import DIM

ROWS: Final = 9
LABEL: Final = 7
"""Lines of the curve, and terminal columns of the scale's numbers."""

UNKNOWN, VALUE, INTERVAL = "░", "●", "│"
_BARS: Final = " ▁▂▃▄▅▆▇█"


def render_curve(curve: Curve, width: int) -> Iterator[Text]:
    """The curve as lines not wider than `width`; several months share a column where there are more than columns."""
    columns = _columns(curve.months, max(width - LABEL - 1, 12))
    marks = _shift_marks(curve, columns)
    if marks.plain.strip():
        yield Text(" " * (LABEL + 1)).append_text(marks)
    for row in range(ROWS):
        yield _scale(curve, row).append_text(_row(curve, columns, row))
    yield Text(f"{'events':>{LABEL}} ", style=DIM).append(_volume(columns), style=DIM)
    yield Text(" " * (LABEL + 1)).append(_years(columns), style=DIM)
    yield Text(f"{'':{LABEL + 1}}{curve.measure} · {_legend(curve)}", style=DIM)


def _legend(curve: Curve) -> str:
    parts = [f"{VALUE} value, {INTERVAL} 90 % interval"]
    if any(not month.covered for month in curve.months):
        parts.append(f"{UNKNOWN} not covered: nothing is known, which is no zero")
    if curve.shifts:
        parts.append("▲ ▼ shift towards cooperation, conflict")
    return " · ".join(parts)


def _columns(months: Sequence[CurveMonth], most: int) -> list[list[CurveMonth]]:
    count = min(most, len(months))
    cuts = [round(at * len(months) / count) for at in range(count + 1)]
    wide = max(1, min(3, most // max(len(months), 1)))  # few months are drawn wider, to be seen
    return [list(months[low:high]) for low, high in pairwise(cuts) for _ in range(wide)]


def _row(curve: Curve, columns: Sequence[Sequence[CurveMonth]], row: int) -> Text:
    line = Text()
    for column in columns:
        known = [each for each in column if each.value is not None]
        if not known:
            line.append(UNKNOWN if not any(each.covered for each in column) else " ", style=DIM)
            continue
        at = _level(curve, _mean([each.value for each in known]))
        low = _level(curve, _mean([each.value if each.low is None else each.low for each in known]))
        high = _level(curve, _mean([each.value if each.high is None else each.high for each in known]))
        here = ROWS - 1 - row
        if here == at:
            line.append(VALUE, style="green" if at > ROWS // 2 else "red" if at < ROWS // 2 else "")
        else:
            line.append(INTERVAL if low <= here <= high else " ", style=DIM)
    return line


def _scale(curve: Curve, row: int) -> Text:
    number = {0: curve.ceiling, ROWS // 2: (curve.floor + curve.ceiling) / 2, ROWS - 1: curve.floor}.get(row)
    return Text(" " * (LABEL + 1) if number is None else f"{number:>{LABEL}g} ", style=DIM)


def _level(curve: Curve, value: float) -> int:
    part = (value - curve.floor) / (curve.ceiling - curve.floor)
    return round(min(max(part, 0.0), 1.0) * (ROWS - 1))


def _mean(values: Sequence[float | None]) -> float:
    known = [value for value in values if value is not None]
    return sum(known) / len(known)


def _shift_marks(curve: Curve, columns: Sequence[Sequence[CurveMonth]]) -> Text:
    line = Text()
    told: set[int] = set()
    for column in columns:
        inside = [
            (number, shift)
            for number, shift in enumerate(curve.shifts)
            if number not in told and column[0].month <= shift.month <= column[-1].month
        ]
        told.update(number for number, _ in inside)
        if not inside:
            line.append(" ")
        elif inside[-1][1].cooperative:
            line.append("▲", style="green bold")
        else:
            line.append("▼", style="red bold")
    return line


def _volume(columns: Sequence[Sequence[CurveMonth]]) -> str:
    volumes = [[each.volume for each in column if each.volume is not None] for column in columns]
    means = [sum(volume) / len(volume) if volume else None for volume in volumes]
    most = max((mean for mean in means if mean is not None), default=0.0) or 1.0
    bars = []
    for mean in means:
        if mean is None:
            bars.append(UNKNOWN)
        else:  # the least volume above nothing still shows
            bars.append(_BARS[0 if mean == 0 else max(1, round(mean / most * (len(_BARS) - 1)))])
    return "".join(bars)


def _years(columns: Sequence[Sequence[CurveMonth]]) -> str:
    """The year under the first column of each, where there is room for it."""
    line = ""
    before = None
    for at, column in enumerate(columns):
        year = column[0].month.year
        if year != before and at >= len(line) and (before is None or at > len(line) or not line):
            line = line.ljust(at) + str(year) + " "
        before = year
    return line[: len(columns)].rstrip() if len(columns) >= len("2016") else ""
