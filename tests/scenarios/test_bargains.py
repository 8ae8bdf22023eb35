import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import minimize

from detente.scenarios.compromise import BargainError, weighted_compromise
from detente.scenarios.deu3_band import ALWAYS_FIFTY, ISSUES, MEAN_ERROR, RESIDUALS, error_band
from detente.scenarios.nash import nash_package, nash_point

SHARED = Path(__file__).parents[3] / "shared" / "data"


def emission() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Emission standards 1983 as the table gives them; facts of Bueno de Mesquita 1994."""
    with (SHARED / "acceptance/bdm1994_emission_input.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = ("position_years", "salience_0_100", "capability")
    positions, salience, capability = (np.array([float(row[name]) for row in rows]) for name in names)
    return positions, salience, capability


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not there")
def test_emission_standards_have_the_published_compromise_and_nash_bargains() -> None:
    positions, salience, capability = emission()
    assert weighted_compromise(positions, salience, capability) == pytest.approx(7.38996, abs=1e-5)
    assert nash_point(positions, salience * capability, room=100) == pytest.approx(7.3375, abs=5e-5)
    assert nash_point(positions, salience * capability, room=1e4) == pytest.approx(7.3894, abs=5e-5)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not there")
def test_deu3_has_the_errors_and_residuals_that_are_stated() -> None:
    found = deu3()
    plain = [abs(np.nanmean(positions) - outcome) for positions, _, outcome in found]
    weighted = np.array([weighted_compromise(positions, salience) for positions, salience, _ in found])
    outcomes = np.array([outcome for _, _, outcome in found])
    assert len(found) == ISSUES
    assert np.abs(weighted - outcomes).mean() == pytest.approx(MEAN_ERROR, abs=0.02)
    assert np.mean(plain) == pytest.approx(23.63, abs=0.02)
    assert np.abs(50 - outcomes).mean() == pytest.approx(ALWAYS_FIFTY, abs=0.005)
    for row in RESIDUALS:
        rest = (outcomes - weighted)[(weighted >= row.low) & (weighted < row.high)]
        assert len(rest) == row.issues
        assert np.quantile(rest, [0.1, 0.9]) == pytest.approx([row.tenth, row.ninetieth], abs=0.05)


def deu3() -> list[tuple[np.ndarray, np.ndarray, float]]:
    """Positions and saliences of those who have both, and the outcome, of issues with at least three positions."""
    with (SHARED / "deu3/deu3.csv").open(encoding="utf-8", newline="") as file:
        header, _gdp, *rows = list(csv.reader(file, delimiter="\t"))
    ends = [(header.index("pcom"), header.index("puk") + 1), (header.index("scom"), header.index("suk") + 1)]
    found = []
    for row in rows:
        positions, salience = (np.array([float(cell or "nan") for cell in row[first:last]]) for first, last in ends)
        outcome = row[header.index("out")]
        if outcome and np.isfinite(positions).sum() >= 3:
            found.append((positions, np.nan_to_num(salience), float(outcome)))
    return found


def test_the_band_stays_on_the_scale() -> None:
    assert error_band(0.0) == (0.0, 52.0)
    assert error_band(100.0) == (64.3, 100.0)


def test_positions_without_weight_do_not_count() -> None:
    assert weighted_compromise(np.array([0.0, 60.0, np.nan]), np.array([1.0, 2.0, 9.0])) == pytest.approx(40)
    with pytest.raises(BargainError, match="any weight"):
        weighted_compromise(np.array([1.0, np.nan]), np.array([0.0, 5.0]))


def test_a_room_that_leaves_nothing_to_gain_is_refused() -> None:
    with pytest.raises(BargainError, match="more than 100"):
        nash_point(np.array([0.0, 10.0]), np.ones(2), room=100)


def test_two_that_want_opposite_things_and_care_differently_trade() -> None:
    # A cares for the first issue alone, B for the second alone: each gets all that it cares for.
    found = nash_package(
        np.array([[[100.0, 100.0], [0.0, 0.0]]]),
        np.array([[[1.0, 0.0], [0.0, 1.0]]]),
        np.array([[50.0, 50.0]]),
        np.ones((1, 2)),
    )
    assert found.agreed.all()
    assert found.points == pytest.approx(np.array([[100.0, 0.0]]))
    assert found.gains == pytest.approx(np.array([[2500.0, 2500.0]]))


def test_nothing_is_agreed_where_what_one_gains_the_other_loses() -> None:
    found = nash_package(np.array([[[0.0], [100.0]]]), np.ones((1, 2, 1)), np.array([[40.0]]), np.ones((1, 2)))
    assert not found.agreed.any()
    assert found.points.tolist() == [[40.0]]
    assert found.gains.tolist() == [[0.0, 0.0]]


@pytest.mark.parametrize(("parties", "issues"), [(2, 1), (2, 3), (3, 2), (3, 4)])
def test_package_bargains_are_those_of_a_general_optimiser(parties: int, issues: int) -> None:
    drawn, draws = np.random.default_rng(5), 12
    positions = drawn.uniform(0, 100, (draws, parties, issues))
    stakes = drawn.uniform(0.2, 1, (draws, parties, issues))
    without, power = drawn.uniform(0, 100, (draws, issues)), drawn.uniform(0.5, 2, (draws, parties))
    found = nash_package(positions, stakes, without, power)
    assert found.agreed.sum() >= draws / 2
    for draw in np.flatnonzero(found.agreed):
        lost = (stakes[draw] * (without[draw] - positions[draw]) ** 2).sum(axis=1)

        def minus_product(point: np.ndarray, draw: int = int(draw), lost: np.ndarray = lost) -> float:
            gains = lost - (stakes[draw] * (point - positions[draw]) ** 2).sum(axis=1)
            return 1e6 if (gains <= 0).any() else float(-(power[draw] * np.log(gains)).sum())

        better = minimize(
            minus_product, found.points[draw] + 0.5, method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-11}
        )
        assert minus_product(found.points[draw]) <= better.fun + 1e-5
