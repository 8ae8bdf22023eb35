from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.records import DateSpan, Evidence, Precision, Quantity, Span
from detente.views.wording import clean, date_words, quantity_words, sentence_around, sentence_edges, what_words
from factories import article, statement


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2016, 9, 24), date(2016, 9, 24), "24 Sep 2016"),
        (date(2016, 9, 24), date(2016, 10, 10), "24 Sep – 10 Oct 2016"),
        (date(2015, 12, 30), date(2016, 1, 2), "30 Dec 2015 – 2 Jan 2016"),
        (date(2011, 5, 1), date(2011, 5, 31), "May 2011"),
        (date(2016, 2, 1), date(2016, 2, 29), "Feb 2016"),
        (date(2016, 3, 1), date(2016, 5, 31), "Mar–May 2016"),
        (date(2013, 1, 1), date(2013, 12, 31), "2013"),
        (date(1990, 1, 1), date(1999, 12, 31), "1990–1999"),
        (date(9999, 12, 1), date(9999, 12, 31), "Dec 9999"),
        (date(2013, 1, 1), None, "from 1 Jan 2013"),
        (None, date(2013, 1, 1), "until 1 Jan 2013"),
    ],
)
def test_dates_read_as_one_writes_them(start: date | None, end: date | None, words: str) -> None:
    assert date_words(DateSpan(start, end)) == words


def test_no_date_and_a_vague_one() -> None:
    assert date_words(None) == ""
    assert date_words(DateSpan(None, date(2016, 1, 1), Precision.VAGUE_PAST)) == "earlier"


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(18, "soldier"), "18 soldiers"),
        (Quantity(1, "soldier"), "1 soldier"),
        (Quantity(14_000, "troops", approximate=True), "about 14,000 troops"),
        (Quantity(46e9, "USD"), "46 billion USD"),
        (Quantity(1_234_567, "man"), "1,234,567 men"),
        (Quantity(3.5, "percent"), "3.5 percent"),
        (Quantity(2, "embassy"), "2 embassies"),
        (Quantity(2, "police officer"), "2 police officers"),
    ],
)
def test_quantities_read_as_one_writes_them(quantity: Quantity, words: str) -> None:
    assert quantity_words((quantity,)) == words


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b2J\x07 bell", "2J bell"),
        ("a\u202eb\u2066c", "abc"),
        ("two\nlines\r\tand tabs", "two lines and tabs"),
        ("soft\xadhyphen\ufeff", "softhyphen"),
    ],
)
def test_nothing_that_steers_a_terminal_is_left(hostile: str, shown: str) -> None:
    assert clean(hostile) == shown


@given(st.text())
def test_clean_leaves_one_line_that_can_be_encoded(text: str) -> None:
    shown = clean(text)
    shown.encode()
    assert len(shown.splitlines()) <= 1


TEXT = (
    "A headline without a stop\nGen. Raheel Sharif flew to Moscow on Sept. 5. India, said the U.S. envoy, protested! "
    "“It will pass.” China kept silent.\n\nIran joined."
)


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("flew to Moscow", "Gen. Raheel Sharif flew to Moscow on Sept. 5."),
        ("India, said", "India, said the U.S. envoy, protested!"),
        ("protested", "India, said the U.S. envoy, protested!"),
        ("It will pass", "“It will pass.”"),
        ("China kept silent", "China kept silent."),
        ("Iran", "Iran joined."),
        (
            "Moscow on Sept. 5. India",
            "Gen. Raheel Sharif flew to Moscow on Sept. 5. India, said the U.S. envoy, protested!",
        ),
    ],
)
def test_evidence_is_shown_in_its_sentence(quote: str, sentence: str) -> None:
    read = article(TEXT, title="A headline without a stop")
    start = TEXT.index(quote)
    found = sentence_around(TEXT, Evidence(read.id, start, start + len(quote), quote), sentence_edges(read))
    assert TEXT[found.start : found.end] == sentence


def test_no_sentence_reaches_into_what_is_not_the_article() -> None:
    text = "Share this with friends\nIran left\nLiked it? Donate"
    read = article(text, not_article=(Span(0, 23), Span(34, 50)))
    found = sentence_around(text, Evidence(read.id, 24, 28, "Iran"), sentence_edges(read))
    assert text[found.start : found.end] == "Iran left"


def test_what_is_denied_is_shown_as_denied() -> None:
    assert what_words(statement("tie", tie="enemy", polarity="positive")) == "enemy"
