"""Quotation marks: the quoted stretches of a text, also across sentences and reopened paragraphs.

Straight marks say nothing of their side, so the blanks around them tell opening from closing; a mark
left open counts to the end of its paragraph only when it is a typographic one or the next paragraph
reopens it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

OPENING = frozenset({"“", "``", "«", "„"})
CLOSING = frozenset({"”", "»"})
STRAIGHT = frozenset({'"', "''"})


CUE_REACH = 250  # tokens; keeps hostile texts of thousands of nested cues linear
DATELINE = 14  # tokens: "NEW DELHI, March 21 (Xinhua) -- "


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens ``[start, end)`` from the opening to the closing mark; `reopened` when the speech goes on
    from the paragraph before."""

    start: int
    end: int
    reopened: bool


class Paragraphs:
    """Where paragraphs start, in tokens; a line break ends one."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._length = len(doc)
        starts = [0]
        starts.extend(token.i + 1 for token in doc if token.is_space and "\n" in token.text and token.i + 1 < len(doc))
        self._starts = starts

    def starts(self) -> list[int]:
        """The first token of every paragraph."""
        return list(self._starts)

    def number(self, token: int) -> int:
        """The running number of the paragraph that holds a token."""
        return bisect_right(self._starts, token) - 1

    def range(self, token: int) -> tuple[int, int]:
        """First token of the paragraph that holds `token`, and the token after its last."""
        number = self.number(token)
        end = self._starts[number + 1] if number + 1 < len(self._starts) else self._length
        return self._starts[number], end

    def window(self, token: int) -> tuple[int, int]:
        """The part of the token's paragraph that one cue can reach: a parse that spans more has gone astray."""
        start, end = self.range(token)
        return max(start, token - CUE_REACH), min(end, token + CUE_REACH)

    def text_start(self, token: int) -> int:
        """The first token of the paragraph after its dateline: "KABUL (Reuters) - ", "LAHORE: "."""
        start, end = self.range(token)
        doc = self._doc
        while start < end and doc[start].is_space:
            start += 1
        if start >= end or not (doc[start].is_upper and len(doc[start]) > 2):
            return start
        for i in range(start + 1, min(end, start + DATELINE)):
            if doc[i].text in {"-", "--", "–", "—"} or (doc[i].text == ":" and i <= start + 3):
                return i + 1 if i + 1 < end else start
        return start


def find_quotations(doc: Doc) -> tuple[Quotation, ...]:
    """Every stretch in double quotation marks, in order, never nested; single ones where doubles are absent.

    >>> import spacy
    >>> doc = spacy.blank("en")('He said, "We agree." "Good," she said.')
    >>> [doc[q.start : q.end].text for q in find_quotations(doc)]
    ['"We agree."', '"Good,"']
    """
    doubles = _find(doc, OPENING, CLOSING, STRAIGHT)
    return doubles or _find(doc, frozenset({"‘"}), frozenset({"’"}), frozenset({"'"}))


def _find(
    doc: Doc, opening: frozenset[str], closing: frozenset[str], straight: frozenset[str]
) -> tuple[Quotation, ...]:
    found: list[Quotation] = []
    start: int | None = None
    reopened = False
    carried = False  # the paragraph before ended inside a quotation that this one may reopen
    for token in doc:
        text = token.text
        if "\n" in text and token.is_space:
            if start is not None:
                carried = token.i + 1 < len(doc) and doc[token.i + 1].text in opening | straight
                if carried or doc[start].text in opening:
                    found.append(Quotation(start, token.i, reopened))
            start, reopened = None, False
        elif text in opening or (text in straight and start is None and _opens(doc, token.i)):
            if start is None:
                start, reopened, carried = token.i, carried, False
        elif start is not None and (text in closing or (text in straight and _closes(doc, token.i))):
            if token.i > start + 1:  # not an empty pair of marks
                found.append(Quotation(start, token.i + 1, reopened))
            start, reopened = None, False
    if start is not None and doc[start].text in opening:
        found.append(Quotation(start, len(doc), reopened))
    return tuple(quotation for quotation in found if quotation.end - quotation.start > 1)


def _opens(doc: Doc, i: int) -> bool:
    """A straight mark opens when it leans on what follows."""
    return i + 1 < len(doc) and not doc[i].whitespace_ and not doc[i + 1].is_space


def _closes(doc: Doc, i: int) -> bool:
    """A straight mark closes unless it stands after a blank and leans on what follows."""
    return i > 0 and not (doc[i - 1].whitespace_ and not doc[i].whitespace_)
