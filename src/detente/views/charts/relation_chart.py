"""The chart of a relation: the curve with its interval, marked shifts, grey where nothing is known, volume below."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from detente.views.charts.curve import Curve, CurveMonth, time_scale
from detente.views.charts.palette import FONT, LIGHT, Palette

if TYPE_CHECKING:
    import altair as alt

HEIGHT: Final = 230
STRIP: Final = 60
"""px of the curve and of the volume strip below it."""


def relation_chart(
    curve: Curve, *, width: int = 900, palette: Palette = LIGHT, ground: str = "transparent"
) -> alt.VConcatChart:
    """Draw a curve of at least one month.

    Args:
        curve: What to draw.
        width: In px, axes aside.
        palette: The colours.
        ground: The background, as CSS writes it.
    """
    import altair as alt

    first, last = curve.months[0].month, _after(curve.months[-1].month)
    time = time_scale(first, last)
    upper = alt.layer(
        *_unknown(curve, palette, time),
        _axis_layer(curve, palette, time),
        *_band_and_line(curve, palette, time),
        *_shifts(curve, palette, time),
    ).properties(width=width, height=HEIGHT, title=alt.TitleParams(curve.title, anchor="start", color=palette.ink))
    lower = _volume(curve, palette, time).properties(width=width, height=STRIP)
    chart: alt.VConcatChart = (
        alt.vconcat(upper, lower, spacing=8)
        .resolve_scale(x="shared")
        .configure(background=ground, font=FONT, view={"stroke": None})
        .configure_axis(
            labelColor=palette.faint, titleColor=palette.faint, gridOpacity=0.25, labelFontSize=11, labelSeparation=6
        )
    )
    return chart


def write_chart(curve: Curve, path: Any) -> None:
    """Write the chart as .html (one file, no network), .svg or .png, by the path's ending.

    Raises:
        ValueError: Another ending.
    """
    import vl_convert

    from detente.views.charts.svg import fit_for_xml

    spec = fit_for_xml(relation_chart(curve, ground=LIGHT.ground).to_dict())
    match path.suffix.lower():
        case ".html":
            path.write_text(vl_convert.vegalite_to_html(spec, bundle=True), encoding="utf-8")
        case ".svg":
            path.write_text(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]), encoding="utf-8")
        case ".png":
            path.write_bytes(vl_convert.vegalite_to_png(spec, scale=2, allowed_base_urls=[]))
        case ending:
            raise ValueError(f"{ending!r}: a chart is written as .html, .svg or .png")


def _x(time: alt.Scale, field: str = "month:T", **more: Any) -> alt.X:
    import altair as alt

    return alt.X(field, scale=time, title=None, **more)


def _y(curve: Curve) -> alt.Y:
    import altair as alt

    return alt.Y(
        "value:Q", title=curve.measure, scale=alt.Scale(domain=[curve.floor, curve.ceiling], nice=False, zero=False)
    )


def _axis_layer(curve: Curve, palette: Palette, time: alt.Scale) -> alt.Chart:
    """Draws the axes even where the first stretch has no value, and the middle line."""
    import altair as alt

    middle = (curve.floor + curve.ceiling) / 2
    rows = [{"month": _iso(curve.months[0].month), "value": middle}]
    line: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows)).mark_rule(color=palette.faint, opacity=0.5).encode(y=_y(curve))
    )
    return line


def _band_and_line(curve: Curve, palette: Palette, time: alt.Scale) -> list[alt.Chart]:
    """Stretches without a gap, each drawn by itself: no line leads over months of which nothing is known."""
    import altair as alt

    rows = []
    for number, stretch in enumerate(_stretches(curve)):
        rows += [
            {"month": _iso(each.month), "value": each.value, "low": each.low, "high": each.high, "stretch": number}
            for each in stretch
        ]
    data = alt.Chart(alt.InlineData(values=rows))
    tooltip = [
        alt.Tooltip("utcyearmonth(month):T", title="month"),
        alt.Tooltip("value:Q", format=".2f", title=curve.measure),
        alt.Tooltip("low:Q", format=".2f", title="low"),
        alt.Tooltip("high:Q", format=".2f", title="high"),
    ]
    detail = alt.Detail("stretch:N")
    return [
        data.mark_area(color=palette.neutral, opacity=0.22, interpolate="step-after").encode(
            x=_x(time), y=alt.Y("low:Q", title=curve.measure), y2="high:Q", detail=detail
        ),
        data.mark_line(
            color=palette.ink, strokeWidth=1.8, interpolate="step-after", point=_point(rows, palette.ink)
        ).encode(x=_x(time), y=_y(curve), detail=detail, tooltip=tooltip),
    ]


def _point(rows: list[dict[str, Any]], colour: str) -> Any:
    """Single months show only as points; many points would hide the line."""
    return {"size": 18, "filled": True, "color": colour} if len(rows) <= 120 else False


def _stretches(curve: Curve) -> list[list[CurveMonth]]:
    runs = groupby(curve.months, key=lambda each: each.value is not None)
    return [list(run) for known, run in runs if known]


def _unknown(curve: Curve, palette: Palette, time: alt.Scale) -> list[alt.Chart]:
    """Grey where the feeds were not there: no data is not zero."""
    import altair as alt

    runs = groupby(curve.months, key=lambda each: each.covered)
    gaps = [list(run) for covered, run in runs if not covered]
    rows = [{"month": _iso(run[0].month), "end": _iso(_after(run[-1].month))} for run in gaps]
    if not rows:
        return []
    shade: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_rect(color=palette.faint, opacity=0.10)
        .encode(x=_x(time), x2="end:T", tooltip=alt.value("not covered by any feed"))
    )
    return [shade]


def _shifts(curve: Curve, palette: Palette, time: alt.Scale) -> list[alt.Chart]:
    import altair as alt

    charts = []
    for cooperative, colour, mark in (
        (True, palette.material_cooperation, "▲"),
        (False, palette.material_conflict, "▼"),
    ):
        rows = [
            {
                "month": _iso(shift.month), "low": _iso(shift.low), "high": _iso(_after(shift.high)),
                "words": shift.words, "mark": mark, "value": curve.ceiling,
            }
            for shift in curve.shifts
            if shift.cooperative is cooperative
        ]  # fmt: skip
        if not rows:
            continue
        data = alt.Chart(alt.InlineData(values=rows))
        tip = alt.Tooltip("words:N", title="shift")
        charts += [
            data.mark_rect(color=colour, opacity=0.14).encode(x=_x(time, "low:T"), x2="high:T", tooltip=tip),
            data.mark_rule(color=colour, strokeWidth=2, strokeDash=[] if cooperative else [6, 3]).encode(
                x=_x(time), tooltip=tip
            ),
            data.mark_text(color=colour, dy=-7, fontSize=13).encode(
                x=_x(time), y=_y(curve), text="mark:N", tooltip=tip
            ),
        ]
    return charts


def _volume(curve: Curve, palette: Palette, time: alt.Scale) -> alt.Chart:
    import altair as alt

    rows = [
        {"month": _iso(each.month), "end": _iso(_after(each.month)), "volume": each.volume}
        for each in curve.months
        if each.volume is not None
    ]
    bars: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_rect(color=palette.neutral, opacity=0.75)
        .encode(
            x=_x(time),
            x2="end:T",
            y=alt.Y("volume:Q", title="events", scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=3)),
            y2=alt.datum(0),
            tooltip=[alt.Tooltip("utcyearmonth(month):T", title="month"), alt.Tooltip("volume:Q", title="events")],
        )
    )
    return bars


def _iso(day: date) -> str:
    return day.isoformat()


def _after(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)
