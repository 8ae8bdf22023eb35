"""All-positive cliques: blocs whose members are all on good terms, so that all their triads are balanced trivially."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from detente.relations.networks.signed import Sign, SignedNetwork

MAX_CLIQUES: Final = 10_000
"""A network can have exponentially many maximal cliques (3^(n/3)); past this many the list says that it is cut."""


@dataclass(frozen=True, slots=True)
class PositiveCliques:
    """The maximal all-positive cliques, largest first, each with its members sorted.

    Every +++ triad lies in at least one of them, and no other triad does. `complete` is false when there were more.
    """

    cliques: tuple[tuple[str, ...], ...]
    complete: bool


def find_positive_cliques(network: SignedNetwork, *, min_size: int = 3, limit: int = MAX_CLIQUES) -> PositiveCliques:
    """The maximal sets of at least `min_size` actors that all have positive edges with each other.

    Args:
        network: The network; its negative edges count as no edge.
        min_size: In actors; 3 is the smallest that holds a triad.
        limit: How many to list at most.

    Source:
        Bron & Kerbosch 1973, algorithm 457; the pivot after Tomita, Tanaka & Takahashi 2006.
    """
    friends: dict[str, set[str]] = {actor: set() for actor in network.actors}
    for edge in network.edges:
        if edge.sign is Sign.POSITIVE:
            friends[edge.first].add(edge.second)
            friends[edge.second].add(edge.first)
    found = (clique for clique in _maximal(friends) if len(clique) >= min_size)
    listed = list(islice(found, limit + 1))
    cliques = sorted((tuple(sorted(clique)) for clique in listed[:limit]), key=lambda one: (-len(one), one))
    return PositiveCliques(tuple(cliques), len(listed) <= limit)


def _maximal(friends: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """All maximal cliques. A stack of our own, for a clique may have more members than Python allows calls."""
    stack: list[tuple[list[str], set[str], set[str]]] = [([], set(friends), set())]
    while stack:
        members, candidates, done = stack.pop()
        if not candidates:
            if not done:
                yield members
            continue
        # The smallest id breaks ties, so that a cut list is the same in every run.
        pivot = min(candidates | done, key=lambda actor: (-len(candidates & friends[actor]), actor))
        for actor in sorted(candidates - friends[pivot]):
            stack.append(([*members, actor], candidates & friends[actor], done & friends[actor]))
            candidates = candidates - {actor}
            done = done | {actor}
