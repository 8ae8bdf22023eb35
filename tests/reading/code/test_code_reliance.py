"""Dependencies: who needs whom, as a careful reader takes it from sentences written for these tests."""

from __future__ import annotations

import pytest

from detente.records import Polarity, StatementKind, Status
from readings import statements, told


@pytest.mark.parametrize(
    ("text", "needy", "helper"),
    [
        ("Moldova relies on Russia for most of its gas.", "MDA", "RUS"),
        ("Russia is Armenia's main supplier of weapons and of grain.", "ARM", "RUS"),
        ("Nigeria supplies about 70 percent of Niger's power.", "NER", "NGA"),
        ("More than 80 percent of Chile's copper goes to China.", "CHL", "CHN"),
        ("Laos owes half of its debt to China.", "LAO", "CHN"),
        ("Chinese loans keep the government of Pakistan afloat.", "PAK.GOV", "CHN"),
        ("Jordan cannot afford to lose American aid.", "JOR", "USA"),
        ("Egypt imports most of its wheat from Russia.", "EGY", "RUS"),
        ("Cuba cannot survive without Venezuelan oil.", "CUB", "VEN"),
        ("Without American oil and dollars Britain could not go on.", "GBR", "USA"),
    ],
)
def test_who_depends_on_whom(text: str, needy: str, helper: str) -> None:
    assert {row[1:] for row in told(text, StatementKind.DEPENDENCY)} == {(needy, helper)}


@pytest.mark.parametrize(
    "text",
    [
        "Japan and South Korea agreed to turn the page on their past.",
        "China's envoy said that without a legitimate government any support could hardly last.",
        "Without an external enemy the regime in Caracas has little to offer.",
    ],
)
def test_no_dependency(text: str) -> None:
    assert told(text, StatementKind.DEPENDENCY) == set()


def test_cannot_without_says_outright_that_somebody_is_needed() -> None:
    (need,) = statements(
        "China cannot protect the pipelines without the goodwill of Myanmar.", StatementKind.DEPENDENCY
    )
    assert (need.status, need.polarity) == (Status.ASSERTED, Polarity.POSITIVE)


def test_two_ways_of_telling_one_need_are_one_statement() -> None:
    text = "American forces depend on Pakistani roads, and they cannot take their arms home without Pakistani consent."
    (need,) = statements(text, StatementKind.DEPENDENCY)
    assert len(need.also) == 1
