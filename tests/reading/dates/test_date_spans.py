"""Calendar arithmetic."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.dates.date_spans import (
    PARTS,
    Unit,
    century_span,
    hull,
    join,
    month_span,
    part_of,
    season_span,
    shift_day,
    unit_span,
    year_span,
)
from detente.records import DateSpan, Precision


@pytest.mark.parametrize(
    ("whole", "part", "start", "end"),
    [
        (month_span(2015, 2), "late", "2015-02-21", "2015-02-28"),
        (month_span(2015, 5), "first half", "2015-05-01", "2015-05-15"),
        (year_span(2015), "early", "2015-01-01", "2015-04-30"),
        (year_span(2015), "fourth quarter", "2015-10-01", "2015-12-31"),
        (unit_span(Unit.DECADE, date(1994, 6, 1)), "mid", "1994-01-01", "1996-12-31"),
        (unit_span(Unit.DECADE, date(1994, 6, 1)), "late", "1997-01-01", "1999-12-31"),
    ],
)
def test_parts(whole: DateSpan, part: str, start: str, end: str) -> None:
    assert part_of(whole, part) == DateSpan(date.fromisoformat(start), date.fromisoformat(end), Precision.PERIOD)


def test_months_clamp_and_the_calendar_ends() -> None:
    assert shift_day(date(2015, 1, 31), Unit.MONTH, 1) == date(2015, 2, 28)
    assert shift_day(date(2, 1, 1), Unit.CENTURY, -1) == date.min
    assert shift_day(date(9990, 1, 1), Unit.CENTURY, 1) == date.max


def test_named_stretches() -> None:
    assert century_span(20).start == date(1901, 1, 1)
    assert season_span(2015, "winter").end == date(2016, 2, 29)
    assert join(year_span(2015), year_span(2014)) is None


@given(st.dates(), st.sampled_from(list(Unit)), st.integers(-3000, 3000), st.sampled_from(list(PARTS)))
def test_any_day_can_be_shifted_and_cut(day: date, unit: Unit, count: int, part: str) -> None:
    span = unit_span(unit, shift_day(day, unit, count))
    piece = part_of(span, part)
    assert span.start is not None
    assert span.end is not None
    assert piece.start is not None
    assert piece.end is not None
    assert span.start <= piece.start <= piece.end <= span.end
    assert hull(span, piece).start == span.start
