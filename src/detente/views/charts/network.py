"""The network chart: actors as points, ties as double lines, events as single lines, their width by count."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from detente.views.charts.layout import Box, Point, lay_out
from detente.views.charts.palette import FONT, LIGHT, Palette
from detente.views.charts.signed_network import Link, Node, SignedNetwork, Strand
from detente.views.wording import clean

if TYPE_CHECKING:
    import altair as alt

FONT_SIZE = 13  # px
LETTER = 7.0  # px, about the width of a letter at that size
SPACE = 7.0  # px between two strands of one pair
Rows = list[dict[str, Any]]


def network_chart(
    network: SignedNetwork,
    *,
    width: int = 920,
    palette: Palette = LIGHT,
    links: Mapping[str, str] | None = None,
) -> alt.LayerChart:
    """Draw a signed network.

    Args:
        network: What `signed_network` counted.
        width: In px; the height follows from the number of actors.
        palette: The colours.
        links: Where an actor's point leads to, by its id ("#a3").
    """
    import altair as alt

    height = _height(len(network.nodes), width)
    longest = 32 if width > 600 else 18
    labels = {node.id: _short(clean(node.name), longest) for node in network.nodes}
    sizes = {node.id: 5.0 + 2.2 * math.sqrt(node.count) for node in network.nodes}
    boxes = {
        each: Box(max(len(labels[each]) * LETTER / 2, size) + 2, size + 2, size + FONT_SIZE + 8)
        for each, size in sizes.items()
    }
    edges = sorted({(link.first, link.second) for link in network.links})
    points = lay_out(boxes, edges, width, height)
    lines, counts = _strands(network.links, points, boxes, sizes)
    nodes = _nodes(network.nodes, points, sizes, labels, links or {})
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False, zero=False))
    layers = [
        *_line_layers(lines, x, y, network, palette, width),
        *_haloed(counts, x, y, palette, size=11, weight="bold"),
        _points(nodes, x, y, palette, known=False),
        _points(nodes, x, y, palette, known=True),
        *_haloed(nodes, x, y, palette, size=FONT_SIZE, weight="normal", known=True),
        *_haloed(nodes, x, y, palette, size=FONT_SIZE, weight="normal", known=False),
    ]
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(width=width, height=height, padding={"left": 4, "right": 4, "top": 4, "bottom": 4}, autosize="pad")
        .configure(background="transparent", font=FONT, view={"stroke": None})
    )
    return chart


def _height(count: int, width: int) -> int:
    return round(220 + 15 * count) if width > 600 else round(260 + 21 * count)


def _short(name: str, longest: int) -> str:
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"


def _strands(
    links: Sequence[Link], points: Mapping[str, Point], boxes: Mapping[str, Box], sizes: Mapping[str, float]
) -> tuple[Rows, Rows]:
    """The lines of every strand, side by side for each pair, and the pair's signed counts in their middle."""
    pairs: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in links:
        pairs[link.first, link.second].append(link)
    lines: Rows = []
    counts: Rows = []
    for (first, second), strands in pairs.items():
        (x1, y1), (x2, y2) = points[first], points[second]
        length = math.dist((x1, y1), (x2, y2)) or 1.0
        across = (y1 - y2) / length, (x2 - x1) / length
        for index, link in enumerate(strands):
            aside = (index - (len(strands) - 1) / 2) * SPACE
            count = len(link.numbers)
            for shift in (-1.8, 1.8) if link.strand.is_tie else (0.0,):
                x, y = across[0] * (aside + shift), across[1] * (aside + shift)
                thick = 1.3 if link.strand.is_tie else 1.2 + 0.9 * min(count - 1, 6)
                ends = {"x": x1 + x, "y": y1 + y, "x2": x2 + x, "y2": y2 + y, "thick": thick}
                lines.append({"strand": _label(link.strand), "claimed": link.claimed} | ends)
        middle = 0.5 + (sizes[first] - sizes[second]) / 2 / length
        x, y = _clear_place((x1, y1), (x2, y2), middle, points, boxes)
        counts.append({"x": x, "y": y, "label": _signed_counts(strands)})
    return lines, counts


def _clear_place(one: Point, two: Point, middle: float, points: Mapping[str, Point], boxes: Mapping[str, Box]) -> Point:
    """A place on the line between two points, near its middle, that no node's name covers."""
    places = [middle + share for share in (0.0, -0.08, 0.08, -0.16, 0.16, -0.24, 0.24)]
    found = [(one[0] + share * (two[0] - one[0]), one[1] + share * (two[1] - one[1])) for share in places]
    for x, y in found:
        if not any(
            abs(x - points[each][0]) < box.half_width + 10 and -box.above - 6 < y - points[each][1] < box.below + 6
            for each, box in boxes.items()
        ):
            return x, y
    return found[0]


def _label(strand: Strand) -> str:
    """A strand in the legend, which cannot show that ties are double lines."""
    return f"{strand} (double line)" if strand.is_tie else str(strand)


def _signed_counts(strands: Sequence[Link]) -> str:
    """How many statements speak for and against: "+3 −1"."""
    counts: Counter[str] = Counter()
    for link in strands:
        counts[link.strand.sign] += len(link.numbers)
    return " ".join(f"{sign}{counts[sign]}" for sign in "+±−" if counts[sign])


def _nodes(
    nodes: Sequence[Node],
    points: Mapping[str, Point],
    sizes: Mapping[str, float],
    labels: Mapping[str, str],
    links: Mapping[str, str],
) -> Rows:
    return [
        {
            "x": points[node.id][0],
            "y": points[node.id][1],
            "below": points[node.id][1] + sizes[node.id] + FONT_SIZE / 2 + 3,
            "area": math.pi * sizes[node.id] ** 2,
            "label": labels[node.id],
            "known": node.known,
            "href": links.get(node.id, ""),
        }
        for node in nodes
    ]


def _line_layers(
    lines: Rows, x: alt.X, y: alt.Y, network: SignedNetwork, palette: Palette, width: int
) -> list[alt.Chart]:
    import altair as alt

    used = [strand for strand in Strand if any(link.strand is strand for link in network.links)]
    legend = alt.Legend(
        orient="bottom", title=None, symbolType="stroke", symbolStrokeWidth=3, columns=3 if width > 600 else 2,
        labelFontSize=12, labelColor=palette.ink, labelLimit=0, symbolSize=220, clipHeight=18, columnPadding=28,
    )  # fmt: skip
    scale = alt.Scale(domain=[_label(strand) for strand in used], range=[_colour(strand, palette) for strand in used])
    colour = alt.Color("strand:N", scale=scale, legend=legend)
    width_of = alt.StrokeWidth("thick:Q", scale=None)
    layers = []
    for claimed in (False, True):
        rows = [line for line in lines if line["claimed"] is claimed]
        data = alt.Chart(alt.InlineData(values=rows))
        mark = data.mark_rule(strokeDash=[4, 3] if claimed else [1, 0], aria=False)
        layers.append(mark.encode(x=x, y=y, x2="x2:Q", y2="y2:Q", color=colour, strokeWidth=width_of))
    return layers


def _colour(strand: Strand, palette: Palette) -> str:
    return {
        Strand.FRIENDLY: palette.material_cooperation,
        Strand.HOSTILE: palette.material_conflict,
        Strand.VERBAL_COOPERATION: palette.verbal_cooperation,
        Strand.MATERIAL_COOPERATION: palette.material_cooperation,
        Strand.VERBAL_CONFLICT: palette.verbal_conflict,
        Strand.MATERIAL_CONFLICT: palette.material_conflict,
        Strand.NEUTRAL: palette.neutral,
    }[strand]


def _points(nodes: Rows, x: alt.X, y: alt.Y, palette: Palette, *, known: bool) -> alt.Chart:
    import altair as alt

    rows = [node for node in nodes if node["known"] is known]
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_circle(
            fill=palette.ink if known else palette.ground,
            stroke=palette.ground if known else palette.faint,
            strokeWidth=1.5,
            opacity=1,
            aria=False,
        )
        .encode(x=x, y=y, size=alt.Size("area:Q", scale=None), href="href:N")
    )
    return chart


def _haloed(
    rows: Rows, x: alt.X, y: alt.Y, palette: Palette, *, size: int, weight: str, known: bool | None = None
) -> list[alt.Chart]:
    """Text with an edge in the colour of the ground, so that lines below it do not run into its letters."""
    import altair as alt

    colour = palette.faint if known is False else palette.ink
    if known is not None:
        rows = [row | {"y": row["below"]} for row in rows if row["known"] is known]
    chart = alt.Chart(alt.InlineData(values=rows)).encode(x=x, y=y, text="label:N")
    look: dict[str, Any] = {"fontSize": size, "fontWeight": weight, "baseline": "middle", "aria": False}
    return [
        chart.mark_text(color=palette.ground, stroke=palette.ground, strokeWidth=4, strokeJoin="round", **look),
        chart.mark_text(color=colour, **look),
    ]
