"""What counts and shares are weighed with, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from detente.relations.shifts.negative_binomial import (
    NegativeBinomialCounts,
    count_dispersion,
    negative_binomial_columns,
)
from detente.relations.shifts.quasi_binomial import quasi_binomial_columns, share_correlation
from relations.shifts_series import dyad


def test_dispersion_by_hand() -> None:
    # Mean 3, squared deviations 9, 9, 36, 0 (mean 13.5) over the mean 3 is 4.5; its root.
    counts = np.array([0.0, 0.0, 9.0, 3.0])
    assert count_dispersion(counts, np.ones(4)) == pytest.approx(np.sqrt(4.5))
    assert count_dispersion(np.full(4, 5.0), np.ones(4)) == 1.0  # less than Poisson's counts as Poisson's


def test_weights_of_counts_by_hand() -> None:
    counts, exposure = np.array([0.0, 0.0, 9.0, 3.0]), np.ones(4)
    columns = negative_binomial_columns(counts, exposure)
    np.testing.assert_allclose(columns[2], np.array([9.0, 1.0]) / np.sqrt(4.5))


def test_busy_months_weigh_no_more_than_their_news() -> None:
    counts, exposure = np.array([2.0, 12.0, 3.0, 40.0]), np.array([0.5, 0.5, 1.5, 1.5])
    columns = negative_binomial_columns(counts, exposure)
    noise = count_dispersion(counts, exposure) - 1
    np.testing.assert_allclose(columns[:, 1], exposure / (1 + noise * exposure))


def test_correlation_by_hand() -> None:
    # Shares 1, 0, 1, 0 of four trials each: v = 1/4, three squared differences of 1, each 1/8 by chance alone.
    hits, trials = np.array([4.0, 0.0, 4.0, 0.0]), np.full(4, 4.0)
    excess, weight = 3 * (1 - 0.125), 3 * 0.25 * 1.5
    assert share_correlation(hits, trials) == pytest.approx((excess + 10 * 0.1 * 0.25) / (weight + 10 * 0.25))


def test_single_events_weigh_one() -> None:
    hits, trials = np.array([1.0, 0.0, 1.0, 3.0]), np.array([1.0, 1.0, 1.0, 6.0])
    columns = quasi_binomial_columns(hits, trials)
    np.testing.assert_allclose(columns[:3, 1], 1)
    assert columns[3, 1] == pytest.approx(6 / (1 + 5 * share_correlation(hits, trials)))


def test_the_end_of_a_burst_is_no_rapprochement() -> None:
    burst = dyad(np.r_[np.full(30, 1.0), np.full(6, 25.0), np.full(30, 1.0)], np.full(66, 5.0))
    (change,) = NegativeBinomialCounts("conflict").changes(burst, 5.0)
    assert (change.first, int(change.direction), change.returned) == (30, -1, True)
    assert change.after == (30, 35)


def test_a_lasting_fall_is_one() -> None:
    calmer = dyad(np.r_[np.full(30, 20.0), np.full(30, 1.0)], np.full(60, 5.0))
    (change,) = NegativeBinomialCounts("conflict").changes(calmer, 5.0)
    assert (change.first, int(change.direction), change.returned) == (30, 1, False)
