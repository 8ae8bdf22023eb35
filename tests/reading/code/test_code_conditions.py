"""Conditions told by inversion, and whom they are about."""

from __future__ import annotations

import pytest

from detente.records import StatementKind, Status
from readings import statements


@pytest.mark.parametrize(
    "text",
    [
        "Had the Kremlin attacked the base, the war might have spread.",
        "Should Russia attack Kyiv, a formal end to the project is all but certain.",
        "Should the Sahel states leave the franc, prices would rise.",
    ],
)
def test_inverted_conditions(text: str) -> None:
    (condition,) = statements(text, StatementKind.CONDITION)
    assert condition.status is Status.CONDITIONAL
    assert not [each for each in statements(text, StatementKind.EVENT) if each.status is Status.ASSERTED]


def test_those_pointed_back_at_take_part() -> None:
    text = "India and China drew back. If the two governments meet in May, trade will come first."
    (condition,) = statements(text, StatementKind.CONDITION)
    assert {actor.state for actor in condition.actors} == {"IND", "CHN"}
