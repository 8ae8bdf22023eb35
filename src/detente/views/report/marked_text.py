"""The full text with the words under every statement marked, cut where marks begin and end."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.records import Article, Evidence, Span, Statement, Status

BLANK_LINE = re.compile(r"\n\s*\n")
FIRM = frozenset({Status.ASSERTED, Status.REPORTED})
KEPT = frozenset("\n\t\u200c\u200d")  # line ends, and the joiners that some scripts need


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote behind marked words: it leads back to a statement."""

    number: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the text under the same statements; `anchors` stand before them, `notes` behind."""

    text: str
    numbers: tuple[int, ...]
    claim: bool
    not_article: bool
    anchors: tuple[str, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Paragraphs of pieces; `shown` of `length` characters are there."""

    paragraphs: tuple[tuple[Piece, ...], ...]
    shown: int
    length: int


@dataclass(frozen=True, slots=True)
class _Mark:
    number: int
    anchor: str
    start: int
    end: int
    claim: bool


def anchor(number: int, index: int = 0) -> str:
    """The id of the place where a statement's words stand; `index` counts its pieces of evidence from 0."""
    return f"t{number}-{index + 1}" if index else f"t{number}"


def is_shown(evidence: Evidence, limit: int) -> bool:
    """Whether a text cut at `limit` characters still holds all of some evidence."""
    return evidence.end <= limit


def visible(text: str) -> str:
    """The text without control and direction characters, which could make it read as another one; lines stay.

    >>> visible("a\\u202eb\\x1b[31m\\nc")
    'ab[31m\\nc'
    """
    return "".join(char for char in text if char in KEPT or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"})


def marked_text(article: Article, statements: Iterable[tuple[int, Statement]], limit: int) -> MarkedText:
    """Mark the words of numbered statements in an article's text.

    Args:
        article: The article.
        statements: Statements with their numbers; those whose words lie beyond the limit are not marked.
        limit: Characters of the text to show.
    """
    text = article.text[:limit]
    marks = [
        _Mark(number, anchor(number, index), each.start, max(each.end, each.start + 1), statement.status not in FIRM)
        for number, statement in statements
        for index, each in enumerate((statement.evidence, *statement.also))
        if is_shown(each, len(text))
    ]
    breaks = list(BLANK_LINE.finditer(text))
    starts = [0, *(match.end() for match in breaks)]
    ends = [*(match.start() for match in breaks), len(text)]
    paragraphs = (
        _pieces(text, start, end, of_paragraph, article.not_article)
        for start, end, of_paragraph in zip(starts, ends, _by_paragraph(marks, starts), strict=True)
    )
    return MarkedText(tuple(p for p in paragraphs if p), len(text), len(article.text))


def _by_paragraph(marks: Sequence[_Mark], starts: Sequence[int]) -> list[list[_Mark]]:
    """The marks that touch each paragraph; a mark over several is in each."""
    found: list[list[_Mark]] = [[] for _ in starts]
    for mark in marks:
        for index in range(bisect_right(starts, mark.start) - 1, bisect_right(starts, mark.end - 1)):
            found[index].append(mark)
    return found


def _pieces(text: str, start: int, end: int, marks: Sequence[_Mark], not_article: Sequence[Span]) -> tuple[Piece, ...]:
    begun: dict[int, list[str]] = defaultdict(list)
    ended: dict[int, list[Note]] = defaultdict(list)
    for mark in marks:
        if mark.start >= start:
            begun[mark.start].append(mark.anchor)
        ended[min(mark.end, end)].append(Note(mark.number, mark.anchor))
    grey = [span for span in not_article if span.overlaps(Span(start, max(end, start)))]
    cuts = {start, end, *begun, *ended, *(at for span in grey for at in (span.start, span.end))}
    places = sorted(at for at in cuts if start <= at <= end)
    pieces = []
    for first, last in pairwise(places):
        over = [mark for mark in marks if mark.start < last and mark.end > first]
        pieces.append(
            Piece(
                text=visible(text[first:last]),
                numbers=tuple(sorted({mark.number for mark in over})),
                claim=bool(over) and all(mark.claim for mark in over),
                not_article=any(span.start <= first and last <= span.end for span in grey),
                anchors=tuple(begun[first]),
                notes=tuple(sorted(ended[last], key=lambda note: note.number)),
            )
        )
    return tuple(pieces)
