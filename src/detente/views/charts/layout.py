"""Where the nodes of a network stand: near whom they are tied to, apart from each other, labels clear.

Stress majorisation by stochastic gradient descent (Zheng, Pawar and Goodman 2019, Graph drawing by stochastic
gradient descent, IEEE TVCG 25:2738-2748), then boxes pushed apart. Deterministic: the same network, the same picture.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

STARTS = 12  # the best of so many random starts is taken
STEPS = 40
GAP = 6.0  # px kept free between two boxes
APART = 3.0  # the wanted distance of nodes that no way joins, where a tie to a lone neighbour is 1

Point = tuple[float, float]
Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Box:
    """What a node takes up around its point, in px: half its width, and its height above and below."""

    half_width: float
    above: float
    below: float


def lay_out(boxes: Mapping[str, Box], edges: Sequence[Edge], width: float, height: float) -> dict[str, Point]:
    """Positions in px for each node, from the upper left, all boxes inside `width` by `height`."""
    ids = list(boxes)
    if not ids:
        return {}
    distances = _distances(ids, edges)
    tries = []
    for seed in range(STARTS):
        placed = _fit(_majorise(ids, distances, random.Random(seed)), boxes, width, height)
        placed = _push_apart(placed, boxes, width, height)
        tries.append((_cost(placed, boxes, edges), seed, placed))
    return min(tries, key=lambda each: each[:2])[2]


def _distances(ids: Sequence[str], edges: Sequence[Edge]) -> dict[Edge, float]:
    """How far apart each two nodes want to be.

    Nodes with many ties want longer lines between them, so that their bundles do not crowd; parts that do not hang
    together stand a little further off than the second neighbour.
    """
    degree = Counter(each for edge in edges for each in edge)
    ways = {(one, two): math.inf for one in ids for two in ids} | {(each, each): 0.0 for each in ids}
    for one, two in edges:
        ways[one, two] = ways[two, one] = 0.7 + 0.3 * min(degree[one], degree[two], 5)
    for middle in ids:
        for one in ids:
            for two in ids:
                ways[one, two] = min(ways[one, two], ways[one, middle] + ways[middle, two])
    return {pair: min(ways[pair], APART) if math.isinf(ways[pair]) else ways[pair] for pair in combinations(ids, 2)}


def _majorise(ids: Sequence[str], distances: Mapping[Edge, float], chance: random.Random) -> dict[str, Point]:
    points = {each: (chance.random(), chance.random()) for each in ids}
    terms = list(distances.items())
    biggest = max(distances.values(), default=1.0)
    for step in range(STEPS):
        rate = biggest**2 * math.exp(-step * math.log(biggest**2 / 0.05) / STEPS)
        chance.shuffle(terms)
        for (first, second), wanted in terms:
            (x1, y1), (x2, y2) = points[first], points[second]
            dx, dy = x1 - x2, y1 - y2
            apart = math.hypot(dx, dy) or 1e-6
            share = min(rate / wanted**2, 1.0) * (apart - wanted) / (2 * apart)
            points[first] = (x1 - share * dx, y1 - share * dy)
            points[second] = (x2 + share * dx, y2 + share * dy)
    return points


def _fit(points: Mapping[str, Point], boxes: Mapping[str, Box], width: float, height: float) -> dict[str, Point]:
    """Turn the longer side along the frame's longer side and stretch to fill it."""
    xs, ys = [x for x, _ in points.values()], [y for _, y in points.values()]
    if (max(xs) - min(xs) < max(ys) - min(ys)) == (width > height):
        points = {each: (y, x) for each, (x, y) in points.items()}
        xs, ys = ys, xs
    spread_x, spread_y = (max(xs) - min(xs)) or 1.0, (max(ys) - min(ys)) or 1.0
    lone_x, lone_y = max(xs) == min(xs), max(ys) == min(ys)
    placed = {}
    for each, (x, y) in points.items():
        box = boxes[each]
        share_x = 0.5 if lone_x else (x - min(xs)) / spread_x
        share_y = 0.5 if lone_y else (y - min(ys)) / spread_y
        placed[each] = (
            box.half_width + share_x * (width - 2 * box.half_width),
            box.above + share_y * (height - box.above - box.below),
        )
    return placed


def _push_apart(points: dict[str, Point], boxes: Mapping[str, Box], width: float, height: float) -> dict[str, Point]:
    """Move boxes that overlap along the shorter way until none does, or for so many rounds."""
    for _ in range(120):
        moved = False
        for one, two in combinations(points, 2):
            (x1, y1), (x2, y2), a, b = points[one], points[two], boxes[one], boxes[two]
            over_x = a.half_width + b.half_width + GAP - abs(x1 - x2)
            over_y = (a.below + b.above if y1 <= y2 else a.above + b.below) + GAP - abs(y1 - y2)
            if over_x <= 0 or over_y <= 0:
                continue
            moved = True
            if over_x < over_y:
                shift = over_x / 2 if x1 <= x2 else -over_x / 2
                points[one], points[two] = (x1 - shift, y1), (x2 + shift, y2)
            else:
                shift = over_y / 2 if y1 <= y2 else -over_y / 2
                points[one], points[two] = (x1, y1 - shift), (x2, y2 + shift)
            for each in (one, two):
                points[each] = _inside(points[each], boxes[each], width, height)
        if not moved:
            break
    return points


def _inside(point: Point, box: Box, width: float, height: float) -> Point:
    x = min(max(point[0], box.half_width), max(width - box.half_width, box.half_width))
    return x, min(max(point[1], box.above), max(height - box.below, box.above))


def _cost(points: Mapping[str, Point], boxes: Mapping[str, Box], edges: Sequence[Edge]) -> float:
    """What makes a picture hard to read: overlapping labels most, lines through nodes, crossing and long lines."""
    crossings = sum(
        _cross(points[a], points[b], points[c], points[d])
        for (a, b), (c, d) in combinations(edges, 2)
        if len({a, b, c, d}) == 4
    )
    through = sum(
        _hits(points[a], points[b], points[other]) for a, b in edges for other in points if other not in {a, b}
    )
    overlaps = sum(_overlap(points[a], points[b], boxes[a], boxes[b]) for a, b in combinations(points, 2))
    length = sum(math.dist(points[a], points[b]) for a, b in edges) / 1000
    return crossings + 4 * through + 20 * overlaps + length


def _overlap(one: Point, two: Point, a: Box, b: Box) -> bool:
    apart_y = (a.below + b.above) if one[1] <= two[1] else (a.above + b.below)
    return abs(one[0] - two[0]) < a.half_width + b.half_width and abs(one[1] - two[1]) < apart_y


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _hits(a: Point, b: Point, node: Point, radius: float = 22.0) -> bool:
    """Whether the line from a to b passes within `radius` px of a node's point."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy or 1.0
    share = min(max(((node[0] - a[0]) * dx + (node[1] - a[1]) * dy) / square, 0.0), 1.0)
    return math.dist((a[0] + share * dx, a[1] + share * dy), node) < radius
