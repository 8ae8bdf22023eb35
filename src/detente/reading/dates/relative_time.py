"""Time expressions that need something outside themselves: the day of publication, or a date told before.

Each kind is one small class; `resolve_relative` turns any of them into days. Where the anchor is itself an
interval, both its ends are tried and the answer covers both: "yesterday" in a text known only to be from
some September is a month wide, and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.reading.dates.date_spans import (
    Unit,
    coarser,
    hull,
    join,
    month_span,
    part_of,
    safe_date,
    season_span,
    shift_day,
    unit_span,
)
from detente.reading.dates.time_words import Side
from detente.records import DateSpan, Precision, Published

Anchor = Literal["published", "previous"]
Tense = Literal["past", "present", "future"]


STEP_BACK = 4
"""Months that a story may go back from one dated sentence to the next; ours, not measured."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Whole calendar units counted from the anchor's own: "yesterday", "last week", "a year earlier"."""

    unit: Unit
    first: int
    last: int
    anchor: Anchor = "published"


@dataclass(frozen=True, slots=True)
class Running:
    """A stretch that begins or ends at the anchor: "over the past decade", "in the coming years"."""

    unit: Unit
    first: int
    last: int
    anchor: Anchor = "published"
    only_future: bool = False
    """"in two weeks" is a date only in a clause about the future; otherwise it is a duration."""


@dataclass(frozen=True, slots=True)
class Yearless:
    """A month, day or season without its year: "9 May", "in September", "last March", "spring".

    `which` is -1 for "last", +1 for "next", 0 for "this"; `year` counts from the year of publication
    ("9 May last year" is -1). `weekday` (0 is Monday) helps to find the year.
    """

    month: int = 0
    day: int = 0
    season: str = ""
    which: int | None = None
    year: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 0 is Monday; `week` counts from the anchor's week ("Thursday last week" is -1)."""

    index: int
    which: int | None = None
    week: int | None = None
    anchor: Anchor = "published"


@dataclass(frozen=True, slots=True)
class Vague:
    """A past without a date ("previously", "long ago")."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part, named in `date_spans.PARTS`, of a relative whole: "the end of the year"."""

    of: Relative
    part: str


@dataclass(frozen=True, slots=True)
class SoFar:
    """The part of a unit on one side of the anchor: "earlier this year", "later this month"."""

    of: Shift
    later: bool


@dataclass(frozen=True, slots=True)
class Bound:
    """A relative time as a bound: "since Monday", "until next year", "since then"."""

    of: Relative
    side: Side


@dataclass(frozen=True, slots=True)
class Between:
    """From one time to another, at least one of them relative: "from last May to March 2017"."""

    first: Relative | DateSpan
    last: Relative | DateSpan


Relative = Shift | Running | Yearless | Weekday | Vague | Part | SoFar | Bound | Between


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative time is resolved against."""

    published: Published
    previous: DateSpan | None = None
    tense: Tense | None = None


def resolve_relative(relative: Relative, context: Context) -> DateSpan | None:
    """The days a relative time stands for.

    Args:
        relative: The expression.
        context: The interval of publication, the last date told before, and the tense of the clause.

    Returns:
        The days, or None when the anchor it needs is unknown.
    """
    match relative:
        case Vague():
            return DateSpan(None, _latest(context.published), Precision.VAGUE_PAST)
        case Part(of=whole, part=part):
            span = resolve_relative(whole, context)
            return span and part_of(span, part)
        case Bound(of=inner, side=side):
            span = resolve_relative(inner, context)
            return span and bound(span, side)
        case Between():
            return _between(relative, context)
        case Yearless() if (beside := _told_beside(relative, context)) is not None:
            return _nearest(relative, beside)
        case Shift(unit=Unit.DAY, first=0, last=0, anchor="previous"):
            return context.previous  # "at that time" is as exact as the time told
        case Shift(anchor="previous") | Running(anchor="previous") | Weekday(anchor="previous"):
            if context.previous is None:
                return None
            return _over(context.previous.start, context.previous.end, lambda day: _from_day(relative, day, context))
        case _:
            published = context.published
            return _over(published.start, published.end, lambda day: _from_day(relative, day, context))


def bound(span: DateSpan, side: Side) -> DateSpan | None:
    """The open span on one side of a closed one; None where that side has no day.

    >>> bound(DateSpan(date(2014, 1, 1), date(2014, 12, 31), Precision.YEAR), "since").start.isoformat()
    '2014-01-01'
    """
    if side == "since":
        return DateSpan(span.start, None, span.precision) if span.start else None
    if side in ("until", "by"):
        return DateSpan(None, span.end, span.precision) if span.end else None
    edge = span.start if side == "before" else span.end
    if edge is None or edge in (date.min, date.max):
        return None
    beyond = shift_day(edge, Unit.DAY, -1 if side == "before" else 1)
    return DateSpan(None, beyond, span.precision) if side == "before" else DateSpan(beyond, None, span.precision)


def adopt_year(first: Yearless, last: DateSpan) -> DateSpan | None:
    """A yearless time just before a dated one: "24 September to 10 October 2016" lends its year back."""
    if last.start is None:
        return None
    for year in (last.start.year, last.start.year - 1):
        span = _in_year(first, year)
        if span and span.start and span.start <= last.start:
            return span
    return None


def lend_year(first: DateSpan, last: Yearless) -> DateSpan | None:
    """A yearless time just after a dated one: "December 2014 to March" runs into the next year."""
    if first.start is None:
        return None
    for year in (first.start.year, first.start.year + 1):
        span = _in_year(last, year)
        if span and span.end and span.end >= first.start:
            return span
    return None


def _latest(published: Published) -> date | None:
    return published.end or published.start


def _over(first: date | None, last: date | None, at: Callable[[date], DateSpan | None]) -> DateSpan | None:
    """The answers for both ends of an anchor interval, joined; an open end stays open."""
    if first and last:
        one, two = at(first), at(last)
        return hull(one, two) if one and two else None
    if first and (span := at(first)):
        return DateSpan(span.start, None, coarser(span.precision, Precision.PERIOD))
    if last and (span := at(last)):
        return DateSpan(None, span.end, coarser(span.precision, Precision.PERIOD))
    return None


def _from_day(relative: Relative, day: date, context: Context) -> DateSpan | None:
    match relative:
        case Shift(unit=unit, first=first, last=last):
            return _whole_units(unit, day, first, last)
        case Running():
            return _running(relative, day, context.tense)
        case Weekday():
            return _weekday(relative, day, context.tense)
        case Yearless():
            return _yearless(relative, day, context.tense)
        case SoFar(of=whole, later=later):
            span = _whole_units(whole.unit, day, whole.first, whole.last)
            start, end = (day, span.end) if later else (span.start, day)
            return DateSpan(start, end, Precision.PERIOD)
        case _:
            raise AssertionError(f"{relative!r} has no anchor day")


def _whole_units(unit: Unit, day: date, first: int, last: int) -> DateSpan:
    start = unit_span(unit, shift_day(day, unit, first))
    end = unit_span(unit, shift_day(day, unit, last))
    return start if first == last else DateSpan(start.start, end.end, Precision.PERIOD)


def _running(running: Running, day: date, tense: Tense | None) -> DateSpan | None:
    if running.only_future and tense != "future":
        return None
    start = shift_day(day, running.unit, running.first)
    end = shift_day(day, running.unit, running.last)
    return DateSpan(start, end, Precision.DAY if start == end else Precision.PERIOD)


def _weekday(weekday: Weekday, day: date, tense: Tense | None) -> DateSpan:
    ahead = (weekday.index - day.weekday()) % 7
    back = (day.weekday() - weekday.index) % 7
    if weekday.week is not None:
        days = 7 * weekday.week + weekday.index - day.weekday()
    elif weekday.which == -1:
        days = -(back or 7)
    elif weekday.which == 1:
        days = ahead or 7
    elif tense == "future":
        days = ahead
    elif weekday.which == 0 and tense != "past":
        days = weekday.index - day.weekday()
    else:
        days = -back
    return unit_span(Unit.DAY, shift_day(day, Unit.DAY, days))


def _in_year(yearless: Yearless, year: int) -> DateSpan | None:
    if not 1 <= year <= 9999:
        return None
    if yearless.season:
        return season_span(year, yearless.season)
    if not yearless.day:
        return month_span(year, yearless.month)
    day = safe_date(year, yearless.month, yearless.day)
    return unit_span(Unit.DAY, day) if day else None


def _yearless(yearless: Yearless, day: date, tense: Tense | None) -> DateSpan | None:
    """The year that fits: the one named, the one whose weekday fits, or the nearest in the tense's direction."""
    if yearless.year is not None:
        return _in_year(yearless, day.year + yearless.year)
    spans = [span for year in range(day.year - 4, day.year + 5) if (span := _in_year(yearless, year))]
    if yearless.weekday is not None:
        fitting = [span for span in spans if span.start and span.start.weekday() == yearless.weekday]
        spans = fitting or spans
    past = [span for span in spans if span.start and span.start <= day]
    ahead = [span for span in spans if span.end and span.end >= day]
    if yearless.which == -1:
        past = [span for span in past if span.end and span.end < day]
    elif yearless.which == 1:
        ahead = [span for span in ahead if span.start and span.start > day]
    elif yearless.which == 0:
        return _in_year(yearless, day.year)
    if yearless.which == 1 or (yearless.which is None and tense == "future"):
        return ahead[0] if ahead else None
    return past[-1] if past else None


def _told_beside(yearless: Yearless, context: Context) -> DateSpan | None:
    """The date that gives the year where the day of publication does not: the last one told, or the latest known.

    A story told long after goes by its own dates. So does one of which is only known that it came after some day:
    such a text is mostly about that time.
    """
    previous, published = context.previous, context.published
    if yearless.which is not None or yearless.year is not None or yearless.weekday is not None:
        return None
    told = previous if previous is not None and previous.start is not None and previous.end is not None else None
    exact = told is not None and told.precision in (Precision.DAY, Precision.MONTH)
    if published.start is not None and _is_wide(published):
        return told if exact else DateSpan(published.start, published.start)
    if told is None or told.end is None or context.tense == "future":
        return None
    first_published = published.start or published.end
    if first_published is None:
        return told if exact or told.precision is Precision.YEAR else None
    return told if exact and told.end < shift_day(first_published, Unit.YEAR, -1) else None


def _is_wide(published: Published) -> bool:
    """Whether publication is not known to within a year."""
    if published.start is None:
        return False
    return published.end is None or published.end > shift_day(published.start, Unit.YEAR, 1)


def _nearest(yearless: Yearless, previous: DateSpan) -> DateSpan | None:
    """The year that keeps a story moving on: the first such day not long before the date told last."""
    if previous.start is None:
        return None
    if previous.precision is Precision.YEAR:
        return _in_year(yearless, previous.start.year)
    earliest = shift_day(previous.start, Unit.MONTH, -STEP_BACK)
    spans = [span for year in (-1, 0, 1) if (span := _in_year(yearless, previous.start.year + year))]
    return next((span for span in spans if span.end and span.end >= earliest), None)


def _between(between: Between, context: Context) -> DateSpan | None:
    first, last = between.first, between.last
    if isinstance(last, Yearless) and isinstance(first, DateSpan):
        dated = lend_year(first, last)
        return dated and join(first, dated)
    end = last if isinstance(last, DateSpan) else resolve_relative(last, context)
    if end is None:
        return None
    if isinstance(first, Yearless) and first.which is None:
        start = adopt_year(first, end)
    else:
        start = first if isinstance(first, DateSpan) else resolve_relative(first, context)
    if start is None:
        return None
    if isinstance(first, Weekday) and start.start and end.end and start.start > end.end:
        start = DateSpan(shift_day(start.start, Unit.WEEK, -1), None, start.precision)
    return join(start, end)
