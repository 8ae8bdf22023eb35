"""Small records for tests: name what the test is about, the rest is filled in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from detente.records import (
    ActorKind,
    ActorMention,
    Article,
    DateSpan,
    Evidence,
    Genre,
    Polarity,
    Precision,
    Published,
    Reading,
    Statement,
    StatementKind,
    Status,
)

TEXT = "The United States and Pakistan signed a trade agreement in Islamabad on Monday."


def article(text: str = TEXT, **changes: Any) -> Article:
    """An article; as in the product, its id follows from its text."""
    fields: dict[str, Any] = {
        "id": hashlib.sha256(text.encode()).hexdigest(),
        "text": text,
        "origin": "article.txt",
        "encoding": "utf-8",
        "title": None,
        "outlet": None,
        "author": None,
        "genre": Genre.REPORT,
        "genre_why": "no first person",
        "published": Published(date(2016, 10, 1), date(2016, 10, 7), "the latest date in the text"),
        "not_article": (),
    }
    return Article(**fields | changes)


def mention(id_: str = "USA", **changes: Any) -> ActorMention:
    """An actor as a text names it; a state unless told otherwise."""
    fields: dict[str, Any] = {
        "id": id_,
        "name": id_,
        "kind": ActorKind.STATE,
        "state": id_,
        "text": id_,
        "start": 0,
        "end": len(id_),
    }
    return ActorMention(**fields | changes)


def statement(
    kind: StatementKind | str = StatementKind.EVENT,
    source: str | None = "USA",
    target: str | None = "PAK",
    *,
    of: Article | None = None,
    quote: str | None = None,
    **changes: Any,
) -> Statement:
    """A statement of the article `of`, quoting `quote` (its whole text by default)."""
    of = of or article()
    quote = of.text if quote is None else quote
    start = of.text.index(quote)
    kind = StatementKind(kind)
    actors = tuple(mention(id_) for id_ in (source, target) if id_ is not None)
    event = kind is StatementKind.EVENT
    fields: dict[str, Any] = {
        "id": f"{of.id[:8]}-{start}-{kind.value}",
        "kind": kind,
        "status": Status.REPORTED,
        "polarity": Polarity.POSITIVE,
        "speaker": mention("author", kind=ActorKind.PERSON, state=None, start=-1, end=-1),
        "cue": None,
        "source": mention(source) if source is not None else None,
        "target": mention(target) if target is not None else None,
        "actors": actors,
        "about": (),
        "type": "AGREE" if event else None,
        "mode": None,
        "cameo_code": "057" if event else None,
        "quad_class": 1 if event else None,
        "goldstein": 8.0 if event else None,
        "tie": None,
        "stance": None,
        "event_date": DateSpan(date(2016, 10, 3), date(2016, 10, 3), Precision.DAY) if event else None,
        "place": None,
        "quantities": (),
        "novelty": None,
        "evidence": Evidence(of.id, start, start + len(quote), quote),
    }
    return Statement(**fields | changes)


def reading(
    text: str = TEXT,
    statements: Iterable[Statement] | None = None,
    *,
    read_at: datetime = datetime(2026, 11, 1, 12, tzinfo=UTC),
    **changes: Any,
) -> Reading:
    """A reading of `text` with one event, or with the statements given; `changes` are the article's."""
    read = article(text, **changes)
    said = (statement(of=read),) if statements is None else tuple(statements)
    return Reading(read, said, read_at)


def long_text(seed: str, words: int = 120) -> str:
    """A text of made-up words that shares none with a text of another seed."""
    return " ".join(f"{seed}{number}" for number in range(words)) + "."


def corpus(count: int) -> list[Reading]:
    """Readings for whole worlds: every fifth is a copy, with one word changed, of the one before."""
    readings = []
    for number in range(count):
        text = long_text(f"n{number}x")
        if number % 5 == 4:
            text = long_text(f"n{number - 1}x").replace("x60 ", "x60changed ")
        read = article(text, title=f"Article {number}")
        said = [
            statement(of=read, id=f"{number}-event", quote=text.split()[0]),
            statement("tie", of=read, id=f"{number}-tie", quote=text.split()[1]),
        ]
        readings.append(reading(text, said, title=f"Article {number}"))
    return readings
