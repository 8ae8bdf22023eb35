"""Cut a text into paragraphs: blocks between blank lines, with hard-wrapped lines joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from detente.records import Span

_MAX_WRAP = 120
"""No hard-wrapped text is wider, in characters."""

_MIN_WRAP = 40
_WRAPPED_SHARE = 0.7
_MIN_WRAPPED_PAIRS = 3
_MIN_CONTINUED = 25
"""A shorter line is a scrap of its own, not the first half of a sentence, in characters."""

_MAX_ASIDE = 400
"""The longest aside in brackets after a sentence's end, such as "(Reporting by ...)", in characters."""

_SLACK = 3
"""Characters by which an editor may wrap early (an end of sentence's second blank, a dash)."""

_LINE = re.compile(r"[^\n]+")
_LINK = re.compile(r"https?://|www\.|\S{1,60}@")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_ITEM = re.compile(r"\s*(?:[•·▪‣●◦*+–-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_DATED_ITEM = re.compile(r"(?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.? \d{1,2})?(?:,? ?\d{4})?\s?(?::|–|—| -)\s\S")
_HEADING = re.compile(r"\s*#{1,6}\s+\S")
_TERMINAL = re.compile(r"[.!?…][\"'”’»)\]*_]*\s*$")
_SENTENCE_WORDS = 4
_LONG_WORDS = 25
"""A line this long is prose even when its full stop was lost in scraping."""


class Shape(StrEnum):
    """What a paragraph looks like, before asking what it says."""

    PROSE = "prose"
    HEADLINE = "headline"
    ITEM = "item"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: where it stands, its words on one line, how many, and what it looks like."""

    span: Span
    text: str
    words: int
    shape: Shape

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return _ends_sentence(self.text)


def paragraphs(text: str, start: int = 0) -> list[Paragraph]:
    """Cut `text[start:]` into paragraphs, in order, without blanks at their ends.

    Lines of a block are joined when the text is hard-wrapped (a line ends where the next word would not have fitted)
    and when a line goes on in lower case; else every line is a paragraph of its own.

    >>> [p.text for p in paragraphs("A title\\n\\nOne sentence that goes on\\nover two lines.\\nNext one.")]
    ['A title', 'One sentence that goes on over two lines.', 'Next one.']
    """
    lines = [Span(start + found.start(), start + found.end()) for found in _LINE.finditer(text[start:])]
    lines = [stripped for line in lines if (stripped := strip_span(text, line)).start < stripped.end]
    width = _wrap_width(text, lines)
    return [_paragraph(text, span) for span in _joined(text, lines, width)]


def _ends_sentence(line: str) -> bool:
    end = line[-_MAX_ASIDE:]
    if end.endswith(")") and (cut := end.rfind("(")) > 0 and _TERMINAL.search(end[:cut]):
        return True
    return _TERMINAL.search(end[-40:]) is not None


def strip_span(text: str, span: Span) -> Span:
    """The span without blanks and byte order marks at its ends."""
    words = text[span.start : span.end]
    left = len(words) - len(words.lstrip(" \t\n\r\f\v\xa0\ufeff\u200b\u3000"))
    right = len(words.rstrip(" \t\n\r\f\v\xa0\ufeff\u200b\u3000"))
    return Span(span.start + left, span.start + max(left, right))


def _paragraph(text: str, span: Span) -> Paragraph:
    line = " ".join(text[span.start : span.end].split())
    words = sum(1 for _ in _WORD.finditer(line))
    return Paragraph(span, line, words, _shape(line, words))


def _shape(line: str, words: int) -> Shape:
    if _HEADING.match(line):
        return Shape.HEADING
    if words >= _LONG_WORDS or (words >= _SENTENCE_WORDS and (_ends_sentence(line) or line.endswith(":"))):
        return Shape.PROSE
    return Shape.ITEM if _ITEM.match(line) or (line[:1].isalnum() and _DATED_ITEM.match(line)) else Shape.HEADLINE


def _adjacent(text: str, lines: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Lines that follow each other without a blank line between them."""
    for line, following in pairwise(lines):
        if text.count("\n", line.end, following.start) == 1:
            yield line, following


def _wrap_width(text: str, lines: Sequence[Span]) -> int | None:
    """The width at which the text was hard-wrapped, in characters; None when it was not."""
    lengths = sorted(line.end - line.start for line in lines)
    if not lengths:
        return None
    width = lengths[int(0.98 * (len(lengths) - 1))]
    pairs = list(_adjacent(text, lines))
    if not _MIN_WRAP <= width <= _MAX_WRAP or len(pairs) < _MIN_WRAPPED_PAIRS:
        return None
    wrapped = [line for line, following in pairs if _is_wrapped(text, line, following, width)]
    open_ended = sum(not _ends_sentence(text[line.start : line.end]) for line in wrapped)
    enough = len(wrapped) >= max(_MIN_WRAPPED_PAIRS, _WRAPPED_SHARE * len(pairs))
    return width if enough and 2 * open_ended >= len(wrapped) else None


def _is_wrapped(text: str, line: Span, following: Span, width: int) -> bool:
    next_word = text[following.start : following.end].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(next_word) > width - _SLACK


def _joined(text: str, lines: Sequence[Span], width: int | None) -> Iterator[Span]:
    current: Span | None = None
    for line in lines:
        if current is not None and _goes_on(text, current, line, width):
            current = Span(current.start, line.end)
            continue
        if current is not None:
            yield current
        current = line
    if current is not None:
        yield current


def _goes_on(text: str, current: Span, line: Span, width: int | None) -> bool:
    if text.count("\n", current.end, line.start) != 1:
        return False
    words = text[line.start : line.end]
    last = Span(text.rfind("\n", current.start, current.end) + 1 or current.start, current.end)
    last = strip_span(text, Span(max(last.start, current.start), last.end))
    if _ITEM.match(words) or _HEADING.match(text[last.start : last.end] + " "):
        return False
    if width is not None and _is_wrapped(text, last, line, width):
        return True
    if last.end - last.start < _MIN_CONTINUED or _LINK.match(words):
        return False
    return words[0].islower() and not _ends_sentence(text[last.start : last.end])
