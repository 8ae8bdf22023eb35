"""Evidence as a reader is shown it: who says so, the sentence, and where it stands. A claim stays somebody's claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from detente.records import Article, DateSpan, Precision, Statement, StatementKind, Status
from detente.relations.told import Told
from detente.views.said import Said, said_around
from detente.views.wording import (
    actor_words,
    clean,
    date_words,
    is_symmetric,
    sentence_edges,
    speaker_words,
    what_words,
)

if TYPE_CHECKING:
    from detente.relations.events import RelationEvent

AUTHOR: Final = "the author"
VERBS: Final = {
    Status.ASSERTED: "says",
    Status.REPORTED: "says",
    Status.ALLEGED: "alleges",
    Status.DENIED: "denies",
    Status.CONDITIONAL: "says, on a condition",
    Status.PREDICTED: "predicts",
    Status.POSSIBLE: "says it may be so",
    Status.ASKED: "asks",
}
CODED: Final = frozenset({StatementKind.EVENT, StatementKind.TIE, StatementKind.STANCE, StatementKind.DEPENDENCY})
"""Kinds whose coding says it all; of the others the words do."""

MOST_WORDS: Final = 900
"""Characters of a feed's own words that are shown."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One piece of evidence in words.

    Attributes:
        id: The evidence id.
        day: What it is sorted by: when it happened, else when its text appeared; None where neither is known.
        what: The coding: "Russia COOPERATE military → Pakistan".
        when: When that was, in words; empty where the text does not say.
        status: One of Status.
        says: Who says so: "Andrew Korybko, the author, says", "the feed icews codes it so".
        said: The sentence; None where a feed brings none.
        source: Outlet, title and day of the text, or the feed and its reference.
        link: The web address of the text or of the feed's story; None without one.
        feed, licence: Whose data it is; the tag is None where nobody stated one.
        left_out: Why the numbers do not count it; None where they do.
    """

    id: str
    day: date | None
    what: str
    when: str
    status: str
    says: str
    said: Said | None
    source: str
    link: str | None
    feed: str
    licence: str | None
    left_out: str | None


def cite(told: Told) -> Cited:
    """Evidence that was looked up, in words."""
    event, statement, article = told.event, told.statement, told.article
    if statement is None or article is None:
        if event is None:
            raise ValueError(f"evidence {told.id!r} has neither an event nor a statement with its article")
        return cite_event(event)
    published = article.published.end or article.published.start
    span = statement.event_date
    return Cited(
        id=told.id,
        day=(span and (span.start or span.end)) or published,
        what=coded_words(statement),
        when=date_words(span),
        status=str(statement.status),
        says=says_words(statement, article),
        said=said_around(statement.evidence, article.text, sentence_edges(article)),
        source=_source(article),
        link=_web(article.origin),
        feed="article",
        licence=None,
        left_out=None if event is None else event.left_out,
    )


def cite_event(event: RelationEvent) -> Cited:
    """An event with what it holds itself: a feed's row, or an article's words without the sentence around them."""
    words = clean(event.quote or "")
    words = words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1].rstrip() + "…"
    feed = clean(event.feed)
    if event.article_id:
        says = f"{clean(event.speaker or 'nobody named')} {VERBS[Status(event.status)]}"
    else:
        says = f"the feed {feed} codes it so" + ("" if words else "; it brings no sentence")
    named = (
        event.outlet or "",
        "" if event.article_id else f"{feed} {event.id.partition(':')[2]}",
        _file(event.origin),
    )
    return Cited(
        id=event.id,
        day=event.event_date or event.event_date_end or (event.published_at and event.published_at.date()),
        what=event_words(event),
        when=event_when(event),
        status=event.status,
        says=says,
        said=Said("", words, "") if words else None,
        source=clean(" · ".join(part for part in dict.fromkeys(named) if part)),
        link=_web(event.origin),
        feed=feed,
        licence=event.licence,
        left_out=event.left_out,
    )


def says_words(statement: Statement, article: Article) -> str:
    """Who says so and how: "Andrew Korybko, the author, says", "John Kerry alleges", "nobody named asks"."""
    who = speaker_words(statement)
    if who == AUTHOR:
        who = f"{clean(article.author)}, the author," if article.author else "the author"
    verb = VERBS[statement.status]
    return f"{who} {_of_many(verb) if _is_many(who) else verb}"


def _is_many(who: str) -> bool:
    """Whether a speaker is several: "some economic analysts", not "the United States"."""
    last = who.rpartition(" ")[2]
    return last.islower() and last.endswith("s") and not last.endswith("ss")


def _of_many(verb: str) -> str:
    first, space, rest = verb.partition(" ")
    return {"denies": "deny"}.get(first, first.removesuffix(",").removesuffix("s") + "," * first.endswith(",")) + (
        space + rest
    )


def coded_words(statement: Statement) -> str:
    """What is said, as it is coded: "Russia COOPERATE military ↔ Pakistan", "India oppose CPEC"."""
    about = ", ".join(dict.fromkeys(actor_words(each) for each in statement.about))
    match statement.kind:
        case StatementKind.EVENT:
            arrow = "↔" if is_symmetric(statement) else "→"
            target = f" {arrow} {actor_words(statement.target)}" if statement.target else ""
            return f"{actor_words(statement.source) or '(not named)'} {clean(what_words(statement))}{target}"
        case StatementKind.TIE:
            return f"{' ↔ '.join(dict.fromkeys(map(actor_words, statement.actors)))}: {clean(what_words(statement))}"
        case StatementKind.STANCE:
            return f"{actor_words(statement.source) or '(not named)'} {clean(what_words(statement))} {about}".strip()
        case StatementKind.DEPENDENCY:
            needed = actor_words(statement.target) or "(not named)"
            return f"{actor_words(statement.source) or '(not named)'} depends on {needed}" + (
                f" for {about}" if about else ""
            )
        case _:
            return f"{statement.kind}: {', '.join(dict.fromkeys(map(actor_words, statement.actors))) or 'nobody named'}"


def event_words(event: RelationEvent) -> str:
    """The same for an event of a world."""
    coding = " ".join(filter(None, (event.plover_type, event.plover_mode))) or f"CAMEO {event.cameo_code or 'none'}"
    source, target = (
        clean(name or party)
        for name, party in ((event.source_name, event.source_party), (event.target_name, event.target_party))
    )
    return f"{source} {'not ' if event.polarity == 'negative' else ''}{clean(coding)} → {target}"


def event_when(event: RelationEvent) -> str:
    """When an event happened, in words."""
    if event.precision == Precision.VAGUE_PAST:
        return "earlier"
    if event.event_date is None and event.event_date_end is None:
        return "undated"
    return date_words(DateSpan(event.event_date, event.event_date_end, Precision(event.precision or "day")))


def _source(article: Article) -> str:
    title = f"“{clean(article.title)[:160]}”" if article.title else _file(article.origin)
    published = article.published
    when = date_words(DateSpan(published.start, published.end)) if published.start or published.end else ""
    return ", ".join(part for part in (clean(article.outlet or ""), title, when) if part)


def _file(origin: str | None) -> str:
    """Of a file only its name, for a report may go to others than its maker; web addresses stand apart."""
    words = clean(origin or "")
    return "" if _web(words) else words.replace("\\", "/").rpartition("/")[2][:160]


def _web(origin: str | None) -> str | None:
    words = clean(origin or "")[:500]
    return words if words.startswith(("http://", "https://")) else None
