"""What trees are grown on."""

import numpy as np

from detente.forecast.events.features import N_FEATURES, NAMES
from detente.forecast.events.hashing import EMPTY
from detente.forecast.events.model import is_right
from detente.forecast.events.queries import Queries
from detente.forecast.events.ranker import Ranker, Rows
from forecast.folders import facts


def test_every_feature_has_its_own_name() -> None:
    assert len(set(NAMES)) == N_FEATURES


def test_right_answers_beyond_the_candidates_are_not_added() -> None:
    both = facts((0, 0, 5, 1), (0, 0, 7, 1), (1, 0, 9, 1)).in_order()
    queries = Queries.of(both)
    actors = np.array([[3, 5, EMPTY], [3, 5, 7]], dtype=np.int32)
    right = is_right(actors, queries)
    assert right.tolist() == [[False, True, False], [False, False, False]]
    rows = Rows()
    rows.add(actors, np.zeros((2, 3, N_FEATURES), dtype=np.float32), right)
    assert rows.sizes == [2]  # the second query teaches no order; the first has two candidates
    assert [len(part) for part in rows.features] == [2]
    assert rows.labels[0].tolist() == [False, True]


def test_nothing_to_learn_from_gives_no_trees() -> None:
    assert Ranker.grown(Rows(), rate=0.08, trees=5, seed=0, threads=1) is None
