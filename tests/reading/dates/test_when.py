"""Time expressions: expected days are counted on a calendar by hand."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.dates.periods import period_names
from detente.reading.dates.when import find_times, resolve_time
from detente.records import DateSpan, Precision, Published

# 20 September 2016 was a Tuesday.
PUBLISHED = Published(date(2016, 9, 20), date(2016, 9, 20), "stated")
MONTH_LIST = "January February March April May June July August September October November December"
MONTHS = MONTH_LIST.split()


def days(start: str | None, end: str | None, precision: str) -> DateSpan:
    return DateSpan(
        date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None, Precision(precision)
    )


def only(text: str) -> DateSpan | None:
    (mention,) = find_times(text)
    assert text[mention.start : mention.end] == mention.text
    return mention.span


def resolved(text: str, *, tense: str | None = None, previous: DateSpan | None = None) -> DateSpan | None:
    (mention,) = find_times(text)
    return resolve_time(mention, published=PUBLISHED, previous=previous, tense=tense)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("on 24th September 2016", "2016-09-24", "2016-09-24", "day"),
        ("on Sept. 24, 2016, they", "2016-09-24", "2016-09-24", "day"),
        ("on Thursday, May 9, 2013,", "2013-05-09", "2013-05-09", "day"),
        ("on the twenty-fourth of June 1994", "1994-06-24", "1994-06-24", "day"),
        ("dated 24/09/2016", "2016-09-24", "2016-09-24", "day"),
        ("dated 09/24/2016", "2016-09-24", "2016-09-24", "day"),
        ("dated 5/5/2016", "2016-05-05", "2016-05-05", "day"),
        ("dated 24.09.2016.", "2016-09-24", "2016-09-24", "day"),
        ("at 2016-09-24T10:30:00Z", "2016-09-24", "2016-09-24", "day"),
        ("from 24th September 2016 to 10th October 2016", "2016-09-24", "2016-10-10", "day"),
        ("24-27 September 2016", "2016-09-24", "2016-09-27", "day"),
        ("September 24 to October 10, 2016", "2016-09-24", "2016-10-10", "day"),
        ("from 28 December to 3 January 2015", "2014-12-28", "2015-01-03", "day"),
        ("Back in May 2011, when", "2011-05-01", "2011-05-31", "month"),
        ("between May and July 2015", "2015-05-01", "2015-07-31", "month"),
        ("in late May 2014", "2014-05-21", "2014-05-31", "period"),
        ("in the first half of 2015", "2015-01-01", "2015-06-30", "period"),
        ("in Q3 2015", "2015-07-01", "2015-09-30", "period"),
        ("in the winter of 2015-16", "2015-12-01", "2016-02-29", "period"),
        ("back in 2013.", "2013-01-01", "2013-12-31", "year"),
        ("its 2007 election", "2007-01-01", "2007-12-31", "year"),
        ("the crisis of 2014-16", "2014-01-01", "2016-12-31", "year"),
        ("ruled from 1996 until 2001", "1996-01-01", "2001-12-31", "year"),
        ("by mid-2014", None, "2014-08-31", "period"),
        ("since 2014", "2014-01-01", None, "year"),
        ("the pre-1967 borders", None, "1966-12-31", "year"),
        ("in the 1990s", "1990-01-01", "1999-12-31", "decade"),
        ("in the early nineties", "1990-01-01", "1993-12-31", "period"),
        ("in the late '80s", "1987-01-01", "1989-12-31", "period"),
        ("in the 19th century", "1801-01-01", "1900-12-31", "period"),
        ("enemies during the Cold War.", "1947-03-12", "1991-12-26", "period"),
        ("since the end of the Cold War", "1991-12-26", None, "period"),
        ("before World War II", None, "1939-08-31", "period"),
    ],
)
def test_absolute_times(text: str, start: str | None, end: str | None, precision: str) -> None:
    assert only(text) == days(start, end, precision)


@pytest.mark.parametrize(
    ("text", "tense", "start", "end", "precision"),
    [
        ("yesterday", None, "2016-09-19", "2016-09-19", "day"),
        ("two years ago", None, "2014-01-01", "2014-12-31", "year"),
        ("last week", None, "2016-09-12", "2016-09-18", "period"),
        ("last month", None, "2016-08-01", "2016-08-31", "month"),
        ("next year", None, "2017-01-01", "2017-12-31", "year"),
        ("earlier this year", None, "2016-01-01", "2016-09-20", "period"),
        ("at the end of the year", None, "2016-10-01", "2016-12-31", "period"),
        ("in early May", "past", "2016-05-01", "2016-05-10", "period"),
        ("on Thursday", "past", "2016-09-15", "2016-09-15", "day"),
        ("on Thursday", "future", "2016-09-22", "2016-09-22", "day"),
        ("on Tuesday", "past", "2016-09-20", "2016-09-20", "day"),
        ("last Tuesday", None, "2016-09-13", "2016-09-13", "day"),
        ("Friday last week", None, "2016-09-16", "2016-09-16", "day"),
        ("on 9 May", "past", "2016-05-09", "2016-05-09", "day"),
        ("on 9 May", "future", "2017-05-09", "2017-05-09", "day"),
        ("on 9 May last year", None, "2015-05-09", "2015-05-09", "day"),
        ("on Thursday, 9 May", "past", "2013-05-09", "2013-05-09", "day"),
        ("last September", None, "2015-09-01", "2015-09-30", "month"),
        ("over the past decade", None, "2006-09-20", "2016-09-20", "period"),
        ("within the next six months", None, "2016-09-20", "2017-03-20", "period"),
        ("since Monday", None, "2016-09-19", "2016-09-20", "day"),
        ("since 2014", None, "2014-01-01", "2016-09-20", "year"),
        ("by 2020", "future", "2016-09-20", "2020-12-31", "year"),
        ("previously", None, None, "2016-09-20", "vague past"),
    ],
)
def test_times_that_count_from_publication(
    text: str, tense: str | None, start: str | None, end: str | None, precision: str
) -> None:
    assert resolved(text, tense=tense) == days(start, end, precision)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("the same day", "2011-05-02", "2011-05-02", "day"),
        ("the following day", "2011-05-03", "2011-05-03", "day"),
        ("three days later", "2011-05-05", "2011-05-05", "day"),
        ("a year earlier", "2010-01-01", "2010-12-31", "year"),
        ("that year", "2011-01-01", "2011-12-31", "year"),
        ("at roughly the same time", "2011-05-02", "2011-05-02", "day"),
        ("in September", "2011-09-01", "2011-09-30", "month"),
    ],
)
def test_times_that_count_from_the_date_told_before(text: str, start: str, end: str, precision: str) -> None:
    told = days("2011-05-02", "2011-05-02", "day")
    assert resolved(text, tense="past", previous=told) == days(start, end, precision)


@pytest.mark.parametrize(
    "text",
    [
        "it may attack",
        "Theresa May said",
        "they march on Rome",
        "the second attack",
        "2,000 troops",
        "2000 troops",
        "in 1500 villages",
        "a force of 2000 men",
        "from 1500 to 2,000 troops",
        "F-16 and MH-17",
        "Friendship-2016",
        "resolution 1701",
        "Friday prayers",
        "on Fridays",
        "a new Cold War",
        "critics of the Iraq War",
        "USA Today",
        "in his mid-50s",
        "05/06/2016",
        "at 1500 GMT",
        "version 2.2016",
        "the fall of Kabul",
        "at the same time",
    ],
)
def test_no_times(text: str) -> None:
    assert find_times(text) == ()


def test_a_month_with_a_count_after_it_is_only_a_month() -> None:
    (mention,) = find_times("In May 12 soldiers were killed")
    assert mention.text == "May"


def test_a_day_that_no_calendar_has_leaves_its_month() -> None:
    assert only("30 February 2015") == days("2015-02-01", "2015-02-28", "month")


def test_a_day_begins_a_paragraph() -> None:
    assert [mention.text for mention in find_times("It ended.\n\nMonday's talks failed.")] == ["Monday"]


def test_an_interval_of_publication_widens_relative_times() -> None:
    (mention,) = find_times("yesterday")
    wide = Published(date(2016, 9, 6), date(2016, 10, 10), "clues")
    assert resolve_time(mention, published=wide) == days("2016-09-05", "2016-10-09", "period")


def test_at_that_time_is_as_exact_as_the_time_told() -> None:
    told = days("2011-05-01", "2011-05-31", "month")
    assert resolved("at that time", previous=told) == told


def test_nothing_known_resolves_to_nothing() -> None:
    unknown = Published(None, None, "nothing tells")
    for text in ("yesterday", "the same day", "on 9 May", "last week"):
        (mention,) = find_times(text)
        assert resolve_time(mention, published=unknown) is None


def test_in_two_weeks_is_a_date_only_in_the_future() -> None:
    assert resolved("in two weeks", tense="past") is None
    assert resolved("in two weeks", tense="future") == days("2016-10-04", "2016-10-04", "day")


DAYS = st.dates(date(1500, 1, 1), date(2199, 12, 31))


def written(day: date) -> list[str]:
    name = MONTHS[day.month - 1]
    return [
        day.isoformat(),
        f"{day.day} {name} {day.year}",
        f"{name} {day.day}, {day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day:%A}, {day.day} {name[:3]} {day.year}",
    ]


@given(DAYS)
def test_every_day_reads_back_in_every_form(day: date) -> None:
    for form in written(day):
        assert only(f"They met on {form}.") == DateSpan(day, day)


@given(DAYS, DAYS)
def test_ranges_read_back(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert only(f"from {written(first)[1]} to {written(last)[2]}") == DateSpan(first, last)


TRAPS = (
    "from to between and since until the last next early mid - of in May march 1990 s ' 24 th 2014 16 first half week "
    "ago a two years later Cold War Friday , . 99999999 ² Q 3 end year this"
)
WORDS = st.sampled_from([*TRAPS.split(), "\n\n"])


@given(st.lists(WORDS, max_size=25).map(" ".join) | st.lists(WORDS, max_size=25).map("".join) | st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    last = 0
    for mention in find_times(text):
        assert last <= mention.start < mention.end <= len(text)
        assert (mention.span is None) != (mention.relative is None)
        resolve_time(mention, published=PUBLISHED, previous=days("2011-05-02", "2011-05-02", "day"), tense="past")
        last = mention.end


@pytest.mark.parametrize("piece", ["from 1996 to ", "early ", "\n ", "1", "24/09/", "the last "])
def test_time_grows_with_the_text_only(piece: str) -> None:
    def seconds(times: int) -> float:
        begun = time.perf_counter()
        find_times(piece * times)
        return time.perf_counter() - begun

    # Eight times the text in far less than the 64 times that quadratic work would take.
    assert seconds(16_000) < 30 * max(seconds(2_000), 0.002)


def test_every_period_is_known_by_its_names() -> None:
    names = [name for found in period_names().values() for name, _ in found]
    assert len(names) >= 60
