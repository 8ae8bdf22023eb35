"""Coverage by days, worked out by hand."""

from datetime import date

import numpy as np

from detente.relations.coverage import covered_months, joined, without

JANUARY, FEBRUARY = (date(2016, 1, 1), date(2016, 1, 31)), (date(2016, 2, 1), date(2016, 2, 29))
MONTHS = np.array(["2015-12", "2016-01", "2016-02"], "datetime64[M]")


def test_a_month_counts_when_covered_whole() -> None:
    assert covered_months(MONTHS, [JANUARY]).tolist() == [False, True, False]
    assert covered_months(MONTHS, [(date(2016, 1, 2), date(2016, 2, 29))]).tolist() == [False, False, True]


def test_intervals_that_adjoin_are_one() -> None:
    halves = [(date(2016, 1, 16), date(2016, 2, 29)), (date(2016, 1, 1), date(2016, 1, 15))]
    assert joined(halves) == [(JANUARY[0], FEBRUARY[1])]
    assert covered_months(MONTHS, halves).tolist() == [False, True, True]


def test_an_interval_inside_another_adds_nothing() -> None:
    assert joined([JANUARY, (date(2016, 1, 5), date(2016, 1, 9))]) == [JANUARY]


def test_a_gap_takes_its_month_out() -> None:
    left = without([JANUARY, FEBRUARY], [(date(2016, 1, 31), date(2016, 1, 31))])
    assert left == [(date(2016, 1, 1), date(2016, 1, 30)), FEBRUARY]
    assert covered_months(MONTHS, left).tolist() == [False, False, True]


def test_a_gap_over_everything_leaves_nothing() -> None:
    assert without([JANUARY], [(date(2015, 1, 1), date(2017, 1, 1)), JANUARY]) == []
