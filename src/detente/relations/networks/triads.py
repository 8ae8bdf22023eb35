"""Triads: three actors that all have edges with each other, counted by their signs, and those of one pair."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from detente.relations.networks.signed import Sign, SignedEdge, SignedNetwork, Signs

TriadEdges = NDArray[np.intp]
"""(n_triads, 3): the numbers of each triad's edges."""


@dataclass(frozen=True, slots=True)
class TriadCounts:
    """How many triads have 0, 1, 2 and 3 negative edges.

    A triad is balanced when the product of its signs is positive: +++ ("the friend of my friend is my friend") and
    +-- ("the enemy of my enemy is my friend"). +++ triads are balanced by triviality wherever ties come as blocs,
    for an alliance of n members makes n(n-1)(n-2)/6 of them; so each share stands beside the one without them.

    Source:
        Cartwright & Harary 1956, Structural balance, Psychological Review 63; the names after Davis & Leinhardt.
    """

    ppp: int
    ppn: int
    pnn: int
    nnn: int

    @property
    def total(self) -> int:
        """All triads."""
        return self.ppp + self.ppn + self.pnn + self.nnn

    @property
    def balanced(self) -> int:
        """+++ and +-- triads."""
        return self.ppp + self.pnn

    @property
    def balanced_share(self) -> float | None:
        """Share of balanced triads, 0 to 1; None without triads."""
        return self.balanced / self.total if self.total else None

    @property
    def with_negative(self) -> int:
        """Triads outside of all-positive cliques: those with a negative edge."""
        return self.total - self.ppp

    @property
    def balanced_share_with_negative(self) -> float | None:
        """Share of balanced triads among those with a negative edge, 0 to 1; None where there are none."""
        return self.pnn / self.with_negative if self.with_negative else None


class Pull(StrEnum):
    """What a third party does to a pair: like signs to both pull them together, unlike ones apart."""

    TOGETHER = "together"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """A third party of a pair A, B, with its edges to both.

    `balanced` tells whether the triad is, and is None where A and B have no edge of their own.
    """

    actor: str
    to_a: SignedEdge
    to_b: SignedEdge
    balanced: bool | None

    @property
    def pull(self) -> Pull:
        """Together or apart."""
        return Pull.TOGETHER if self.to_a.sign == self.to_b.sign else Pull.APART

    @property
    def symbols(self) -> str:
        """The signs to A and to B: "++" a shared friend, "--" a shared foe, "+-" and "-+" a side taken."""
        return self.to_a.sign.symbol + self.to_b.sign.symbol


@dataclass(frozen=True, slots=True)
class PairTriads:
    """The triads of A and B: their own edge, if there is one, and all third parties by their ids."""

    a: str
    b: str
    edge: SignedEdge | None
    third_parties: tuple[ThirdParty, ...]

    @property
    def together(self) -> tuple[ThirdParty, ...]:
        """Third parties with like signs to both."""
        return tuple(third for third in self.third_parties if third.pull is Pull.TOGETHER)

    @property
    def apart(self) -> tuple[ThirdParty, ...]:
        """Third parties with unlike signs."""
        return tuple(third for third in self.third_parties if third.pull is Pull.APART)


def triad_edges(network: SignedNetwork) -> TriadEdges:
    """The triads as edge numbers, each once; independent of the signs."""
    later = {
        actor: {other: number for other, number in found.items() if other > actor}
        for actor, found in network.edges_of.items()
    }
    found = [
        (number, of_first[third], of_second[third])
        for of_first in later.values()
        for second, number in of_first.items()
        for of_second in (later[second],)
        for third in of_first.keys() & of_second.keys()
    ]
    return np.array(sorted(found), dtype=np.intp).reshape(-1, 3)


def count_triads(network: SignedNetwork) -> TriadCounts:
    """The triads of the whole network by their signs.

    >>> from detente.relations.networks.build import Ties, network_of_ties
    >>> count_triads(network_of_ties(Ties("AAB", "BCC", [1, -1, -1])))
    TriadCounts(ppp=0, ppn=0, pnn=1, nnn=0)
    """
    return count_by_signs(triad_edges(network), network.signs)


def count_by_signs(triads: TriadEdges, signs: Signs) -> TriadCounts:
    """The triads by their signs, for the signs given."""
    negative = (signs < 0)[triads].sum(axis=1)
    return TriadCounts(*(int(count) for count in np.bincount(negative, minlength=4)))


def triads_of_pair(network: SignedNetwork, a: str, b: str) -> PairTriads:
    """The third parties that have edges with both A and B.

    Returns:
        Third parties sorted by id. Without any, and for an actor that the network lacks, there are none: no tie is
        known, which does not say that there is none.
    """
    edge = network.edge(a, b)
    found = []
    for actor in network.shared_neighbours(a, b):
        to_a, to_b = (network.edges[network.edges_of[actor][side]] for side in (a, b))
        balanced = None if edge is None else to_a.sign * to_b.sign * edge.sign == Sign.POSITIVE
        found.append(ThirdParty(actor, to_a, to_b, balanced))
    return PairTriads(a, b, edge, tuple(found))
