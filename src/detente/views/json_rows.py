"""The records as JSON rows: the stable form that `read --json` prints and docs/schema describes."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TextIO

from detente.records import (
    ActorMention,
    Article,
    DateSpan,
    Evidence,
    Place,
    Quantity,
    Reading,
    Statement,
)

if TYPE_CHECKING:
    from detente.reading.code.code_lines import CodedEvent

Row = dict[str, Any]

UNSAFE = re.compile("[\\x7f-\\x9f\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff\\ud800-\\udfff]")
"""What `json` lets through though it is not fit for a screen or a line: see `json_line`."""


def article_row(article: Article) -> Row:
    """The article's row, which precedes its statements; it has `text` when offsets count a text taken out of HTML."""
    row: Row = {
        "kind": "article",
        "id": article.id,
        "origin": article.origin,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "genre": article.genre,
        "genre_why": article.genre_why,
        "published": {
            "start": _day(article.published.start),
            "end": _day(article.published.end),
            "why": article.published.why,
        },
        "encoding": article.encoding,
        "offsets_into": article.offsets_into,
        "not_article": [{"start": span.start, "end": span.end} for span in article.not_article],
    }
    if article.offsets_into == "text":
        row["text"] = article.text
    return row


def statement_row(statement: Statement) -> Row:
    """A statement's row; what it does not have is null or empty, never left out."""
    return {
        "id": statement.id,
        "kind": statement.kind,
        "status": statement.status,
        "polarity": statement.polarity,
        "speaker": actor_row(statement.speaker),
        "cue": statement.cue,
        "source": actor_row(statement.source),
        "target": actor_row(statement.target),
        "actors": [actor_row(actor) for actor in statement.actors],
        "about": [actor_row(actor) for actor in statement.about],
        "type": statement.type,
        "mode": statement.mode,
        "cameo_code": statement.cameo_code,
        "quad_class": statement.quad_class,
        "goldstein": statement.goldstein,
        "tie": statement.tie,
        "stance": statement.stance,
        "event_date": date_row(statement.event_date),
        "place": _place_row(statement.place),
        "quantities": [_quantity_row(quantity) for quantity in statement.quantities],
        "novelty": statement.novelty,
        "evidence": evidence_row(statement.evidence),
        "also": [evidence_row(evidence) for evidence in statement.also],
        "confidence": statement.confidence,
    }


def actor_row(actor: ActorMention | None) -> Row | None:
    """An actor as {id, name, kind, state, text, start, end}; start and end are null when the actor is implied."""
    if actor is None:
        return None
    implied = actor.start < 0
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "state": actor.state,
        "text": actor.text,
        "start": None if implied else actor.start,
        "end": None if implied else actor.end,
    }


def evidence_row(evidence: Evidence) -> Row:
    """Evidence as {article_id, start, end, quote}."""
    return {
        "article_id": evidence.article_id,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
    }


def date_row(span: DateSpan | None) -> Row | None:
    """A date as {start, end, precision}; an open end is null."""
    if span is None:
        return None
    return {"start": _day(span.start), "end": _day(span.end), "precision": span.precision}


def _place_row(place: Place | None) -> Row | None:
    if place is None:
        return None
    return {"name": place.name, "iso3": place.iso3, "start": place.start, "end": place.end}


def _quantity_row(quantity: Quantity) -> Row:
    return {"value": quantity.value, "unit": quantity.unit, "approximate": quantity.approximate}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def coded_event_row(event: CodedEvent) -> Row:
    """An event of `detente code`; source and target are {text, start, end}, null where nobody is named."""
    return {
        "type": event.type,
        "mode": event.mode,
        "cameo_code": event.cameo_code,
        "quad_class": event.quad_class,
        "source": _words_row(event.source),
        "target": _words_row(event.target),
        "action": {"start": event.action[0], "end": event.action[1]},
        "status": event.status,
        "confidence": event.confidence,
    }


def print_rows(reading: Reading, out: TextIO) -> None:
    """Write a reading as JSON Lines: the article, then one statement a line."""
    for row in (article_row(reading.article), *map(statement_row, reading.statements)):
        out.write(json_line(row) + "\n")
    out.flush()


def json_line(row: Row) -> str:
    """One row as one line of JSON. Letters of all scripts stay as they are.

    Escaped are the characters that terminals act on, that hide or reorder text, or that some take for a line's end.

    >>> print(json_line({"text": "“é” \\x1b[31m \\x9b \\u202e"}))
    {"text": "“é” \\u001b[31m \\u009b \\u202e"}
    """
    return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(row, ensure_ascii=False))


def _words_row(words: tuple[str, int, int] | None) -> Row | None:
    return {"text": words[0], "start": words[1], "end": words[2]} if words else None


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
