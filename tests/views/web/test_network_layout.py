"""Layouts of 60 actors: every label free of the others, all within the canvas, the same each time."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from detente.relations.networks.signed import Sign, SignedEdge
from detente.views.web.network_layout import GAP, TALL, WIDE, Canvas, lay_out


def _network(count: int, seed: int) -> tuple[dict[str, str], list[SignedEdge]]:
    random = np.random.default_rng(seed)
    ids = [f"N{number:02}" for number in range(count)]
    edges = [
        SignedEdge(one, other, Sign.POSITIVE if (at + number) % 2 == 0 else Sign.NEGATIVE)
        for (at, one), (number, other) in combinations(enumerate(ids), 2)
        if random.random() < 0.13
    ]
    return {id_: "Turkmenistan"[: 3 + at % 10] for at, id_ in enumerate(ids)}, edges


def _box(label: str, canvas: Canvas) -> tuple[float, float]:
    return max(len(label) * canvas.letter * 0.58, 18.0) / 2, (canvas.line + 16) / 2


@pytest.mark.parametrize(("canvas", "count"), [(WIDE, 60), (TALL, 30)], ids=["wide", "tall"])
@pytest.mark.parametrize("seed", range(3))
def test_labels_are_clear_of_each_other(canvas: Canvas, count: int, seed: int) -> None:
    labels, edges = _network(count, seed)
    if canvas is TALL:
        labels = dict.fromkeys(labels, "ABC")
    placed = lay_out(labels, edges, {}, canvas)
    for one, other in combinations(labels, 2):
        (x1, y1), (x2, y2) = placed[one], placed[other]
        (w1, h1), (w2, h2) = _box(labels[one], canvas), _box(labels[other], canvas)
        assert abs(x1 - x2) > w1 + w2 - GAP or abs(y1 - y2) > h1 + h2 - GAP, (one, other)
    for id_, (x, y) in placed.items():
        width, height = _box(labels[id_], canvas)
        assert width <= x <= canvas.width - width
        assert height <= y <= canvas.height - height


def test_the_same_network_gives_the_same_picture() -> None:
    labels, edges = _network(40, 1)
    assert lay_out(labels, edges, {}, WIDE) == lay_out(labels, edges, {}, WIDE)


def test_friends_stand_nearer_than_foes() -> None:
    labels, edges = _network(60, 2)
    placed = lay_out(labels, edges, {id_: at % 2 for at, id_ in enumerate(labels)}, WIDE)

    def mean(sign: Sign) -> float:
        ends = [(placed[edge.first], placed[edge.second]) for edge in edges if edge.sign is sign]
        return float(np.mean([np.hypot(x1 - x2, y1 - y2) for (x1, y1), (x2, y2) in ends]))

    assert mean(Sign.POSITIVE) < 0.8 * mean(Sign.NEGATIVE)


def test_few_actors_are_placed_too() -> None:
    assert lay_out({}, [], {}, WIDE) == {}
    assert lay_out({"A": "A"}, [], {}, WIDE) == {"A": (540.0, 360.0)}
    one, other = lay_out({"A": "A", "B": "B"}, [], {}, TALL).values()
    assert one != other
