"""The signed network of a day: actors, and between two of them at most one edge, friendly or hostile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.errors import DetenteError

Signs = NDArray[np.int8]
"""One sign per edge, +1 or -1, in the order of `SignedNetwork.edges`."""


class NetworkError(DetenteError):
    """Ties from which no signed network can be made, or a question about it that has no answer."""


class Sign(IntEnum):
    """Friendly or hostile."""

    POSITIVE = 1
    NEGATIVE = -1

    @property
    def symbol(self) -> str:
        """ "+" or "-", as triads are written."""
        return "+" if self is Sign.POSITIVE else "-"


@dataclass(frozen=True, slots=True)
class SignedEdge:
    """How two actors stand.

    Attributes:
        first: An actor's id; of the two the one that sorts first.
        second: The other's.
        sign: Friendly or hostile.
        weight: How much speaks for this sign, in the caller's unit; above 0.
        evidence: Ids of what carries the sign, in the order given; empty where the caller gave none.
        against: Ids of what speaks for the other sign and was overruled.
    """

    first: str
    second: str
    sign: Sign
    weight: float = 1.0
    evidence: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    def other(self, actor: str) -> str:
        """The actor at the other end."""
        return self.second if actor == self.first else self.first


@dataclass(frozen=True)
class SignedNetwork:
    """Actors and edges on a day. Make one with `build.network_of_ties`, which checks what this class relies on.

    Attributes:
        actors: Ids, sorted, each once; an actor may have no edge.
        edges: At most one per two actors, sorted by their ids.
        day: The day that the network describes; None where it has none (a published reference network).
    """

    actors: tuple[str, ...]
    edges: tuple[SignedEdge, ...]
    day: date | None = None

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where each actor stands in `actors`."""
        return {actor: number for number, actor in enumerate(self.actors)}

    @cached_property
    def ends(self) -> NDArray[np.intp]:
        """(n_edges, 2): the places of each edge's first and second actor."""
        ends = [(self.place[edge.first], self.place[edge.second]) for edge in self.edges]
        return np.array(ends, dtype=np.intp).reshape(-1, 2)

    @cached_property
    def signs(self) -> Signs:
        """(n_edges,): +1 or -1."""
        return np.array([edge.sign for edge in self.edges], dtype=np.int8)

    @cached_property
    def edges_of(self) -> Mapping[str, Mapping[str, int]]:
        """For each actor, whom it has an edge with, and that edge's number."""
        found: dict[str, dict[str, int]] = {actor: {} for actor in self.actors}
        for number, edge in enumerate(self.edges):
            found[edge.first][edge.second] = number
            found[edge.second][edge.first] = number
        return found

    def edge(self, a: str, b: str) -> SignedEdge | None:
        """The edge between two actors; None where there is none, also for an actor that the network lacks."""
        number = self.edges_of.get(a, {}).get(b)
        return None if number is None else self.edges[number]

    def shared_neighbours(self, a: str, b: str) -> tuple[str, ...]:
        """Whom both have an edge with, sorted."""
        return tuple(sorted(self.edges_of.get(a, {}).keys() & self.edges_of.get(b, {}).keys()))

    def with_signs(self, signs: Sequence[int] | Signs) -> SignedNetwork:
        """The same edges with other signs; weights and evidence stay with their edge.

        Raises:
            NetworkError: There are more or fewer signs than edges, or one is neither +1 nor -1.
        """
        if len(signs) != len(self.edges):
            raise NetworkError(
                f"{len(signs)} signs for {len(self.edges)} edges; give one sign per edge, in their order"
            )
        edges = [
            SignedEdge(edge.first, edge.second, read_sign(sign), edge.weight, edge.evidence, edge.against)
            for edge, sign in zip(self.edges, signs, strict=True)
        ]
        return SignedNetwork(self.actors, tuple(edges), self.day)


def read_sign(sign: int) -> Sign:
    """A sign from a number.

    Raises:
        NetworkError: It is neither +1 nor -1.
    """
    try:
        return Sign(int(sign))
    except ValueError:
        raise NetworkError(f"sign {sign!r} is neither 1 nor -1; leave neutral and unknown ties out") from None


def sorted_actors(edges: Iterable[SignedEdge], others: Iterable[str] = ()) -> tuple[str, ...]:
    """All ends of the edges and the `others`, sorted, each once."""
    return tuple(sorted({actor for edge in edges for actor in (edge.first, edge.second)} | set(others)))
