"""What rankers learn from."""

import numpy as np

from detente.forecast.events.features import N_FEATURES, NAMES
from detente.forecast.events.hashing import EMPTY
from detente.forecast.events.model import is_right
from detente.forecast.events.queries import Queries
from detente.forecast.events.rows import RowsGathered, squashed_rows
from forecast.folders import facts


def test_every_feature_has_its_own_name() -> None:
    assert len(set(NAMES)) == N_FEATURES


def test_right_answers_beyond_the_candidates_are_not_added() -> None:
    both = facts((0, 0, 5, 1), (0, 0, 7, 1), (1, 0, 9, 1)).in_order()
    queries = Queries.of(both)
    actors = np.array([[3, 5, EMPTY], [3, 5, 7]], dtype=np.int32)
    right = is_right(actors, queries)
    assert right.tolist() == [[False, True, False], [False, False, False]]
    gathered = RowsGathered()
    gathered.add(queries.kind, actors, np.ones((2, 3, N_FEATURES), dtype=np.float32), right)
    rows = gathered.joined()
    assert len(rows) == 1  # the second query teaches no order
    assert rows.kinds.tolist() == [queries.kind[0]]
    assert rows.real.tolist() == [[True, True, False]]
    assert rows.right.tolist() == [[False, True, False]]
    assert rows.features[0, 2].tolist() == [0.0] * N_FEATURES  # nobody's


def test_parts_of_unlike_width_are_joined_in_order() -> None:
    gathered = RowsGathered()
    for kind, width in ((4, 2), (7, 3)):
        actors, right = np.arange(width)[None, :].astype(np.int32), np.eye(width, dtype=bool)[:1]
        gathered.add(np.array([kind]), actors, np.full((1, width, N_FEATURES), kind, dtype=np.float32), right)
    rows = gathered.joined()
    assert rows.kinds.tolist() == [4, 7]
    assert rows.real.tolist() == [[True, True, False], [True, True, True]]
    assert rows.features[1, 2, 0] == np.float16(np.log(8.0))
    assert not gathered.parts


def test_nothing_gathered_joins_to_nothing() -> None:
    assert len(RowsGathered().joined()) == 0


def test_squashed_rows_keep_order_and_sign() -> None:
    rows = np.array([[-np.e + 1.0, 0.0, np.e - 1.0, 1e6]], dtype=np.float32)
    assert squashed_rows(rows)[0, :3].tolist() == [-1.0, 0.0, 1.0]
    assert (np.diff(squashed_rows(rows)[0]) > 0).all()
    assert rows[0, 2] == np.float32(np.e - 1.0)  # what was measured stays
