from datetime import date

import pytest

from detente.relations.levels.known import TieSaid, tie_said

ROW = {
    "id": "s1",
    "article_id": "a1",
    "tie": "enemy",
    "polarity": "positive",
    "status": "asserted",
    "event_date": {"start": date(1947, 1, 1), "end": date(1991, 12, 31), "precision": "period"},
}
PUBLISHED = date(2016, 9, 25)


def test_a_dated_tie_holds_for_its_time() -> None:
    assert tie_said(ROW, PUBLISHED) == TieSaid("s1", "a1", False, date(1947, 1, 1), date(1991, 12, 31))


def test_without_a_date_it_holds_on_the_day_of_the_text() -> None:
    assert tie_said(ROW | {"event_date": None, "tie": "ally"}, PUBLISHED) == TieSaid(
        "s1", "a1", True, PUBLISHED, PUBLISHED
    )
    assert tie_said(ROW | {"event_date": None}, None) is None


def test_an_open_end_lasts_to_the_day_of_the_text() -> None:
    since = {"start": date(2001, 1, 1), "end": None, "precision": "period"}
    assert tie_said(ROW | {"event_date": since}, PUBLISHED) == TieSaid("s1", "a1", False, date(2001, 1, 1), PUBLISHED)
    until = {"start": None, "end": date(1991, 12, 31), "precision": "period"}
    said = tie_said(ROW | {"event_date": until}, PUBLISHED)
    assert said is not None
    assert said.end == date(1991, 12, 31)


@pytest.mark.parametrize(
    "change",
    [
        {"tie": "strengthening"},
        {"tie": "weakening"},
        {"tie": "neutral"},
        {"tie": None},
        {"polarity": "negative"},
        {"status": "denied"},
        {"status": "predicted"},
        {"status": "asked"},
        {"status": "possible"},
        {"status": "conditional"},
    ],
)
def test_what_tells_nothing_of_how_they_stand(change: dict[str, str | None]) -> None:
    assert tie_said(ROW | change, PUBLISHED) is None
