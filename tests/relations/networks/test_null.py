from __future__ import annotations

from math import comb, sqrt

import numpy as np
import pytest

from detente.relations.networks.null import set_beside_null, shuffle_signs
from detente.relations.networks.signed import NetworkError
from detente.relations.networks.triads import count_by_signs, triad_edges
from relations.networks.networks import network

# A complete network of 6: 15 edges, 20 triads.
COMPLETE = network(" ".join(f"{a}{b}{'-' if a in 'AB' else '+'}" for a in "ABCDEF" for b in "ABCDEF" if a < b))


def test_shuffling_keeps_the_number_of_each_sign() -> None:
    for signs in shuffle_signs(COMPLETE.signs, 20, seed=1):
        assert sorted(signs) == sorted(COMPLETE.signs)
    again = list(shuffle_signs(COMPLETE.signs, 3, seed=1))
    assert all((a == b).all() for a, b in zip(again, shuffle_signs(COMPLETE.signs, 3, seed=1), strict=True))


def test_mean_is_the_expected_one() -> None:
    # 9 of 15 signs are negative: a triad of three edges is --- with probability C(9,3) / C(15,3).
    triads = triad_edges(COMPLETE)
    draws = [count_by_signs(triads, signs).nnn for signs in shuffle_signs(COMPLETE.signs, 4000, seed=2)]
    expected = 20 * comb(9, 3) / comb(15, 3)
    assert np.mean(draws) == pytest.approx(expected, abs=4 * float(np.std(draws)) / sqrt(4000))


def test_by_hand() -> None:
    found = set_beside_null(7.0, [1.0, 2.0, 3.0, 4.0, 5.0])
    assert (found.mean, found.draws) == (3.0, 5)
    assert (found.low, found.high) == pytest.approx((1.2, 4.8))
    assert found.z == pytest.approx(4 / sqrt(2.5))
    assert found.p == pytest.approx(2 / 6)  # none of 5 as high
    assert set_beside_null(3.0, [1.0, 2.0, 3.0, 4.0, 5.0]).p == 1.0


def test_equal_draws_have_no_z() -> None:
    assert set_beside_null(2.0, [1.0, 1.0]).z is None
    with pytest.raises(NetworkError, match="at least 1 draw"):
        set_beside_null(2.0, [])
