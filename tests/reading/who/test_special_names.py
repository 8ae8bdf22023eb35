"""Warships by their prefix, states that share a name, half a name."""

from __future__ import annotations

import pytest

from detente.actors.registry import Registry
from detente.reading.who.special_names import paired_names, ship_prefixes
from detente.records import StatementKind
from readings import told


def test_tables_name_known_states() -> None:
    registry = Registry.load()
    states = {*ship_prefixes().values(), *(state for pair in paired_names().values() for state in pair)}
    assert {state for state in states if registry.get(state) is None} == set()


def test_the_two_koreas() -> None:
    ends = {frozenset(row[1:]) for row in told("The two Koreas agreed on a hotline in May.", StatementKind.EVENT)}
    assert ends == {frozenset({"PRK", "KOR"})}


@pytest.mark.parametrize(
    "text", ["South and North Korea agreed to stop the shelling.", "North and South Korea signed an accord."]
)
def test_two_states_that_share_a_name(text: str) -> None:
    ends = {frozenset(row[1:]) for row in told(text, StatementKind.EVENT)}
    assert ends == {frozenset({"PRK", "KOR"})}
