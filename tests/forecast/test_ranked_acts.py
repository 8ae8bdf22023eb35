"""Past acts by number and back: names, days, how often, from either end."""

from datetime import date

from detente.forecast.events.explain import Explanation, PastEvents, Reason
from detente.forecast.next_events import ActorName, PastAct
from detente.forecast.ranked_acts import ActNames, PastActs, ranked_actors
from detente.ontology.plover import plover_types

USA, CHN, NATO = ActorName("USA", "United States"), ActorName("CHN", "China"), ActorName("NATO", "NATO")
NAMES = ActNames(
    ("CHN", "NATO", "USA"), ("China", "NATO", "United States"), ("China", "NATO", "United States"), (True, False, True)
)
CONSULT, AID = plover_types().index("CONSULT"), plover_types().index("AID")
ROWS = (
    ("USA", "CONSULT", "CHN", date(2019, 3, 1)),
    ("USA", "CONSULT", "CHN", date(2019, 3, 4)),
    ("USA", "CONSULT", "CHN", date(2019, 3, 2)),
    ("USA", "CONSULT", "CHN", date(2019, 3, 9)),
    ("USA", "CONSULT", "NATO", date(2019, 3, 9)),
    ("CHN", "AID", "USA", date(2019, 3, 3)),
)
PAST = PastActs.of(
    dict(zip(("source", "plover_type", "target", "event_date"), map(list, zip(*ROWS, strict=True)), strict=True)), NAMES
)
FOUR = PastAct(USA, "CONSULT", CHN, 4, (date(2019, 3, 9), date(2019, 3, 4), date(2019, 3, 2)))


def test_steps_are_days_since_the_first() -> None:
    assert PAST.facts.step.tolist() == [0, 1, 2, 3, 8, 8]
    assert (PAST.step(date(2019, 3, 10)), PAST.day(8)) == (9, date(2019, 3, 9))


def test_an_act_has_its_latest_days() -> None:
    assert PAST.act(2, CONSULT, 0) == FOUR
    assert PAST.act(0, CONSULT, 2) is None


def test_who_was_met_comes_by_how_often() -> None:
    assert PAST.met(2, CONSULT, "source", most=5) == [FOUR, PastAct(USA, "CONSULT", NATO, 1, (date(2019, 3, 9),))]
    assert PAST.met(2, AID, "target", most=5) == [PastAct(CHN, "AID", USA, 1, (date(2019, 3, 3),))]
    assert PAST.last(2, CONSULT, "source") == date(2019, 3, 9)
    assert PAST.last(2, AID, "source") is None


def test_peers_are_states_of_a_state_and_others_of_others() -> None:
    assert NAMES.peers_of(2).tolist() == [True, False, True]
    assert NAMES.peers_of(1).tolist() == [False, True, False]


def test_explanations_are_told_from_their_source() -> None:
    # "China was aided by ..." as seen from the target: kind + n_types, and the ends are turned.
    mirrored = PastEvents(2, AID + len(plover_types()), 0, 1, (2,))
    reasons = (Reason("rule", 0.7, (mirrored,)), Reason("vector", -0.2))
    (told,) = ranked_actors([Explanation(0, 1, 0.5, reasons, (("lag", 0.1),))], PAST, 2, CONSULT, "source")
    assert (told.actor, told.rank, told.before) == (CHN, 1, FOUR)
    assert told.reasons[0].acts == (PastAct(CHN, "AID", USA, 1, (date(2019, 3, 3),)),)
    assert [(reason.about, reason.log_odds) for reason in told.reasons] == [("rule", 0.7), ("vector", -0.2)]
    (turned,) = ranked_actors([Explanation(2, 1, 0.5, (), ())], PAST, 0, CONSULT, "target")
    assert turned.before == FOUR


def test_without_acts_there_is_nothing() -> None:
    none = PastActs.of(
        {name: [] for name in ("source", "plover_type", "target", "event_date")}, ActNames((), (), (), ())
    )
    assert len(none.facts) == 0
    assert none.names.place_of("USA") is None
