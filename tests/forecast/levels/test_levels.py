"""Level and rung forecasts: published transitions, hand arithmetic, and what a short record cannot tell."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from detente.forecast.levels.base_rates import base_rates, known_rates, moves_table
from detente.forecast.levels.level_forecast import forecast_levels
from detente.forecast.levels.rungs import PACT, RUNGS, forecast_rungs, rung_record, wilson

ACCEPTANCE = Path(__file__).parents[3].parent / "shared" / "data" / "acceptance"


@pytest.mark.shared
@pytest.mark.parametrize("years", [5, 10])
def test_moves_are_those_published(years: int) -> None:
    path = ACCEPTANCE / f"peacedata_transition_{years}y_1990_2019.csv"
    if not path.exists():
        pytest.skip("../shared/data/acceptance is not there")
    with path.open(encoding="utf-8") as lines:
        published = np.array([[float(value) for value in row[1:]] for row in list(csv.reader(lines))[1:]])
    counts = np.zeros((5, 5))
    for ahead, _, recent, before, after, n in moves_table()["moves"]:
        if ahead == years and recent:
            counts[before, after] += n
    ours = counts / counts.sum(axis=1, keepdims=True)
    # Published figures are of states joined in another way: a share of a row may differ in the second decimal.
    assert np.abs(ours - published).max() < 0.02
    assert ours[2, 3:].sum() == pytest.approx({5: 0.0077, 10: 0.0168}[years], abs=0.0001)
    assert ours[1, 2:].sum() == pytest.approx({5: 0.265, 10: 0.401}[years], abs=0.001)


def test_base_rates_by_hand() -> None:
    moves = [(1, 2000, 1, 2, 2, 95), (1, 2000, 1, 2, 3, 5), (1, 1980, 0, 2, 1, 100), (1, 2010, 1, 2, 4, 900)]
    rates = base_rates(moves, 1, 2005)
    usual = np.array([0.1, 100.1, 95.1, 5.1, 0.1]) / 200.5
    np.testing.assert_allclose(rates.shares[2], (np.array([0, 0, 95, 5, 0]) + 5 * usual) / 105)
    assert (rates.counts[2], rates.first, rates.last) == (100, 1980, 2000)


def test_nothing_that_ended_later_is_known() -> None:
    assert known_rates(10, 2008).last == 2007
    assert known_rates(5, 2016).last == 2015


def test_a_level_is_carried_on_by_the_rates() -> None:
    now = [0.0, 0.25, 0.75, 0.0, 0.0]
    told = forecast_levels(now, date(2016, 2, 29))[1]
    shares = known_rates(5, 2016).shares
    np.testing.assert_allclose(told.probabilities, np.array(now) @ shares)
    assert told.until == date(2021, 2, 28)
    assert sum(told.probabilities) == pytest.approx(1)
    stayed = 0.25 * shares[1, 1] + 0.75 * shares[2, 2]
    assert told.higher + told.lower == pytest.approx(1 - stayed)
    assert all(low <= each <= high for low, each, high in zip(told.low, told.probabilities, told.high, strict=True))


def test_rungs_are_counted_on_stretches_that_do_not_overlap() -> None:
    # 40 dyads over 3 years; all talk in the first year (2 years ago). A quarter sign in the second year, and of the
    # rest again a third in the last.
    rows = [(f"A{n:02d}", "B", "talks", 2) for n in range(40)]
    rows += [(f"A{n:02d}", "B", "agreement", 1) for n in range(10)]
    rows += [(f"A{n:02d}", "B", "agreement", 0) for n in range(10, 20)]
    columns = {name: [row[at] for row in rows] for at, name in enumerate(("first", "second", "rung", "years_ago"))}
    last = [date(2019 - row[3], 6, 1) for row in rows]
    told = forecast_rungs(rung_record({**columns, "last": last}, 3), "B", "A30", date(2019, 12, 31))
    by = {(each.rung, each.years): each for each in told}
    signed = by["agreement", 1]
    # Two stretches: 40 dyads without one of which 10 signed, then 30 of which 10 did.
    assert (signed.cases, signed.came) == (70, 20)
    assert (signed.probability, signed.low, signed.high) == wilson(20, 70)
    assert signed.reached is None
    assert by["talks", 1].reached == date(2017, 6, 1)
    assert by["talks", 5].probability is None
    assert "3 whole years" in (by["talks", 5].why_not or "")
    assert {each.rung for each in told} == {*RUNGS, PACT}


def test_wilson_is_as_published() -> None:
    # Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3: 15 of 148, 95 %.
    _, low, high = wilson(15, 148, z=1.959964)
    assert (round(low, 4), round(high, 4)) == (0.0624, 0.1605)
