"""Whom a pronoun means within its sentence."""

from __future__ import annotations

import pytest

from detente.reading.code.code_lines import Line, code_lines


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("A man died after he was shot by police.", "police", "man"),
        ("The activists went home after they had attacked the embassy.", "activists", "embassy"),
        ("He attacked the embassy.", "He", "embassy"),  # nobody before him
    ],
)
def test_the_noun_before_stands_for_the_pronoun(text: str, source: str, target: str) -> None:
    [events] = code_lines([Line(text)])
    assert (source, target) in {
        (event.source and event.source[0], event.target and event.target[0]) for event in events
    }
