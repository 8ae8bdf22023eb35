"""Charts of an outlook: probabilities beside baselines, and the reliability of earlier forecasts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.forecast.dyads.past_record import PastScores
from detente.forecast.dyads.targets import QUADS
from detente.forecast.outlook import Outlook
from detente.views.charts.files import write_spec
from detente.views.charts.palette import FONT, LIGHT, PAGE, Palette

if TYPE_CHECKING:
    pass

WIDTH = 620
BASELINES = ("climatology", "persistence", "own rate")
Row = dict[str, Any]


def outlook_chart(told: Outlook, palette: Palette = PAGE) -> Any:
    """Quad classes by months ahead: a bar for the forecast, ticks for what the baselines say."""
    import altair as alt

    rows: list[Row] = []
    for part in told.parts:
        if part.kind == "quad":
            of = {"target": part.target, "months": f"{part.months} mo"}
            rows.append(of | {"who": "forecast", "probability": part.probability})
            values = zip(BASELINES, (part.climatology, part.persistence, part.own_rate), strict=True)
            rows += [of | {"who": name, "probability": value} for name, value in values if value is not None]
    order = [f"{months} mo" for months in sorted({part.months for part in told.parts})]
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=alt.Y("months:N", sort=order, title=None))
    x = alt.X("probability:Q", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%"), title="at least one event")
    told_only = base.transform_filter("datum.who == 'forecast'")
    bars = told_only.mark_bar(height=10, color=palette.neutral, opacity=0.5).encode(x=x)
    marks = (
        base.transform_filter("datum.who != 'forecast'")
        .mark_point(filled=True, size=45, color=palette.ink)
        .encode(x=x, shape=alt.Shape("who:N", sort=list(BASELINES), legend=alt.Legend(title=None, orient="bottom")))
    )
    layered = alt.layer(bars, marks).properties(width=WIDTH - 190, height=64)
    faceted = layered.facet(
        row=alt.Row("target:N", sort=list(QUADS), title=None, header=alt.Header(labelAngle=0, labelAlign="left"))
    )
    return _plain(faceted.resolve_scale(x="shared"), palette)


def reliability_chart(records: Iterable[tuple[str, PastScores]], palette: Palette = PAGE) -> Any:
    """What came by what was told, a line for each record by its name; on the diagonal all is as told."""
    import altair as alt

    rows = [
        {"of": name, "told": each.told, "came": each.came, "forecasts": each.forecasts}
        for name, past in records
        for each in past.reliability
    ]
    unit = alt.Scale(domain=[0, 1])
    diagonal = (
        alt.Chart(alt.InlineData(values=[{"told": 0, "came": 0}, {"told": 1, "came": 1}]))
        .mark_line(strokeDash=[4, 4], color=palette.faint)
        .encode(x=alt.X("told:Q", scale=unit), y=alt.Y("came:Q", scale=unit))
    )
    colours = [palette.material_cooperation, palette.verbal_conflict, palette.neutral, palette.material_conflict]
    names = list(dict.fromkeys(str(row["of"]) for row in rows))
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("told:Q", scale=unit, axis=alt.Axis(format="%"), title="told"),
        y=alt.Y("came:Q", scale=unit, axis=alt.Axis(format="%"), title="came"),
        color=alt.Color(
            "of:N",
            sort=names,
            scale=alt.Scale(domain=names, range=colours[: len(names)]),
            legend=alt.Legend(title=None),
        ),
    )
    points = base.mark_point(filled=True).encode(
        size=alt.Size("forecasts:Q", scale=alt.Scale(type="log", range=[15, 160]), legend=alt.Legend(title="forecasts"))
    )
    return _plain(alt.layer(diagonal, base.mark_line(), points).properties(width=320, height=320), palette)


def records_of(told: Outlook) -> list[tuple[str, PastScores]]:
    """The records of quad classes by months ahead, for `reliability_chart`."""
    found: dict[str, PastScores] = {}
    for part in told.parts:
        if part.kind == "quad" and part.past is not None:
            found.setdefault(f"{part.months} months", part.past)
    return list(found.items())


def write_outlook_chart(told: Outlook, path: Path) -> None:
    """Write both charts as .html (one file, no network), .svg or .png, by the path's ending.

    Raises:
        ValueError: Another ending, or there is nothing to draw.
    """
    if not told.parts:
        raise ValueError("there is no forecast to draw")
    import altair as alt

    parts: list[Any] = [outlook_chart(told, LIGHT)]
    if records := records_of(told):
        parts.append(reliability_chart(records, LIGHT))
    # Settings stand at the top only.
    for part in parts:
        part.config = alt.Undefined
    joined = alt.vconcat(*parts).resolve_scale(color="independent", shape="independent")
    write_spec(_plain(joined, LIGHT).to_dict(), path)


def _plain(chart: Any, palette: Palette) -> Any:
    return (
        chart.configure(font=FONT, background=palette.ground)
        .configure_view(stroke=None)
        .configure_axis(labelColor=palette.faint, titleColor=palette.faint, gridOpacity=0.25, domainColor=palette.faint)
        .configure_header(labelColor=palette.ink, labelFontSize=12)
        .configure_legend(labelColor=palette.faint, titleColor=palette.faint)
    )
