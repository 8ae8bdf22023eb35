"""The text that is parsed: the article's paragraphs with white space evened out, and the way back to the original.

Scraped text is hard-wrapped, double-spaced and full of boilerplate; a parser wants none of these. Every
character of the even text remembers where it stood, so that evidence is quoted from the original.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from detente.records import Span

PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class BodyText:
    """`text` is what is parsed; `offsets[i]` is where its character i stands in the article."""

    text: str
    offsets: array[int]

    def original(self, start: int, end: int) -> Span:
        """The article's characters behind ``text[start:end]``, which must not be empty."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


def body_text(text: str, paragraphs: Iterable[Span]) -> BodyText:
    """Join the paragraphs of an article into one evenly spaced text."""
    pieces: list[str] = []
    offsets = array("L")
    for paragraph in paragraphs:
        start = len(pieces)
        spaced = True
        for position in range(paragraph.start, paragraph.end):
            char = text[position]
            if char.isspace() or char in "\ufeff\u200b\xad":
                if not spaced:
                    pieces.append(" ")
                    offsets.append(position)
                spaced = True
                continue
            pieces.append(char)
            offsets.append(position)
            spaced = False
        if len(pieces) > start and pieces[-1] == " ":
            pieces.pop()
            offsets.pop()
        if len(pieces) > start:
            pieces.extend(PARAGRAPH_BREAK)
            offsets.extend([paragraph.end, paragraph.end])
    return BodyText("".join(pieces[: -len(PARAGRAPH_BREAK)]), offsets[: -len(PARAGRAPH_BREAK)])
