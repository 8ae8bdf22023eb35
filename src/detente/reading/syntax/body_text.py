"""The text that is parsed: the article's paragraphs with white space evened out, and the way back to the original.

Scraped text is hard-wrapped, double-spaced and full of boilerplate; a parser wants none of these. Every
character of the even text remembers where it stood, so that evidence is quoted from the original.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from detente.records import Span

PARAGRAPH_BREAK = "\n\n"
WORD = re.compile(r"\S+")
INVISIBLE = frozenset("\ufeff\u200b\xad")  # byte order mark, zero-width space, soft hyphen: left out


@dataclass(frozen=True, slots=True)
class BodyText:
    """`text` is what is parsed; `offsets[i]` is where its character i stands in the article.

    A space or break has the offset of the character before it.
    """

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
        between = PARAGRAPH_BREAK if pieces else ""
        for word in WORD.finditer(text, paragraph.start, paragraph.end):
            shown = [at for at in range(*word.span()) if text[at] not in INVISIBLE]
            if shown:
                pieces += (between, "".join(text[at] for at in shown) if len(shown) < len(word[0]) else word[0])
                offsets.extend([offsets[-1]] * len(between) if between else ())
                offsets.extend(shown)
                between = " "
    return BodyText("".join(pieces), offsets)
