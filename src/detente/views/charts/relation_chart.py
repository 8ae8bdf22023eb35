"""The chart of a relation: the curve with its interval, marked shifts, grey where nothing is known, volume below."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from detente.views.charts.curve import Curve, CurveMonth, CurveShift, time_ends, time_scale
from detente.views.charts.files import write_spec
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
    rows = _rows(curve)
    chart: alt.VConcatChart = _drawn(curve, rows, width, palette, ground).properties(
        datasets={name: listed for name, listed in rows.items() if listed}
    )
    return chart


def relation_spec(
    curve: Curve, *, width: int = 900, palette: Palette = LIGHT, ground: str = "transparent"
) -> dict[str, Any]:
    """`relation_chart` as Vega-Lite; what curves of one shape share is composed once, which takes most of the time."""
    rows = _rows(curve)
    present = tuple(name for name, listed in rows.items() if listed)
    shape = _Shape(present, len(rows[_LINE]) <= MOST_POINTS, width, palette, ground)
    with _lock:
        composed = _SPECS.get(shape)
    if composed is None:
        composed = json.dumps(_drawn(_STAND_IN, rows, width, palette, ground).to_dict())
        with _lock:
            while len(_SPECS) >= MOST_SHAPES:
                _SPECS.pop(next(iter(_SPECS)))
            _SPECS[shape] = composed
    stand_ins = _own(_STAND_IN)
    own = dict(zip(stand_ins, _own(curve), strict=True))
    spec: dict[str, Any] = json.loads(re.sub("|".join(map(re.escape, stand_ins)), lambda it: own[it[0]], composed))
    return spec | {"datasets": {name: rows[name] for name in present}}


MOST_SHAPES: Final = 256
"""Shapes of which the specification is kept."""

MOST_POINTS: Final = 120
"""Single months show only as points; more points would hide the line."""

Rows = dict[str, list[dict[str, Any]]]
"""The rows of a chart's data, by name."""

_AXIS, _LINE, _GAPS, _UP, _DOWN, _BARS = "axis", "line", "gaps", "up", "down", "bars"


class _Shape(NamedTuple):
    """What the specification depends on, its rows and what is the curve's own aside; `rows` names what has any."""

    rows: tuple[str, ...]
    has_points: bool
    width: int
    palette: Palette
    ground: str


_SPECS: dict[_Shape, str] = {}
_lock = Lock()

_STAND_IN: Final = Curve(
    "@title@", "@measure@", -987654.25, 987654.25,
    tuple(CurveMonth(date(*day), None, None, None, None, covered=False) for day in ((1001, 2, 1), (1002, 3, 1))),
)  # fmt: skip
"""A curve whose own texts and numbers are found again in what was composed of it."""


def _own(curve: Curve) -> tuple[str, ...]:
    """What is a curve's own in the JSON of its specification."""
    ends = time_ends(curve.months[0].month, _after(curve.months[-1].month))
    return (*map(json.dumps, (curve.title, curve.measure, curve.floor, curve.ceiling)), *ends)


def _drawn(curve: Curve, rows: Rows, width: int, palette: Palette, ground: str) -> alt.VConcatChart:
    """The chart without its rows; of these it depends on which there are, and on how many the line has."""
    import altair as alt

    time = time_scale(curve.months[0].month, _after(curve.months[-1].month))
    upper = alt.layer(
        *([_unknown(palette, time)] if rows[_GAPS] else []),
        _axis_layer(curve, palette),
        *(_band_and_line(curve, palette, time, len(rows[_LINE])) if rows[_LINE] else []),
        *(layer for name in (_UP, _DOWN) if rows[name] for layer in _shifts(name, curve, palette, time)),
    ).properties(width=width, height=HEIGHT, title=alt.TitleParams(curve.title, anchor="start", color=palette.ink))
    lower = _volume(palette, time).properties(width=width, height=STRIP)
    chart: alt.VConcatChart = (
        alt.vconcat(upper, lower, spacing=8)
        .resolve_scale(x="shared")
        .configure(background=ground, font=FONT, view={"stroke": None})
        .configure_axis(
            labelColor=palette.faint,
            titleColor=palette.faint,
            gridColor=palette.faint,
            gridOpacity=0.2,
            labelFontSize=11,
            labelSeparation=6,
        )
    )
    return chart


def _rows(curve: Curve) -> Rows:
    """All rows, stretches without a value left out: no line leads over months of which nothing is known."""
    gaps = [list(run) for covered, run in groupby(curve.months, key=lambda each: each.covered) if not covered]
    return {
        _AXIS: [{"month": _iso(curve.months[0].month), "value": (curve.floor + curve.ceiling) / 2}],
        _LINE: [
            {"month": _iso(each.month), "value": each.value, "low": each.low, "high": each.high, "stretch": number}
            for number, stretch in enumerate(_stretches(curve))
            for each in stretch
        ],
        _GAPS: [{"month": _iso(run[0].month), "end": _iso(_after(run[-1].month))} for run in gaps],
        _UP: [_shift_row(shift, "▲", curve) for shift in curve.shifts if shift.cooperative],
        _DOWN: [_shift_row(shift, "▼", curve) for shift in curve.shifts if not shift.cooperative],
        _BARS: [
            {"month": _iso(each.month), "end": _iso(_after(each.month)), "volume": each.volume}
            for each in curve.months
            if each.volume is not None
        ],
    }


def _shift_row(shift: CurveShift, mark: str, curve: Curve) -> dict[str, Any]:
    return {
        "month": _iso(shift.month), "low": _iso(shift.low), "high": _iso(_after(shift.high)),
        "words": shift.words, "mark": mark, "value": curve.ceiling,
    }  # fmt: skip


def write_chart(curve: Curve, path: Path) -> None:
    """Write the chart to a file; see `write_spec`."""
    write_spec(relation_spec(curve, ground=LIGHT.ground), path)


def _x(time: alt.Scale, field: str = "month:T", **more: Any) -> alt.X:
    import altair as alt

    return alt.X(field, scale=time, title=None, **more)


def _y(curve: Curve) -> alt.Y:
    import altair as alt

    return alt.Y(
        "value:Q", title=curve.measure, scale=alt.Scale(domain=[curve.floor, curve.ceiling], nice=False, zero=False)
    )


def _axis_layer(curve: Curve, palette: Palette) -> alt.Chart:
    """Draws the axes even where the first stretch has no value, and the middle line."""
    line: alt.Chart = _data(_AXIS).mark_rule(color=palette.faint, opacity=0.5).encode(y=_y(curve))
    return line


def _data(name: str) -> alt.Chart:
    """A chart of rows that stand beside the layers: what is in a layer is copied with it many times."""
    import altair as alt

    chart: alt.Chart = alt.Chart(alt.NamedData(name))
    return chart


def _band_and_line(curve: Curve, palette: Palette, time: alt.Scale, rows: int) -> list[alt.Chart]:
    """Stretches without a gap, each drawn by itself."""
    import altair as alt

    tooltip = [
        alt.Tooltip("utcyearmonth(month):T", title="month"),
        alt.Tooltip("value:Q", format=".2f", title=curve.measure),
        alt.Tooltip("low:Q", format=".2f", title="low"),
        alt.Tooltip("high:Q", format=".2f", title="high"),
    ]
    detail = alt.Detail("stretch:N")
    point: Any = {"size": 18, "filled": True, "color": palette.ink} if rows <= MOST_POINTS else False
    return [
        _data(_LINE)
        .mark_area(color=palette.neutral, opacity=0.22, interpolate="step-after")
        .encode(x=_x(time), y=alt.Y("low:Q", title=curve.measure), y2="high:Q", detail=detail),
        _data(_LINE)
        .mark_line(color=palette.ink, strokeWidth=1.8, interpolate="step-after", point=point)
        .encode(x=_x(time), y=_y(curve), detail=detail, tooltip=tooltip),
    ]


def _stretches(curve: Curve) -> list[list[CurveMonth]]:
    runs = groupby(curve.months, key=lambda each: each.value is not None)
    return [list(run) for known, run in runs if known]


def _unknown(palette: Palette, time: alt.Scale) -> alt.Chart:
    """Grey where the feeds were not there: no data is not zero."""
    import altair as alt

    shade: alt.Chart = (
        _data(_GAPS)
        .mark_rect(color=palette.faint, opacity=0.10)
        .encode(x=_x(time), x2="end:T", tooltip=alt.value("not covered by any feed"))
    )
    return shade


def _shifts(name: str, curve: Curve, palette: Palette, time: alt.Scale) -> list[alt.Chart]:
    import altair as alt

    colour = palette.material_cooperation if name == _UP else palette.material_conflict
    tip = alt.Tooltip("words:N", title="shift")
    return [
        _data(name).mark_rect(color=colour, opacity=0.14).encode(x=_x(time, "low:T"), x2="high:T", tooltip=tip),
        _data(name)
        .mark_rule(color=colour, strokeWidth=2, strokeDash=[] if name == _UP else [6, 3])
        .encode(x=_x(time), tooltip=tip),
        _data(name)
        .mark_text(color=colour, dy=-7, fontSize=13)
        .encode(x=_x(time), y=_y(curve), text="mark:N", tooltip=tip),
    ]


def _volume(palette: Palette, time: alt.Scale) -> alt.Chart:
    import altair as alt

    bars: alt.Chart = (
        _data(_BARS)
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
