"""Vertex cuts: the smallest sets of nodes that part an origin from all goals, the goals themselves among them."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

Links = Mapping[str, Collection[str]]
"""From each node, where a way can go next; a node without an entry leads nowhere."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A directed graph with an origin and goals; ways end at the first goal they meet."""

    links: Links
    origin: str
    goals: frozenset[str]

    def reachable(self, without: Collection[str] = ()) -> dict[str, str]:
        """Every node that a way from the origin meets, and the node before it on a shortest such way."""
        before = {self.origin: self.origin}
        waiting = deque([self.origin])
        while waiting:
            node = waiting.popleft()
            if node in self.goals and node != self.origin:
                continue
            for following in sorted(self.links.get(node, ())):
                if following not in before and following not in without:
                    before[following] = node
                    waiting.append(following)
        return before

    def shortest_way(self, without: Collection[str] = ()) -> tuple[str, ...]:
        """The nodes after the origin on a shortest way to a goal; empty where there is none."""
        before = self.reachable(without)
        end = next((node for node in before if node in self.goals and node != self.origin), None)
        way: list[str] = []
        while end is not None and end != self.origin:
            way.append(end)
            end = before[end]
        return tuple(reversed(way))


def smallest_cut(ground: Ground) -> frozenset[str]:
    """A cut with the fewest nodes; of several, the one nearest the goals. Empty where there is no way to cut.

    Which one is nearest is well defined: the smallest cuts form a lattice, of which this is the end at the goals.

    Source:
        Ford & Fulkerson 1962, Flows in Networks; Picard & Queyranne 1980, on the structure of all minimum cuts in a
        network, Mathematical Programming Study 13.
    """
    return _Flow(ground, frozenset(), frozenset()).nearest_goals()


def cuts_of_size(ground: Ground, size: int, *, limit: int) -> tuple[tuple[frozenset[str], ...], bool]:
    """All minimal cuts of at most `size` nodes: those from which no node can be left out.

    Returns:
        At most `limit` cuts in no set order, and whether these are all.
    """
    found = list(islice((cut for cut in _cuts(ground, size) if _is_minimal(ground, cut)), limit + 1))
    return tuple(found[:limit]), len(found) <= limit


def _cuts(ground: Ground, size: int) -> Iterator[frozenset[str]]:
    """Each cut of at most `size` nodes that has a node on every way it is led to. No cut comes twice.

    Any cut holds a node of the shortest way left; the first of its nodes that the cut holds tells the branches apart.
    """
    stack: list[tuple[frozenset[str], frozenset[str]]] = [(frozenset(), frozenset())]
    while stack:
        removed, kept = stack.pop()
        way = ground.shortest_way(removed)
        if not way:
            yield removed
            continue
        if _Flow(ground, removed, kept).value + len(removed) > size:
            continue
        for place, node in enumerate(way):
            if node not in kept:
                stack.append((removed | {node}, kept | set(way[:place])))


def _is_minimal(ground: Ground, cut: frozenset[str]) -> bool:
    return all(ground.shortest_way(cut - {node}) for node in cut)


class _Flow:
    """A largest flow from the origin to the goals through nodes that let one unit pass each, `kept` ones any number."""

    def __init__(self, ground: Ground, removed: frozenset[str], kept: frozenset[str]) -> None:
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import maximum_flow

        nodes = sorted(ground.reachable(removed))
        self._nodes, number = nodes, {node: place for place, node in enumerate(nodes)}
        self._size, goal, endless = 2 * len(nodes) + 1, 2 * len(nodes), len(nodes) + 1
        arcs: dict[tuple[int, int], int] = {}
        for node, place in number.items():
            free = node in kept or node == ground.origin
            arcs[place, place + len(nodes)] = endless if free else 1
            if node in ground.goals and node != ground.origin:
                arcs[place + len(nodes), goal] = endless
                continue
            for following in ground.links.get(node, ()):
                if following in number and following != ground.origin:
                    arcs[place + len(nodes), number[following]] = endless
        tails, heads = zip(*arcs, strict=True)
        capacity = csr_array((np.array(list(arcs.values()), dtype=np.int32), (tails, heads)), shape=(self._size,) * 2)
        result = maximum_flow(capacity, number[ground.origin], goal)
        self.value = int(result.flow_value)
        self._left: Any = capacity - result.flow
        self._goal = goal

    def nearest_goals(self) -> frozenset[str]:
        """The nodes that are full and from whose far side more could flow to a goal."""
        from scipy.sparse.csgraph import breadth_first_order

        open_arcs = (self._left > 0).astype(np.int32).T.tocsr()
        towards = set(breadth_first_order(open_arcs, self._goal, return_predecessors=False).tolist())
        count = len(self._nodes)
        return frozenset(
            node for place, node in enumerate(self._nodes) if place + count in towards and place not in towards
        )
