from __future__ import annotations

from datetime import date

import pytest

from detente.relations.routes.closing import closing_sets
from detente.relations.routes.land_map import Terms
from detente.relations.routes.records import Closure, RouteError

TODAY = date(2025, 6, 1)


def closing(state: str, day: date = TODAY, terms: Terms | None = None) -> set[str] | None:
    found = closing_sets(state, day, terms or Terms()).closing_set
    return None if found is None else set(found)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("AFG", {"CHN", "IRN", "PAK", "RUS"}),
        ("NPL", {"CHN", "IND"}),
        ("MNG", {"CHN", "RUS"}),
        ("LSO", {"ZAF"}),
        ("BTN", {"IND"}),  # the border with CHN is closed
        ("ARM", {"GEO", "IRN"}),  # so are those with AZE and TUR
        ("SMR", {"ITA"}),
        ("LIE", {"AUT", "CHE"}),
        ("MDA", {"ROU", "UKR"}),
    ],
)
def test_the_smallest_set_by_hand(state: str, expected: set[str]) -> None:
    assert closing(state) == expected


@pytest.mark.parametrize(
    ("unusable", "expected"), [("CHN IRN", {"PAK", "RUS"}), ("CHN IRN RUS", {"PAK"}), ("CHN IRN RUS PAK", set())]
)
def test_afghanistan_with_neighbours_that_are_no_use(unusable: str, expected: set[str]) -> None:
    assert closing("AFG", terms=Terms(unusable=frozenset(unusable.split()))) == expected


def test_equally_small_sets_are_listed_the_one_nearest_the_sea_first() -> None:
    found = closing_sets("AFG", TODAY)
    # Every way to RUS leads through KAZ, which could close it as well.
    assert found.minimum == (frozenset({"CHN", "IRN", "PAK", "RUS"}), frozenset({"CHN", "IRN", "KAZ", "PAK"}))
    assert found.complete
    assert found.gateways == {"CHN", "IRN", "PAK", "RUS"}
    assert found.neighbours == {"IRN", "PAK", "TJK", "TKM", "UZB"}
    assert found.larger == ()


def test_larger_sets_when_asked_for() -> None:
    found = closing_sets("AFG", TODAY, extra=1)
    assert frozenset({"IRN", "PAK", "TJK", "TKM", "UZB"}) in found.larger  # all its neighbours with a way
    assert all(len(one) == 5 for one in found.larger)
    # With one list of everything, no set holds another.
    every = [*found.minimum, *found.larger]
    assert not any(one < other for one in every for other in every)


def test_ferries_add_ways() -> None:
    # Over the Caspian to AZE and on to GEO: closing takes one more.
    assert closing("AFG", terms=Terms(ferries=True)) == {"CHN", "GEO", "IRN", "PAK", "RUS"}


def test_a_coast_of_its_own_can_not_be_closed_by_land() -> None:
    found = closing_sets("UKR", TODAY)
    assert (found.has_coast, found.closing_set, found.minimum) == (True, None, ())
    # Without it, RUS and BLR being closed: POL, SVK, HUN, ROU themselves, MDA only leads to ROU.
    assert closing("UKR", terms=Terms(own_coast_closed=True)) == {"HUN", "POL", "ROU", "SVK"}


def test_sets_follow_the_days() -> None:
    assert closing("ETH", date(1993, 5, 1)) is None
    # RWA leads on to the sea by UGA alone, which stands nearer to it.
    assert closing("BDI", date(2023, 6, 1)) == {"COD", "TZA", "UGA"}
    assert closing_sets("BDI", date(2023, 6, 1)).minimum[1] == {"COD", "RWA", "TZA"}
    assert closing("BDI", date(2024, 6, 1)) == {"COD", "TZA"}
    assert closing("MKD", date(1995, 1, 1)) == {"ALB", "BGR", "YUG"}  # Greek embargo
    assert closing("MKD", date(1996, 1, 1)) == {"ALB", "BGR", "GRC", "YUG"}


def test_a_caller_closes_a_border() -> None:
    only_border = Terms(closed=(Closure("LSO", "ZAF"),))
    found = closing_sets("LSO", TODAY, only_border)
    assert (found.closing_set, found.minimum, found.gateways) == (frozenset(), (frozenset(),), frozenset())


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(RouteError, match="'Pakistan' has neither"):
        closing_sets("Pakistan", TODAY)
