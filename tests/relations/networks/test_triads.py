from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given

from detente.relations.networks.signed import SignedNetwork
from detente.relations.networks.triads import Pull, TriadCounts, count_triads, triads_of_pair
from relations.networks.networks import network, networks
from relations.networks.published import alliances_and_rivalries, balance_by_year, needs_data, reference_network

# A, B and C are friends; D is a foe of A and B, and of E, who is a friend of A alone.
SMALL = "AB+ AC+ BC+ AD- BD- DE- AE+"


def test_counts_by_hand() -> None:
    counts = count_triads(network(SMALL))  # ABC +++, ABD +--, ADE +--
    assert counts == TriadCounts(ppp=1, ppn=0, pnn=2, nnn=0)
    assert (counts.balanced_share, counts.with_negative, counts.balanced_share_with_negative) == (1.0, 2, 1.0)


def test_no_share_without_triads() -> None:
    counts = count_triads(network("AB+ BC-"))
    assert (counts.total, counts.balanced_share, counts.balanced_share_with_negative) == (0, None, None)


def test_third_parties_of_a_pair_with_their_edges() -> None:
    pair = triads_of_pair(network(SMALL), "B", "A")
    assert pair.edge is not None
    assert pair.edge.evidence == ("AB",)
    assert [(third.actor, third.symbols, third.pull, third.balanced) for third in pair.third_parties] == [
        ("C", "++", Pull.TOGETHER, True),
        ("D", "--", Pull.TOGETHER, True),
    ]
    assert (pair.third_parties[0].to_a.evidence, pair.third_parties[0].to_b.evidence) == (("BC",), ("AC",))


def test_a_pair_without_an_edge_is_pulled_but_not_balanced() -> None:
    pair = triads_of_pair(network(SMALL), "E", "B")
    assert pair.edge is None
    assert [(third.actor, third.symbols, third.balanced) for third in pair.together] == [
        ("A", "++", None),
        ("D", "--", None),
    ]
    assert triads_of_pair(network("AB+ BC-"), "A", "C").apart[0].symbols == "+-"


def test_an_actor_without_known_ties_has_no_third_parties() -> None:
    assert triads_of_pair(network(SMALL), "A", "Z").third_parties == ()


@given(networks())
def test_counts_are_those_of_all_threes(signed: SignedNetwork) -> None:
    negatives = [0, 0, 0, 0]
    for three in combinations(signed.actors, 3):
        edges = [signed.edge(a, b) for a, b in combinations(three, 2)]
        if all(edges):
            negatives[sum(edge is not None and edge.sign < 0 for edge in edges)] += 1
    assert count_triads(signed) == TriadCounts(*negatives)


@pytest.mark.shared
@needs_data
def test_highland_tribes() -> None:
    counts = count_triads(reference_network("highlandtribes"))
    assert (counts.balanced, counts.total) == (59, 68)


@pytest.mark.shared
@needs_data
def test_alliances_and_rivalries_of_every_published_year() -> None:
    published = balance_by_year()
    assert len(published) == 32
    for year, row in published.items():
        signed = alliances_and_rivalries(year)
        counts = count_triads(signed)
        found = {
            "n": len(signed.actors),
            "m": len(signed.edges),
            "neg": int((signed.signs < 0).sum()),
            "both_ally_and_rival": sum(bool(edge.against) for edge in signed.edges),
            "ppp": counts.ppp,
            "ppn": counts.ppn,
            "pnn": counts.pnn,
            "nnn": counts.nnn,
        }
        assert found == {name: int(row[name]) for name in found}, year
        assert counts.balanced_share == pytest.approx(float(row["balanced"]), abs=0.0005)
