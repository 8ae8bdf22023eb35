"""Tell the article from what a scraped page has around it: head, body, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.reading.boilerplate import Verdict, is_bio, judge_line
from detente.reading.extract import Page
from detente.reading.front_matter import read_front_matter
from detente.reading.masthead import Head, OutletNames, find_title, read_masthead, split_title
from detente.reading.paragraphs import Paragraph, Shape, paragraphs, strip_span
from detente.records import DateSpan, Span

_CLOSING_WORDS = 40
"""Words of prose after which a comment form ends the article; above it stands a link to the form."""

_MOST_PROSE_BELOW = 5
"""With over so many times its prose below a comment form, that is the article and the form stands in its head."""

_SECTIONS = frozenset({"comments", "related_section", "bio_section"})
_BETWEEN = frozenset({"caption", "ad", "share"})
"""Kinds that stand between an article's paragraphs on the page without ending it."""

_EDGE_ONLY = frozenset({"label", "date"})
"""Kinds that count only before and after the article; inside it they may be subheadings."""

_SCRAP_WORDS = 3
_QUESTION_WORDS = 18
_BIO_WORDS = 60
_BIO_NAME_CHARS = 80
_BIO_PRONOUNS = frozenset({"He", "She", "author", "writer", "columnist"})
_THE_WRITER = ("The author", "The writer", "The columnist")
_MAX_CREDIT_CHARS = 600
_ENDING_CREDIT = re.compile(
    r"\(\s*(?:Additional |Additional reporting|Reporting|Writing|Editing|Compiled|Translated|With inputs?|With reporting)"
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


@dataclass(slots=True)
class _Draft:
    """The paragraphs of a text, and for each the kind of thing it is instead of the article, or None."""

    items: Sequence[Paragraph]
    kinds: list[str | None] = field(default_factory=list)

    def is_prose(self, at: int) -> bool:
        return self.kinds[at] is None and self.items[at].shape is Shape.PROSE

    def prose(self) -> list[int]:
        return [at for at in range(len(self.items)) if self.is_prose(at)]

    def drop(self, at: int, kind: str) -> None:
        if self.kinds[at] is None:
            self.kinds[at] = kind


def lay_out(page: Page, outlets: OutletNames) -> Layout:
    """Find title, body and surroundings of a page's text.

    Each paragraph is judged by its own words and form (`boilerplate`), then by where it stands: before the title,
    after the article's end, under a heading of related links, repeated. In doubt a paragraph is kept: losing the
    article's text is worse than keeping a stray line.

    Args:
        page: The text and what its page says about it.
        outlets: Maps a name as it stands in a text to the outlet of that name, or None (`masthead.outlet_names`).
    """
    front = read_front_matter(page.text)
    items = paragraphs(page.text, front.span.end)
    verdicts = [judge_line(_before_credit(item.text)) for item in items]
    draft = _Draft(items, [_own_kind(item, verdict) for item, verdict in zip(items, verdicts, strict=True)])
    _close_sections(draft)
    title_at = _drop_head(draft, page, front.title)
    _drop_bios(draft)
    _drop_tail(draft)
    _restore_labels(draft, title_at)
    _drop_repeats(draft, title_at)
    return _layout(page, outlets, front, draft, title_at)


def _before_credit(line: str) -> str:
    """A paragraph's own words, when "(Reporting by ...)" ends it; a paragraph that is nothing else stays as it is."""
    found = _ENDING_CREDIT.search(line, max(0, len(line) - _MAX_CREDIT_CHARS))
    return line[: found.start()].rstrip() or line if found else line


def _own_kind(item: Paragraph, verdict: Verdict | None) -> str | None:
    if verdict is None or (item.shape is Shape.HEADING and verdict.kind in _EDGE_ONLY):
        return None
    return verdict.kind


def _close_sections(draft: _Draft) -> None:
    """Follow headings such as "3 Comments" and "Related articles" to where what they head ends."""
    words, section = 0, None
    for at, item in enumerate(draft.items):
        kind = draft.kinds[at]
        if kind == "comments" and words >= max(_CLOSING_WORDS, _later_words(draft, at) / _MOST_PROSE_BELOW):
            for later in range(at + 1, len(draft.items)):
                draft.drop(later, "after comments")
            return
        if kind in _SECTIONS:
            section = kind if kind != "comments" else None
        elif kind is None and section is not None:
            if item.shape is Shape.PROSE and _reopens(draft, at):
                section = None
            else:
                draft.drop(at, "bio" if section == "bio_section" else "related")
        if draft.is_prose(at):
            words += item.words


def _later_words(draft: _Draft, at: int) -> int:
    later = range(at + 1, len(draft.items))
    return sum(draft.items[other].words for other in later if draft.is_prose(other))


def _reopens(draft: _Draft, at: int) -> bool:
    """Whether prose under a heading of links is the article again: more prose must follow it at once.

    The lines below such headings are other articles' headlines, or headlines each with one teaser sentence.
    """
    following = next((later for later in range(at + 1, len(draft.items)) if draft.kinds[later] not in _BETWEEN), None)
    return following is not None and draft.is_prose(following)


def _drop_head(draft: _Draft, page: Page, given_title: str | None) -> int | None:
    """Find the title, and drop menus, labels and names between the top and the first prose."""
    prose = draft.prose()
    first = prose[0] if prose else len(draft.items)
    title_at = find_title(Head(draft.items, draft.kinds, first), given_title or page.title)
    if title_at is not None and title_at >= first:
        first = next((at for at in prose if at > title_at), len(draft.items))
    if not prose:
        return title_at
    for at in range(first):
        if at == title_at or draft.kinds[at] is not None:
            continue
        before_title = title_at is not None and at < title_at
        if draft.items[at].words <= _SCRAP_WORDS or (before_title and draft.items[at].shape is not Shape.PROSE):
            draft.drop(at, "nav")
    return title_at


def _drop_bios(draft: _Draft) -> None:
    """A line about its writer stands last, or first as "The author is ...", and names nobody whom the article names."""
    prose = draft.prose()
    if len(prose) < 3:
        return
    if draft.items[prose[0]].text.startswith(_THE_WRITER) and is_bio(draft.items[prose[0]].text):
        draft.drop(prose[0], "bio")
    for at in (prose[-1], prose[-2]):
        item = draft.items[at]
        surname = item.text[:_BIO_NAME_CHARS].partition(" is ")[0].partition(",")[0].split()[-1]
        told_of = any(
            surname in draft.items[other].text for other in prose if other < at and surname not in _BIO_PRONOUNS
        )
        if item.words > _BIO_WORDS or not is_bio(item.text) or told_of:
            break
        draft.drop(at, "bio")


def _drop_tail(draft: _Draft) -> None:
    """Drop headlines and scraps after the article's last sentence, once something there is surely not the article."""
    prose = draft.prose()
    while prose and _is_tail_question(draft, prose[-1]):
        prose.pop()
    if not prose:
        return
    tail = range(prose[-1] + 1, len(draft.items))
    surely_over = False
    for at in tail:
        if draft.kinds[at] is not None:
            surely_over = surely_over or draft.kinds[at] not in {"caption", "ad"}
        elif surely_over:
            draft.drop(at, "headline")
    leads_in = draft.items[prose[-1]].text.endswith(":")
    loose = [at for at in tail if draft.kinds[at] is None]
    enough = sum(draft.items[at].words for at in prose) >= _CLOSING_WORDS
    if enough and not leads_in and (surely_over or len(loose) >= 2):
        for at in loose:
            if draft.items[at].shape is Shape.HEADLINE:
                draft.drop(at, "headline")


def _is_tail_question(draft: _Draft, at: int) -> bool:
    """Whether the last prose is a headline in the form of a question below something that is not the article."""
    item = draft.items[at]
    return item.text.endswith("?") and item.words <= _QUESTION_WORDS and at > 0 and draft.kinds[at - 1] is not None


def _restore_labels(draft: _Draft, title_at: int | None) -> None:
    """Inside the article a section's name is a subheading."""
    prose = draft.prose()
    for at, kind in enumerate(draft.kinds):
        if kind in _EDGE_ONLY and prose and prose[0] < at < prose[-1] and at != title_at:
            draft.kinds[at] = None


def _drop_repeats(draft: _Draft, title_at: int | None) -> None:
    seen: set[str] = set()
    if title_at is not None:
        seen.add(_plain(draft.items[title_at].text))
    for at, item in enumerate(draft.items):
        if at == title_at or draft.kinds[at] is not None:
            continue
        plain = _plain(item.text)
        if plain in seen:
            draft.drop(at, "repeated")
        elif item.words >= 6:
            seen.add(plain)


def _plain(line: str) -> str:
    return line.lstrip("# ").rstrip(" .").casefold()


def _layout(page: Page, outlets: OutletNames, front: FrontMatter, draft: _Draft, title_at: int | None) -> Layout:
    title, title_span, title_outlet = page.title or front.title, None, None
    if title_at is not None:
        item = draft.items[title_at]
        title, title_span, title_outlet = split_title(item.text, item.span, outlets)
    elif title:
        title, _, title_outlet = split_title(title, None, outlets)
    prose = draft.prose()
    first = next((at for at in prose if title_at is None or at > title_at), len(draft.items))
    masthead = read_masthead(page, front, Head(draft.items, draft.kinds, first), outlets, title_outlet)
    body, rest = _spans(page.text, front, draft, title_at, title_span)
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


def _spans(
    text: str, front: FrontMatter, draft: _Draft, title_at: int | None, title_span: Span | None
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
