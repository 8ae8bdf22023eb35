from __future__ import annotations

import pytest

from detente.relations.networks.balance import NullSpec, measure_balance, measure_pair_balance
from relations.networks.networks import network
from relations.networks.published import alliances_and_rivalries, balance_by_year, needs_data

CAMPS = "AB+ AC+ BC+ DE+ DF+ EF+ AD- AE- AF- BD- BE- BF- CD- CE- CF-"


def test_two_camps_stand_out_from_their_null() -> None:
    found = measure_balance(network(CAMPS), null=NullSpec(draws=400, frustration_draws=30))
    assert (found.counts.ppp, found.counts.pnn, found.counts.ppn, found.counts.nnn) == (2, 18, 0, 0)
    assert found.cliques.cliques == (("A", "B", "C"), ("D", "E", "F"))
    assert found.balanced_share is not None
    assert found.balanced_share_with_negative is not None
    assert (found.balanced_share.observed, found.balanced_share_with_negative.observed) == (1.0, 1.0)
    assert found.balanced_share.p < 0.02
    assert found.frustration_index.observed == 0
    assert found.frustration_index.low >= 1
    assert found.brokered.observed == 0
    assert found.brokered.mean > 3


def test_a_network_without_triads_has_no_share() -> None:
    found = measure_balance(network("AB+ BC-"), null=NullSpec(draws=5, frustration_draws=2))
    assert (found.balanced_share, found.balanced_share_with_negative) == (None, None)
    assert found.frustration.index == 0


def test_the_same_seed_gives_the_same_figures() -> None:
    null = NullSpec(draws=50, frustration_draws=5, seed=7)
    assert measure_balance(network(CAMPS), null=null) == measure_balance(network(CAMPS), null=null)


def test_pair_beside_its_null() -> None:
    found = measure_pair_balance(network(CAMPS), "A", "B", null=NullSpec(draws=400))
    # C is a shared friend; D, E and F are shared foes; nobody takes a side.
    assert (found.together.observed, found.apart.observed, found.shared_friends.observed) == (4, 0, 1)
    # 9 of 15 signs are negative: two edges have like signs in (36 + 15) of 105 deals.
    assert found.together.mean == pytest.approx(4 * 51 / 105, abs=0.2)
    assert [third.actor for third in found.triads.together] == ["C", "D", "E", "F"]


@pytest.mark.shared
@needs_data
def test_published_null_of_2018() -> None:
    # The published null is the share of balanced triads of shuffled networks.
    found = measure_balance(alliances_and_rivalries(2018), null=NullSpec(draws=300, frustration_draws=2))
    share = found.balanced_share
    assert share is not None
    assert share.low <= float(balance_by_year()[2018]["null_balanced"]) <= share.high
    assert share.observed > share.high
    counts = found.counts
    assert (counts.ppp, counts.ppn, counts.pnn, counts.nnn) == (13684, 354, 26, 8)
    assert (found.counts.with_negative, found.frustration.index) == (388, 32)
