"""The parts of dyad forecasts, against hand arithmetic."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from detente.forecast.dyads.calibration import fit_calibration
from detente.forecast.dyads.counting import Spread, count_range, fit_spread
from detente.forecast.dyads.first_contact import first_contact_rate
from detente.forecast.dyads.glm import fit_logistic, logistic, weighted_square
from detente.forecast.dyads.pass_over import pass_over
from detente.forecast.dyads.record import DyadRecord, record_of
from detente.forecast.dyads.scores import brier, calibration_error, reliability, skill
from detente.forecast.dyads.targets import TARGETS


def _record(cells: list[tuple[str, str, int, int, int, str, int]]) -> DyadRecord:
    """first, second, month (0 is January 2019), month it was known, quad class, type, events; the record ends 2019."""
    names = ("first", "second", "period", "known", "quad_class", "plover_type", "events")
    counts: dict[str, list[Any]] = {name: [cell[at] for cell in cells] for at, name in enumerate(names)}
    for name in ("period", "known"):
        counts[name] = [2019 * 12 + 1 + at for at in counts[name]]
    counts["score"] = [1.0] * len(cells)
    found = record_of(counts, [(date(2019, 1, 1), date(2019, 12, 31))], date(2019, 12, 31))
    assert found is not None
    return found


def test_a_logistic_regression_finds_the_share() -> None:
    x, y = np.ones((8, 1)), np.array([1.0, 1, 1, 0, 0, 0, 0, 0])
    assert logistic(fit_logistic(x, y, 1.0, np.zeros(1)))[0] == pytest.approx(3 / 8, abs=1e-6)


def test_few_rows_leave_weights_as_they_were_told() -> None:
    x = np.column_stack([np.ones(6), [-1.0, 1, -1, 1, -1, 1]])
    weights = fit_logistic(x, np.array([0.0, 1, 1, 0, 0, 1]), 1e6, np.array([0.0, 0.7]))
    assert weights[1] == pytest.approx(0.7, abs=1e-4)


def test_blocks_make_the_same_square() -> None:
    rng = np.random.default_rng(1)
    x, weight = rng.normal(size=(700, 3)), rng.random(700)
    np.testing.assert_allclose(weighted_square(x, weight), x.T @ np.diag(weight) @ x)


def test_calibration_follows_what_came() -> None:
    told = np.r_[np.full(100, 0.2), np.full(100, 0.6)]
    happened = np.r_[np.arange(100) < 40, np.arange(100) < 90]
    curve = fit_calibration(told, happened)
    # 40 and 90 of 100, each with half a case that is as was told.
    np.testing.assert_allclose(curve(np.array([0.2, 0.6])), [(40 + 0.1) / 100.5, (90 + 0.3) / 100.5])
    assert curve(np.array([0.4]))[0] == pytest.approx(curve(np.array([0.2, 0.6])).mean())


def test_a_falling_record_is_made_flat() -> None:
    told = np.r_[np.full(50, 0.2), np.full(50, 0.6)]
    happened = np.r_[np.arange(50) < 30, np.arange(50) < 10]
    curve = fit_calibration(told, happened)
    assert curve(np.array([0.0, 1.0])) == pytest.approx([(40 + 0.2) / 100.5] * 2)


def test_counts_lie_in_the_range_that_a_poisson_has() -> None:
    low, high = count_range(np.array([10.0]), Spread(1e-9, 0.0))
    # dispersion is held to 0.001: all but Poisson of mean 10, whose 5 % and 95 % points are 5 and 15.
    assert (low[0], high[0]) == (5, 15)


def test_the_spread_of_counts_is_found() -> None:
    rng = np.random.default_rng(0)
    mean = rng.uniform(1, 30, 4000)
    counts = rng.negative_binomial(2.0, 2.0 / (2.0 + mean)).astype(float)  # dispersion 1 / 2 at every mean
    found = fit_spread(mean, counts)
    np.testing.assert_allclose(found.dispersion(np.array([3.0, 10.0, 25.0])), 0.5, rtol=0.2)


def test_scores_by_hand() -> None:
    told, happened = np.array([0.1, 0.3, 0.9, 0.9]), np.array([False, True, True, False])
    assert brier(told, happened) == pytest.approx((0.01 + 0.49 + 0.01 + 0.81) / 4)
    assert skill(0.3, 0.4) == pytest.approx(0.25)
    assert skill(0.0, 0.0) is None
    assert calibration_error(told, happened) == pytest.approx((0.1 + 0.7 + 2 * 0.4) / 4)
    assert [(each.forecasts, each.came) for each in reliability(told, happened)] == [(1, 0.0), (1, 1.0), (2, 0.5)]


def test_a_pass_sees_only_what_was_known() -> None:
    record = _record(
        [
            ("A", "B", 0, 0, 1, "CONSULT", 4),
            ("A", "B", 2, 5, 4, "ASSAULT", 2),  # told three months late
            ("A", "C", 3, 3, 1, "AGREE", 1),
        ]
    )
    early, late = pass_over(record, [3, 6], np.arange(2))
    assault, consult = TARGETS.index("ASSAULT"), TARGETS.index("CONSULT")
    assert early.fades[0, 0, assault] == 0
    assert late.fades[0, 0, assault] == pytest.approx(2 / 2**4)  # from the month it fell in, at a half-life of one
    assert early.fades[1, 0, consult] == pytest.approx(4 / 2)  # three months at a half-life of three
    assert early.since[:, consult].tolist() == [3, 60]
    assert late.since[0, assault] == 4
    assert early.age.tolist() == [3, 0]
    # Stretches of three months that end in months 2 to 6: those that end in month 2 hold the consultation.
    assert late.windows[1, 0, consult] == 1
    assert late.n_windows[1, 0] == 5
    assert late.shares[1, 0, consult] == pytest.approx((1 + 0.5) / (5 * 2 + 1))
    # The busier of A and B is A: it has its events with C too.
    assert early.actors[0, 0, 0, 0] == pytest.approx(4 / 2 + 1)  # at a half-life of three months
    assert early.actors[1, 0, 0, 0] == pytest.approx(4 / 2)


def test_the_record_as_it_was_has_nothing_later() -> None:
    record = _record([("A", "B", 0, 0, 1, "CONSULT", 4), ("A", "B", 2, 5, 4, "ASSAULT", 2)])
    then = record.until(4)
    assert then.n_periods == 5
    assert then.events.tolist() == [4, 4]  # the consultation, as quad class and as type


def test_the_first_contact_rate_by_hand() -> None:
    record = _record([("A", "B", 0, 0, 1, "CONSULT", 1), ("A", "C", 10, 10, 1, "CONSULT", 1)])
    # Three actors, three pairs. Of months 8, 9 and 10, one month ahead: two pairs are free at 8 and 9, one at 10;
    # A and C first meet after 9.
    assert first_contact_rate(record, 0, 0) == pytest.approx((1 + 0.5) / (2 + 2 + 1 + 1))


def test_months_that_no_feed_covers_make_no_stretch() -> None:
    counts: dict[str, list[Any]] = {
        "first": ["A"],
        "second": ["B"],
        "period": [2019 * 12 + 2],
        "known": [2019 * 12 + 2],
    }
    counts |= {"quad_class": [1], "plover_type": ["CONSULT"], "events": [1], "score": [0.0]}
    spans = [(date(2019, 1, 1), date(2019, 4, 30)), (date(2019, 6, 1), date(2020, 3, 1))]
    record = record_of(counts, spans, date(2019, 8, 31))
    assert record is not None
    assert record.covered.tolist() == [True] * 4 + [False] + [True] * 3
    (standing,) = pass_over(record, [7], np.arange(1))
    assert standing.n_windows[:, 0].tolist() == [7, 3, 0, 0]  # of three months: those that end in 2, 3 and 7
