"""Grown trees as arrays, scored by compiled code: a query's few rows are scored sooner than LightGBM is called.

Trees are not walked. Feature by feature, each split that sends a row right rules out the leaves to its left; of the
leaves that are left over the first one is where the row falls (Lucchese et al. 2015, QuickScorer, SIGIR).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_LEAVES: Final = 64
"""Of a tree: bits of a number."""
_CATEGORICAL: Final = 1  # bit of LightGBM's decision_type
_DE_BRUIJN: Final = (
    0x03F79D71B4CB0A89  # each six bits of it differ: they number the one bit set (Leiserson et al. 1998)
)
_PLACE: Final = np.array([((_DE_BRUIJN << bit) & (2**64 - 1)) >> 58 for bit in range(64)]).argsort().astype(np.int64)


class Forest(NamedTuple):
    """All splits by feature and rising threshold; a row goes right where its feature is above the threshold."""

    begin: NDArray[np.int32]
    """(n_features + 1,): where each feature's splits begin."""
    threshold: NDArray[np.float32]
    tree: NDArray[np.int32]
    kept: NDArray[np.uint64]
    """Bits of the leaves of the tree, the leftmost lowest, that a row sent right may still fall in."""
    leaf: NDArray[np.float64]
    """(n_trees, MOST_LEAVES): values, from left to right."""


def forest_of(booster: Any) -> Forest:
    """Read a LightGBM booster's trees from its text.

    Thresholds are kept as the largest float32 not above them, which parts float32 rows alike. Missing values are not
    looked for: features have none.

    Raises:
        ValueError: A split by category, or a tree of more than MOST_LEAVES leaves; neither is grown here.
    """
    splits: list[tuple[int, float, int, int]] = []
    trees = booster.model_to_string().split("\nTree=")[1:]
    leaf = np.zeros((len(trees), MOST_LEAVES))
    for number, tree in enumerate(trees):
        told = dict(line.split("=", 1) for line in tree.splitlines() if "=" in line)
        values = [float(value) for value in told["leaf_value"].split()]
        if len(values) > MOST_LEAVES:
            raise ValueError(f"a tree of {len(values)} leaves came, expected at most {MOST_LEAVES}")
        if len(values) == 1:
            leaf[number, 0] = values[0]
            continue
        if any(int(kind) & _CATEGORICAL for kind in told["decision_type"].split()):
            raise ValueError("a split by category came, expected splits by number alone")
        order, spans = _from_left(
            *([int(each) for each in told[f"{side}_child"].split()] for side in ("left", "right"))
        )
        leaf[number, : len(order)] = [values[each] for each in order]
        features = [int(each) for each in told["split_feature"].split()]
        thresholds = _not_above(np.array(told["threshold"].split(), dtype=np.float64)).tolist()
        for node, (first, last) in spans.items():
            ruled_out = (1 << last) - (1 << first)
            splits.append((features[node], thresholds[node], number, (2**64 - 1) & ~ruled_out))
    splits.sort(key=lambda split: split[:3])
    by_feature = np.array([split[0] for split in splits], dtype=np.int64)
    return Forest(
        np.searchsorted(by_feature, np.arange(booster.num_feature() + 1)).astype(np.int32),
        np.array([split[1] for split in splits], dtype=np.float32),
        np.array([split[2] for split in splits], dtype=np.int32),
        np.array([split[3] for split in splits], dtype=np.uint64),
        leaf,
    )


def _from_left(left: list[int], right: list[int]) -> tuple[list[int], dict[int, tuple[int, int]]]:
    """Leaves from left to right, and of each node the places of its left child's leaves; a child below 0 is a leaf."""
    order: list[int] = []
    spans: dict[int, tuple[int, int]] = {}

    def visit(node: int) -> None:
        if node < 0:
            order.append(-1 - node)
            return
        first = len(order)
        visit(left[node])
        spans[node] = (first, len(order))
        visit(right[node])

    visit(0)
    return order, spans


def _not_above(numbers: NDArray[np.float64]) -> NDArray[np.float32]:
    single = numbers.astype(np.float32)
    above = single.astype(np.float64) > numbers
    return np.asarray(np.where(above, np.nextafter(single, np.float32(-np.inf)), single), dtype=np.float32)


@njit(cache=True, nogil=True)
def forest_scores(forest, rows):
    """One float64 a row: the sum of the leaves that it falls in, tree after tree."""
    begin, threshold, tree, kept, leaf = forest.begin, forest.threshold, forest.tree, forest.kept, forest.leaf
    n_trees, one, number = len(leaf), np.uint64(1), np.uint64(_DE_BRUIJN)
    scores = np.zeros(len(rows), dtype=np.float64)
    left = np.empty(n_trees, dtype=np.uint64)
    for i in range(len(rows)):
        left[:] = ~np.uint64(0)
        for feature in range(len(begin) - 1):
            value = rows[i, feature]
            for j in range(begin[feature], begin[feature + 1]):
                if value <= threshold[j]:
                    break
                left[tree[j]] &= kept[j]
        score = 0.0
        for t in range(n_trees):
            lowest = left[t] & (~left[t] + one)
            score += leaf[t, _PLACE[(lowest * number) >> np.uint64(58)]]
        scores[i] = score
    return scores
