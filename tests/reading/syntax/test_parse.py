"""What the pipeline is made to do besides parsing: breaks between clauses, whole words, right lemmas."""

from __future__ import annotations

import pytest

from detente.reading.syntax.parse import load_pipeline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran left; Iraq stayed.", 2),
        ("They named Iran; Iraq; and Oman.", 1),
        ("Ties remain tense: Benin may close the border.", 2),
        ('He said: "We will leave."', 1),
        ("He has three aims: peace, work and a deal.", 1),
        ("Iran left.\n\nIraq stayed.", 2),
    ],
)
def test_sentences_part_between_whole_clauses(text: str, expected: int) -> None:
    assert len([sentence for sentence in load_pipeline()(text).sents if sentence.text.strip()]) == expected


def test_a_prefix_stays_with_its_word() -> None:
    words = [token.text for token in load_pipeline()("They agreed to re-establish US-backed talks.")]
    assert "re-establish" in words
    assert "backed" in words


def test_lemmas_of_verbs() -> None:
    doc = load_pipeline()("France hated the plan and staged a protest.")
    assert [token.lemma_ for token in doc if token.pos_ == "VERB"] == ["hate", "stage"]
