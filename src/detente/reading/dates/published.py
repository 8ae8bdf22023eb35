"""When a text appeared: as stated, as the user says, or as narrowly as its own words allow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.reading.dates.date_spans import Unit, unit_span
from detente.reading.dates.relative_time import Tense
from detente.reading.dates.time_words import MONTH_NAMES
from detente.reading.dates.when import TimeMention
from detente.records import DateSpan, Precision, Published, Span

TenseAt = Callable[[int], str | None]
Incumbency = Callable[[str], DateSpan | None]

TITLED = re.compile(
    r"\b(?P<title>(?:Prime|Foreign|Defence|Defense) (?:Minister|Secretary)|President|Premier|Chancellor|King|Queen|"
    r"Supreme Leader|Secretary of State|Secretary-General|Pope)\s"
    r"(?P<name>[A-Z][\w’'-]{1,30}(?:\s[A-Z][\w’'-]{1,30}){0,3})"
)
"""A title straight before a name: how a text speaks of somebody in office. Every repeat is bounded."""
NOT_IN_OFFICE = re.compile(
    r"\b(?:former|ex|then|late|future|next|past|previous|elect|would-be|incoming|outgoing|sitting|vice|deputy|"
    r"first|acting)[\s-]+(?:\w{1,20}\s)?$",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s|\n\s*\n")
FUTURE_CUES = re.compile(
    r"\b(?:will|shall|won[’']t|(?:is|are|am) (?:to|going to|due|set|expected|scheduled|planned|slated|about to)|"
    r"(?:plans?|intends?|expects?|hopes?) to|upcoming|forthcoming)\b",
    re.IGNORECASE,
)
PAST_CUES = re.compile(
    r"\b(?:was|were|had|did|said|told|has been|have been|went|met|made|took|came|held|killed|\w{2,20}ed)\b",
    re.IGNORECASE,
)
WOULD = re.compile(r"\b(?:would|could|might)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clue:
    """One reason why a text cannot have appeared before, or after, a day."""

    day: date
    words: str


def infer_published(
    text: str,
    body: tuple[Span, ...],
    mentions: Sequence[TimeMention],
    *,
    stated: DateSpan | None = None,
    stated_why: str | None = None,
    override: date | None = None,
    tense_at: TenseAt | None = None,
    holders: Incumbency | None = None,
) -> Published:
    """When the text appeared, with the reason in words.

    The user's date wins over a stated one, and a stated one over the text's own clues: it appeared on or
    after the latest date that it tells as past, on or before the earliest that it tells as still to come or
    going on, and within the terms of those it speaks of as in office.

    Args:
        text: The article.
        body: The parts of it that are the article itself; clues elsewhere don't count.
        mentions: From `find_times(text)`.
        stated: What the page or the byline says, if anything.
        stated_why: Where that stands.
        override: The date that the user gives.
        tense_at: The tense of the clause at a character; None lets a few words of the sentence decide.
        holders: The term of whoever bears a name with a title before it ("President X"), or None.

    Returns:
        The interval; start or end is None where nothing bounds it. Nothing is made up: a text without
        clues gets neither, and `why` says so.
    """
    if override is not None:
        return Published(override, override, "given by the user")
    if stated is not None:
        return Published(stated.start, stated.end, stated_why or "stated on the page")
    lower, upper = _date_clues(text, body, mentions, tense_at)
    if holders is not None:
        lower, upper = _within_terms(lower, upper, _terms(text, body, mentions, holders))
    if lower is None and upper is None:
        return Published(None, None, "nothing in the text tells when it appeared")
    why = "; ".join(clue.words for clue in (lower, upper) if clue is not None)
    return Published(lower.day if lower else None, upper.day if upper else None, why)


def _date_clues(
    text: str, body: tuple[Span, ...], mentions: Iterable[TimeMention], tense_at: TenseAt | None
) -> tuple[Clue | None, Clue | None]:
    """The latest day told as past, and the earliest later one told as still to come or going on."""
    past: list[Clue] = []
    ahead: list[Clue] = []
    for mention in mentions:
        if mention.span is None or not _inside(mention.start, body):
            continue
        tense = _tense(text, mention, tense_at)
        if tense == "past" and (day := _begun(mention.span)):
            past.append(Clue(day, f"not before {_quote(mention)}, which it tells as past"))
        elif tense in ("future", "present") and mention.span.end and _may_lie_ahead(mention, tense):
            told = "still to come" if tense == "future" else "going on"
            ahead.append(Clue(mention.span.end, f"not after {_quote(mention)}, which it tells as {told}"))
    lower = max(past, key=lambda clue: clue.day, default=None)
    later = [clue for clue in ahead if lower is None or clue.day >= lower.day]
    return lower, min(later, key=lambda clue: clue.day, default=None)


def _begun(span: DateSpan) -> date | None:
    """The first day by which a past date had surely begun: an end alone counts from the start of its unit."""
    if span.start is not None:
        return span.start
    if span.end is None or span.precision is Precision.PERIOD:
        return None
    units = {Precision.MONTH: Unit.MONTH, Precision.YEAR: Unit.YEAR, Precision.DECADE: Unit.DECADE}
    return unit_span(units.get(span.precision, Unit.DAY), span.end).start


def _may_lie_ahead(mention: TimeMention, tense: str) -> bool:
    """Present tense bounds only what it says is going on to a day: a range or an "until"; not "the 2003 war is"."""
    span = mention.span
    assert span is not None
    if span.precision in (Precision.DECADE, Precision.VAGUE_PAST):
        return False
    if tense == "future":
        return not mention.text.lower().startswith(("since", "after", "post"))
    return span.start != span.end and span.precision is Precision.DAY


def _tense(text: str, mention: TimeMention, tense_at: TenseAt | None) -> str | None:
    sentence = _sentence_before(text, mention.start)
    if tense_at is not None:
        tense = tense_at(mention.start)
        # "Agreed to leave by 2014" and "said it would" were future then, not when the text appeared.
        told_now = FUTURE_CUES.search(sentence) and not WOULD.search(sentence)
        return None if tense == "future" and not told_now else tense
    cues: list[tuple[int, Tense]] = [(match.end(), "future") for match in FUTURE_CUES.finditer(sentence)]
    cues += [(match.end(), "past") for match in PAST_CUES.finditer(sentence)]
    return max(cues)[1] if cues and not WOULD.search(sentence) else None


def _sentence_before(text: str, offset: int) -> str:
    """What stands in the sentence before an offset, at most 400 characters."""
    window = text[max(0, offset - 400) : offset]
    ends = [match.end() for match in SENTENCE_END.finditer(window)]
    return window[ends[-1] :] if ends else window


def _terms(
    text: str, body: tuple[Span, ...], mentions: Sequence[TimeMention], holders: Incumbency
) -> Iterator[tuple[str, DateSpan]]:
    """Those spoken of as in office, outside sentences that tell of a dated past, with their terms."""
    dated = [mention.start for mention in mentions if mention.span is not None]
    for match in TITLED.finditer(text):
        if not _inside(match.start(), body) or NOT_IN_OFFICE.search(text[max(0, match.start() - 40) : match.start()]):
            continue
        first = match.start() - len(_sentence_before(text, match.start()))
        found = SENTENCE_END.search(text, match.end(), match.end() + 400)
        last = found.start() if found else match.end() + 400
        if any(first <= start < last for start in dated):
            continue
        name = re.sub(r"[’']s?$", "", match["name"])
        if (term := holders(name)) is not None:
            yield f"{match['title']} {name}", term


def _within_terms(
    lower: Clue | None, upper: Clue | None, terms: Iterable[tuple[str, DateSpan]]
) -> tuple[Clue | None, Clue | None]:
    """The interval narrowed by terms of office; terms that contradict the dates, or each other, are left out."""
    first, last = lower, upper
    for who, term in terms:
        start, end = term.start, term.end
        begun = Clue(start, f"not before {who} took office on {_day(start)}") if start else None
        ended = Clue(end, f"not after {who} left office on {_day(end)}") if end else None
        new_first = begun if begun and (first is None or begun.day > first.day) else first
        new_last = ended if ended and (last is None or ended.day < last.day) else last
        if new_first and new_last and new_first.day > new_last.day:
            continue
        first, last = new_first, new_last
    return first, last


def _inside(offset: int, body: tuple[Span, ...]) -> bool:
    return any(span.start <= offset < span.end for span in body)


def _quote(mention: TimeMention) -> str:
    return f"“{' '.join(mention.text.split())}”"


def _day(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1].capitalize()} {day.year}"
