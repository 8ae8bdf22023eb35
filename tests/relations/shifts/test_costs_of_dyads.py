"""What counts and shares are weighed with, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from detente.relations.shifts.negative_binomial import (
    NegativeBinomialCounts,
    count_noise,
    negative_binomial_columns,
)
from detente.relations.shifts.quasi_binomial import quasi_binomial_columns, share_correlation
from relations.shifts_series import dyad


def test_noise_by_hand() -> None:
    # Differences squared 0, 81, 36; rates of the pairs 0, 4.5, 6, of which Poisson noise explains twice 10.5.
    counts = np.array([0.0, 0.0, 9.0, 3.0])
    np.testing.assert_allclose(count_noise(counts, np.ones(4)), 1 + (117 - 21) / 21)
    np.testing.assert_array_equal(
        count_noise(np.full(4, 5.0), np.ones(4)), 1
    )  # less than Poisson's counts as Poisson's


def test_weights_of_counts_by_hand() -> None:
    counts, exposure = np.array([0.0, 0.0, 9.0, 3.0]), np.ones(4)
    columns = negative_binomial_columns(counts, exposure)
    np.testing.assert_allclose(columns[2], np.array([9.0, 1.0]) / (1 + 96 / 21))


@pytest.mark.parametrize("mean", [2.0, 30.0, 1000.0])
def test_noise_is_not_that_of_the_regimes(mean: float) -> None:
    generator = np.random.default_rng(1)
    level = mean * np.repeat([1.0, 6.0, 1.0], 400)
    counts = generator.poisson(level * generator.gamma(4.0, 1 / 4.0, 1200)).astype(float)
    # Gamma noise of variance 1/4: the variance over the mean is 1 + mean / 4 within each regime.
    noise = count_noise(counts, np.ones(1200))
    assert 1 + mean / 4 < noise[0] < 1 + 6 * mean / 4
    assert count_noise(generator.poisson(mean, 1200).astype(float), np.ones(1200))[0] < 1.2


def test_noise_follows_volume() -> None:
    generator = np.random.default_rng(2)
    exposure = np.repeat([1 / 3, 5 / 3], 600)
    copies = np.repeat([1.0, 5.0], 600) * generator.poisson(8.0, 1200).astype(float)
    noise = count_noise(copies, exposure)
    np.testing.assert_allclose([noise[0], noise[-1]], [1, 5], rtol=0.15)
    drawn_anew = generator.poisson(24 * exposure).astype(float)
    assert count_noise(drawn_anew, exposure).max() < 1.2


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
