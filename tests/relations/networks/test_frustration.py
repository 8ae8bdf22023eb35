from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.relations.networks.build import Ties, network_of_ties
from detente.relations.networks.frustration import Factions, frustration_of_pair, measure_frustration
from detente.relations.networks.signed import NetworkError, Sign, SignedNetwork
from relations.networks.networks import fewest_frustrated, network, networks
from relations.networks.published import alliances_and_rivalries, balance_by_year, needs_data, reference_network

# The first call loads SciPy; no test asserts a time.
quickly = settings(deadline=None, max_examples=60)


def test_by_hand() -> None:
    # Two camps ABC and DE at odds; the friendship of C and D runs across.
    found = measure_frustration(network("AB+ AC+ BC+ DE+ AD- BE- CD+"))
    assert (found.index, found.lower_bound, found.exact) == (1, 1, True)
    assert [(edge.evidence, edge.sign) for edge in found.frustrated] == [(("CD",), Sign.POSITIVE)]
    assert {*found.factions[0].first, "|", *found.factions[0].second} == set("ABCDE|")
    assert {found.factions[0].first, found.factions[0].second} == {("A", "B", "C"), ("D", "E")}
    assert found.balance == pytest.approx(1 - 2 / 7)
    assert found.share_of_negative == pytest.approx(1 / 2)


def test_three_foes_leave_one_quarrel() -> None:
    assert measure_frustration(network("AB- AC- BC-")).index == 1


def test_parts_that_no_edge_joins_split_by_themselves() -> None:
    found = measure_frustration(network("AB- CD- CE+"))
    assert found.index == 0
    assert found.factions == (Factions(("A",), ("B",)), Factions(("C", "E"), ("D",)))


def test_nothing_to_split() -> None:
    found = measure_frustration(network_of_ties(Ties([], [], []), actors=["A"]))
    assert (found.index, found.exact, found.factions, found.balance, found.share_of_negative) == (
        0, True, (), None, None,
    )  # fmt: skip


def test_weights_choose_the_lighter_edge() -> None:
    ties = Ties("AAB", "BCC", [1, 1, -1], [5.0, 0.5, 2.0], ["ab", "ac", "bc"])
    found = measure_frustration(network_of_ties(ties), weighted=True)
    assert (found.index, found.edges, found.negative) == (0.5, 7.5, 2.0)
    assert [edge.evidence for edge in found.frustrated] == [("ac",)]


def test_what_a_pair_costs_together_and_apart() -> None:
    # B and C are both friends of A and D: apart, each friend of both is torn.
    found = frustration_of_pair(network("AB+ AC+ DB+ DC+ BC-"), "B", "C")
    assert (found.together, found.apart, found.exact) == (1, 2, True)
    no_path = frustration_of_pair(network("AB+ AC+ BC- DE+"), "A", "E")
    assert (no_path.together, no_path.apart) == (1, 1)
    with pytest.raises(NetworkError, match="one actor"):
        frustration_of_pair(network("AB+"), "A", "A")


def test_gives_bounds_when_time_runs_out() -> None:
    generator = random.Random(4)
    pairs = [(a, b) for a in range(60) for b in range(a) if generator.random() < 0.5]
    ties = Ties([str(a) for a, _ in pairs], [str(b) for _, b in pairs], [generator.choice((1, -1)) for _ in pairs])
    found = measure_frustration(network_of_ties(ties), time_limit=0.2)
    assert not found.exact
    assert 0 <= found.lower_bound < found.index < len(pairs) / 2
    assert len(found.frustrated) == found.index


@quickly
@given(networks())
def test_equals_the_best_of_all_splits(signed: SignedNetwork) -> None:
    found = measure_frustration(signed)
    assert found.exact
    assert found.index == fewest_frustrated(signed) == len(found.frustrated)


@quickly
@given(networks(max_actors=6))
def test_a_pair_equals_the_best_of_the_splits_that_comply(signed: SignedNetwork) -> None:
    found = frustration_of_pair(signed, "A", "B")
    assert found.together == fewest_frustrated(signed, ("A", "B", True))
    assert found.apart == fewest_frustrated(signed, ("A", "B", False))
    assert min(found.together, found.apart) == measure_frustration(signed).index


@quickly
@given(networks(), st.data())
def test_switching_an_actor_changes_nothing(signed: SignedNetwork, data: st.DataObject) -> None:
    actor = data.draw(st.sampled_from(signed.actors))
    switched = signed.with_signs([-e.sign if actor in (e.first, e.second) else e.sign for e in signed.edges])
    assert measure_frustration(switched).index == measure_frustration(signed).index


@quickly
@given(networks(), st.data())
def test_two_camps_are_not_frustrated(signed: SignedNetwork, data: st.DataObject) -> None:
    camp = {actor: data.draw(st.booleans()) for actor in signed.actors}
    balanced = signed.with_signs([1 if camp[e.first] == camp[e.second] else -1 for e in signed.edges])
    found = measure_frustration(balanced)
    assert (found.index, found.frustrated) == (0, ())


@pytest.mark.shared
@needs_data
def test_highland_tribes() -> None:
    assert measure_frustration(reference_network("highlandtribes")).index == 7


@pytest.mark.shared
@needs_data
def test_alliances_and_rivalries_of_every_published_year() -> None:
    for year, row in balance_by_year().items():
        found = measure_frustration(alliances_and_rivalries(year))
        assert (found.index, found.exact) == (int(row["frustration"]), True), year
        assert found.balance == pytest.approx(float(row["norm_balance"]), abs=0.0006)
