from __future__ import annotations

from itertools import combinations

from hypothesis import given

from detente.relations.networks.cliques import find_positive_cliques
from detente.relations.networks.signed import SignedNetwork
from detente.relations.networks.triads import count_triads
from relations.networks.networks import network, networks


def test_by_hand() -> None:
    # ABCD all friends but for A and D, who are rivals; E is a friend of D alone.
    found = find_positive_cliques(network("AB+ AC+ BC+ BD+ CD+ AD- DE+"))
    assert found.cliques == (("A", "B", "C"), ("B", "C", "D"))
    assert found.complete


def test_a_cut_list_says_so() -> None:
    found = find_positive_cliques(network("AB+ AC+ BC+ BD+ CD+"), limit=1)
    assert (len(found.cliques), found.complete) == (1, False)


@given(networks())
def test_they_hold_every_positive_triad_and_no_other(signed: SignedNetwork) -> None:
    found = find_positive_cliques(signed).cliques
    for clique in found:
        assert all((edge := signed.edge(a, b)) is not None and edge.sign > 0 for a, b in combinations(clique, 2))
        assert not any(set(clique) < set(other) for other in found)
    assert len({three for clique in found for three in combinations(clique, 3)}) == count_triads(signed).ppp
