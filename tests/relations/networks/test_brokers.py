from __future__ import annotations

from hypothesis import given

from detente.relations.networks.brokers import find_brokers, find_rivalries
from detente.relations.networks.signed import SignedNetwork
from detente.relations.networks.triads import count_triads
from relations.networks.networks import network, networks

# X is a friend of both A and B, and of A and C; Y takes a side; nobody stands between C and D.
SMALL = "AB- AC- CD- XA+ XB+ XC+ YA+ YB-"


def test_by_hand() -> None:
    (broker,) = find_brokers(network(SMALL))
    assert broker.actor == "X"
    assert [tuple(edge.evidence for edge in three) for three in broker.between] == [
        (("AB",), ("XA",), ("XB",)),
        (("AC",), ("XA",), ("XC",)),
    ]
    rivalries = {(one.edge.first, one.edge.second): one.brokers for one in find_rivalries(network(SMALL))}
    assert rivalries == {("A", "B"): ("X",), ("A", "C"): ("X",), ("C", "D"): (), ("B", "Y"): ()}


@given(networks())
def test_each_brokerage_is_a_ppn_triad(signed: SignedNetwork) -> None:
    assert sum(len(broker.between) for broker in find_brokers(signed)) == count_triads(signed).ppn
