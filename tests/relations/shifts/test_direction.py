"""Which way the share of conflict moved between two regimes."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import beta

from detente.relations.shifts.change import Change, Direction
from detente.relations.shifts.direction import share_direction, share_rose
from relations.shifts_series import dyad


def change(first: int, months: int, direction: Direction = Direction.TOWARDS_COOPERATION) -> Change:
    regimes = (0, first - 1), (first, months - 1)
    return Change("cooperation counts", direction, first, 9.0, *regimes, False, np.eye(months)[first])


def test_the_probability_is_that_of_two_beta_distributions() -> None:
    """One event a month is a bundle of one, so weights are 1: Beta(4, 8) before and Beta(7, 5) after, drawn from."""
    conflict = np.r_[np.ones(3), np.zeros(7), np.ones(6), np.zeros(4)]
    months = dyad(conflict, 1 - conflict)
    before, after = beta(4, 8).rvs(400_000, random_state=1), beta(7, 5).rvs(400_000, random_state=2)
    assert share_rose(months, change(10, 20)) == pytest.approx((after > before).mean(), abs=0.01)


def test_only_a_sure_move_has_a_direction() -> None:
    steady, worse = np.full(24, 5.0), np.r_[np.full(12, 2.0), np.full(12, 18.0)]
    assert share_direction(dyad(steady, 2 * steady), change(12, 24)) is None
    assert share_direction(dyad(worse, 10 + 0 * worse), change(12, 24)) is Direction.TOWARDS_CONFLICT
    assert share_direction(dyad(10 + 0 * worse, worse), change(12, 24)) is Direction.TOWARDS_COOPERATION


def test_events_of_one_kind_alone_have_no_share_to_move() -> None:
    assert share_rose(dyad(np.zeros(24), np.arange(24.0)), change(12, 24)) is None
