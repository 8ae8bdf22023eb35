"""The bounded stock, by hand and at its bounds."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.relations.measures.base import Beside
from detente.relations.measures.goldstein_stock import Stock, measure_goldstein_stock, stock_after
from relations.measures.dyads import UNKNOWN, act, dyad

NEVER = Stock(half_life=np.inf)
SCORES = st.lists(st.floats(-10, 10), max_size=60)


def test_one_event_after_the_other() -> None:
    # N = 100. 0 + 8 (100 - 0) / 100 = 8; 8 + 5 (100 - 8) / 100 = 12.6; 12.6 - 10 (100 + 12.6) / 100 = 1.34.
    assert stock_after([8, 5, -10]) == pytest.approx(1.34)


def test_a_month_of_equal_scores_is_its_events_one_by_one() -> None:
    counted = dyad((0, 3, 0, 0), (0, 0, 0, 2))  # three of +7, then two of -9
    (stock,) = measure_goldstein_stock(counted, rule=NEVER)
    np.testing.assert_allclose(stock.value, [stock_after([7] * 3), stock_after([7] * 3 + [-9] * 2)])
    assert stock.value[0] == pytest.approx(100 * (1 - 0.93**3))


def test_half_is_forgotten_in_a_half_life() -> None:
    (stock,) = measure_goldstein_stock(dyad((0, 1, 0, 0), *[(0, 0, 0, 0)] * 12), rule=Stock(half_life=12))
    assert stock.value[[0, 12]] == pytest.approx([7, 3.5])


def test_the_unknown_is_missing_and_forgotten_through() -> None:
    (stock,) = measure_goldstein_stock(dyad((0, 1, 0, 0), UNKNOWN, (0, 0, 0, 0)), rule=Stock(half_life=1))
    np.testing.assert_allclose(stock.value, [7, np.nan, 1.75])


def test_acts_are_taken_by_day_and_direction() -> None:
    there = [act("2016-01-20", goldstein=-10.0), act("2016-01-03", goldstein=10.0), act("2016-01-04", goldstein=None)]
    back = act("2016-01-25", source="PAK", target="IND", goldstein=-5.0)
    beside = Beside(acts=[*there, back])
    (directed,) = measure_goldstein_stock(dyad((2, 0, 0, 0), directed=True), beside)
    assert directed.value[0] == pytest.approx(10 - 10 * 110 / 100)
    (undirected,) = measure_goldstein_stock(dyad((3, 0, 0, 0)), beside)
    assert undirected.value[0] == pytest.approx(-1 - 5 * 99 / 100)


def test_signs_change_the_outcome_by_their_order() -> None:
    assert stock_after([10, -10]) == pytest.approx(-1)
    assert stock_after([-10, 10]) == pytest.approx(1)


@given(SCORES, st.floats(10, 1000), st.floats(-1, 1))
def test_never_past_its_limit(scores: list[float], limit: float, start: float) -> None:
    assert abs(stock_after(scores, start * limit, rule=Stock(limit=limit))) <= limit * (1 + 1e-12)


@given(SCORES)
def test_events_of_one_sign_in_any_order(scores: list[float]) -> None:
    positive = [abs(score) for score in scores]
    assert stock_after(positive) == pytest.approx(stock_after(positive[::-1]))
    stocks = [stock_after(positive[:number]) for number in range(len(positive) + 1)]
    assert all(later >= earlier - 1e-9 for earlier, later in pairwise(stocks))


def test_a_limit_below_one_event_is_refused() -> None:
    with pytest.raises(ValueError, match="10 or more"):
        Stock(limit=5)
