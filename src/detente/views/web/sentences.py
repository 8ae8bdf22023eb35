"""The sentences under events, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from detente.records import Article, Evidence
from detente.relations.events import RelationEvent
from detente.views.json_rows import Row
from detente.views.relation_rows import event_row
from detente.views.wording import clean, sentence_around, sentence_edges
from detente.world.columns import arrow_fields, from_row
from detente.world.reading_back import connected


def told_events(root: Path, events: Iterable[RelationEvent]) -> list[Row]:
    """Events with the sentence that tells each; texts are looked up once for all."""
    listed = list(events)
    articles = _articles(root, {event.article_id for event in listed if event.article_id})
    return [event_row(event) | {"sentence": _sentence(event, articles)} for event in listed]


def _articles(root: Path, ids: set[str]) -> dict[str, Article]:
    if not ids:
        return {}
    columns = ", ".join(field.name for field in arrow_fields(Article))
    with connected(root) as connection:
        rows = connection.sql(f"SELECT {columns} FROM articles WHERE list_contains($1, id)", params=[sorted(ids)])
        found = [from_row(Article, row) for row in rows.to_arrow_table().to_pylist()]
    return {article.id: article for article in found}


def _sentence(event: RelationEvent, articles: dict[str, Article]) -> Row | None:
    article = articles.get(event.article_id or "")
    if article is None or event.quote is None or event.quote_start is None or event.quote_end is None:
        if event.quote is None:
            return None
        return {"before": "", "words": clean(event.quote), "after": "", "title": None, "outlet": event.outlet}
    evidence = Evidence(article.id, event.quote_start, event.quote_end, event.quote)
    span = sentence_around(article.text, evidence, sentence_edges(article))
    return {
        "before": _part(article.text[span.start : evidence.start], keep="right"),
        "words": clean(evidence.quote),
        "after": _part(article.text[evidence.end : span.end], keep="left"),
        "title": None if article.title is None else clean(article.title),
        "outlet": None if article.outlet is None else clean(article.outlet),
    }


def _part(text: str, *, keep: str) -> str:
    """Words beside the evidence, with the space that parts them from it."""
    cleaned = clean(text)
    if not cleaned:
        return ""
    if keep == "right":
        return f"{cleaned} " if text[-1:].isspace() else cleaned
    return f" {cleaned}" if text[:1].isspace() else cleaned
