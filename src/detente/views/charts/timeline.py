"""The timeline chart: one row an event, a shape for its status, a bar for its length, a colour for its quad class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.ontology.quad_class import QuadClass
from detente.records import Status
from detente.views.charts.dated_events import MAX_EVENTS, DatedEvent
from detente.views.charts.palette import FONT, LIGHT, SHAPES, Palette
from detente.views.wording import MONTHS

if TYPE_CHECKING:
    import altair as alt

ROW = 36  # px: a line of words and a line of time
RECENT_YEARS = 2
LONGEST = 160  # characters of an event's words; the chart cuts them to its width
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days to px: one straight line, or two that meet where the long past is drawn closer together.

    `start` and `end` are ordinals of days, for a margin may reach past the calendar's own ends.
    """

    start: int
    cut: date | None
    end: int
    width: float
    share: float

    def __call__(self, day: date, days_later: int = 0) -> float:
        """The place of a day, or of one so many days later: 0 to `width` px."""
        at = day.toordinal() + days_later
        if self.cut is None:
            return self.width * _part(self.start, at, self.end)
        cut = self.cut.toordinal()
        if at <= cut:
            return self.width * self.share * _part(self.start, at, cut)
        return self.width * (self.share + (1 - self.share) * _part(cut, at, self.end))

    def ticks(self) -> list[tuple[float, str]]:
        """Places and words of the ticks, far enough apart to be read."""
        start, end = _day(self.start), _day(self.end)
        if self.cut is None:
            months = self.end - self.start < 800
            days = _months(start, end) if months else _years(start, end)
            ticks = _thinned([(self(day), _month(day) if months else str(day.year)) for day in days], 62)
        else:
            at_cut = self(self.cut)
            left = [(self(day), str(day.year)) for day in _years(start, self.cut)]
            right = [(self(day), _month(day)) for day in _months(self.cut, end)]
            ticks = _thinned([tick for tick in left if tick[0] < at_cut - 48], 48)
            ticks += [(at_cut, _month(self.cut)), *_thinned([tick for tick in right if tick[0] > at_cut + 58], 62)]
        return [tick for tick in ticks if tick[0] <= self.width - 50]


def time_scale(events: Sequence[DatedEvent], width: float) -> TimeScale:
    """The scale for some events; where most fell in the last two years of a long stretch, these get more room."""
    start, end = min(event.start for event in events), max(event.end for event in events)
    length = (end - start).days
    margin = max(length // 60, 3)
    cut = _day(end.toordinal() - round(365.25 * RECENT_YEARS)).replace(day=1)
    before = sum(event.start < cut for event in events)
    if length > 365 * 3 * RECENT_YEARS and 0 < before <= 0.6 * len(events):
        share = min(max(before / len(events), 0.25), 0.5)
        return TimeScale(date(start.year, 1, 1).toordinal(), cut, end.toordinal() + margin, width, share)
    return TimeScale(start.toordinal() - margin, None, end.toordinal() + margin, width, 1.0)


def timeline_chart(events: Sequence[DatedEvent], *, width: int = 920, palette: Palette = LIGHT) -> alt.LayerChart:
    """Draw the first `MAX_EVENTS` of some dated events, earliest on top; each leads to "#s" and its number.

    Args:
        events: At least one.
        width: In px; the height follows from the number of events.
        palette: The colours.
    """
    import altair as alt

    events = events[:MAX_EVENTS]
    scale = time_scale(events, width)
    height = ROW * len(events) + 12
    rows = [_row(index, event, scale) for index, event in enumerate(events)]
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, -18], nice=False, zero=False))
    layers = [
        *_grid(scale, height, x, y, palette),
        *(_bars(rows, x, y, palette, filled=filled) for filled in (True, False)),
        *(_points(rows, x, y, palette, filled=filled) for filled in (True, False)),
        _words(rows, x, y, palette, width),
    ]
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(width=width, height=height + 18, padding={"left": 8, "right": 8, "top": 4, "bottom": 4})
        .configure(background="transparent", font=FONT, view={"stroke": None})
    )
    return chart


def _row(index: int, event: DatedEvent, scale: TimeScale) -> dict[str, Any]:
    start, end = scale(event.start), scale(event.end, days_later=1)
    told = "" if event.status is Status.ASSERTED else f" ({event.status})"
    quad_class = QuadClass(event.quad_class).label if event.quad_class else "no class"
    return {
        "x": start, "x2": max(end, start + 1.0), "y": index * ROW + 30.0, "above": index * ROW + 14.0, "left": 0.0,
        "words": f"[{event.number}] {event.when}: {event.what[:LONGEST]}{told}", "class": quad_class,
        "symbol": SHAPES[event.status].symbol, "filled": SHAPES[event.status].filled, "href": f"#s{event.number}",
    }  # fmt: skip


def _colour(rows: Rows, palette: Palette) -> alt.Color:
    """Colour by quad class, with a legend of those that occur."""
    import altair as alt

    labels = [quad_class.label for quad_class in QuadClass] + ["no class"]
    used = [(label, number) for number, label in enumerate(labels, 1) if any(row["class"] == label for row in rows)]
    legend = alt.Legend(
        orient="bottom", title=None, symbolType="stroke", symbolStrokeWidth=4, columns=2, labelFontSize=12,
        labelColor=palette.ink, labelLimit=0, symbolSize=220, clipHeight=18, columnPadding=28,
    )  # fmt: skip
    scale = alt.Scale(domain=[label for label, _ in used], range=[palette.quad_class(number) for _, number in used])
    return alt.Color("class:N", scale=scale, legend=legend)


def _bars(rows: Rows, x: alt.X, y: alt.Y, palette: Palette, *, filled: bool) -> alt.Chart:
    import altair as alt

    long = [row for row in rows if row["x2"] - row["x"] > 3 and row["filled"] is filled]
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=long))
        .mark_rule(aria=False, strokeCap="butt", strokeWidth=5 if filled else 2)
        .encode(x=x, y=y, x2="x2:Q", color=_colour(rows, palette))
    )
    return chart


def _points(rows: Rows, x: alt.X, y: alt.Y, palette: Palette, *, filled: bool) -> alt.Chart:
    import altair as alt

    chosen = alt.Chart(alt.InlineData(values=[row for row in rows if row["filled"] is filled]))
    inside: dict[str, Any] = {} if filled else {"fill": palette.ground, "strokeWidth": 2}
    points: alt.Chart = chosen.mark_point(aria=False, filled=filled, opacity=1, size=90, **inside).encode(
        x=x, y=y, color=_colour(rows, palette), shape=alt.Shape("symbol:N", scale=None), href="href:N"
    )
    return points


def _words(rows: Rows, x: alt.X, y: alt.Y, palette: Palette, width: int) -> alt.Chart:
    import altair as alt

    placed = [row | {"x": row["left"], "y": row["above"]} for row in rows]
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=placed))
        .mark_text(align="left", baseline="middle", fontSize=12, color=palette.ink, limit=width, aria=False)
        .encode(x=x, y=y, text="words:N", href="href:N")
    )
    return chart


def _grid(scale: TimeScale, height: int, x: alt.X, y: alt.Y, palette: Palette) -> list[alt.Chart]:
    import altair as alt

    ticks = [{"x": place, "y": -18.0, "y2": float(height), "word": word} for place, word in scale.ticks()]
    data = alt.Chart(alt.InlineData(values=ticks))
    layers = [
        data.mark_rule(color=palette.faint, opacity=0.25, aria=False).encode(x=x, y=y, y2="y2:Q"),
        data.mark_text(
            align="left", baseline="middle", dx=3, dy=5, fontSize=11, color=palette.faint, aria=False
        ).encode(x=x, y=y, text="word:N"),
    ]
    if scale.cut:
        cut = alt.Chart(alt.InlineData(values=[{"x": scale(scale.cut), "y": -18.0, "y2": float(height)}]))
        layers.append(
            cut.mark_rule(color=palette.faint, strokeDash=[2, 3], strokeWidth=1.5, aria=False).encode(
                x=x, y=y, y2="y2:Q"
            )
        )
    return layers


def _part(start: int, at: int, end: int) -> float:
    return (at - start) / max(end - start, 1)


def _day(ordinal: int) -> date:
    """The day of an ordinal, or the calendar's nearest."""
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _years(start: date, end: date) -> list[date]:
    return [date(year, 1, 1) for year in range(start.year, end.year + 1) if start <= date(year, 1, 1) <= end]


def _months(start: date, end: date) -> list[date]:
    months = [date(year, month, 1) for year in range(start.year, end.year + 1) for month in range(1, 13)]
    return [month for month in months if start <= month <= end]


def _thinned(ticks: Sequence[tuple[float, str]], apart: float) -> list[tuple[float, str]]:
    """Ticks at least `apart` px from each other."""
    kept: list[tuple[float, str]] = []
    for tick in ticks:
        if not kept or tick[0] - kept[-1][0] >= apart:
            kept.append(tick)
    return kept
