"""Check evidence: no statement leaves the reading whose quotes are not the text's own words."""

from __future__ import annotations

from collections.abc import Iterable

from detente.errors import EvidenceError
from detente.records import Article, Evidence, Span, Statement


def check_statements(article: Article, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements, once every quote equals the text at its offsets and none touches what is not article.

    Raises:
        EvidenceError: A quote differs from the text, or lies in boilerplate: a mistake of ours, not of the input.
    """
    checked = tuple(statements)
    for statement in checked:
        for evidence in (statement.evidence, *statement.also):
            _check(article, evidence)
    return checked


def _check(article: Article, evidence: Evidence) -> None:
    found = article.text[evidence.start : evidence.end]
    if found != evidence.quote or not evidence.quote.strip():
        raise EvidenceError(
            f"article {article.id}, characters {evidence.start}-{evidence.end}: "
            f"quote {evidence.quote!r}, the text has {found!r}"
        )
    span = Span(evidence.start, evidence.end)
    for other in article.not_article:
        if span.overlaps(other):
            raise EvidenceError(f"article {article.id}: evidence {evidence.quote!r} lies in what is not the article")
