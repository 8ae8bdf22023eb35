"""Trees walked here against LightGBM's own predictions, bit for bit."""

from __future__ import annotations

from typing import Any

import lightgbm
import numpy as np
import pytest

from detente.forecast.events.forest import forest_of, forest_scores


def grown(rows: np.ndarray[Any, Any], right: np.ndarray[Any, Any], **more: Any) -> lightgbm.Booster:
    parameters = {"objective": "binary", "verbosity": -1, "num_threads": 1, "min_data_in_leaf": 5} | more
    return lightgbm.train(parameters, lightgbm.Dataset(rows, right.astype(float), params=parameters), 30)


def made(n: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Columns of fractions, whole numbers and one that never changes."""
    rng = np.random.default_rng(3)
    rows = np.c_[rng.normal(size=(n, 3)), rng.integers(0, 5, (n, 2)), np.ones(n)].astype(np.float32)
    return rows, rows[:, 0] * rows[:, 3] > rows[:, 1]


def test_scores_are_those_of_lightgbm() -> None:
    rows, right = made(2000)
    booster = grown(rows, right)
    assert (forest_scores(forest_of(booster), rows) == booster.predict(rows, raw_score=True)).all()


def test_rows_that_lie_on_a_threshold_go_the_same_way() -> None:
    rows, right = made(500)
    booster = grown(rows, right)
    forest = forest_of(booster)
    edges = np.repeat(rows[:1], len(forest.threshold), axis=0)
    feature = np.repeat(np.arange(rows.shape[1]), np.diff(forest.begin))
    edges[np.arange(len(edges)), feature] = forest.threshold
    assert (forest_scores(forest, edges) == booster.predict(edges, raw_score=True)).all()


def test_trees_of_one_leaf_give_their_value() -> None:
    rows = np.zeros((50, 2), dtype=np.float32)  # nothing to split by
    booster = grown(rows, np.arange(50) % 2 == 0)
    assert (forest_scores(forest_of(booster), rows) == booster.predict(rows, raw_score=True)).all()


def test_a_split_by_category_is_refused() -> None:
    rows = np.repeat(np.arange(4, dtype=np.float32), 100)[:, None]
    booster = grown(rows, rows[:, 0] % 2 == 0, categorical_feature=[0], min_data_per_group=1, cat_smooth=0.0)
    with pytest.raises(ValueError, match="split by category"):
        forest_of(booster)


def test_a_tree_with_too_many_leaves_is_refused() -> None:
    rows, right = made(2000)
    with pytest.raises(ValueError, match="expected at most 64"):
        forest_of(grown(rows, right, num_leaves=100))
