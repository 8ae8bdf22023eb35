"""Posterior shares against the closed form of small Beta distributions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.relations.measures.conflict_share import measure_conflict_share
from relations.measures.dyads import UNKNOWN, dyad

COUNTS = st.lists(st.tuples(*[st.integers(0, 500)] * 4), min_size=1, max_size=12)


def test_mean_and_interval_by_hand() -> None:
    # One event of conflict: the posterior is Beta(2, 1), whose distribution function is x squared. None: Beta(1, 1).
    (share,) = measure_conflict_share(dyad((0, 0, 1, 0), (0, 0, 0, 0), (1, 0, 0, 0)))
    np.testing.assert_allclose(share.value, [2 / 3, 1 / 2, 1 / 3])
    np.testing.assert_allclose(share.low, [0.05**0.5, 0.05, 1 - 0.95**0.5])
    np.testing.assert_allclose(share.high, [0.95**0.5, 0.95, 1 - 0.05**0.5])


def test_silence_widens_and_the_unknown_is_missing() -> None:
    (share,) = measure_conflict_share(dyad((8, 0, 2, 0), (0, 0, 0, 0), UNKNOWN))
    width = share.high - share.low
    assert width[1] == pytest.approx(0.9)
    assert width[0] < 0.5
    assert np.isnan([share.value[2], share.low[2], share.high[2]]).all()


def test_a_window_counts_the_months_before_too() -> None:
    (share,) = measure_conflict_share(dyad((3, 0, 1, 0), (0, 0, 0, 0), UNKNOWN, UNKNOWN), window=2)
    # 1 of 4 in the first two windows; nothing in the third, of which one month was covered; the fourth is unknown.
    np.testing.assert_allclose(share.value, [2 / 6, 2 / 6, 1 / 2, np.nan])


def test_the_prior_is_in_events() -> None:
    (share,) = measure_conflict_share(dyad((6, 0, 0, 2)), prior=(2, 10))
    assert share.value[0] == pytest.approx(4 / 20)
    with pytest.raises(ValueError, match="above 0"):
        measure_conflict_share(dyad((6, 0, 0, 2)), prior=(0, 1))
    with pytest.raises(ValueError, match="window is 0 months"):
        measure_conflict_share(dyad((6, 0, 0, 2)), window=0)


@given(COUNTS, st.integers(1, 5))
def test_a_share_lies_within_its_interval(counts: list[tuple[int, ...]], window: int) -> None:
    (share,) = measure_conflict_share(dyad(*counts), window=window)
    assert (share.low >= 0).all()
    assert (share.low <= share.value).all()
    assert (share.value <= share.high).all()
    assert (share.high <= 1).all()
