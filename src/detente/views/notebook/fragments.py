"""Results as HTML fragments. Colours follow the notebook's own text colour, so that light and dark both read well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from markupsafe import Markup, escape

from detente.pipeline.shifts import WorldShifts
from detente.pipeline.world import World
from detente.records import Reading
from detente.relations.events import RelationEvent
from detente.relations.explanation import Explanation
from detente.relations.levels.level import LevelEstimate
from detente.relations.levels.scale import LEVELS
from detente.relations.networks.signed import SignedEdge
from detente.relations.relation import Relation
from detente.relations.shifts.shift import Shift
from detente.views.cited import CODED, coded_words, event_when, event_words, says_words
from detente.views.relation_curve import relation_curve
from detente.views.said import said_around
from detente.views.wording import article_words, clean, date_words, sentence_edges

MOST: Final = 20
"""Rows of a list; tables have all."""

STYLE: Final = Markup(
    "<style>.detente-view{--ink:currentColor;--faint:currentColor;--ground:transparent;--neutral:#7d8791;"
    "--verbal-cooperation:#2e9e66;--material-cooperation:#2e9e66;--verbal-conflict:#d1662f;"
    "--material-conflict:#db4a54;max-width:60rem;overflow-x:auto;line-height:1.45}"
    ".detente-view table{border-collapse:collapse;margin:.4rem 0;font-size:.92em}"
    ".detente-view th,.detente-view td{text-align:left!important;vertical-align:top;padding:.25rem .6rem;"
    "background:transparent;"
    "border-bottom:1px solid color-mix(in srgb,currentColor 25%,transparent);white-space:normal}"
    ".detente-view th{font-weight:600}.detente-view caption{text-align:left;font-weight:600;padding:.4rem 0 .1rem}"
    ".detente-view svg{width:100%;max-width:44rem;height:auto;display:block}"
    ".detente-view .up{color:var(--material-cooperation);font-weight:600;white-space:nowrap}"
    ".detente-view .down{color:var(--material-conflict);font-weight:600;white-space:nowrap}"
    ".detente-view small,.detente-view .sentence{opacity:.8}"
    ".detente-view mark{background:color-mix(in srgb,#f0b400 35%,transparent);color:inherit}</style>"
)


def relation_html(relation: Relation) -> str:
    """Level, curve, shifts, and the latest events with their words."""
    return fragment(
        f"{relation.first.name} – {relation.second.name}",
        [_record(relation), _level(relation), _curve(relation)],
        _shifts((told.shift for told in relation.shifts), "Shifts", named=False),
        _events([event for event in relation.events if event.counted][-5:][::-1], "Latest events"),
    )


def shifts_html(found: WorldShifts) -> str:
    """The first shifts, ranked."""
    more = f"; the first {MOST} are shown" if len(found.shifts) > MOST else ""
    return fragment(
        "Shifts",
        [line(f"{len(found.shifts):,} shifts of {found.searched:,} dyads of states{more}")],
        _shifts((each.shift for each in found.shifts[:MOST]), "", named=True),
    )


def explanation_html(told: Explanation) -> str:
    """Third parties with their signs, issues, whom both oppose."""
    first, second = told.first.name, told.second.name
    thirds = sorted(told.pair.triads.third_parties, key=lambda third: -min(third.to_a.weight, third.to_b.weight))
    rows = [
        (third.actor, f"pulls {third.pull.value}", _signed(third.to_a), _signed(third.to_b)) for third in thirds[:MOST]
    ]
    issues = [(i.issue, i.comparison.value, i.a.position.value, i.b.position.value) for i in told.issues]
    opposed = ", ".join(one.actor for one in told.opponents)
    return fragment(
        f"{first} – {second}, {told.day:%d %b %Y}",
        [line(f"Signs from events of {told.start:%b %Y} to {told.day:%b %Y} and from ties that texts state")],
        table("Third parties", ("actor", "", f"to {first}", f"to {second}"), rows),
        table("Issues, as texts tell their stances", ("issue", "", first, second), issues),
        line(f"Both oppose: {opposed}") if opposed else Markup(""),
    )


def reading_html(reading: Reading) -> str:
    """The statements, each with who says so and its sentence."""
    article = reading.article
    edges = sentence_edges(article)
    rows = []
    for statement in reading.statements[:MOST]:
        said = said_around(statement.evidence, article.text, edges)
        sentence = Markup("<span class=sentence dir=auto>{}<mark>{}</mark>{}</span>").format(
            said.before, said.quote, said.after
        )
        coded = statement.kind in CODED
        what = Markup("{}<br>{}").format(coded_words(statement), sentence) if coded else sentence
        rows.append(
            (
                str(statement.kind),
                date_words(statement.event_date),
                what,
                says_words(statement, article),
                statement.status,
            )
        )
    more = len(reading.statements) - len(rows)
    return fragment(
        article.title or "(untitled)",
        [line(" · ".join(f"{label}: {words}" for label, words in article_words(article)))],
        table("Statements", ("kind", "when", "what", "who says so", "status"), rows),
        line(f"and {more} more: to_arrow()") if more > 0 else Markup(""),
    )


def world_html(world: World) -> str:
    """What a world holds."""
    counts = world.counts()
    rows = [
        ("articles", f"{counts.articles:,}", f"{counts.copies:,}"),
        ("statements", f"{counts.statements:,}", f"{counts.copied_statements:,}"),
        ("events", f"{counts.events:,}", f"{counts.copied_events:,}"),
    ]
    return fragment(f"World {world.path.name}", [], table("", ("", "held", "of them in copies"), rows))


def _record(relation: Relation) -> Markup:
    spans = ", ".join(f"{low:%d %b %Y} – {high:%d %b %Y}" for low, high in relation.coverage)
    licences = f"; licences: {', '.join(relation.licences)}" if relation.licences else ""
    return line(f"{relation.events_in_all:,} events; covered: {spans or 'no feed covers any time'}{licences}")


def _level(relation: Relation) -> Markup:
    level = relation.level
    if level is None:
        return Markup("")
    if not isinstance(level, LevelEstimate):
        return line(f"Level: not enough evidence, {level.reason}")
    chances = ", ".join(
        f"{name.label} {probability:.0%}" for name, probability in zip(LEVELS, level.probabilities, strict=True)
    )
    return line(f"Level, {level.month:%B %Y}: {chances}; mean {level.peace:.2f} of 0 to 1")


def _curve(relation: Relation) -> Markup:
    curve = relation_curve(relation, "goldstein_stock")
    if curve is None or curve.is_bare:
        return Markup("")
    from detente.views.charts.palette import PAGE
    from detente.views.charts.relation_chart import relation_chart
    from detente.views.charts.svg import render_svg

    return Markup(render_svg(relation_chart(curve, width=640, palette=PAGE), f"{curve.measure} by month", "curve"))


def _shifts(shifts: Iterable[Shift], caption: str, *, named: bool) -> Markup:
    rows = []
    for shift in shifts:
        up = shift.direction > 0
        way = Markup('<span class="{}">{} towards {}</span>').format(
            "up" if up else "down", "▲" if up else "▼", "cooperation" if up else "conflict"
        )
        between = f"{shift.earliest:%b %Y} – {shift.latest:%b %Y}"
        who = (" – ".join(shift.actors),) if named else ()
        rows.append(
            (*who, f"{shift.month:%b %Y}", way, between, f"{shift.probability:.2f}", f"{shift.false_alarms:.2g}")
        )
    names = (*(("dyad",) if named else ()), "month", "", "between", "probability", "as strong by chance")
    return table(caption, names, rows)


def _events(events: Sequence[RelationEvent], caption: str) -> Markup:
    rows = []
    for event in events:
        words = clean(event.quote or "")[:300]
        says = event.speaker or (event.feed if event.article_id else f"the feed {event.feed} codes it so")
        what = Markup("{}<br><span class=sentence dir=auto>{}</span>").format(event_words(event), words)
        rows.append((event_when(event), what if words else event_words(event), clean(says), event.status))
    return table(caption, ("when", "what", "who says so", "status"), rows)


def _signed(edge: SignedEdge) -> str:
    return f"{edge.sign.symbol} ({edge.weight:g})"


def fragment(title: str, head: Iterable[Markup], *parts: Markup) -> str:
    """A whole fragment: its title, lines, and the rest."""
    """A result's whole fragment: its title, lines under it, and its parts."""
    body = Markup("").join([*head, *parts])
    return str(
        STYLE + Markup('<div class="detente-view"><strong><bdi>{}</bdi></strong>{}</div>').format(clean(title), body)
    )


def line(words: str) -> Markup:
    """A line of small words."""
    """A line of small words."""
    return Markup("<div><small>{}</small></div>").format(clean(words))


def table(caption: str, names: Sequence[str], rows: Sequence[Sequence[str | Markup]]) -> Markup:
    """A table; nothing where it has no row."""
    """A table; nothing where it has no rows."""
    if not rows:
        return Markup("")
    head = Markup("").join(Markup("<th scope=col>{}</th>").format(clean(name)) for name in names)
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(_cell(cell)) for cell in row))
        for row in rows
    )
    title = Markup("<caption>{}</caption>").format(caption) if caption else Markup("")
    return Markup("<table>{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(title, head, body)


def _cell(cell: str | Markup) -> Markup:
    return cell if isinstance(cell, Markup) else escape(clean(str(cell)))
