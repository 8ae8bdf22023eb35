"""GDELT's file names and the stretches of time they stand for; dates counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from detente.errors import InputError
from detente.feeds.fetch.names import Series, Stream, What, Window, gdelt1_start


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]  # mypy takes the last part for tzinfo


def test_a_window_of_days_holds_both_days_whole() -> None:
    assert Window.of_days(date(2024, 2, 28), date(2024, 2, 29)) == Window(utc(2024, 2, 28), utc(2024, 3, 1))


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InputError, match="ends before it begins"):
        Window.of_days(date(2024, 3, 2), date(2024, 3, 1))


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("1979.zip", utc(1979, 1, 1)),
        ("2005.zip", utc(2005, 1, 1)),
        ("200601.zip", utc(2006, 1, 1)),
        ("201303.zip", utc(2013, 3, 1)),
        ("20130401.export.CSV.zip", utc(2013, 4, 1)),
        ("20240229.export.CSV.zip", utc(2024, 2, 29)),
        ("20230229.export.CSV.zip", None),  # no such day
        ("2006.zip", None),  # from 2006 on there are months
        ("201304.zip", None),  # from 2013-04 on there are days
        ("200413.zip", None),
        ("GDELT.MASTERREDUCEDV2.1979-2013.zip", None),
        ("../1979.zip", None),
        ("1979.zip\n", None),
        ("١٩٧٩.zip", None),
    ],
)
def test_gdelt1_names_tell_their_begin(name: str, start: datetime | None) -> None:
    assert gdelt1_start(name) == start


@pytest.mark.parametrize(
    ("first", "last", "wide"),
    [
        (date(2005, 12, 31), date(2006, 1, 1), Window(utc(2005, 1, 1), utc(2006, 2, 1))),
        (date(2013, 3, 31), date(2013, 4, 1), Window(utc(2013, 3, 1), utc(2013, 4, 2))),
        (date(2012, 12, 5), date(2012, 12, 5), Window(utc(2012, 12, 1), utc(2013, 1, 1))),
    ],
)
def test_gdelt1_windows_are_widened_to_whole_files(first: date, last: date, wide: Window) -> None:
    assert Series(1).widened(Window.of_days(first, last)) == wide


def test_gdelt1_files_follow_one_another_from_years_to_months_to_days() -> None:
    window = Window(utc(2004, 1, 1), utc(2013, 4, 3))
    periods = list(Series(1).periods(window))
    assert len(periods) == 2 + 7 * 12 + 3 + 2  # 2004, 2005; 2006 to 2012; January to March 2013; two days
    assert all(one.end == two.start for one, two in pairwise(periods))


def test_gdelt2_has_96_files_a_day() -> None:
    periods = list(Series(2).periods(Window.of_days(date(2020, 1, 1), date(2020, 1, 1))))
    assert len(periods) == 96
    assert periods[-1] == Window(utc(2020, 1, 1, 23, 45), utc(2020, 1, 2))


def test_a_stamp_off_the_quarter_hour_belongs_to_the_one_it_lies_in() -> None:
    assert Series(2).period_at(utc(2020, 1, 1, 10, 31)).start == utc(2020, 1, 1, 10, 30)


@pytest.mark.parametrize(
    ("version", "stream", "what"),
    [(1, Stream.TRANSLATION, What.EVENTS), (1, Stream.ENGLISH, What.MENTIONS), (3, Stream.ENGLISH, What.EVENTS)],
)
def test_series_that_do_not_exist_are_refused(version: int, stream: Stream, what: What) -> None:
    with pytest.raises(InputError):
        Series(version, stream, what)
