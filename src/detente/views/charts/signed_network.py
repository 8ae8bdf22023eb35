"""How the actors of a reading stand to each other, counted: what the network chart draws and its table lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from detente.records import (
    ActorKind,
    ActorMention,
    Polarity,
    Precision,
    Published,
    Stance,
    Statement,
    StatementKind,
    Status,
    Tie,
)

MAX_ACTORS = 25  # more labels than these can't be read in one picture
DRAWN = frozenset({Status.ASSERTED, Status.REPORTED, Status.ALLEGED})


class Strand(StrEnum):
    """What runs between two actors; the order is the order in which strands lie side by side."""

    FRIENDLY = "friendly tie"
    NEUTRAL = "neutral tie"
    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"
    HOSTILE = "hostile tie"

    @property
    def is_tie(self) -> bool:
        """Whether it tells of how they stand, not of what one did."""
        return self in {Strand.FRIENDLY, Strand.NEUTRAL, Strand.HOSTILE}

    @property
    def sign(self) -> str:
        """ "+", "−", or "±" for a neutral tie."""
        return "±" if self is Strand.NEUTRAL else "+" if self in _POSITIVE else "−"


_POSITIVE = {Strand.FRIENDLY, Strand.VERBAL_COOPERATION, Strand.MATERIAL_COOPERATION}
_QUADS = (Strand.VERBAL_COOPERATION, Strand.MATERIAL_COOPERATION, Strand.VERBAL_CONFLICT, Strand.MATERIAL_CONFLICT)
_TIES = {
    Tie.ALLY: Strand.FRIENDLY,
    Tie.STRENGTHENING: Strand.FRIENDLY,
    Tie.NEUTRAL: Strand.NEUTRAL,
    Tie.ENEMY: Strand.HOSTILE,
    Tie.RIVAL: Strand.HOSTILE,
    Tie.WEAKENING: Strand.HOSTILE,
}
_STANCES = {Stance.SUPPORT: Strand.FRIENDLY, Stance.OPPOSE: Strand.HOSTILE}


@dataclass(frozen=True, slots=True)
class Node:
    """An actor of the picture; `count` is how many of its statements are drawn."""

    id: str
    name: str
    known: bool
    count: int


@dataclass(frozen=True, slots=True)
class Link:
    """One strand between two actors and the numbers of the statements that make it, from 1.

    `claimed` is set when all of these are allegations.
    """

    first: str
    second: str
    strand: Strand
    numbers: tuple[int, ...]
    claimed: bool


@dataclass(frozen=True, slots=True)
class SignedNetwork:
    """Who stands how to whom, and how many statements of each sort a picture must leave out."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    not_so: int
    past: int
    crowded_out: int


def signed_network(
    statements: Sequence[Statement], published: Published, known: Callable[[str], bool] = lambda actor_id: True
) -> SignedNetwork:
    """Count the ties, stances and events between each two actors.

    A state's government and armed forces count as the state. Left out and counted: what is denied, possible,
    conditional, predicted or asked (`not_so`), ties that the text places in the past (`past`), and statements of
    actors beyond the `MAX_ACTORS` most spoken of (`crowded_out`).

    Args:
        statements: In the order of their numbers.
        published: When the text appeared; it tells which ties are past.
        known: Whether the registry knows an actor's id.
    """
    numbers: dict[tuple[str, str, Strand], list[int]] = defaultdict(list)
    firm: set[tuple[str, str, Strand]] = set()
    names: dict[str, str] = {}
    not_so = past = 0
    for number, statement in enumerate(statements, 1):
        strand = _strand(statement)
        pairs = list(_pairs(statement)) if strand else []
        if strand is None or not pairs:
            continue
        if statement.status not in DRAWN or statement.polarity is Polarity.NEGATIVE:
            not_so += 1
            continue
        if strand.is_tie and _is_past(statement, published):
            past += 1
            continue
        for pair in pairs:
            names |= {actor_id: names.get(actor_id, name) for actor_id, name in pair}
            first, second = sorted(actor_id for actor_id, _ in pair)
            numbers[first, second, strand].append(number)
            if statement.status is not Status.ALLEGED:
                firm.add((first, second, strand))
    counts = Counter(
        actor_id for (first, second, _), found in numbers.items() for actor_id in (first, second) for _ in found
    )
    shown = {actor_id for actor_id, _ in counts.most_common(MAX_ACTORS)}
    order = list(Strand)
    links = [
        Link(first, second, strand, tuple(found), (first, second, strand) not in firm)
        for (first, second, strand), found in sorted(
            numbers.items(), key=lambda item: (*item[0][:2], order.index(item[0][2]))
        )
    ]
    kept = [link for link in links if link.first in shown and link.second in shown]
    crowded_out = len({n for link in links for n in link.numbers} - {n for link in kept for n in link.numbers})
    linked = {actor_id for link in kept for actor_id in (link.first, link.second)}
    nodes = [
        Node(actor_id, names[actor_id], known(actor_id), count)
        for actor_id, count in counts.most_common()
        if actor_id in linked
    ]
    return SignedNetwork(tuple(nodes), tuple(kept), not_so, past, crowded_out)


def folded(actor: ActorMention) -> tuple[str, str]:
    """Id and name that stand for an actor in the picture: the state for its government and armed forces."""
    if (
        actor.state
        and actor.kind in {ActorKind.GOVERNMENT, ActorKind.MILITARY}
        and actor.id.startswith(f"{actor.state}.")
    ):
        return actor.state, actor.name.partition(":")[0]
    return actor.id, actor.name


def _strand(statement: Statement) -> Strand | None:
    if statement.kind is StatementKind.TIE and statement.tie:
        return _TIES[statement.tie]
    if statement.kind is StatementKind.STANCE and statement.stance:
        return _STANCES[statement.stance]
    if statement.kind is StatementKind.EVENT and statement.quad_class:
        return _QUADS[statement.quad_class - 1]
    return None


def _pairs(statement: Statement) -> Iterable[tuple[tuple[str, str], tuple[str, str]]]:
    """Every two actors that a statement is drawn between; an actor is never drawn with itself."""
    source, target = statement.source, statement.target
    others: Sequence[ActorMention] = ()
    if statement.kind is StatementKind.STANCE:
        others = statement.about
    elif statement.kind is StatementKind.TIE and len(statement.actors) > 1:
        source, others = statement.actors[0], statement.actors[1:2]
    elif target:
        others = (target,)
    if source is None:
        return
    for other in others:
        pair = folded(source), folded(other)
        if pair[0][0] != pair[1][0]:
            yield pair


def _is_past(statement: Statement, published: Published) -> bool:
    span = statement.event_date
    if span is None:
        return False
    if span.precision is Precision.VAGUE_PAST:
        return True
    return bool(span.end and published.start and span.end < published.start)
