import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.dates import DatedValue, first_day, last_day, parse_dated, parse_dated_list, value_on


def test_a_year_stands_for_its_first_or_last_day() -> None:
    assert (first_day("1994"), last_day("1994")) == (date(1994, 1, 1), date(1994, 12, 31))


def test_a_month_ends_on_its_last_day_also_in_leap_years() -> None:
    assert last_day("2000-02") == date(2000, 2, 29)
    assert last_day("1900-02") == date(1900, 2, 28)


@pytest.mark.parametrize("text", ["94", "1994-13", "1994-02-30", "1994-1-1", "1994-01-", "0000", "١٩٩٤", "x"])
def test_malformed_dates_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="date"):
        first_day(text)


def test_dated_values_in_all_their_forms() -> None:
    assert parse_dated("Zaire@1971-10-27..1997-05-17") == DatedValue("Zaire", date(1971, 10, 27), date(1997, 5, 17))
    assert parse_dated("AFG@2021-08-15..") == DatedValue("AFG", date(2021, 8, 15), None)
    assert parse_dated("Persia@..1935") == DatedValue("Persia", None, date(1935, 12, 31))
    assert parse_dated("x@1999") == DatedValue("x", date(1999, 1, 1), date(1999, 12, 31))
    assert parse_dated(" plain  name ") == DatedValue("plain name")


@pytest.mark.parametrize("text", ["", "@1990..1991", "x@", "x@1991..1990", "x@then..now"])
def test_malformed_dated_values_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"value|date|lies after"):
        parse_dated(text)


def test_value_on_a_day_and_without_one() -> None:
    held = parse_dated_list("AFG@1996-09-27..2001-12-07|AFG@2021-08-15..")
    assert value_on(held, date(1996, 9, 26)) is None
    assert value_on(held, date(2001, 12, 7)) == "AFG"
    assert value_on(held, date(2001, 12, 8)) is None
    assert value_on(held, None) == "AFG"
    assert value_on(parse_dated_list("GBR@..1997-06-30|CHN@1997-07-01.."), None) == "CHN"
    assert value_on(parse_dated_list("USA@2009..2017"), None) == "USA"
    assert value_on((), None) is None


@given(st.dates(date(1000, 1, 1)), st.dates(date(1000, 1, 1)))
def test_a_term_holds_on_its_first_and_last_day(one: date, other: date) -> None:
    start, end = sorted((one, other))
    dated = parse_dated(f"x@{start}..{end}")
    assert dated.holds(start)
    assert dated.holds(end)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert parse_dated(text).value
