from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.page.stated_date import latest_year, read_day_and_month, read_full_date, read_url_date, with_year


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Sept 24, 2016", date(2016, 9, 24)),
        ("24th of September, 2016", date(2016, 9, 24)),
        ("2016-09-24T10:00:00Z", date(2016, 9, 24)),
        ("24/09/2016", date(2016, 9, 24)),
        ("09/24/2016", date(2016, 9, 24)),
        ("2016/09/24", date(2016, 9, 24)),
        ("04.04.2016", date(2016, 4, 4)),
        ("30 February 2016", None),
        ("2016-13-40", None),
        ("04/05/2016", None),
        ("September 2016", None),
        ("may 2, 3016", None),
    ],
)
def test_full_dates(words: str, day: date | None) -> None:
    found = read_full_date(words)
    assert (found.start if found else None) == day


def test_a_day_without_year() -> None:
    assert read_day_and_month("MOSCOW, Sept 24 (Reuters)") == (9, 24)
    assert read_day_and_month("24 Sept") == (9, 24)
    assert read_day_and_month("MOSCOW") is None
    assert with_year((2, 29), 2015) is None


def test_the_latest_year_named() -> None:
    assert latest_year("In 1999, in 2016, by 2050.", not_after=2026) == 2016
    assert latest_year("20161 men", not_after=2026) is None


def test_addresses() -> None:
    assert read_url_date("https://example.org/news/12345") is None
    assert read_url_date("https://example.org/2016/13/45/") is None


@given(st.text(alphabet="0123456789/-. maySept,", max_size=60))
def test_any_words_are_read_or_not(words: str) -> None:
    read_full_date(words)
    read_day_and_month(words)
    read_url_date(words)
