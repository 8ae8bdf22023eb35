"""Tell the article from what a scraped page has around it: head, body, and what is neither."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.reading.intake.extract import Page
from detente.reading.page.boilerplate import judge_line
from detente.reading.page.dateline import read_dateline
from detente.reading.page.front_matter import FrontMatter, read_front_matter
from detente.reading.page.masthead import read_masthead
from detente.reading.page.outlet import OutletNames
from detente.reading.page.paragraphs import paragraphs, strip_span
from detente.reading.page.surroundings import (
    Draft,
    close_sections,
    drop_bios,
    drop_head,
    drop_repeats,
    drop_tail,
    own_kind,
    restore_labels,
)
from detente.reading.page.title import Head, split_title
from detente.records import DateSpan, Span

_BULLET = re.compile(r"(?:[•·▪◦‣■●○*–—-]|\(?\d{1,2}[.)])\s+(?=\S)")
_MAX_CREDIT_CHARS = 600
_ENDING_CREDIT = re.compile(
    r"\(\s*(?:Additional reporting|Reporting|Writing|Editing|Compiled|Translated|With (?:inputs?|reporting))\b"
    r"[^()]{0,400}\)\s*$"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the article stands in its text, and what stands around it.

    `body` holds the article's paragraphs in order, without the title; a hard-wrapped paragraph's span holds its
    newlines. `not_article` holds the rest that has words, in order, and `kinds` says for each what it is ("share",
    "comments", "disclaimer", "headline", ...). `published_why` and `outlet_why` quote what tells the date and outlet.
    """

    title: str | None
    title_span: Span | None
    outlet: str | None
    outlet_why: str | None
    author: str | None
    published_stated: DateSpan | None
    published_why: str | None
    dateline_place: str | None
    body: tuple[Span, ...]
    not_article: tuple[Span, ...]
    kinds: tuple[str, ...]


def lay_out(page: Page, outlets: OutletNames) -> Layout:
    """Find title, body and surroundings of a page's text.

    Each paragraph is judged by its own words and form (`boilerplate`), then by where it stands: before the title,
    after the article's end, under a heading of related links, repeated. In doubt a paragraph is kept: losing the
    article's text is worse than keeping a stray line.

    Args:
        page: The text and what its page says about it.
        outlets: Maps a name as it stands in a text to the outlet of that name, or None (`outlet.outlet_names`).
    """
    front = read_front_matter(page.text)
    items = paragraphs(page.text, front.span.end)
    verdicts = [judge_line(_before_credit(item.text)) for item in items]
    draft = Draft(items, [own_kind(item, verdict) for item, verdict in zip(items, verdicts, strict=True)])
    close_sections(draft)
    title_at = drop_head(draft, page, front.title)
    drop_bios(draft)
    drop_tail(draft)
    restore_labels(draft, title_at)
    drop_repeats(draft, title_at)
    return _layout(page, outlets, front, draft, title_at)


def _before_credit(line: str) -> str:
    """A paragraph's own words, when "(Reporting by ...)" ends it; a paragraph that is nothing else stays as it is."""
    found = _ENDING_CREDIT.search(line, max(0, len(line) - _MAX_CREDIT_CHARS))
    return line[: found.start()].rstrip() or line if found else line


def _layout(page: Page, outlets: OutletNames, front: FrontMatter, draft: Draft, title_at: int | None) -> Layout:
    title, title_span, title_outlet = page.title or front.title, None, None
    if title_at is not None:
        item = draft.items[title_at]
        title, title_span, title_outlet = split_title(item.text, item.span, _with_own_site(page, outlets))
    elif title:
        title, _, title_outlet = split_title(title, None, _with_own_site(page, outlets))
    prose = draft.prose()
    first = next((at for at in prose if title_at is None or at > title_at), len(draft.items))
    masthead = read_masthead(page, front, Head(draft.items, draft.kinds, first), outlets, title_outlet)
    body, rest = _spans(page.text, front, draft, title_at, title_span)
    body = [_without_bullet(page.text, span) for span in _without_dateline(page.text, body)]
    return Layout(
        title=title,
        title_span=title_span,
        outlet=masthead.outlet,
        outlet_why=masthead.outlet_why,
        author=masthead.author,
        published_stated=masthead.published,
        published_why=masthead.published_why,
        dateline_place=masthead.dateline_place,
        body=tuple(body),
        not_article=tuple(span for span, _ in rest),
        kinds=tuple(kind for _, kind in rest),
    )


def _without_dateline(text: str, body: list[Span]) -> list[Span]:
    """The paragraphs, the first without "HANOI, 30 January 2024 --", which is no part of its sentence."""
    found = read_dateline(text[body[0].start : body[0].end]) if body else None
    if found is None or not (found["date"] or found["agency"]):
        return body
    rest = strip_span(text, Span(body[0].start + found.end(), body[0].end))
    return [rest, *body[1:]] if rest.start < rest.end else body


def _without_bullet(text: str, span: Span) -> Span:
    """A paragraph without the mark that makes it a point of a list: "• On 28 January", "2. The two sides"."""
    found = _BULLET.match(text, span.start, span.end)
    return Span(found.end(), span.end) if found and found.end() < span.end else span


def _with_own_site(page: Page, outlets: OutletNames) -> OutletNames:
    """The lookup, and the page's own site besides: unknown outlets put their name behind their titles too."""
    own = (page.outlet or "").casefold()
    return lambda name: outlets(name) or (page.outlet if own and name.casefold() == own else None)


def _spans(
    text: str, front: FrontMatter, draft: Draft, title_at: int | None, title_span: Span | None
) -> tuple[list[Span], list[tuple[Span, str]]]:
    """The article's paragraphs, and all else with its kind, both in order."""
    body: list[Span] = []
    rest: list[tuple[Span, str]] = []
    front_span = strip_span(text, front.span)
    if front_span.start < front_span.end:
        rest.append((front_span, "fields"))
    for at, (item, kind) in enumerate(zip(draft.items, draft.kinds, strict=True)):
        if at == title_at:
            if title_span and title_span.end < item.span.end and kind is None:
                rest.append((strip_span(text, Span(title_span.end, item.span.end)), "outlet"))
        elif kind is not None:
            rest.append((item.span, kind))
        else:
            article, credit = _without_credit(text, item.span)
            body.append(article)
            if credit:
                rest.append((credit, "credit"))
    return body, rest


def _without_credit(text: str, span: Span) -> tuple[Span, Span | None]:
    """A paragraph without the "(Reporting by ...; editing by ...)" that ends it."""
    start = max(span.start, span.end - _MAX_CREDIT_CHARS)
    found = _ENDING_CREDIT.search(text[start : span.end])
    if not found or start + found.start() == span.start:
        return span, None
    return strip_span(text, Span(span.start, start + found.start())), strip_span(
        text, Span(start + found.start(), span.end)
    )
