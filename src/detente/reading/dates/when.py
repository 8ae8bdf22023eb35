"""Find the time expressions of a text and resolve them to days.

The grammar works on words alone, without a parse: each rule reads from one token on and looks a bounded
number of tokens ahead, so a text of any length takes time in proportion to it. The longest reading wins.
Its parts: time_words (vocabulary), time_tokens, day_grammar, year_grammar, relative_grammar, time_grammar (parts,
ranges, bounds), periods (named ones); and relative_time, which resolves what lacks a date of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from detente.reading.dates.relative_time import (
    Between,
    Bound,
    Context,
    Part,
    Relative,
    Running,
    Shift,
    SoFar,
    Tense,
    Vague,
    Weekday,
    Yearless,
    resolve_relative,
)
from detente.reading.dates.time_grammar import longest
from detente.reading.dates.time_tokens import cut
from detente.reading.dates.year_grammar import Value
from detente.records import DateSpan, Precision, Published

Direction = Literal["past", "future"]

__all__ = ["Relative", "TimeMention", "find_times", "resolve_time"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression: ``text == article[start:end]``.

    `span` is set when the words alone give the days, `relative` when they need the day of publication or a
    date told before; exactly one of them is None. `direction` is "past" or "future" where the words tell
    it ("two years ago", "next week"), else None.
    """

    start: int
    end: int
    text: str
    span: DateSpan | None
    relative: Relative | None
    direction: Direction | None = None


def find_times(text: str, start: int = 0, end: int | None = None) -> tuple[TimeMention, ...]:
    """Every time expression of a text, in order and disjoint; the longest reading from the left wins.

    Args:
        text: The whole text; offsets count its characters.
        start: Where to begin.
        end: Where to stop; None is the end of the text.

    Returns:
        The mentions; numbers that count something, codes and names are left out.

    >>> [mention.text for mention in find_times("In May 2011 it may march; since 2014, 2,000 troops.")]
    ['May 2011', 'since 2014']
    """
    tokens = cut(text, start, len(text) if end is None else min(end, len(text)))
    found: list[TimeMention] = []
    index, total = 0, len(tokens)
    while index < total:
        parsed = longest(tokens, index)
        if parsed is None:
            index += 1
            continue
        value, after = parsed
        found.append(_mention(text, tokens.start[index], tokens.end[after - 1], value))
        index = after
    return tuple(found)


def resolve_time(
    mention: TimeMention, *, published: Published, previous: DateSpan | None = None, tense: Tense | None = None
) -> DateSpan | None:
    """The days that a mention stands for in its text.

    Args:
        mention: From `find_times`.
        published: When the text appeared; a wide interval makes relative times as wide.
        previous: The last date told before the mention, for "the same day", "a month later" and days
            without a year; leave it out where it stands in another paragraph.
        tense: Of the clause that the mention stands in; it turns "on Thursday" to the past or the future.

    Returns:
        The days; None when what the mention counts from is unknown. "Since 2014" ends with the publication.
    """
    span = mention.span
    if mention.relative is not None:
        span = resolve_relative(mention.relative, Context(published, previous, tense))
    if span is None or span.precision is Precision.VAGUE_PAST:
        return span
    if span.end is None and published.end and span.start and span.start <= published.end:
        return replace(span, end=published.end)
    if span.start is None and tense == "future" and published.start and span.end and published.start <= span.end:
        return replace(span, start=published.start)
    return span


def _mention(text: str, start: int, end: int, value: Value) -> TimeMention:
    if isinstance(value, DateSpan):
        return TimeMention(start, end, text[start:end], value, None)
    return TimeMention(start, end, text[start:end], None, value, direction_of(value))


def direction_of(value: Relative | DateSpan) -> Direction | None:
    """Whether the words alone place a relative time before or after now."""
    match value:
        case Vague():
            return "past"
        case Shift(anchor="published", first=first, last=last) | Running(anchor="published", first=first, last=last):
            if first == last == 0:
                return None
            return "past" if last <= 0 else "future" if first >= 0 else None
        case SoFar(later=later):
            return "future" if later else "past"
        case Yearless(which=which, year=year):
            sign = which or year
            return None if not sign else "past" if sign < 0 else "future"
        case Weekday(anchor="published", which=which, week=week):
            sign = which or week
            return None if not sign else "past" if sign < 0 else "future"
        case Part(of=whole) | Bound(of=whole):
            return direction_of(whole)
        case Between(last=last_end):
            return direction_of(last_end) if not isinstance(last_end, DateSpan) else None
        case _:
            return None
