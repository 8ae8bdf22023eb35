"""The words by which a single sentence names an actor or an act."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from detente.reading.code.coded_event import Words
from detente.reading.syntax.noun_phrases import phrase_span, semantic_head


def phrase_of(doc: Doc, head: Token) -> Words:
    """The words of a noun phrase without its article."""
    start, end = phrase_span(semantic_head(head))
    while start < end - 1 and doc[start].pos_ in {"DET", "PUNCT", "SPACE"}:
        start += 1
    span = doc[start:end]
    return span.text, span.start_char, span.end_char


def action_of(head: Token) -> tuple[int, int]:
    """Characters of the words that name the act: the verb with its particle, or the noun."""
    end = head.idx + len(head.text)
    for child in head.children:
        if child.dep_ == "prt":
            end = max(end, child.idx + len(child.text))
    return head.idx, end
