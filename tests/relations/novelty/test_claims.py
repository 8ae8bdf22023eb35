"""Claims against records in which the answer is plain."""

from datetime import date

import pytest

from detente.relations.acts import Act
from detente.relations.novelty.claims import Checked, Verdict, check_claim
from detente.relations.novelty.record import Record
from relations.measures.dyads import act

COVERAGE = [(date(1990, 1, 1), date(2016, 12, 31))]
MANY = [act(f"{1990 + number % 26}-03-01", "042", id=f"visit {number}") for number in range(260)]


def claimed(claim: str, *others: Act, code: str = "062", since: date | None = None) -> Checked:
    event = act("2016-09-24", code, novelty=claim)
    checked = check_claim(event, Record([event, *others], COVERAGE), both_exist_since=since)
    assert checked is not None
    return checked


def test_no_claim_no_verdict() -> None:
    assert check_claim(act(), Record(MANY, COVERAGE)) is None


def test_no_record_can_confirm_a_first_ever_that_does_not_reach_back() -> None:
    checked = claimed("first-ever", *MANY)
    assert checked.verdict is Verdict.CANNOT_TELL
    assert checked.reason == (
        "no earlier COOPERATE military, but not all of the time that is meant is covered; "
        "the record covers 1990-01-01 to 2016-09-23 and holds 260 events of the two before 2016-09-24"
    )
    assert claimed("first-ever", *MANY, since=date(1947, 8, 15)).verdict is Verdict.CANNOT_TELL
    assert claimed("first-ever", *MANY, since=date(1991, 12, 25)).verdict is Verdict.CONFIRMED


def test_an_earlier_event_contradicts() -> None:
    earlier = act("2003-05-01", "062", source="PAK", target="IND")
    checked = claimed("first-ever", *MANY, earlier)
    assert checked.verdict is Verdict.CONTRADICTED
    assert checked.against == (earlier,)
    assert f"COOPERATE military also on 2003-05-01 (event {earlier.id})" in checked.reason


def test_of_a_stretch_of_years() -> None:
    earlier = act("2003-03-01", "062")
    assert claimed("first-in-25-years", *MANY, earlier).verdict is Verdict.CONTRADICTED
    assert claimed("first-in-ten-years", *MANY, earlier).verdict is Verdict.CONFIRMED
    assert claimed("first-in-two-decades", *MANY, earlier).verdict is Verdict.CONTRADICTED
    assert claimed("first-in-14-years", *MANY, earlier).verdict is Verdict.CONFIRMED  # 13.6 years: a round number
    assert claimed("first-since-2003", *MANY, earlier).verdict is Verdict.CONFIRMED
    assert claimed("first-since-2002", *MANY, earlier).verdict is Verdict.CONTRADICTED
    assert claimed("first-since-may-1971", *MANY).verdict is Verdict.CANNOT_TELL


def test_few_events_confirm_nothing() -> None:
    checked = claimed("first-in-ten-years", *MANY[:14])
    assert checked.verdict is Verdict.CANNOT_TELL
    assert "among so few events" in checked.reason


def test_a_type_without_mode_is_too_wide() -> None:
    other = act("2003-05-01", "061")
    checked = claimed("first-ever", *MANY, other, code="060")
    assert checked.verdict is Verdict.CANNOT_TELL
    assert checked.against == (other,)
    assert "too wide" in checked.reason


@pytest.mark.parametrize(
    "claim", ["first-in-several-years", "first-since-independence", "first-in-0-years", "nonsense"]
)
def test_what_is_not_understood(claim: str) -> None:
    checked = claimed(claim, *MANY)
    assert checked.verdict is Verdict.CANNOT_TELL
    assert checked.scope is None


def test_an_event_without_a_code() -> None:
    event = act(novelty="first-ever")._replace(plover_type=None, mode=None, cameo_code=None)
    checked = check_claim(event, Record(MANY, COVERAGE))
    assert checked is not None
    assert checked.reason.startswith("the event has no code")
