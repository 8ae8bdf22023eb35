"""A reading as the page Article shows it: the text in pieces, every statement in the words of the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Final

from detente.pipeline.novelty_claims import CheckedClaim, party_of
from detente.records import Article, Genre, Reading, Statement, StatementKind
from detente.views.json_rows import Row
from detente.views.report.marked_text import MarkedText, marked_text, visible
from detente.views.report.report import MEANINGS
from detente.views.report.rows import report_row
from detente.views.wording import article_words, clean, sentence_edges

MOST_TEXT: Final = 300_000
MOST_STATEMENTS: Final = 1_500
"""Characters and statements that the page holds; of more, the first are shown and the page says so."""

WEB: Final = ("http://", "https://")


def article_page_row(
    reading: Reading,
    claims: Iterable[CheckedClaim],
    *,
    is_stored: bool,
    copy_of: str | None = None,
    rejected: int = 0,
) -> Row:
    """The page of a reading.

    Args:
        reading: The article with its statements, as corrected where it is stored.
        claims: What the world says of the statements' claims to be a first.
        is_stored: Whether the world holds it.
        copy_of: The article that it is a copy of.
        rejected: How many of its statements users rejected.
    """
    article = reading.article
    numbered = list(enumerate(reading.statements, 1))[:MOST_STATEMENTS]
    checked = {claim.statement_id: claim for claim in claims}
    edges = sentence_edges(article)
    marked = marked_text(article, numbered, MOST_TEXT)
    return {
        "id": article.id,
        "title": clean(article.title or "")[:300] or None,
        "facts": [{"label": label, "words": words[:400]} for label, words in article_words(article)],
        "origin": _origin(article.origin),
        "author": clean(article.author or "")[:200] or None,
        "is_opinion": article.genre is Genre.OPINION,
        "genre_why": clean(article.genre_why),
        "is_stored": is_stored,
        "copy_of": copy_of,
        "rejected": rejected,
        "length": marked.length,
        "shown": marked.shown,
        "paragraphs": _paragraphs(marked),
        "statements": [
            _statement(number, each, article, edges, checked, is_stored=is_stored) for number, each in numbered
        ],
        "statements_in_all": len(reading.statements),
        "meanings": {str(status): words for status, words in MEANINGS.items()},
    }


def _paragraphs(marked: MarkedText) -> list[list[Row]]:
    return [
        [
            {
                "text": piece.text,
                "numbers": list(piece.numbers),
                "claim": piece.claim,
                "not_article": piece.not_article,
                "notes": [note.number for note in piece.notes],
            }
            for piece in paragraph
        ]
        for paragraph in marked.paragraphs
    ]


def _statement(
    number: int,
    statement: Statement,
    article: Article,
    edges: list[int],
    checked: Mapping[str, CheckedClaim],
    *,
    is_stored: bool,
) -> Row:
    row = asdict(report_row(number, statement, article, lambda evidence: evidence.end <= MOST_TEXT, edges))
    row.pop("places")
    claim = checked.get(statement.id)
    ends = [party_of(end) for end in (statement.source, statement.target)]
    is_event = statement.kind is StatementKind.EVENT
    return row | {
        "id": statement.id,
        "event": f"article:{article.id}:{statement.id}" if is_stored and is_event else None,
        "type": statement.type,
        "mode": statement.mode,
        "places": [
            {"start": each.start, "end": each.end, "quote": visible(each.quote)[:300]}
            for each in (statement.evidence, *statement.also)
        ],
        "pair": ends if None not in ends and ends[0] != ends[1] else None,
        "verdict": None if claim is None else {"words": str(claim.verdict), "reason": clean(claim.reason)},
    }


def _origin(origin: str) -> str:
    """A web address as it is; of a file only its name."""
    words = clean(origin)[:300]
    return words if words.startswith(WEB) else words.replace("\\", "/").rpartition("/")[2]
