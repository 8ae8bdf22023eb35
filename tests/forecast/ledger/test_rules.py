"""Rules by which predictions of texts are resolved, what came of them, and why there is none where there is none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from detente.forecast.ledger.entries import Entry, Outcome
from detente.forecast.ledger.nested import joined_predictions
from detente.forecast.ledger.resolving import counts, resolve
from detente.forecast.ledger.rules import entry_of_statement
from detente.records import ActorKind, DateSpan, Place, Polarity, Precision, StatementKind, Status
from factories import article, mention, statement

SAID = date(2016, 10, 7)
END = date(2017, 12, 31)
BY_THE_END = DateSpan(date(2016, 10, 8), END, Precision.PERIOD)
COVERED = ((date(2016, 1, 1), date(2018, 6, 30)),)


def entry(*, within: int | None = None, **changes: Any) -> Entry:
    """A prediction that the USA will agree with PAK, with changes, as an entry."""
    fields: dict[str, Any] = {"type": "AGREE", "status": Status.PREDICTED, "event_date": BY_THE_END} | changes
    return entry_of_statement(statement(StatementKind.PREDICTION, **fields), SAID, None, (), within=within)


def test_two_actors_without_a_doer_have_a_rule_that_looks_both_ways() -> None:
    told = entry(source=None, target=None, actors=(mention("IND"), mention("PAK")), type="ASSAULT")
    assert told.rule is not None
    assert (told.rule.source, told.rule.target, told.rule.directed) == ("IND", "PAK", False)
    assert told.rule.supplied == ("who does it to whom is not told",)


def test_the_one_other_actor_at_issue_is_the_target() -> None:
    told = entry(source="PAK", target=None, about=(mention("IND"),))
    assert told.rule is not None
    assert (told.rule.source, told.rule.target, told.rule.directed) == ("PAK", "IND", True)


def test_a_target_alone_has_the_other_actor_as_its_source() -> None:
    told = entry(source=None, target="PAK", actors=(mention("PAK"), mention("CHN")))
    assert told.rule is not None
    assert (told.rule.source, told.rule.target, told.rule.directed) == ("CHN", "PAK", True)


@pytest.mark.parametrize(("type_", "target"), [("RETREAT", "AFG"), ("CONSULT", None)])
def test_force_is_used_on_the_state_of_the_place_but_talks_are_not_had_with_it(type_: str, target: str | None) -> None:
    told = entry(source="USA", target=None, type=type_, place=Place("Kabul", "AFG", 0, 5))
    assert (told.rule.target if told.rule else None) == target
    assert told.why_not == (None if target else "it names no other actor than USA")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"type": None}, "its words name no event type"),
        ({"target": None}, "it names no other actor than USA"),
        ({"target": None, "about": (mention("IND"), mention("AFG"))}, "it names more than one other actor: IND, AFG"),
        ({"target": "USA"}, "both actors belong to the same state"),
        ({"source": None, "target": None}, "it does not name two actors, the one and the other"),
        (
            {"event_date": DateSpan(date(2013, 1, 1), date(2013, 12, 31), Precision.YEAR)},
            "the time it tells of ends 2013-12-31, before it was said",
        ),
    ],
)
def test_where_there_is_no_rule_it_says_why(changes: dict[str, Any], why: str) -> None:
    told = entry(**changes)
    assert (told.rule, told.why_not) == (None, why)
    (resolved,) = resolve([told], {}, COVERED)
    assert (resolved.outcome, resolved.why) == (Outcome.NO_RULE, why)


def test_what_is_said_not_to_come_fails_with_the_first_event_and_holds_without() -> None:
    told = entry(polarity=Polarity.NEGATIVE)
    assert told.rule is not None
    assert told.rule.words == "no AGREE, USA to PAK, after 2016-10-07 and by 2017-12-31"
    (held,) = resolve([told], {}, COVERED)
    (broken,) = resolve([told], {told.id: (2, ("gdelt:1", date(2017, 3, 1)))}, COVERED)
    (early,) = resolve([told], {}, ((date(2016, 1, 1), date(2017, 6, 30)),))
    assert [each.outcome for each in (held, broken, early)] == [Outcome.CAME, Outcome.FAILED, Outcome.OPEN]
    assert [counts(each) for each in (held, broken, early)] == [True, True, False]


def test_what_is_said_never_to_come_stays_open_unless_a_day_is_assumed() -> None:
    (open_,) = resolve([entry(polarity=Polarity.NEGATIVE, event_date=None)], {}, COVERED)
    assert (open_.outcome, open_.why) == (
        Outcome.OPEN,
        "no such event yet, and no day was told until which none should",
    )
    (assumed,) = resolve([entry(polarity=Polarity.NEGATIVE, event_date=None, within=90)], {}, COVERED)
    assert assumed.outcome is Outcome.CAME


def test_silence_about_an_actor_that_the_world_does_not_know_says_nothing() -> None:
    rebels = mention("the-rebels", kind=ActorKind.ARMED_GROUP, state=None)
    told = entry(source="USA", target=None, actors=(mention("USA"), rebels), type="ASSAULT")
    (unknown,) = resolve([told], {}, COVERED, {"the-rebels"})
    (known,) = resolve([told], {}, COVERED)
    assert (unknown.outcome, unknown.why) == (Outcome.NO_RULE, "no event of the world names the-rebels")
    assert known.outcome is Outcome.FAILED


TEXT = "Pakistan is likely to insist on talks with India. Russia may attack, and may retreat."


def of_text(quote: str, **changes: Any) -> Any:
    fields = {"source": "PAK", "target": None, "type": None} | changes
    return statement(StatementKind.PREDICTION, of=article(TEXT), quote=quote, **fields)


def test_a_prediction_told_as_a_whole_and_as_an_event_is_one() -> None:
    whole = of_text("Pakistan is likely to insist on talks with India")
    part = of_text("insist on talks with India", type="REQUEST", target="IND")
    (one,) = joined_predictions([whole, part])
    assert (one.id, one.evidence, one.type) == (whole.id, whole.evidence, "REQUEST")
    assert one.target is not None
    assert one.target.id == "IND"
    assert [actor.id for actor in one.actors] == ["PAK", "IND"]


def test_two_events_within_one_prediction_stay_predictions_of_their_own() -> None:
    whole = of_text("Russia may attack, and may retreat", source="RUS")
    parts = [of_text("attack", source="RUS", type="ASSAULT"), of_text("retreat", source="RUS", type="RETREAT")]
    assert joined_predictions([whole, *parts]) == [whole, *parts]


def test_another_speaker_or_sense_is_another_prediction() -> None:
    whole = of_text("Pakistan is likely to insist on talks with India")
    for changes in ({"speaker": mention("IND")}, {"polarity": Polarity.NEGATIVE}):
        part = of_text("insist on talks with India", type="REQUEST", **changes)
        assert joined_predictions([whole, part]) == [whole, part]
