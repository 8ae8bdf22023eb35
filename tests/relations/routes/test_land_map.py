from __future__ import annotations

from datetime import date

import pytest

from detente.relations.routes.land_map import Terms, borders_to_cross, doubly_landlocked, land_map, landlocked
from detente.relations.routes.records import Closes, Closure, RouteError, Term, Traffic

TODAY = date(2025, 6, 1)


def neighbours(state: str, day: date, terms: Terms | None = None) -> set[str]:
    return {link.neighbour for link in land_map(day, terms or Terms()).links[state] if link.passable}


def test_the_landlocked_of_today() -> None:
    # 43 members of the United Nations, the observer VAT, and XKX, which is neither.
    assert len(landlocked(TODAY) - {"XKX"}) == 44
    assert {"XKX", "VAT", "SSD", "ETH", "MDA", "KAZ"} <= landlocked(TODAY)
    assert doubly_landlocked(TODAY) == {"LIE", "UZB"}


def test_who_was_landlocked_changes_with_states() -> None:
    assert "ETH" not in landlocked(date(1993, 5, 23))
    assert "ETH" in landlocked(date(1993, 5, 24))
    assert {"CSK"} == landlocked(date(1990, 6, 1)) & {"CSK", "CZE", "SVK", "UZB", "SRB", "SSD"}
    assert doubly_landlocked(date(1990, 6, 1)) == {"LIE"}
    assert "SRB" in landlocked(date(2006, 6, 5))


def test_borders_to_cross_count_borders() -> None:
    crossings = borders_to_cross(TODAY)
    assert [crossings[state] for state in ("PAK", "AFG", "UZB", "ISL")] == [0, 1, 2, 0]


def test_borders_change_on_their_day() -> None:
    assert {"KEN", "UGA", "COD"} <= neighbours("SDN", date(2011, 7, 8), Terms(known_closures=False))
    assert "KEN" not in neighbours("SDN", date(2011, 7, 9))
    assert "RUS" in neighbours("AFG", date(1990, 6, 1))
    assert neighbours("AFG", date(1992, 6, 1)) == {"IRN", "PAK", "TJK", "TKM", "UZB"}  # the Wakhan has no road to CHN


def test_closures_hold_from_their_first_to_their_last_day() -> None:
    assert neighbours("KOR", TODAY) == set()
    assert "SAU" in neighbours("QAT", date(2017, 6, 4))
    assert "SAU" not in neighbours("QAT", date(2017, 6, 5))
    assert "SAU" not in neighbours("QAT", date(2021, 1, 8))
    assert "SAU" in neighbours("QAT", date(2021, 1, 9))
    assert "SAU" in neighbours("QAT", date(2018, 1, 1), Terms(known_closures=False))


def test_goods_may_pass_where_persons_may_not() -> None:
    assert "AZE" in neighbours("GEO", date(2022, 1, 1))
    assert "AZE" not in neighbours("GEO", date(2022, 1, 1), Terms(traffic=Traffic.PERSONS))


def test_a_caller_closes_a_border_for_a_time() -> None:
    closure = Closure(
        "PAK", "AFG", Term(date(2016, 10, 1), date(2016, 10, 31)), Closes.ALL, "minister", evidence=("statement-1",)
    )
    terms = Terms(closed=(closure,))
    assert "PAK" not in neighbours("AFG", date(2016, 10, 31), terms)
    assert "PAK" in neighbours("AFG", date(2016, 11, 1), terms)
    links = {link.neighbour: link for link in land_map(date(2016, 10, 31), terms).links["PAK"]}
    assert [one.evidence for one in links["AFG"].closures] == [("statement-1",)]


def test_nobody_passes_through_an_exclave() -> None:
    # Nakhchivan borders TUR, but leads neither from there to GEO nor from the Caspian to TUR.
    found = land_map(TODAY, Terms(ferries=True))
    assert "TUR" in found.onward("AZE")["AZE"]
    assert "TUR" not in found.onward("TKM")["AZE"]
    assert "GEO" in found.onward("TKM")["AZE"]
    assert "AZE" not in found.onward("TUR")["TUR"]
    # Kaliningrad has a coast, so a way may end there.
    assert "RUS" in found.onward("BLR")["BLR"]


def test_refuses_days_and_states_that_the_tables_do_not_know() -> None:
    with pytest.raises(RouteError, match="1990-01-01"):
        land_map(date(1989, 12, 31))
    with pytest.raises(RouteError, match="'SSD' has neither"):
        land_map(date(2010, 1, 1)).known("SSD")
