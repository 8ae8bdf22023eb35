"""The chart of what a world holds by month: events as bars, grey where no feed of the whole world was there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from detente.views.charts.curve import time_scale
from detente.views.charts.palette import FONT, LIGHT, Palette

if TYPE_CHECKING:
    import altair as alt

HEIGHT = 110


def coverage_chart(
    months: Sequence[tuple[date, int]],
    coverage: Sequence[tuple[date, date]],
    *,
    width: int = 900,
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """Draw events by month over the time from the first event or covered day to the last.

    Args:
        months: Month and events; at least one.
        coverage: Covered days, in order, both ends included.
        width: In px, axes aside.
        palette: The colours.
    """
    import altair as alt

    first = min(months[0][0], *(start for start, _ in coverage)) if coverage else months[0][0]
    last = max(_after(months[-1][0]), *(end + timedelta(days=1) for _, end in coverage)) if coverage else None
    last = last or _after(months[-1][0])
    x = time_scale(first, last)
    edges = [first, *(day for start, end in coverage for day in (start, end + timedelta(days=1))), last]
    bare = [
        {"start": low.isoformat(), "end": high.isoformat()}
        for low, high in zip(edges[::2], edges[1::2], strict=True)
        if low < high
    ]
    rows = [{"month": m.isoformat(), "end": _after(m).isoformat(), "events": count} for m, count in months]
    shade = (
        alt.Chart(alt.InlineData(values=bare))
        .mark_rect(color=palette.faint, opacity=0.14)
        .encode(
            x=alt.X("start:T", scale=x, title=None),
            x2="end:T",
            tooltip=alt.value("no feed of the whole world covers this time"),
        )
    )
    bars = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_rect(color=palette.neutral, opacity=0.85)
        .encode(
            x=alt.X("month:T", scale=x, title=None),
            x2="end:T",
            y=alt.Y("events:Q", title="events a month", scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=3)),
            y2=alt.datum(0),
            tooltip=[alt.Tooltip("utcyearmonth(month):T", title="month"), alt.Tooltip("events:Q", title="events")],
        )
    )
    chart: alt.LayerChart = (
        alt.layer(*([shade] if bare else []), bars)
        .properties(width=width, height=HEIGHT)
        .configure(background="transparent", font=FONT, view={"stroke": None})
        .configure_axis(
            labelColor=palette.faint,
            titleColor=palette.faint,
            gridColor=palette.faint,
            gridOpacity=0.2,
            labelFontSize=11,
        )
    )
    return chart


def _after(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)
