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
        self._length = len(doc)
        starts = [0]
        starts.extend(token.i + 1 for token in doc if token.is_space and "\n" in token.text and token.i + 1 < len(doc))
        self._starts = starts

    def number(self, token: int) -> int:
        """The running number of the paragraph that holds a token."""
        return bisect_right(self._starts, token) - 1

    def range(self, token: int) -> tuple[int, int]:
        """First token of the paragraph that holds `token`, and the token after its last."""
        number = self.number(token)
        end = self._starts[number + 1] if number + 1 < len(self._starts) else self._length
        return self._starts[number], end


def find_quotations(doc: Doc) -> tuple[Quotation, ...]:
    """Every stretch in double quotation marks, in order, never nested; single ones where doubles are absent.

    >>> import spacy
    >>> doc = spacy.blank("en")('He said, "We agree." "Good," she said.')
    >>> [doc[q.start : q.end].text for q in find_quotations(doc)]
    ['"We agree."', '"Good,"']
    """
    doubles = _find(doc, OPENING, CLOSING, STRAIGHT)
    return doubles or _find(doc, frozenset({"‘"}), frozenset({"’"}), frozenset({"'"}))


def _find(doc: Doc, opening: frozenset[str], closing: frozenset[str], straight: frozenset[str]) -> tuple[Quotation, ...]:
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
            if token.i > start + 1:
                found.append(Quotation(start, token.i + 1, reopened))
            start, reopened = None, False
    if start is not None and doc[start].text in opening:
        found.append(Quotation(start, len(doc), reopened))
    return tuple(found)


def _opens(doc: Doc, i: int) -> bool:
    """A straight mark opens when it leans on what follows."""
    return i + 1 < len(doc) and not doc[i].whitespace_ and not doc[i + 1].is_space


def _closes(doc: Doc, i: int) -> bool:
    """A straight mark closes unless it stands after a blank and leans on what follows."""
    return i > 0 and not (doc[i - 1].whitespace_ and not doc[i].whitespace_)
