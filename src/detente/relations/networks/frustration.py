"""The frustration index: the fewest edges that stand in the way of two factions with friends inside, foes outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from detente.relations.networks.signed import NetworkError, SignedEdge, SignedNetwork, Signs
from detente.relations.networks.triads import TriadEdges, triad_edges
from detente.relations.networks.two_sides import Demand, SignedGraph, cheapest_split, frustrated_edges

TIME_LIMIT: Final = 10.0
"""Seconds for one connected part; alliances and rivalries of a year take 0.05-0.5 s."""


@dataclass(frozen=True, slots=True)
class Factions:
    """The two factions of one connected part of the network; the busiest actor's comes first, the second may be empty.

    How the factions of one part lie to those of another says nothing: no edge joins them.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frustration:
    """The frustration index and one split that reaches it.

    Attributes:
        index: Number of frustrated edges (weighted: the sum of their weights) of the best split found.
        lower_bound: No split has less. Equal to `index` when `exact`.
        exact: Whether the split is proved to be the best. If not, time ran out.
        factions: Per connected part with an edge. Another split may be as good: only the index is unique.
        frustrated: The edges that this split frustrates: positive ones between, negative ones within its factions.
        edges: Number of edges (weighted: their weight), the base of `balance`.
        negative: That of negative edges, which is what one single faction would frustrate.
    """

    index: float
    lower_bound: float
    exact: bool
    factions: tuple[Factions, ...]
    frustrated: tuple[SignedEdge, ...]
    edges: float
    negative: float

    @property
    def balance(self) -> float | None:
        """1 - 2 index / edges: 1 balanced, near 0 as frustrated as can be; None without edges.

        Source:
            Aref & Wilson 2018, Measuring partial balance in signed networks, Journal of Complex Networks 6.
        """
        return 1 - 2 * self.index / self.edges if self.edges else None

    @property
    def share_of_negative(self) -> float | None:
        """index / negative, 0 to 1: 1 means that two factions explain nothing that one would not.

        All-positive cliques raise `balance` but are no part of this. None without negative edges.
        """
        return self.index / self.negative if self.negative else None


@dataclass(frozen=True, slots=True)
class PairFrustration:
    """The index when A and B have to be in one faction, and when they have to be in different ones.

    The smaller one is the network's own index; the difference is what the other arrangement costs in edges. Both are
    equal where no path of edges joins them. `exact` is whether both are proved.
    """

    together: float
    apart: float
    exact: bool


def measure_frustration(
    network: SignedNetwork, *, weighted: bool = False, time_limit: float = TIME_LIMIT
) -> Frustration:
    """The exact frustration index, with factions and frustrated edges.

    Args:
        network: The network.
        weighted: Whether an edge counts by its weight instead of as 1.
        time_limit: Seconds for each connected part; past it the best split so far is given, `exact` false.

    Source:
        Harary 1959, On the measurement of structural balance, Behavioral Science 4; `two_sides` has the programme.
    """
    return frustration_of(network, network.signs, triad_edges(network), weighted=weighted, time_limit=time_limit)


def frustration_of(
    network: SignedNetwork,
    signs: Signs,
    triads: TriadEdges,
    *,
    weighted: bool = False,
    time_limit: float = TIME_LIMIT,
) -> Frustration:
    """As `measure_frustration`, with other signs on the network's edges and with its triads at hand.

    The edges in the result are the network's own, with their own sign.
    """
    costs = _costs(network, weighted)
    index, bound, exact, factions, frustrated = 0.0, 0.0, True, [], np.zeros(len(signs), dtype=np.bool_)
    for part in _parts(network):
        graph = part.graph(network, signs, costs, triads)
        split = cheapest_split(graph, time_limit=time_limit)
        bad = frustrated_edges(graph, split.sides)
        frustrated[part.edges[bad]] = True
        cost = float(graph.costs[bad].sum())
        least = split.lower_bound if weighted else np.ceil(split.lower_bound - 1e-6)
        index, bound, exact = index + cost, bound + float(least), exact and bool(cost <= least + 1e-9)
        names = [network.actors[node] for node in part.nodes]
        sides = [tuple(name for name, side in zip(names, split.sides, strict=True) if side == one) for one in (0, 1)]
        factions.append(Factions(sides[0], sides[1]))
    return Frustration(
        index=index,
        lower_bound=bound,
        exact=exact,
        factions=tuple(factions),
        frustrated=tuple(edge for edge, bad in zip(network.edges, frustrated, strict=True) if bad),
        edges=float(costs.sum()),
        negative=float(costs[signs < 0].sum()),
    )


def frustration_of_pair(
    network: SignedNetwork, a: str, b: str, *, weighted: bool = False, time_limit: float = TIME_LIMIT
) -> PairFrustration:
    """What it costs the network to have A and B in one faction, and in two.

    Raises:
        NetworkError: A and B are the same.
    """
    if a == b:
        raise NetworkError(f"{a!r} and {b!r} are one actor; a pair needs two")
    costs, triads = _costs(network, weighted), triad_edges(network)
    totals, exact = {True: 0.0, False: 0.0}, True
    for part in _parts(network):
        graph = part.graph(network, network.signs, costs, triads)
        place = {network.actors[node]: number for number, node in enumerate(part.nodes)}
        both_here = a in place and b in place
        for together in totals:
            demand = Demand(place[a], place[b], together) if both_here else None
            split = cheapest_split(graph, time_limit=time_limit, demand=demand)
            cost = float(graph.costs[frustrated_edges(graph, split.sides)].sum())
            exact &= bool(cost <= split.lower_bound + (1e-9 if weighted else 1 - 1e-6))
            totals[together] += cost
    return PairFrustration(totals[True], totals[False], exact)


@dataclass(frozen=True, slots=True)
class _Part:
    """A connected part with an edge: places of its actors and numbers of its edges."""

    nodes: np.ndarray[tuple[int], np.dtype[np.intp]]
    edges: np.ndarray[tuple[int], np.dtype[np.intp]]

    def graph(
        self,
        network: SignedNetwork,
        signs: Signs,
        costs: np.ndarray[tuple[int], np.dtype[np.float64]],
        triads: TriadEdges,
    ) -> SignedGraph:
        """This part as arrays of its own."""
        node = np.full(len(network.actors), -1, dtype=np.intp)
        node[self.nodes] = np.arange(len(self.nodes))
        edge = np.full(len(network.edges), -1, dtype=np.intp)
        edge[self.edges] = np.arange(len(self.edges))
        own = triads[edge[triads[:, 0]] >= 0] if len(triads) else triads
        return SignedGraph(
            len(self.nodes), node[network.ends[self.edges]], signs[self.edges], costs[self.edges], edge[own]
        )


def _parts(network: SignedNetwork) -> Iterator[_Part]:
    """The connected parts, in the order of their first actor; actors without an edge are in none."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    size, ends = len(network.actors), network.ends
    if not len(ends):
        return
    links = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size))
    count, label = connected_components(links, directed=False)
    of_edge = label[ends[:, 0]]
    for one in range(count):
        edges = np.flatnonzero(of_edge == one)
        if len(edges):
            yield _Part(np.flatnonzero(label == one), edges)


def _costs(network: SignedNetwork, weighted: bool) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    weights = [edge.weight if weighted else 1.0 for edge in network.edges]
    return np.array(weights, dtype=np.float64)
