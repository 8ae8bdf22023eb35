"""The table of false alarms, and shuffling."""

from __future__ import annotations

from io import StringIO

import numpy as np
import pytest

from detente.errors import TableError
from detente.relations.shifts.calibrate import calibrate, sign_shuffled, time_shuffled
from detente.relations.shifts.false_alarms import (
    FalseAlarms,
    packaged_false_alarms,
    read_false_alarms,
    write_false_alarms,
)
from relations.shifts_series import drawn, dyad

TABLE = FalseAlarms((5.0, 10.0, 20.0), (4.0, 2.0, 1.0), (3.0, 1.0, 0.1), (2.0, 1.0, 0.3), (2.0, 1.2, 0.05))


def test_the_higher_rate_of_shuffled_data_counts() -> None:
    assert [TABLE.rate(penalty) for penalty in (5.0, 10.0, 20.0, 99.0)] == [3.0, 1.2, 0.1, 0.1]


@pytest.mark.parametrize("rate", [0.1, 0.5, 1.2, 2.0, 3.0])
def test_a_penalty_has_the_rate_that_it_was_asked_for(rate: float) -> None:
    penalty = TABLE.penalty(rate)
    assert np.exp(np.interp(penalty, TABLE.penalties, np.log([3.0, 1.2, 0.1]))) == pytest.approx(rate)


def test_rates_beyond_the_table_get_its_ends() -> None:
    assert TABLE.penalty(50.0) == 5.0
    assert TABLE.penalty(0.0001) == 20.0


def test_written_and_read_again() -> None:
    file = StringIO()
    write_false_alarms(TABLE, file, "Where it comes from.\nHow it is made.")
    assert file.getvalue().startswith("# Where it comes from.\n# How it is made.\npenalty,")
    assert read_false_alarms(file.getvalue()) == TABLE


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("penalty,rate\n1,2\n2,1", "columns"),
        ("penalty,as_recorded,time_shuffled,sign_shuffled,both_shuffled\n1,1,1,1,1\n2,x,1,1,1", "could not convert"),
        ("penalty,as_recorded,time_shuffled,sign_shuffled,both_shuffled\n2,1,1,1,1\n1,1,1,1,1", "don't increase"),
    ],
)
def test_a_broken_table_is_refused(text: str, message: str) -> None:
    with pytest.raises(TableError, match=message):
        read_false_alarms(text)


def test_the_packaged_table_falls_with_the_penalty() -> None:
    table = packaged_false_alarms()
    for rates in (table.as_recorded, table.time_shuffled, table.both_shuffled):
        assert list(rates) == sorted(rates, reverse=True)
    assert 0 < table.rate(table.penalty(1.0)) == pytest.approx(1.0, abs=0.1)


def test_shuffled_months_keep_their_counts_and_volume() -> None:
    volume = np.arange(1.0, 41)
    conflict, cooperation = 3 * volume, 7 * volume
    conflict[5:9] = np.nan
    before = dyad(conflict, cooperation, volume)
    after = time_shuffled(before, np.random.default_rng(1))
    assert np.isnan(after.conflict[5:9]).all()
    known = np.isfinite(after.conflict)
    np.testing.assert_allclose(after.conflict[known] / after.month_volume[known], 3)
    np.testing.assert_array_equal(np.sort(after.conflict[known]), np.sort(conflict[known]))
    assert (after.conflict[known] != conflict[known]).any()


def test_shuffled_signs_keep_totals_and_busy_months() -> None:
    before = dyad(np.r_[np.zeros(20), np.full(20, 9.0)], np.r_[np.full(20, 9.0), np.zeros(20)])
    after = sign_shuffled(before, np.random.default_rng(1))
    np.testing.assert_array_equal(after.conflict + after.cooperation, 9)
    assert after.conflict.sum() == 180
    assert after.conflict[:20].sum() > 60  # all of it was in the second half


def test_calibration_counts_what_is_there_and_what_is_not() -> None:
    moved = [dyad(np.r_[drawn(1, 60, n), drawn(12, 60, 40 + n)], drawn(5, 120, 80 + n)) for n in range(6)]
    table = calibrate(moved, penalties=(4.0, 20.0), shuffles=1, seed=3)
    assert table.as_recorded[1] == pytest.approx(1.0)  # six dyads, ten years, one shift each
    assert table.rate(20.0) < 0.35
    assert table == calibrate(moved, penalties=(4.0, 20.0), shuffles=1, seed=3)


def test_nothing_to_calibrate_on() -> None:
    with pytest.raises(ValueError, match="none of 1 dyads"):
        calibrate([dyad(np.ones(5), np.ones(5))])
