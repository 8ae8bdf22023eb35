"""Which noun phrases name somebody."""

from __future__ import annotations

import pytest

from detente.reading.syntax.parse import parse
from detente.reading.who.generic_actors import names_somebody


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Villagers blocked the road.", "Villagers", True),
        ("The road was blocked by striking nurses.", "nurses", True),
        ("Thick smoke covered the town hall.", "smoke", False),
        ("His arrival angered the opposition.", "arrival", False),
        ("His arrival angered the opposition.", "opposition", True),
        ("They were told on Wednesday.", "They", True),
        ("They were told on Wednesday.", "Wednesday", False),
        ("A blast killed 40 and wounded a guard.", "40", True),
        ("Chile thanked Peru.", "Peru", True),
    ],
)
def test_somebody_or_something(text: str, word: str, wanted: bool) -> None:
    [doc] = parse([text])
    [token] = [token for token in doc if token.text == word]
    assert names_somebody(token) is wanted
