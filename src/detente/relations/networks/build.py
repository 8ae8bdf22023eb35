"""Build a signed network from ties: many rows per two actors become one edge with one sign."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from detente.relations.networks.signed import NetworkError, Sign, SignedEdge, SignedNetwork, read_sign, sorted_actors


class BothSigns(StrEnum):
    """What becomes of two actors that are tied by both signs at once, as rivals within one alliance are.

    NEGATIVE is the default: a rivalry between allies stays a rivalry. It is the rule that reproduces the published
    figures for alliances and rivalries 1820-2018 (docs/networks.md).
    """

    NEGATIVE = "negative"
    POSITIVE = "positive"
    HEAVIER = "heavier"
    """The sign with the larger sum of weights; no edge where the sums are equal."""
    NEITHER = "neither"
    """No edge."""


@dataclass(frozen=True, slots=True)
class Ties:
    """Ties between two actors each, as parallel columns; a row's direction does not matter.

    Attributes:
        first: Ids.
        second: Ids; never the same as `first` in one row.
        sign: +1 or -1.
        weight: Above 0, in any one unit; 1 each when empty.
        evidence: The id of what each row rests on, or "" where it rests on nothing that has one; all "" when empty.
    """

    first: Sequence[str]
    second: Sequence[str]
    sign: Sequence[int]
    weight: Sequence[float] = ()
    evidence: Sequence[str] = ()

    def __post_init__(self) -> None:
        """Raise NetworkError when the columns differ in length."""
        lengths = {len(self.first), len(self.second), len(self.sign)}
        lengths |= {len(column) for column in (self.weight, self.evidence) if len(column)}
        if len(lengths) > 1:
            raise NetworkError(f"columns of ties have {sorted(lengths)} rows; they must have equally many")


@dataclass(slots=True)
class _Side:
    """What speaks for one sign."""

    weight: float = 0.0
    evidence: list[str] = field(default_factory=list)


def network_of_ties(
    ties: Ties, *, day: date | None = None, both: BothSigns = BothSigns.NEGATIVE, actors: Iterable[str] = ()
) -> SignedNetwork:
    """One edge for every two actors with ties.

    Args:
        ties: The ties that hold on the day.
        day: The day that the network describes.
        both: What becomes of two actors tied by both signs.
        actors: Actors to list also when they have no tie.

    Returns:
        The network. An edge's weight is the sum over the rows with its sign (HEAVIER: less the other rows), and
        `against` holds the evidence of the rows that were overruled.

    Raises:
        NetworkError: A row ties an actor to itself, has a sign other than 1 and -1, or a weight that is not above 0.

    >>> ties = Ties(["PAK", "IND"], ["CHN", "PAK"], [1, -1], evidence=["e1", "e2"])
    >>> [(edge.first, edge.second, edge.sign.symbol) for edge in network_of_ties(ties).edges]
    [('CHN', 'PAK', '+'), ('IND', 'PAK', '-')]
    """
    sides: dict[tuple[str, str], dict[Sign, _Side]] = defaultdict(lambda: {sign: _Side() for sign in Sign})
    for row, (a, b, number) in enumerate(zip(ties.first, ties.second, ties.sign, strict=True)):
        weight = float(ties.weight[row]) if len(ties.weight) else 1.0
        if a == b:
            raise NetworkError(f"tie {row} joins {a!r} to itself; a tie needs two actors")
        if not weight > 0:
            raise NetworkError(f"tie {row} ({a}, {b}) has weight {weight}; weights are above 0, the sign stands apart")
        side = sides[min(a, b), max(a, b)][read_sign(number)]
        side.weight += weight
        if len(ties.evidence) and ties.evidence[row]:
            side.evidence.append(ties.evidence[row])
    found = (_edge(pair, by_sign, both) for pair, by_sign in sorted(sides.items()))
    edges = tuple(edge for edge in found if edge is not None)
    ends = (actor for pair in sides for actor in pair)
    return SignedNetwork(sorted_actors(edges, (*actors, *ends)), edges, day)


def _edge(pair: tuple[str, str], by_sign: dict[Sign, _Side], both: BothSigns) -> SignedEdge | None:
    positive, negative = by_sign[Sign.POSITIVE], by_sign[Sign.NEGATIVE]
    sign: Sign | None
    if not (positive.weight and negative.weight):
        sign = Sign.POSITIVE if positive.weight else Sign.NEGATIVE
    else:
        sign = _of_two(positive.weight, negative.weight, both)
    if sign is None:
        return None
    winner, loser = (positive, negative) if sign is Sign.POSITIVE else (negative, positive)
    weight = winner.weight - loser.weight if both is BothSigns.HEAVIER else winner.weight
    return SignedEdge(*pair, sign, weight, _each_once(winner.evidence), _each_once(loser.evidence))


def _of_two(positive: float, negative: float, both: BothSigns) -> Sign | None:
    if both is BothSigns.HEAVIER:
        return None if positive == negative else Sign.POSITIVE if positive > negative else Sign.NEGATIVE
    return {BothSigns.NEGATIVE: Sign.NEGATIVE, BothSigns.POSITIVE: Sign.POSITIVE}.get(both)


def _each_once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
