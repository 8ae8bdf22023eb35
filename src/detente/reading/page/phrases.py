"""Find phrases of a table in a line, by words, in time linear in the line's length."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Protocol, TypeVar

_TOKEN = re.compile(r"\w+(?:'\w+)*|©")


class Phrase(Protocol):
    """Anything with words to be found."""

    @property
    def words(self) -> tuple[str, ...]:
        """The phrase's tokens."""


P = TypeVar("P", bound=Phrase)


def line_tokens(line: str) -> list[str]:
    """The words of a line in lower case, each whole number as "0".

    >>> line_tokens("12 Comments: don’t miss")
    ['0', 'comments', "don't", 'miss']
    """
    words = _TOKEN.findall(line.lower().replace("’", "'"))
    return ["0" if word.isdecimal() else word for word in words]


def find_phrases(tokens: Sequence[str], table: Mapping[str, Sequence[P]]) -> Iterator[tuple[int, P]]:
    """Each phrase that occurs, with the index of its first token; `table` holds phrases by their first word."""
    for at, token in enumerate(tokens):
        for phrase in table.get(token, ()):
            if tuple(tokens[at : at + len(phrase.words)]) == phrase.words:
                yield at, phrase


def by_first_word(phrases: Iterator[P]) -> Mapping[str, tuple[P, ...]]:
    """Arrange phrases for `find_phrases`."""
    table: dict[str, list[P]] = {}
    for phrase in phrases:
        table.setdefault(phrase.words[0], []).append(phrase)
    return {word: tuple(found) for word, found in table.items()}


@cache
def word_set(name: str) -> frozenset[str]:
    """A set of tables/word_sets.csv."""
    return next(frozenset(row["words"].split()) for row in read_rows("word_sets.csv") if row["set"] == name)


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table under reading/tables, without its comment lines."""
    file = resources.files("detente.reading") / "tables" / name
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    yield from csv.DictReader(lines)
