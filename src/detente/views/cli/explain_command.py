"""`detente explain A B`: third parties, issues, opponents, brokers and routes around two actors on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from detente.pipeline import open_world
from detente.relations.explanation import Explanation, WayOut
from detente.relations.networks.balance import WHAT_BALANCE_IS
from detente.relations.networks.null import BesideNull
from detente.relations.networks.shared import Comparison
from detente.relations.networks.signed import Sign, SignedEdge
from detente.relations.networks.triads import ThirdParty
from detente.views.cli.dates import last_day
from detente.views.cli.grid import indented
from detente.views.cli.names import actor_names
from detente.views.cli.relation_lines import INDENT, listed_events
from detente.views.cli.screen import Screen
from detente.views.cli.styles import DIM
from detente.views.explanation_rows import explanation_row
from detente.views.json_rows import json_line
from detente.views.wording import clean

MOST: int = 12
"""Third parties of each pull that are listed; JSON has all."""


@dataclass(frozen=True, slots=True)
class Options:
    """`detente explain`'s options."""

    first: str
    second: str
    world: Path
    day: str | None = None
    as_json: bool = False
    actors: tuple[Path, ...] = ()


def run(options: Options) -> int:
    """Tell what stands around two actors; returns the exit code, 0.

    Raises:
        DetenteError: An actor or option is not known, or the world cannot be read.
    """
    world = open_world(options.world, create=False)
    told = world.explain(options.first, options.second, day=last_day("--at", options.day), user_actors=options.actors)
    if options.as_json:
        print(json_line(explanation_row(told)))
        return 0
    screen = Screen()
    for line in render_explanation(told, screen.out, actor_names(options.actors)):
        screen.out.print(line)
    return 0


def render_explanation(told: Explanation, console: Console, name: Callable[[str], str]) -> Iterator[Text]:
    """The explanation as lines, laid out for the console's width; `name` makes names of ids."""
    first, second = told.first.name, told.second.name
    yield Text(f"{first} – {second}, {told.day:%d %b %Y}", style="bold")
    yield indented(Text(_window(told), style=DIM), 0 + 2, console)
    edge = told.pair.triads.edge
    yield Text(f"\nBetween the two: {_sign_words(edge)}", style="bold underline")
    yield from _events_of([edge] if edge else [], told, console)
    yield from _third_parties(told, console, name)
    yield from _brokers(told, name)
    yield from _opponents(told, name)
    yield from _issues(told, console)
    yield from _ways(told, console, name)
    yield from _network(told, console)


def _window(told: Explanation) -> str:
    share = "no dated event" if told.share is None else f"{told.share:.0%} conflict in the whole record"
    edges, actors = len(told.network.edges), len(told.network.actors)
    return (
        f"Signs from events of {told.start:%b %Y} to {told.day:%b %Y} ({share}; a dyad surely below is +, surely above "
        f"is -) and from ties that texts state. {edges:,} edges between {actors:,} actors."
    )


def _sign_words(edge: SignedEdge | None) -> str:
    if edge is None:
        return "no sign (too few events, or as much conflict as usual)"
    word = "friendly (+)" if edge.sign is Sign.POSITIVE else "hostile (-)"
    return f"{word}, {edge.weight:g} events and statements"


def _third_parties(told: Explanation, console: Console, name: Callable[[str], str]) -> Iterator[Text]:
    triads = told.pair.triads
    for title, thirds, figure in (
        ("Pull them together", triads.together, told.pair.together),
        ("Pull them apart", triads.apart, told.pair.apart),
    ):
        if not thirds:
            continue
        yield Text(f"\n{title} ({len(thirds)}; {_beside(figure)})", style="bold underline")
        ranked = sorted(thirds, key=lambda third: -min(third.to_a.weight, third.to_b.weight))
        for third in ranked[:MOST]:
            yield Text(f"{name(third.actor)}", style="bold").append(_signs(third, told), style="not bold")
            yield from _events_of([third.to_a, third.to_b], told, console, most=1)
        if len(thirds) > MOST:
            yield Text(f"and {len(thirds) - MOST} more: --json", style=DIM)


def _signs(third: ThirdParty, told: Explanation) -> str:
    return (
        f"  {third.to_a.sign.symbol} {told.first.name} ({third.to_a.weight:g}), "
        f"{third.to_b.sign.symbol} {told.second.name} ({third.to_b.weight:g})"
    )


def _events_of(edges: Sequence[SignedEdge], told: Explanation, console: Console, *, most: int = 3) -> Iterator[Text]:
    for edge in edges:
        events = [told.evidence[id_] for id_ in edge.evidence if id_ in told.evidence][:most]
        for line in listed_events(events, console):
            yield indented(line, INDENT, console)
        for id_ in [id_ for id_ in edge.evidence if id_ in told.quotes][:most]:
            yield indented(Text(clean(told.quotes[id_]), style=DIM), INDENT, console)


def _brokers(told: Explanation, name: Callable[[str], str]) -> Iterator[Text]:
    if not told.brokers:
        return
    yield Text(f"\nBrokers between rivals ({len(told.brokers)})", style="bold underline")
    for broker in told.brokers:
        pairs = ", ".join(f"{name(rivalry.first)} and {name(rivalry.second)}" for rivalry, _, _ in broker.between)
        yield Text(f"{name(broker.actor)}: + to both of {pairs}")


def _opponents(told: Explanation, name: Callable[[str], str]) -> Iterator[Text]:
    if told.opponents:
        yield Text(f"\nBoth oppose ({len(told.opponents)})", style="bold underline")
        yield Text(", ".join(name(one.actor) for one in told.opponents))


def _issues(told: Explanation, console: Console) -> Iterator[Text]:
    if not told.issues:
        return
    yield Text(f"\nIssues, as texts tell their stances ({len(told.issues)})", style="bold underline")
    for issue in told.issues:
        style = {Comparison.AGREE: "green", Comparison.DIFFER: "red"}.get(issue.comparison, "")
        line = Text(f"{issue.issue}: ").append(issue.comparison.value, style=style)
        line.append(f" · {told.first.name} {issue.a.position.value}, {told.second.name} {issue.b.position.value}")
        yield line
        ids = [row.evidence for row in (*issue.a.rows, *issue.b.rows)]
        for id_ in ids[:MOST]:
            yield indented(Text(clean(told.quotes.get(id_, id_)), style=DIM), INDENT, console)


def _ways(told: Explanation, console: Console, name: Callable[[str], str]) -> Iterator[Text]:
    for way in told.ways:
        yield Text(f"\nLand routes of {name(way.sets.state)}, which has no coast", style="bold underline")
        yield indented(Text(_way_words(way, told, name)), 2, console)


def _way_words(way: WayOut, told: Explanation, name: Callable[[str], str]) -> str:
    other = told.second if way.sets.state == told.first.id else told.first
    if not way.sets.closing_set:
        return "No way to the sea is open."
    closing = ", ".join(sorted(map(name, way.sets.closing_set)))
    begins = "a way begins at" if way.other_borders else "no way begins at"
    closes = "it is one of those who" if way.other_closes else "it is not needed to"
    return f"{closing} together can close every way to the sea. Of {other.name}: {begins} it, and {closes} close them."


def _network(told: Explanation, console: Console) -> Iterator[Text]:
    counts, balance = told.balance.counts, told.balance
    if not counts.total:
        return
    yield Text("\nThe whole network, beside the same network with its signs shuffled", style="bold underline")
    yield Text(f"triads  +++ {counts.ppp:,}  ++- {counts.ppn:,}  +-- {counts.pnn:,}  --- {counts.nnn:,}")
    for words, figure in (
        ("balanced, of all", balance.balanced_share),
        ("balanced, all-positive triads set apart", balance.balanced_share_with_negative),
        ("frustration index", balance.frustration_index),
    ):
        if figure is not None:
            yield Text(f"{words}  {figure.observed:.3g} ({_beside(figure)})")
    yield indented(Text(WHAT_BALANCE_IS, style=DIM), 2, console)


def _beside(figure: BesideNull) -> str:
    return f"shuffled {figure.mean:.3g}, 90 % {figure.low:.3g} to {figure.high:.3g}, p {figure.p:.2g}"
