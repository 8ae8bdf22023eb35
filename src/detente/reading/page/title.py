"""Find the title among the lines above the article, and take its outlet off it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.reading.page.dateline import read_dateline
from detente.reading.page.outlet import OutletNames, is_letterhead
from detente.reading.page.paragraphs import Paragraph, Shape
from detente.records import Span

_MIN_TITLE_WORDS = 4
_MAX_TITLE_WORDS = 30
_TITLE_CASE_SHARE = 0.7
_MANY_HEADLINES = 3
"""So many headlines above a byline are a list of other articles, and the last of them is the title."""

_BYLINE_KINDS = frozenset({"byline", "dated", "date"})
_MENU_KINDS = frozenset({"label", "nav", "login"})

_SUFFIX = re.compile(r"\s+[|–—-]\s+(?=[^|–—]{2,40}$)")


@dataclass(frozen=True, slots=True)
class Head:
    """The paragraphs, the kinds already given them, and the index of the first prose."""

    items: Sequence[Paragraph]
    kinds: Sequence[str | None]
    first: int


def find_title(head: Head, given: str | None) -> int | None:
    """The index of the paragraph that is the title, or None.

    That is the title given by the page, else a markdown heading, else the first headline-like line above the prose;
    where several stand above a byline, as in a list of other articles, the last of them.
    """
    if given is not None:
        wanted = _plain(given)
        for at in range(min(len(head.items), head.first + 1)):
            if _plain(head.items[at].text) == wanted:
                return at
    top = [at for at in range(head.first) if head.kinds[at] is None]
    headings = [at for at in top if head.items[at].shape is Shape.HEADING]
    if headings:
        return headings[0]
    if head.first == len(head.items):
        return None  # nothing but headlines: each is as good as the other
    if headlines := [at for at in top if _is_headline(head.items[at])]:
        return _choose_headline(head, headlines)
    if _opens_with_title(head):
        return head.first
    short = [at for at in top if head.items[at].words >= 2]
    return short[0] if len(short) == 1 else None


def _choose_headline(head: Head, headlines: list[int]) -> int:
    headlines = [at for at in headlines if not is_letterhead(head.items[at].text)] or headlines
    byline = next((at for at in range(headlines[0], head.first) if head.kinds[at] in _BYLINE_KINDS), head.first)
    menu_end = max((at for at in range(byline) if head.kinds[at] in _MENU_KINDS), default=-1)
    below_menu = [at for at in headlines if menu_end < at < byline]
    above = below_menu or [at for at in headlines if at < byline] or headlines
    return above[-1] if len(above) > _MANY_HEADLINES else above[0]


def _is_headline(item: Paragraph) -> bool:
    return (
        _MIN_TITLE_WORDS <= item.words <= _MAX_TITLE_WORDS
        and item.shape is not Shape.ITEM
        and not item.text.endswith(":")
    )


def _opens_with_title(head: Head) -> bool:
    """Whether the first prose is a title with a full stop or question mark: the first line, short, with prose below."""
    if head.first >= len(head.items) - 1 or any(kind is None for kind in head.kinds[: head.first]):
        return False
    item = head.items[head.first]
    if not _is_headline(item) or item.text.endswith(('"', "”", ")", ";")):
        return False
    long_words = [word for word in item.text.split() if len(word) > 3]
    capitalised = sum(not word[0].islower() for word in long_words)
    title_case = len(long_words) >= 3 and capitalised >= _TITLE_CASE_SHARE * len(long_words)
    return title_case or item.text.endswith("?") or read_dateline(head.items[head.first + 1].text) is not None


def _plain(line: str) -> str:
    return " ".join(line.lstrip("# ").split()).casefold()


def split_title(title: str, span: Span | None, outlets: OutletNames) -> tuple[str, Span | None, str | None]:
    """A title without "# " before and " - Outlet" after it, its span, and that outlet."""
    marks = len(title) - len(title.lstrip("# "))
    title, start = title[marks:], marks
    cut = _SUFFIX.search(title)
    outlet = outlets(title[cut.end() :]) if cut else None
    if cut and outlet:
        title = title[: cut.start()]
    if span is not None and span.end - span.start >= start + len(title):
        span = Span(span.start + start, span.start + start + len(title))
    return title, span, outlet
