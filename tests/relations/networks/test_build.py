from __future__ import annotations

import pytest

from detente.relations.networks.build import BothSigns, Ties, network_of_ties
from detente.relations.networks.signed import NetworkError, Sign

ALLIED_RIVALS = Ties(["GRC", "TUR", "TUR"], ["TUR", "GRC", "GRC"], [1, -1, -1], [4.0, 1.0, 2.0], ["nato", "r1", "r2"])


def test_rows_of_both_directions_become_one_edge_with_their_evidence() -> None:
    ties = Ties(["PAK", "CHN", "PAK"], ["CHN", "PAK", "CHN"], [1, 1, 1], [1.0, 2.0, 0.5], ["e1", "e2", "e1"])
    (edge,) = network_of_ties(ties).edges
    assert (edge.first, edge.second, edge.sign, edge.weight) == ("CHN", "PAK", Sign.POSITIVE, 3.5)
    assert edge.evidence == ("e1", "e2")


@pytest.mark.parametrize(
    ("both", "sign", "weight", "evidence", "against"),
    [
        (BothSigns.NEGATIVE, Sign.NEGATIVE, 3.0, ("r1", "r2"), ("nato",)),
        (BothSigns.POSITIVE, Sign.POSITIVE, 4.0, ("nato",), ("r1", "r2")),
        (BothSigns.HEAVIER, Sign.POSITIVE, 1.0, ("nato",), ("r1", "r2")),
    ],
)
def test_what_becomes_of_both_signs(
    both: BothSigns, sign: Sign, weight: float, evidence: tuple[str, ...], against: tuple[str, ...]
) -> None:
    (edge,) = network_of_ties(ALLIED_RIVALS, both=both).edges
    assert (edge.sign, edge.weight, edge.evidence, edge.against) == (sign, weight, evidence, against)


def test_no_edge_where_signs_cancel_but_the_actors_stay() -> None:
    even = Ties(["GRC", "GRC"], ["TUR", "TUR"], [1, -1])
    for both in (BothSigns.HEAVIER, BothSigns.NEITHER):
        found = network_of_ties(even, both=both)
        assert (found.edges, found.actors) == ((), ("GRC", "TUR"))


@pytest.mark.parametrize(
    ("ties", "message"),
    [
        (lambda: Ties(["A"], ["A"], [1]), "to itself"),
        (lambda: Ties(["A"], ["B"], [0]), "neither 1 nor -1"),
        (lambda: Ties(["A"], ["B"], [1], [-2.0]), "above 0"),
        (lambda: Ties(["A", "B"], ["B"], [1, 1]), "equally many"),
    ],
)
def test_refuses_what_is_no_tie(ties: object, message: str) -> None:
    assert callable(ties)
    with pytest.raises(NetworkError, match=message):
        network_of_ties(ties())


def test_new_signs_keep_the_evidence() -> None:
    turned = network_of_ties(ALLIED_RIVALS).with_signs([1])
    assert (turned.edges[0].sign, turned.edges[0].evidence) == (Sign.POSITIVE, ("r1", "r2"))
    with pytest.raises(NetworkError, match="2 signs for 1 edges"):
        turned.with_signs([1, 1])
