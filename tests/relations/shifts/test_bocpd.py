"""Run lengths against the sum over all divisions."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import exp, lgamma, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.relations.shifts.bocpd import BetaBinomial, PoissonGamma, run_lengths


def log_marginal(counts: list[int], shape: float, rate: float) -> float:
    """Of one regime's Poisson counts under a Gamma prior, from the textbook formula."""
    total, n = sum(counts), len(counts)
    return (
        shape * log(rate) - lgamma(shape) + lgamma(shape + total) - (shape + total) * log(rate + n)
        - sum(lgamma(count + 1) for count in counts)
    )  # fmt: skip


def brute_force(counts: list[int], hazard: float, shape: float = 1.0, rate: float = 1.0) -> tuple[float, list[float]]:
    """Evidence, and how likely the last regime began at each position."""
    n = len(counts)
    by_start = [0.0] * n
    for number in range(n):
        for changes in combinations(range(1, n), number):
            bounds = [0, *changes, n]
            logs = [log_marginal(counts[i:j], shape, rate) for i, j in pairwise(bounds)]
            by_start[bounds[-2]] += exp(sum(logs) + number * log(hazard) + (n - 1 - number) * log(1 - hazard))
    evidence = sum(by_start)
    return log(evidence), [part / evidence for part in by_start]


def columns_of(counts: list[int]) -> np.ndarray:
    return np.column_stack([np.array(counts, float), np.ones(len(counts))])


def test_known_evidence() -> None:
    counts = [3, 4, 2, 5, 0, 1, 0, 1, 6, 7]
    result = run_lengths(columns_of(counts), PoissonGamma(1, 1), hazard=0.1)
    assert result.log_evidence == pytest.approx(-25.5762385939, abs=1e-9)
    evidence, starts = brute_force(counts, 0.1)
    assert evidence == pytest.approx(-25.5762385939, abs=1e-9)
    np.testing.assert_allclose(result.starts(), starts, atol=1e-10)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=8),
    st.floats(0.01, 0.9),
    st.floats(0.2, 3),
    st.floats(0.2, 3),
)
def test_equal_to_the_sum_over_all_divisions(counts: list[int], hazard: float, shape: float, rate: float) -> None:
    result = run_lengths(columns_of(counts), PoissonGamma(shape, rate), hazard)
    evidence, starts = brute_force(counts, hazard, shape, rate)
    assert result.log_evidence == pytest.approx(evidence, abs=1e-8)
    np.testing.assert_allclose(result.starts(), starts, atol=1e-9)
    np.testing.assert_allclose(result.posterior.sum(axis=1), 1, atol=1e-9)


def test_one_share_by_hand() -> None:
    # One hit of two under a uniform prior: each number of hits, 0, 1 and 2, has probability 1/3.
    result = run_lengths(np.array([[1.0, 2.0]]), BetaBinomial(), hazard=0.5)
    assert result.log_evidence == pytest.approx(log(1 / 3))


def test_two_shares_by_hand() -> None:
    # Hit, then miss, one trial each. One regime: 1/2 x 1/3; two: 1/2 x 1/2; hazard 1/4.
    result = run_lengths(np.array([[1.0, 1.0], [0.0, 1.0]]), BetaBinomial(), hazard=0.25)
    assert result.log_evidence == pytest.approx(log(0.75 / 6 + 0.25 / 4))
    assert result.started_within(1) == pytest.approx((0.25 / 4) / (0.75 / 6 + 0.25 / 4))


def test_exposure_counts_as_time() -> None:
    # Twice the exposure is as good as two positions with half the count each, but for how counts can be dealt out.
    model = PoissonGamma(2.0, 3.0)
    whole = model.log_evidence(np.array([[4.0, 2.0]]))
    np.testing.assert_allclose(whole, [log_marginal([2, 2], 2.0, 3.0) + 2 * lgamma(3)])


@pytest.mark.parametrize("hazard", [0.0, 1.0, -0.1])
def test_refuses_a_hazard_out_of_range(hazard: float) -> None:
    with pytest.raises(ValueError, match="hazard"):
        run_lengths(columns_of([1, 2]), PoissonGamma(), hazard)
