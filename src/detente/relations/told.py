"""What lies under one number: the event or statement that an evidence id names, with the text it stands in."""

from __future__ import annotations

from dataclasses import dataclass

from detente.records import Article, Statement
from detente.relations.events import RelationEvent


@dataclass(frozen=True, slots=True)
class Told:
    """One piece of evidence.

    Attributes:
        id: `article:ARTICLE:STATEMENT`, or `FEED:REFERENCE`.
        event: The event; None for statements that are no event.
        statement: What the text says; None for what a feed brought.
        article: The text; None likewise.
    """

    id: str
    event: RelationEvent | None
    statement: Statement | None
    article: Article | None
