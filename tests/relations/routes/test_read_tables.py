from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from detente.actors.registry import Registry
from detente.relations.routes.read_tables import (
    CLOSURES_CHECKED,
    COVERED_FROM,
    border_closures,
    coasts,
    lake_ferries,
    land_borders,
)
from detente.relations.routes.records import Closes, Closure, Term, Traffic, Way

REGISTRY = Registry.load()


def overlap(one: Term, other: Term) -> bool:
    return (one.start or date.min) <= (other.end or date.max) and (other.start or date.min) <= (one.end or date.max)


@pytest.mark.parametrize("table", [land_borders(), lake_ferries(), border_closures()])
def test_sides_are_known_states_or_territories(table: tuple[Way | Closure, ...]) -> None:
    assert len(table) > 5
    for row in table:
        for side in row.sides:
            assert REGISTRY.resolve(side).id == side
        assert row.term.end is None or row.term.end >= COVERED_FROM


def test_no_two_rows_of_a_border_overlap() -> None:
    rows = land_borders()
    for row in rows:
        same = [other for other in rows if other.sides == row.sides and other is not row]
        assert not any(overlap(row.term, other.term) for other in same), row


def test_borders_lie_within_the_life_of_both_states() -> None:
    for row in land_borders():
        for side in row.sides:
            actor = REGISTRY.resolve(side)
            assert actor.end is None or (row.term.end is not None and row.term.end <= actor.end), row


def test_closures_lie_on_borders_that_are_there() -> None:
    for closure in border_closures():
        borders = [row for row in land_borders() if row.sides == closure.sides]
        assert any(overlap(closure.term, row.term) for row in borders), closure
        assert closure.source


def test_closures_last_three_months_and_young_ones_have_ended() -> None:
    for closure in border_closures():
        start, end = closure.term.start, closure.term.end
        assert start is None or ((end or CLOSURES_CHECKED) - start).days >= (365 if end is None else 90), closure


def test_coasts_are_told_once_a_day() -> None:
    assert max(Counter(coast.iso3 for coast in coasts()).values()) == 1
    for coast in coasts():
        assert REGISTRY.resolve(coast.iso3).id == coast.iso3


def test_borders_of_exclaves_alone_are_marked() -> None:
    # Kaliningrad twice, Cabinda's border with COG alone (COD borders the main land too), Nakhchivan, Ceuta and Melilla.
    today = {(row.first, row.second, row.exclave) for row in land_borders() if row.exclave and row.term.end is None}
    assert today == {
        ("POL", "RUS", "RUS"),
        ("LTU", "RUS", "RUS"),
        ("AGO", "COG", "AGO"),
        ("AZE", "TUR", "AZE"),
        ("ESP", "MAR", "ESP"),
        ("CYP", "GBR", "GBR"),
    }


@pytest.mark.parametrize(
    ("closes", "goods", "persons"),
    [(Closes.ALL, True, True), (Closes.GOODS, True, False), (Closes.PERSONS, False, True), (Closes.PART, False, False)],
)
def test_what_a_closure_stops(closes: Closes, goods: bool, persons: bool) -> None:
    assert (closes.stops(Traffic.GOODS), closes.stops(Traffic.PERSONS)) == (goods, persons)
