"""The parts of the report's page that are counted over all statements: actors, pairs, issues, pictures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from detente.records import ActorMention, Reading, Statement
from detente.views.charts.dated_events import MAX_EVENTS, DatedEvent, dated_events
from detente.views.charts.network import network_chart
from detente.views.charts.palette import PAGE
from detente.views.charts.signed_network import Node, SignedNetwork, Strand, folded, signed_network
from detente.views.charts.svg import render_svg
from detente.views.charts.timeline import time_scale, timeline_chart
from detente.views.wording import actor_words, clean

WIDE, NARROW = 920, 350  # px: each picture is drawn twice, for screens and for phones
MAX_LISTED = 200  # actors, and pairs, in a table


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor, in how many statements it stands, and whether the registry knows it."""

    anchor: str
    id: str
    name: str
    kind: str
    state: str
    count: int
    known: bool


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two actors of the network and the count of each strand between them, in the strands' order."""

    first: str
    second: str
    counts: tuple[int, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart in its two widths."""

    wide: Markup
    narrow: Markup


@dataclass(frozen=True, slots=True)
class NetworkPart:
    """The network's picture, its numbers, and what it leaves out; no picture where nobody is tied."""

    picture: Picture | None
    strands: tuple[Strand, ...]
    pairs: tuple[PairRow, ...]
    claimed: bool
    unknown: bool
    network: SignedNetwork


@dataclass(frozen=True, slots=True)
class TimelinePart:
    """The timeline's picture; no picture where nothing is dated."""

    picture: Picture | None
    drawn: int
    undated: int
    cut: bool


def actor_rows(statements: Sequence[Statement], known: Callable[[str], bool]) -> tuple[ActorRow, ...]:
    """Every actor of some statements, the most spoken of first."""
    counts: Counter[str] = Counter()
    mentions: dict[str, ActorMention] = {}
    for statement in statements:
        for actor in {each.id: each for each in (*statement.actors, *statement.about)}.values():
            counts[actor.id] += 1
            mentions.setdefault(actor.id, actor)
    return tuple(
        ActorRow(
            f"a{place}", clean(actor_id), actor_words(mentions[actor_id]), mentions[actor_id].kind.replace("_", " "),
            clean(mentions[actor_id].state or ""), count, known(actor_id),
        )
        for place, (actor_id, count) in enumerate(counts.most_common(), 1)
    )  # fmt: skip


def network_part(reading: Reading, actors: Sequence[ActorRow], known: Callable[[str], bool]) -> NetworkPart:
    """The network of a reading, drawn and as a table."""
    network = signed_network(reading.statements, reading.article.published, known)
    names = {node.id: clean(node.name) for node in network.nodes}
    strands = tuple(strand for strand in Strand if any(link.strand is strand for link in network.links))
    found: dict[tuple[str, str], dict[Strand, tuple[int, ...]]] = defaultdict(dict)
    for link in network.links:
        found[link.first, link.second][link.strand] = link.numbers
    pairs = [
        PairRow(
            names[first], names[second], tuple(len(of.get(strand, ())) for strand in strands),
            tuple(sorted({number for numbers in of.values() for number in numbers})),
        )
        for (first, second), of in found.items()
    ]  # fmt: skip
    pairs.sort(key=lambda pair: (-sum(pair.counts), pair.first, pair.second))
    picture = _network_picture(network, _anchors(reading.statements, actors)) if network.links else None
    return NetworkPart(
        picture,
        strands,
        tuple(pairs[:MAX_LISTED]),
        any(link.claimed for link in network.links),
        any(not node.known for node in network.nodes),
        network,
    )


def timeline_part(statements: Sequence[Statement], events: int) -> TimelinePart:
    """The dated events drawn; `events` is how many events there are, dated or not."""
    dated = dated_events(statements)
    if not dated:
        return TimelinePart(None, 0, events, False)
    drawn = dated[:MAX_EVENTS]
    words = _timeline_words(drawn, len(dated))
    wide, narrow = (
        Markup(render_svg(timeline_chart(dated, width=width, palette=PAGE), words, name))
        for width, name in ((WIDE, "wide"), (NARROW, "narrow"))
    )
    cut = time_scale(drawn, WIDE).cut is not None
    return TimelinePart(Picture(wide, narrow), len(drawn), events - len(dated), cut)


def _anchors(statements: Sequence[Statement], actors: Sequence[ActorRow]) -> dict[str, str]:
    """Where each node leads: to its own row among the actors, or to that of an organ drawn with it."""
    rows = {actor.id: f"#{actor.anchor}" for actor in actors}
    anchors: dict[str, str] = {}
    for statement in statements:
        for actor in (*statement.actors, *statement.about):
            if clean(actor.id) in rows:
                anchors.setdefault(folded(actor)[0], rows[clean(actor.id)])
    return anchors | rows


def _network_picture(network: SignedNetwork, links: dict[str, str]) -> Picture:
    words = _network_words(network)
    wide, narrow = (
        Markup(render_svg(network_chart(network, width=width, palette=PAGE, links=links), words, name))
        for width, name in ((WIDE, "wide"), (NARROW, "narrow"))
    )
    return Picture(wide, narrow)


def _network_words(network: SignedNetwork) -> str:
    counts: Counter[Strand] = Counter()
    for link in network.links:
        counts[link.strand] += len(link.numbers)
    pairs = len({(link.first, link.second) for link in network.links})
    most = ", ".join(f"{clean(node.name)} ({node.count})" for node in sorted(network.nodes, key=_by_count)[:5])
    told = ", ".join(f"{counts[strand]} of {strand}" for strand in Strand if counts[strand])
    return (
        f"Network of {len(network.nodes)} actors and {pairs} pairs. Statements drawn: {told}. "
        f"Most spoken of: {most}. The same numbers stand in the table below the picture."
    )


def _by_count(node: Node) -> tuple[int, str]:
    return -node.count, node.name


def _timeline_words(events: Sequence[DatedEvent], dated: int) -> str:
    first, last = events[0], events[-1]
    more = f", the first {len(events)} of them drawn" if dated > len(events) else ""
    return (
        f"Timeline of {dated} dated events{more}, from {first.when} ({first.what}) to {last.when} ({last.what}). "
        "The same dates stand in the table of events."
    )
