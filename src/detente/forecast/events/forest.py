"""Grown trees as arrays, walked by compiled code: a query's few rows are scored sooner than LightGBM is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CATEGORICAL: Final = 1  # bit of LightGBM's decision_type


class Forest(NamedTuple):
    """Nodes of all trees one after the other; a row goes left where its feature is at most the threshold.

    Children from 0 up are nodes, below 0 leaves: -1 is leaf 0 of the whole forest. A tree of one leaf has its root
    below 0.
    """

    root: NDArray[np.int32]
    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    child: NDArray[np.int32]
    """(n_nodes, 2): left, right."""
    leaf: NDArray[np.float64]


def forest_of(booster: Any) -> Forest:
    """Read a LightGBM booster's trees from its text.

    Thresholds are kept as the largest float32 not above them, which parts float32 rows alike. Missing values are not
    looked for: features have none.

    Raises:
        ValueError: A split by category, which no feature here is.
    """
    roots, features, thresholds, children, leaves = [], [], [], [], []
    n_nodes = n_leaves = 0
    for tree in booster.model_to_string().split("\nTree=")[1:]:
        told = dict(line.split("=", 1) for line in tree.splitlines() if "=" in line)
        values = np.array(told["leaf_value"].split(), dtype=np.float64)
        if len(values) == 1:
            roots.append(-1 - n_leaves)
        else:
            if (np.array(told["decision_type"].split(), dtype=np.int64) & _CATEGORICAL).any():
                raise ValueError("a split by category came, expected splits by number alone")
            roots.append(n_nodes)
            features.append(np.array(told["split_feature"].split(), dtype=np.int32))
            thresholds.append(_not_above(np.array(told["threshold"].split(), dtype=np.float64)))
            both = np.array([told["left_child"].split(), told["right_child"].split()], dtype=np.int32).T
            children.append(np.where(both >= 0, both + n_nodes, both - n_leaves))
            n_nodes += len(both)
        leaves.append(values)
        n_leaves += len(values)
    return Forest(
        np.array(roots, dtype=np.int32),
        np.concatenate([np.empty(0, dtype=np.int32), *features]),
        np.concatenate([np.empty(0, dtype=np.float32), *thresholds]),
        np.concatenate([np.empty((0, 2), dtype=np.int32), *children]).astype(np.int32),
        np.concatenate([np.empty(0), *leaves]),
    )


def _not_above(numbers: NDArray[np.float64]) -> NDArray[np.float32]:
    single = numbers.astype(np.float32)
    above = single.astype(np.float64) > numbers
    return np.asarray(np.where(above, np.nextafter(single, np.float32(-np.inf)), single), dtype=np.float32)


@njit(cache=True, nogil=True)
def forest_scores(forest, rows):
    """One float64 a row: the sum of the leaves that it falls in, tree after tree."""
    root, feature, threshold, child, leaf = forest.root, forest.feature, forest.threshold, forest.child, forest.leaf
    scores = np.zeros(len(rows), dtype=np.float64)
    for tree in range(len(root)):
        first = root[tree]
        for i in range(len(rows)):
            node = first
            while node >= 0:
                node = child[node, np.int64(rows[i, feature[node]] > threshold[node])]
            scores[i] += leaf[-1 - node]
    return scores
