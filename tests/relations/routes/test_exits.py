from __future__ import annotations

from datetime import date

from detente.relations.routes.exits import land_exits
from detente.relations.routes.land_map import Terms

DAY = date(2016, 10, 1)


def test_exits_of_afghanistan() -> None:
    found = land_exits("AFG", DAY)
    assert not found.has_coast
    by_neighbour = {one.link.neighbour: one for one in found.exits}
    assert set(by_neighbour) == {"CHN", "IRN", "PAK", "TJK", "TKM", "UZB"}
    assert (by_neighbour["PAK"].shortest, by_neighbour["PAK"].gateways) == (("PAK",), ("PAK",))
    assert by_neighbour["TKM"].shortest == ("TKM", "IRN")
    assert by_neighbour["UZB"].gateways == ("CHN", "IRN", "RUS")  # by KGZ, by TKM, by KAZ; never back through AFG
    assert by_neighbour["UZB"].shortest == ("UZB", "KAZ", "CHN")
    closed = by_neighbour["CHN"]
    assert (closed.usable, closed.gateways, closed.shortest) == (False, (), ())
    assert [closure.closes.value for closure in closed.link.closures] == ["all"]
    assert {one.link.neighbour for one in found.to_the_sea} == {"IRN", "PAK", "TJK", "TKM", "UZB"}


def test_an_unusable_neighbour_is_no_exit() -> None:
    found = land_exits("AFG", DAY, Terms(unusable=frozenset({"IRN", "CHN"})))
    by_neighbour = {one.link.neighbour: one for one in found.exits}
    assert (by_neighbour["IRN"].link.passable, by_neighbour["IRN"].usable, by_neighbour["IRN"].gateways) == (
        True, False, (),
    )  # fmt: skip
    assert by_neighbour["TKM"].gateways == ("RUS",)


def test_a_state_leaves_by_its_own_exclave() -> None:
    # AZE borders TUR by Nakhchivan; ARM, the other neighbour left, is closed.
    terms = Terms(unusable=frozenset({"GEO", "IRN", "RUS"}))
    assert [one.link.neighbour for one in land_exits("AZE", DAY, terms).to_the_sea] == ["TUR"]


def test_an_island_has_no_land_exit() -> None:
    found = land_exits("ISL", DAY)
    assert (found.has_coast, found.exits) == (True, ())
