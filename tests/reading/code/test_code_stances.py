"""Stances: who is for or against, as a careful reader takes it from sentences written for these tests."""

from __future__ import annotations

import pytest

from detente.records import StatementKind
from readings import told


def stances(text: str) -> set[tuple[str | None, str | None]]:
    return {row[:2] for row in told(text, StatementKind.STANCE)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Poland is wary of the migration pact.", {("oppose", "POL")}),
        ("New Zealand said the deal was unwelcome and unnecessary.", {("oppose", "NZL")}),
        ("Serbia has refused to join the sanctions of last year.", {("oppose", "SRB")}),
        ("The Vatican called for an end to the embargo.", {("oppose", "VAT")}),
        ("Botswana favours lifting the ivory ban as soon as it can.", {("oppose", "BWA")}),
        ("Germany has thrown its weight behind the two-state solution.", {("support", "DEU")}),
        ("Thailand and Laos prefer quiet engagement.", {("support", "THA"), ("support", "LAO")}),
        ("Switzerland has come out against the sanctions of last year.", {("oppose", "CHE")}),
        ("Hungary is the only member that opposes the accession of others.", {("oppose", "HUN")}),
    ],
)
def test_for_and_against(text: str, expected: set[tuple[str, str]]) -> None:
    assert stances(text) == expected


@pytest.mark.parametrize(
    ("text", "not_holder"),
    [
        ("Moscow warned Helsinki against joining NATO in the spring.", "FIN"),
        ("Khartoum demanded that the United States join the talks as a mediator.", "USA"),
        ("Cambodia rejected the claim as baseless on Friday.", "KHM"),
        ("Armenia and Azerbaijan have fought two wars over the enclave.", "ARM"),
    ],
)
def test_nobody_holds_what_another_asks_of_him_nor_a_stance_on_a_mere_claim(text: str, not_holder: str) -> None:
    assert not_holder not in {holder for _, holder in stances(text)}
