"""Rates against the closed form of the Gamma posterior, and what a change of volume does to them."""

import numpy as np
import pytest

from detente.relations.measures.intensity import measure_intensity
from relations.measures.dyads import UNKNOWN, dyad


def test_events_for_each_thousand_of_the_month() -> None:
    events, conflict = measure_intensity(dyad((3, 0, 1, 0), (0, 0, 0, 0), UNKNOWN, month_volume=[2000, 500, 800]))
    np.testing.assert_allclose(events.value, [2, 0, np.nan])
    np.testing.assert_allclose(conflict.value, [0.5, 0, np.nan])
    # Gamma(1/2) is half a squared standard normal: its 95 % point is 1.959964 ** 2 / 2.
    assert events.low[1] == 0
    assert events.high[1] == pytest.approx(1.9599640**2 / 2 / 500 * 1000, rel=1e-6)


def test_five_times_the_articles_leave_the_rate_and_narrow_the_interval() -> None:
    once, fivefold = (measure_intensity(dyad((4 * n, 0, n, 0), month_volume=[1000 * n]))[0] for n in (1, 5))
    assert once.value[0] == fivefold.value[0] == 5
    assert fivefold.high[0] - fivefold.low[0] < once.high[0] - once.low[0]


def test_a_month_gathered_about_the_two_has_no_rate() -> None:
    counts = ((3, 0, 0, 0),) * 3
    events, _ = measure_intensity(dyad(*counts, covered=np.array([0, 0, 1], bool), month_volume=[10, 30, 10]))
    np.testing.assert_allclose(events.value, [np.nan, 100, 300])


def test_without_a_volume_there_is_no_rate() -> None:
    events, _ = measure_intensity(dyad((1, 0, 0, 0), (1, 0, 0, 0), month_volume=[0, np.nan]))
    assert np.isnan(events.value).all()
