from datetime import date

import pytest

from detente.relations.novelty.record import Record
from relations.measures.dyads import act

COVERAGE = [
    (date(2011, 1, 1), date(2012, 12, 31)),
    (date(2005, 1, 1), date(2008, 12, 31)),
    (date(2009, 1, 1), date(2009, 12, 31)),
]


def test_intervals_that_touch_are_one() -> None:
    joined = ((date(2005, 1, 1), date(2009, 12, 31)), (date(2011, 1, 1), date(2012, 12, 31)))
    assert Record([], COVERAGE).covered == joined


def test_a_stretch_with_a_gap_is_not_whole() -> None:
    record = Record([act("2006-05-05"), act("2011-05-05"), act("2012-01-01")], COVERAGE)
    scope = record.within(date(2006, 1, 1), date(2012, 1, 1))
    assert not scope.whole
    assert scope.covered == ((date(2006, 1, 1), date(2009, 12, 31)), (date(2011, 1, 1), date(2011, 12, 31)))
    assert scope.events == 2
    assert record.within(date(2006, 1, 1), date(2009, 1, 1)).whole
    assert "2006-01-01 to 2009-12-31, 2011-01-01 to 2011-12-31 and holds 2 events" in scope.words


def test_all_time_is_never_covered_whole() -> None:
    scope = Record([act("2006-05-05")], COVERAGE).within(None, date(2009, 1, 1))
    assert not scope.whole
    assert scope.events == 1
    assert "no day" in Record([], []).within(None, date(2009, 1, 1)).words


def test_how_much_few_events_leave_open() -> None:
    acts = [act("2006-05-05", id=str(number)) for number in range(59)]
    # 0.95 ** 58 > 0.05 > 0.95 ** 59: a kind with a share of 5 % is missing from 59 events in less than 1 case of 20.
    assert Record(acts, COVERAGE).within(None, date(2009, 1, 1)).most < 0.05
    assert Record(acts[:58], COVERAGE).within(None, date(2009, 1, 1)).most > 0.05
    assert Record(acts[:14], COVERAGE).within(None, date(2009, 1, 1)).most == pytest.approx(0.193, abs=0.001)
    assert Record([], COVERAGE).within(None, date(2009, 1, 1)).most == 1
