"""Readings of hand-made texts, for tests of what a sentence is taken to say."""

from __future__ import annotations

import functools
from datetime import date

from detente.reading.intake.inputs import Input
from detente.reading.read import Reader
from detente.records import Statement, StatementKind

LEAD = "The review was written in the summer of that year for readers of the journal.\n\n"
"""A first paragraph that says nothing of anybody, so that a lone sentence is not taken for a headline."""
PUBLISHED = date(2022, 6, 15)


@functools.cache
def reader() -> Reader:
    """One reader for all tests of a process; it takes a second to make."""
    return Reader()


def statements(text: str, kind: StatementKind, *, published: date = PUBLISHED) -> list[Statement]:
    """The statements of a kind in a text."""
    reading = reader().read(Input("test", (LEAD + text).encode()), published=published)
    return [statement for statement in reading.statements if statement.kind is kind]


def told(text: str, kind: StatementKind) -> set[tuple[str | None, str | None, str | None]]:
    """What a text tells of a kind, as (coding, source, target)."""
    return {
        (
            str(statement.type or statement.tie or statement.stance or ""),
            statement.source.id if statement.source else None,
            statement.target.id if statement.target else None,
        )
        for statement in statements(text, kind)
    }
