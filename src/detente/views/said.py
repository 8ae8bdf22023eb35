"""A sentence in three parts: what stands before the words that a statement rests on, the words, what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.records import Evidence, Span
from detente.views.wording import clean, sentence_around

CONTEXT = 350  # characters of a sentence shown on each side of the evidence
NEAR = 2000  # characters around the evidence in which its sentence is looked for
QUOTE = 900  # characters of the evidence shown


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence: what stands before the evidence, the evidence, what stands after it."""

    before: str
    quote: str
    after: str


def said_around(evidence: Evidence, text: str, edges: Sequence[int] = ()) -> Said:
    """The sentence of some evidence, without control characters, shortened where it is very long.

    Args:
        evidence: The words.
        text: The article's text.
        edges: Places of the article that no sentence goes across (`wording.sentence_edges`).
    """
    low, high = max(evidence.start - NEAR, 0), evidence.end + NEAR  # looking no further keeps long texts quick
    near = replace(evidence, start=evidence.start - low, end=evidence.end - low)
    found = sentence_around(text[low:high], near, [edge - low for edge in edges if low <= edge <= high])
    span = Span(found.start + low, found.end + low)
    start, end = max(span.start, evidence.start - CONTEXT), min(span.end, evidence.end + CONTEXT)
    before, quote, after = text[start : evidence.start], text[evidence.start : evidence.end], text[evidence.end : end]
    if len(quote) > QUOTE:
        quote = f"{quote[: QUOTE // 2]} […] {quote[-QUOTE // 2 :]}"
    return Said(
        ("… " if start > span.start else "") + clean(before) + (" " if before[-1:].isspace() else ""),
        clean(quote),
        (" " if after[:1].isspace() else "") + clean(after) + (" …" if end < span.end else ""),
    )
