"""Counts by hand: each test's statements and what they must come to."""

from datetime import date

import pytest

from detente.records import ActorKind, DateSpan, Polarity, Precision, Published, Stance, Statement, Status, Tie
from detente.views.charts.signed_network import MAX_ACTORS, Link, Strand, folded, signed_network
from factories import mention, statement

PUBLISHED = Published(date(2016, 9, 26), date(2016, 9, 26), "the page says so")


def links(*statements: Statement) -> dict[tuple[str, str, Strand], Link]:
    return {(each.first, each.second, each.strand): each for each in signed_network(statements, PUBLISHED).links}


def test_ties_events_and_stances_run_between_their_actors() -> None:
    found = links(
        statement(quad_class=4),
        statement("tie", tie=Tie.ALLY),
        statement("stance", "IND", None, stance=Stance.OPPOSE, about=(mention("cpec"),)),
        statement(quad_class=4),
    )
    assert {key: link.numbers for key, link in found.items()} == {
        ("PAK", "USA", Strand.FRIENDLY): (2,),
        ("PAK", "USA", Strand.MATERIAL_CONFLICT): (1, 4),
        ("IND", "cpec", Strand.HOSTILE): (3,),
    }


@pytest.mark.parametrize("status", [Status.DENIED, Status.CONDITIONAL, Status.PREDICTED, Status.POSSIBLE, Status.ASKED])
def test_what_is_not_said_to_be_so_is_not_drawn_but_counted(status: Status) -> None:
    network = signed_network([statement(status=status), statement(polarity=Polarity.NEGATIVE)], PUBLISHED)
    assert (network.links, network.nodes, network.not_so) == ((), (), 2)


def test_a_line_is_dashed_only_while_all_under_it_is_alleged() -> None:
    alleged = statement(status=Status.ALLEGED)
    assert [link.claimed for link in links(alleged).values()] == [True]
    assert [link.claimed for link in links(alleged, statement()).values()] == [False]


def test_ties_of_the_past_are_left_out_and_counted() -> None:
    ended = statement(
        "tie", tie=Tie.ENEMY, event_date=DateSpan(date(1947, 3, 12), date(1991, 12, 26), Precision.PERIOD)
    )
    earlier = statement("tie", tie=Tie.ALLY, event_date=DateSpan(None, None, Precision.VAGUE_PAST))
    going_on = statement(
        "tie", tie=Tie.RIVAL, event_date=DateSpan(date(2016, 1, 1), date(2016, 12, 31), Precision.YEAR)
    )
    network = signed_network([ended, earlier, going_on], PUBLISHED)
    assert network.past == 2
    assert [(link.strand, link.numbers) for link in network.links] == [(Strand.HOSTILE, (3,))]


def test_a_state_stands_for_its_army_and_not_for_its_media() -> None:
    army = mention("PAK.MIL", name="Pakistan: military", kind=ActorKind.MILITARY, state="PAK")
    media = mention("USA.MED", name="United States: media", kind=ActorKind.MEDIA, state="USA")
    assert folded(army) == ("PAK", "Pakistan")
    assert folded(media) == ("USA.MED", "United States: media")
    with_itself = statement("event", target=None, actors=(army, mention("PAK")))
    assert signed_network([with_itself], PUBLISHED).links == ()


def test_unknown_actors_are_told_apart() -> None:
    network = signed_network([statement("event", "gunmen", "IND")], PUBLISHED, lambda actor_id: actor_id == "IND")
    assert {node.id: node.known for node in network.nodes} == {"gunmen": False, "IND": True}


def test_only_the_most_spoken_of_are_drawn() -> None:
    crowd = [statement("event", "USA", f"A{number:02}") for number in range(MAX_ACTORS + 5)]
    network = signed_network(crowd, PUBLISHED)
    assert len(network.nodes) == MAX_ACTORS
    assert network.crowded_out == len(crowd) - (MAX_ACTORS - 1)
