"""Where a paragraph stands decides too: sections of links and comments, the head, the tail, repeats.

Each function here looks at all paragraphs of a text and drops those that their place tells not to be the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.reading.intake.extract import Page
from detente.reading.page.boilerplate import Verdict, is_bio
from detente.reading.page.paragraphs import Paragraph, Shape
from detente.reading.page.stated_date import read_full_date
from detente.reading.page.title import Head, find_title

_CLOSING_WORDS = 40
"""Words of prose after which a comment form ends the article; above it stands a link to the form."""

_MOST_PROSE_BELOW = 5
"""With over so many times its prose below a comment form, that is the article and the form stands in its head."""

_SECTIONS = frozenset({"comments", "related_section", "bio_section", "note_section"})
_SECTION_KINDS = {"related_section": "related", "bio_section": "bio", "note_section": "note"}
_BETWEEN = frozenset({"caption", "ad", "share"})
"""Kinds that stand between an article's paragraphs on the page without ending it."""

_EDGE_ONLY = frozenset({"label", "date"})
"""Kinds that count only before and after the article; inside it they may be subheadings."""

_SCRAP_WORDS = 3
_MASTHEAD_WORDS = 16
_INNER_BYLINE = re.compile(r"(?:^|[|•·–—-]\s*)By\s+[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,4}\s*$")
_QUESTION_WORDS = 18
_BIO_WORDS = 60
_BIO_NAME_CHARS = 80
_BIO_PRONOUNS = frozenset({"He", "She", "author", "writer", "columnist"})
_THE_WRITER = ("The author", "The writer", "The columnist")


@dataclass(slots=True)
class Draft:
    """The paragraphs of a text, and for each the kind of thing it is instead of the article, or None."""

    items: Sequence[Paragraph]
    kinds: list[str | None]

    def is_prose(self, at: int) -> bool:
        return self.kinds[at] is None and self.items[at].shape is Shape.PROSE

    def prose(self) -> list[int]:
        return [at for at in range(len(self.items)) if self.is_prose(at)]

    def drop(self, at: int, kind: str) -> None:
        if self.kinds[at] is None:
            self.kinds[at] = kind


def own_kind(item: Paragraph, verdict: Verdict | None) -> str | None:
    """The kind that a paragraph's own words and form give it; a heading named like a site's section is a heading."""
    if verdict is None or (item.shape is Shape.HEADING and verdict.kind in _EDGE_ONLY):
        return None
    return verdict.kind


def close_sections(draft: Draft) -> None:
    """Follow headings such as "3 Comments" and "Related articles" to where what they head ends."""
    total = sum(draft.items[at].words for at in draft.prose())
    words, section = 0, None
    for at, item in enumerate(draft.items):
        kind = draft.kinds[at]
        if kind == "comments" and words >= max(_CLOSING_WORDS, (total - words) / _MOST_PROSE_BELOW):
            for later in range(at + 1, len(draft.items)):
                draft.drop(later, "after comments")
            return
        if kind in _SECTIONS:
            section = kind if kind != "comments" else None
        elif kind is None and section is not None:
            stays = section == "related_section" or words < _CLOSING_WORDS
            if stays and item.shape is Shape.PROSE and _reopens(draft, at):
                section = None
            else:
                draft.drop(at, _SECTION_KINDS[section])
        if draft.is_prose(at):
            words += item.words


def _reopens(draft: Draft, at: int) -> bool:
    """Whether prose under a heading of links is the article again: more prose must follow it at once.

    The lines below such headings are other articles' headlines, or headlines each with one teaser sentence.
    """
    following = next((later for later in range(at + 1, len(draft.items)) if draft.kinds[later] not in _BETWEEN), None)
    return following is not None and draft.is_prose(following)


def drop_head(draft: Draft, page: Page, given_title: str | None) -> int | None:
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
        if kind := _masthead_kind(draft.items[at]):
            draft.drop(at, kind)
        before_title = title_at is not None and at < title_at
        if draft.items[at].words <= _SCRAP_WORDS or (before_title and draft.items[at].shape is not Shape.PROSE):
            draft.drop(at, "nav")
    return title_at


def _masthead_kind(item: Paragraph) -> str | None:
    """Above the article, a short line with a whole date or a "By" and a name is no sentence of it."""
    if item.shape is Shape.PROSE or item.words > _MASTHEAD_WORDS:
        return None
    if _INNER_BYLINE.search(item.text):
        return "byline"
    return "dated" if read_full_date(item.text) else None


def drop_bios(draft: Draft) -> None:
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


def drop_tail(draft: Draft) -> None:
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
    loose = {at for at in tail if draft.kinds[at] is None}
    enough = sum(draft.items[at].words for at in prose) >= _CLOSING_WORDS
    if enough and not leads_in and (surely_over or len(loose) >= 2):
        for at in sorted(loose):
            heads_list = at + 1 in loose and draft.items[at + 1].shape is Shape.ITEM
            short_sentence = draft.items[at].ends_sentence and at == prose[-1] + 1
            if draft.items[at].shape is Shape.HEADLINE and not heads_list and not short_sentence:
                draft.drop(at, "headline")


def _is_tail_question(draft: Draft, at: int) -> bool:
    """Whether the last prose is a headline in the form of a question below something that is not the article."""
    item = draft.items[at]
    return item.text.endswith("?") and item.words <= _QUESTION_WORDS and at > 0 and draft.kinds[at - 1] is not None


def restore_labels(draft: Draft, title_at: int | None) -> None:
    """Inside the article a section's name is a subheading."""
    prose = [at for at in draft.prose() if at != title_at]
    for at, kind in enumerate(draft.kinds):
        if kind in _EDGE_ONLY and prose and prose[0] < at < prose[-1] and at != title_at:
            draft.kinds[at] = None


def drop_repeats(draft: Draft, title_at: int | None) -> None:
    """The second time the same paragraph comes, or the title, it is the page's doing."""
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
