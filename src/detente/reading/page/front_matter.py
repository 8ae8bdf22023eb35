"""Read the block of fields that blogs put at the top of a markdown file, between two lines of dashes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from detente.records import Span

_BLOCK = re.compile(r"\ufeff?---[ \t]*\n((?:[^\n]{0,500}\n){1,60}?)---[ \t]*(?:\n|$)")
_FIELD = re.compile(r"([A-Za-z_]{2,20})\s*:[ \t]*(\S[^\n]*)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The block's place (0 to 0 when there is none) and the fields that matter here, None when not given."""

    span: Span = field(default_factory=lambda: Span(0, 0))
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None


def read_front_matter(text: str) -> FrontMatter:
    """Read a text's front matter.

    >>> read_front_matter('---\\ntitle: "Talks resume"\\ndate: 2016-09-24\\n---\\nText.').title
    'Talks resume'
    """
    block = _BLOCK.match(text)
    fields = dict(_fields(block[1])) if block else {}
    if block is None or not fields:
        return FrontMatter()
    return FrontMatter(
        span=Span(0, block.end()),
        title=fields.get("title"),
        author=fields.get("author") or fields.get("by"),
        outlet=fields.get("outlet") or fields.get("site") or fields.get("publication"),
        published=fields.get("date") or fields.get("published") or fields.get("pubdate"),
    )


def _fields(block: str) -> list[tuple[str, str]]:
    found = (_FIELD.fullmatch(line.strip()) for line in block.splitlines())
    return [(field[1].lower(), field[2].strip().strip("\"'").strip()) for field in found if field]
