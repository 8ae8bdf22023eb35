"""Charts of a scenario: outcomes before and after, gains with their ranges, and what moves the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from detente.scenarios.answer import Answered
from detente.scenarios.sensitivity import Influence, Ranged
from detente.views.charts.palette import FONT, PAGE
from detente.views.scenario_words import field_words
from detente.views.wording import clean

if TYPE_CHECKING:
    import altair as alt

WIDTH = 620
MOST_MOVERS = 8

Row = dict[str, Any]


def outcomes_chart(told: Answered) -> alt.LayerChart:
    """Each issue on its scale: where it ends before, after, and with the deal, with nine of ten draws."""
    rows: list[Row] = []
    for each in told.issues:
        for when, ranged in (("before", each.before), ("after", each.after), ("with the deal", each.deal)):
            if ranged is not None:
                rows.append({"issue": clean(each.issue.title)[:60], "when": when, **_ends(ranged)})
    return _dots(rows, "issue", "when", ["before", "after", "with the deal"], "outcome, 0 to 100", (0, 100))


def gains_chart(told: Answered) -> alt.LayerChart:
    """What each actor gains, in points: without a deal, with it, and through each broker."""
    rows: list[Row] = []
    kinds = ["no deal", *(["deal"] if told.scenario.deal else []), *(f"via {one.broker}" for one in told.brokers)]
    stakes = {actor for issue in told.issues for actor in issue.issue.stands}
    for each in told.gains:
        found = [("no deal", each.change), ("deal", each.deal)]
        found += [(f"via {broker}", ranged) for broker, ranged in each.via.items()]
        if each.actor in stakes:
            name = clean(told.scenario.name(each.actor))[:40]
            rows += [{"actor": name, "how": how, **_ends(ranged)} for how, ranged in found if ranged is not None]
    return _dots(rows, "actor", "how", kinds, "points gained", None)


def movers_chart(told: Answered, influences: Sequence[Influence], what: str) -> alt.LayerChart:
    """How far each of the numbers that move an answer most moves it, from one end of its range to the other."""
    import altair as alt

    rows = [
        {
            "number": field_words(each.number, told.scenario, short=True)[:60],
            "low": min(each.at_low, each.at_high),
            "high": max(each.at_low, each.at_high),
            "total": f"{each.total:.0%}",
        }
        for each in influences[:MOST_MOVERS]
    ]
    order = [str(row["number"]) for row in rows]
    bars = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(height=12, color=PAGE.verbal_cooperation)
        .encode(
            x=alt.X("low:Q", title=what, scale=alt.Scale(zero=False)),
            x2="high:Q",
            y=alt.Y("number:N", sort=order, title=None, axis=alt.Axis(labelLimit=260)),
        )
    )
    words = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_text(align="left", dx=6, color=PAGE.faint)
        .encode(x="high:Q", y=alt.Y("number:N", sort=order), text="total:N")
    )
    return _styled(alt.layer(bars, words), max(len(rows), 1) * 22)


def _ends(ranged: Ranged) -> Row:
    return {"value": ranged.value, "low": ranged.low, "high": ranged.high}


def _dots(
    rows: list[Row], along: str, kind: str, kinds: list[str], title: str, domain: tuple[int, int] | None
) -> alt.LayerChart:
    """One line of dots with ranges for each thing; what kind a dot is, its shape and its colour tell."""
    import altair as alt

    order = list(dict.fromkeys(row[along] for row in rows))
    colours = [PAGE.neutral, PAGE.ink, PAGE.material_cooperation, PAGE.verbal_cooperation, PAGE.faint]
    shapes = ["circle", "square", "triangle-up", "diamond", "cross"]
    colour = alt.Color(
        f"{kind}:N",
        scale=alt.Scale(domain=kinds, range=(colours * 4)[: len(kinds)]),
        legend=alt.Legend(title=None, orient="top"),
    )
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y(f"{along}:N", sort=order, title=None, axis=alt.Axis(labelLimit=260, grid=True)),
        yOffset=alt.YOffset(f"{kind}:N", sort=kinds),
        color=colour,
    )
    scale = alt.Scale(domain=list(domain)) if domain else alt.Scale()
    lines = base.mark_rule(strokeWidth=2, opacity=0.6).encode(x=alt.X("low:Q", title=title, scale=scale), x2="high:Q")
    dots = base.mark_point(filled=True, size=60, opacity=1).encode(
        x=alt.X("value:Q", scale=scale),
        shape=alt.Shape(f"{kind}:N", scale=alt.Scale(domain=kinds, range=(shapes * 4)[: len(kinds)]), legend=None),
    )
    return _styled(alt.layer(lines, dots), max(len(order), 1) * (14 * len(kinds) + 8))


def _styled(chart: alt.LayerChart | alt.FacetChart, height: int) -> alt.LayerChart:
    styled: alt.LayerChart = (
        chart.properties(width=WIDTH, height=height)
        .configure(background="transparent", font=FONT)
        .configure_view(stroke=None)
        .configure_axis(labelColor=PAGE.ink, titleColor=PAGE.faint, gridColor=PAGE.faint, gridOpacity=0.25)
        .configure_legend(labelColor=PAGE.ink)
    )
    return styled
