"""Where the nodes of a network page stand: friends near each other, foes apart, labels clear of each other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import rustworkx
from numpy.typing import NDArray

from detente.relations.networks.signed import Sign, SignedEdge

FRIENDS: Final = 1.0
FOES: Final = 0.05
"""How strongly ties draw together. Foes barely do: the picture shows who stands with whom."""

STARTS: Final = 6
"""Layouts that are tried; the one with the shortest friendly ties is taken."""

GAP: Final = 5.0
"""Units kept free between two labels."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """Width and height in units, and the size of letters in them."""

    width: float
    height: float
    letter: float

    @property
    def line(self) -> float:
        """Height of a line of text."""
        return self.letter * 1.3


WIDE: Final = Canvas(1080, 720, 12.5)
TALL: Final = Canvas(400, 620, 11.5)
"""For a desk and for a phone; units are px where the picture has its full width."""


def lay_out(
    labels: Mapping[str, str], edges: Sequence[SignedEdge], sides: Mapping[str, int], canvas: Canvas
) -> dict[str, tuple[float, float]]:
    """A point for each node, its label below it and all within the canvas. The same network gives the same picture.

    Args:
        labels: What stands under each node, by id.
        edges: Ties between them.
        sides: The faction of each node, 0 or 1, where it has one: factions begin on different sides of the canvas.
        canvas: Where to draw.
    """
    ids = list(labels)
    if not ids:
        return {}
    if len(ids) == 1:
        return {ids[0]: (canvas.width / 2, canvas.height / 2)}
    tries = []
    for seed in range(STARTS):
        points = _fit(_spring(ids, edges, sides, seed), canvas)
        tries.append((_cost(ids, points, edges), seed, points))
    best = _push_apart(min(tries, key=lambda each: each[:2])[2], _boxes(ids, labels, canvas), canvas)
    return {id_: (round(float(x), 1), round(float(y), 1)) for id_, (x, y) in zip(ids, best, strict=True)}


def _spring(
    ids: Sequence[str], edges: Sequence[SignedEdge], sides: Mapping[str, int], seed: int
) -> NDArray[np.float64]:
    """Fruchterman & Reingold 1991, as rustworkx has it."""
    graph: rustworkx.PyGraph[str, float] = rustworkx.PyGraph()
    place = dict(zip(ids, graph.add_nodes_from(list(ids)), strict=True))
    graph.add_edges_from(
        [(place[each.first], place[each.second], FRIENDS if each.sign is Sign.POSITIVE else FOES) for each in edges]
    )
    random = np.random.default_rng(seed)
    begin = {
        place[id_]: (float(random.normal({0: -0.6, 1: 0.6}.get(sides.get(id_, -1), 0.0), 0.5)), float(random.normal()))
        for id_ in ids
    }
    found = rustworkx.spring_layout(
        graph, pos=begin, k=1.6 / math.sqrt(len(ids)), weight_fn=float, num_iter=150, seed=seed
    )
    return np.array([found[place[id_]] for id_ in ids], dtype=float)


def _fit(points: NDArray[np.float64], canvas: Canvas) -> NDArray[np.float64]:
    """Spread over the canvas: by rank as much as by distance, for springs leave a crowd in the middle."""
    size = np.array([canvas.width, canvas.height])
    low, high = points.min(axis=0), points.max(axis=0)
    straight = (points - low) / np.where(high - low > 1e-9, high - low, 1.0)
    ranked = points.argsort(axis=0).argsort(axis=0) / max(len(points) - 1, 1)
    fitted: NDArray[np.float64] = (0.08 + 0.84 * (0.45 * straight + 0.55 * ranked)) * size
    return fitted


def _boxes(ids: Sequence[str], labels: Mapping[str, str], canvas: Canvas) -> NDArray[np.float64]:
    """Half width and half height of each node with its label."""
    widths = [max(len(labels[id_]) * canvas.letter * 0.58, 18.0) / 2 for id_ in ids]
    return np.array([(width, (canvas.line + 16) / 2) for width in widths])


def _push_apart(points: NDArray[np.float64], boxes: NDArray[np.float64], canvas: Canvas) -> NDArray[np.float64]:
    """Boxes that overlap give way along the shorter overlap, half each, until none does or the time is up."""
    low, high = boxes + GAP, np.array([canvas.width, canvas.height]) - boxes - GAP
    points = np.clip(points, low, high)
    room = np.add.outer(boxes, boxes).transpose(1, 3, 0, 2)[[0, 1], [0, 1]] + GAP  # by axis, of every two
    room[:, range(len(points)), range(len(points))] = -np.inf  # nobody is in its own way
    for _ in range(400):
        x, y = points.T
        overlap_x = room[0] - np.abs(np.subtract.outer(x, x))
        overlap_y = room[1] - np.abs(np.subtract.outer(y, y))
        one, other = np.nonzero((overlap_x > 0) & (overlap_y > 0))
        if not len(one):
            break
        across = np.stack((overlap_x[one, other], overlap_y[one, other]), axis=1)
        along_x = across[:, 0] < across[:, 1]
        axis = np.where(along_x, 0, 1)
        apart = points[one, axis] - points[other, axis]
        way = np.sign(np.where(apart == 0, one - other, apart))
        push = np.zeros_like(points)
        np.add.at(push, (one, axis), way * across[range(len(one)), axis] / 2)
        points = np.clip(points + 0.6 * push, low, high)
    return points


def _cost(ids: Sequence[str], points: NDArray[np.float64], edges: Sequence[SignedEdge]) -> float:
    """Mean length of friendly ties against that of hostile ones."""
    place = {id_: at for at, id_ in enumerate(ids)}
    lengths: dict[Sign, list[float]] = {sign: [1.0] for sign in Sign}
    for each in edges:
        lengths[each.sign].append(float(np.hypot(*(points[place[each.first]] - points[place[each.second]]))))
    return float(np.mean(lengths[Sign.POSITIVE]) / np.mean(lengths[Sign.NEGATIVE]))
