"""Events that only the coder finds: between two named actors of one predicate, where it is sure."""

from __future__ import annotations

import pytest

from detente.reading.coder.choice import VARIABLE
from detente.reading.intake.inputs import Input
from detente.reading.read import Reader
from detente.records import Reading, StatementKind


def read(text: str) -> Reading:
    return Reader().read(Input("text", text.encode()))


def events(text: str) -> set[tuple[str, str, str]]:
    return {
        (each.source.id, str(each.type), each.target.id)
        for each in read(text).statements
        if each.kind is StatementKind.EVENT and each.source and each.target
    }


def test_what_the_rules_leave_apart_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The Soviets had armed India since the early 1960s and had brokered a declaration."
    monkeypatch.setenv(VARIABLE, "rules")
    assert events(text) == set()
    monkeypatch.setenv(VARIABLE, "trained")
    [(source, kind, target)] = events(text)
    assert (kind, target) == ("AID", "IND")
    assert source in {"RUS", "SUN"}


def test_nothing_is_added_between_two_who_only_stand_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "trained")
    assert events("Ghana and Togo lie on the Gulf of Guinea, and Norway is richer than Chad.") == set()


def test_each_event_says_how_sure_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "trained")
    told = read("Kenya sent forty tons of maize to Somalia in May. Uganda condemned Rwanda on Monday.").statements
    assert {each.type: each.confidence > 0.8 for each in told if each.kind is StatementKind.EVENT} == {
        "AID": True,
        "ACCUSE": True,
    }
