"""When a text appeared, from what it says."""

from __future__ import annotations

from datetime import date

from detente.reading.dates.published import infer_published
from detente.reading.dates.when import find_times
from detente.records import DateSpan, Published, Span


def infer(text: str, tenses: dict[str, str] | None = None, terms: dict[str, DateSpan] | None = None) -> Published:
    """Infer with the tense of each time mention told by its text."""
    mentions = find_times(text)
    at = {mention.start: (tenses or {}).get(mention.text) for mention in mentions}
    return infer_published(
        text,
        (Span(0, len(text)),),
        mentions,
        tense_at=at.get if tenses is not None else None,
        holders=(terms or {}).get if terms is not None else None,
    )


def test_override_and_stated_date_win() -> None:
    stated = DateSpan(date(2016, 9, 24), date(2016, 9, 24))
    given = infer_published("", (), (), stated=stated, stated_why="byline", override=date(2016, 10, 1))
    assert given == Published(date(2016, 10, 1), date(2016, 10, 1), "given by the user")
    assert infer_published("", (), (), stated=stated, stated_why="byline") == Published(
        date(2016, 9, 24), date(2016, 9, 24), "byline"
    )


def test_between_the_latest_past_and_the_earliest_future() -> None:
    text = (
        "The minister said on 3 March 2015 that talks were over. A war ended in 1999. "
        "The exercises are to last from 8 March 2015 to 20 March 2015. The base will close by 2020."
    )
    tenses = {
        "3 March 2015": "past",
        "1999": "past",
        "from 8 March 2015 to 20 March 2015": "future",
        "by 2020": "future",
    }
    found = infer(text, tenses)
    assert (found.start, found.end) == (date(2015, 3, 3), date(2015, 3, 20))
    assert "“3 March 2015”" in found.why
    assert "still to come" in found.why


def test_cue_words_do_where_no_parse_is_at_hand() -> None:
    found = infer("They signed on 3 March 2015. Leaders will meet on 9 April 2015.")
    assert (found.start, found.end) == (date(2015, 3, 3), date(2015, 4, 9))


def test_what_would_come_bounds_nothing() -> None:
    text = "In 2011 he said that it would leave by 2014."
    found = infer(text, {"2011": "past", "by 2014": "future"})
    assert (found.start, found.end) == (date(2011, 1, 1), None)


def test_a_future_before_the_latest_past_is_an_old_one() -> None:
    text = "“We will leave by 2014,” he said. They signed in May 2016."
    found = infer(text, {"by 2014": "future", "May 2016": "past"})
    assert (found.start, found.end) == (date(2016, 5, 1), None)


def test_clues_outside_the_article_do_not_count() -> None:
    text = "They signed in 2010. Posted by guest: it was in 2019."
    mentions = find_times(text)
    found = infer_published(text, (Span(0, 20),), mentions)
    assert (found.start, found.end) == (date(2010, 1, 1), None)


def test_nothing_known_stays_unknown() -> None:
    assert infer("Two states are at odds.", {}) == Published(None, None, "nothing in the text tells when it appeared")


def test_terms_of_office_narrow() -> None:
    terms = {"Example": DateSpan(date(2012, 5, 15), date(2017, 5, 14))}
    text = "They signed on 3 March 2010. President Example welcomes the deal."
    found = infer(text, {"3 March 2010": "past"}, terms)
    assert (found.start, found.end) == (date(2012, 5, 15), date(2017, 5, 14))
    assert "President Example" in found.why


def test_former_holders_and_dated_sentences_do_not_narrow() -> None:
    terms = {"Example": DateSpan(date(1981, 1, 20), date(1989, 1, 20))}
    for text in ("The former President Example agrees.", "In 1985 President Example met them."):
        found = infer(text, {"1985": "past"}, terms)
        assert found.end is None


def test_a_term_that_contradicts_the_dates_is_left_out() -> None:
    terms = {"Example": DateSpan(date(1981, 1, 20), date(1989, 1, 20))}
    found = infer("They signed in 2015. King Example is praised.", {"2015": "past"}, terms)
    assert (found.start, found.end) == (date(2015, 1, 1), None)
