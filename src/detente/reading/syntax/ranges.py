"""Small arithmetic on token ranges ``[start, end)``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from detente.reading.says.speakers import Range


def clip(span: Range, low: int, high: int) -> Range:
    """The part of a range inside ``[low, high)``; empty ranges have end <= start.

    >>> clip((2, 9), 4, 7)
    (4, 7)
    """
    return max(span[0], low), min(span[1], high)


def subtract(span: Range, holes: Iterable[Range]) -> Iterator[Range]:
    """What is left of a range without some others, in order.

    >>> list(subtract((0, 10), [(3, 4), (8, 12)]))
    [(0, 3), (4, 8)]
    """
    start, end = span
    for low, high in sorted(holes):
        if high <= start or low >= end:
            continue
        if low > start:
            yield start, low
        start = max(start, high)
    if start < end:
        yield start, end


def trim(doc: Doc, span: Range) -> Range:
    """A range without blanks, commas, dashes and full stops at its ends; quotation marks stay."""
    start, end = span
    while start < end and (doc[start].is_space or (doc[start].is_punct and not _opens(doc[start].text))):
        start += 1
    while start < end and (doc[end - 1].is_space or (doc[end - 1].is_punct and not _closes(doc[end - 1].text))):
        end -= 1
    return start, end


def union(doc: Doc, spans: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges in order, overlapping or touching ones joined; empty ones and lone marks dropped."""
    joined: list[Range] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return tuple(span for span in joined if any(not doc[i].is_punct and not doc[i].is_space for i in range(*span)))


def _opens(mark: str) -> bool:
    return mark in {"“", '"', "``", "''", "‘", "'", "(", "[", "«"}


def _closes(mark: str) -> bool:
    return mark in {"”", '"', "''", "’", "'", ")", "]", "»"}
