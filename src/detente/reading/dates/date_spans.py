"""Calendar arithmetic on spans of days: whole units, shifts, and parts such as "early" or "the first half"."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from detente.records import DateSpan, Precision

ONE_DAY = timedelta(days=1)


class Unit(StrEnum):
    """A stretch of the calendar. Weeks run from Monday, decades from years that end in 0."""

    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


YEARS_IN = {Unit.YEAR: 1, Unit.DECADE: 10, Unit.CENTURY: 100}

PARTS = {
    "early": (0, 4),
    "mid": (4, 8),
    "late": (8, 12),
    "start": (0, 3),
    "end": (9, 12),
    "first half": (0, 6),
    "second half": (6, 12),
    "first quarter": (0, 3),
    "second quarter": (3, 6),
    "third quarter": (6, 9),
    "fourth quarter": (9, 12),
}
"""Each part as twelfths of the whole: months, when the whole is a year."""

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
"""First and last month of the northern (meteorological) seasons; a winter is named by the year it begins in."""

COARSENESS = (Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.DECADE, Precision.PERIOD, Precision.VAGUE_PAST)


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day.

    >>> safe_date(2015, 2, 29) is None
    True
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - ONE_DAY


def month_span(year: int, month: int) -> DateSpan:
    """A whole month."""
    return DateSpan(date(year, month, 1), month_end(year, month), Precision.MONTH)


def year_span(year: int) -> DateSpan:
    """A whole year."""
    return DateSpan(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def decade_span(year: int) -> DateSpan:
    """The decade that a year lies in: 1990 to 1999 for 1994."""
    first = max(1, year - year % 10)
    return DateSpan(date(first, 1, 1), date(min(9999, year - year % 10 + 9), 12, 31), Precision.DECADE)


def century_span(number: int) -> DateSpan:
    """A century by its number: the 20th is 1901 to 2000."""
    return DateSpan(date(number * 100 - 99, 1, 1), date(min(9999, number * 100), 12, 31), Precision.PERIOD)


def season_span(year: int, season: str) -> DateSpan:
    """A season of a year; "winter" 2015 is December 2015 to February 2016."""
    first, last = SEASONS[season]
    last_year = min(9999, year + (last < first))
    return DateSpan(date(year, first, 1), max(month_end(last_year, last), date(year, first, 1)), Precision.PERIOD)


def unit_span(unit: Unit, day: date) -> DateSpan:
    """The calendar unit that a day lies in.

    >>> unit_span(Unit.WEEK, date(2016, 9, 24)).start.isoformat()
    '2016-09-19'
    """
    if unit is Unit.DAY:
        return DateSpan(day, day, Precision.DAY)
    if unit in (Unit.WEEK, Unit.WEEKEND):
        monday = shift_day(day, Unit.DAY, -day.weekday())
        first = shift_day(monday, Unit.DAY, 5) if unit is Unit.WEEKEND else monday
        return DateSpan(first, shift_day(monday, Unit.DAY, 6), Precision.PERIOD)
    if unit is Unit.MONTH:
        return month_span(day.year, day.month)
    if unit is Unit.YEAR:
        return year_span(day.year)
    if unit is Unit.DECADE:
        return decade_span(day.year)
    return century_span((day.year + 99) // 100)


def shift_day(day: date, unit: Unit, count: int) -> date:
    """The day `count` units on (or back); held inside the calendar and inside the month it lands in.

    >>> shift_day(date(2016, 3, 31), Unit.MONTH, -1).isoformat()
    '2016-02-29'
    """
    if unit in (Unit.DAY, Unit.WEEK, Unit.WEEKEND):
        days = count if unit is Unit.DAY else 7 * count
        ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
        return date.fromordinal(ordinal)
    months = count if unit is Unit.MONTH else 12 * YEARS_IN[unit] * count
    index = day.year * 12 + day.month - 1 + months
    if index < 12:
        return date.min
    if index >= 10000 * 12:
        return date.max
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, month_end(year, month + 1).day))


def part_of(span: DateSpan, part: str) -> DateSpan:
    """One of `PARTS` of a closed span; an open span is returned as it is.

    Months are cut after the 10th and 20th ("early", "mid", "late"; "start" and "end" likewise) or after
    the 15th (halves); years by months; longer spans by years; anything else by days.
    """
    if span.start is None or span.end is None or span.precision is Precision.DAY:
        return span
    first, last = PARTS[part]
    if span.precision is Precision.MONTH:
        return _part_of_month(span.start, span.end, first, last)
    if span.precision is Precision.YEAR and span.start.year == span.end.year:
        year = span.start.year
        return DateSpan(date(year, first + 1, 1), month_end(year, last), Precision.PERIOD)
    if span.precision is Precision.DECADE and span.end.year - span.start.year == 9:
        # 1990-1993, 1994-1996, 1997-1999: what writers mean by the early, mid and late nineties.
        years = [round(twelfth * 10 / 12 + 0.3) for twelfth in (first, last)]
        start = date(span.start.year + years[0], 1, 1)
        return DateSpan(start, date(span.start.year + min(10, years[1]) - 1, 12, 31), Precision.PERIOD)
    length = (span.end - span.start).days + 1
    if part in ("start", "end") and length > 2 * 365:
        # "The end of the Cold War" is its last year, not its last decade.
        edge = timedelta(days=364)
        start, end = (span.start, span.start + edge) if part == "start" else (span.end - edge, span.end)
        return DateSpan(start, end, Precision.PERIOD)
    start = span.start + timedelta(days=length * first // 12)
    end = span.start + timedelta(days=max(length * last // 12 - 1, length * first // 12))
    return DateSpan(start, end, Precision.PERIOD)


def _part_of_month(start: date, end: date, first: int, last: int) -> DateSpan:
    half = (first, last) in ((0, 6), (6, 12))
    cuts = {0: 1, 3: 11, 4: 11, 6: 16, 8: 21, 9: 21, 12: end.day + 1}
    if half:
        cuts[6] = 16
    last_day = min(end.day, cuts[last] - 1)
    return DateSpan(start.replace(day=cuts[first]), start.replace(day=last_day), Precision.PERIOD)


def coarser(first: Precision, second: Precision) -> Precision:
    """The less exact of two precisions."""
    return max(first, second, key=COARSENESS.index)


def join(first: DateSpan, last: DateSpan) -> DateSpan | None:
    """From the start of one span to the end of another; None when that runs backwards."""
    if first.start and last.end and first.start > last.end:
        return None
    return DateSpan(first.start, last.end, coarser(first.precision, last.precision))


def hull(first: DateSpan, second: DateSpan) -> DateSpan:
    """The smallest span that holds both; a span wider than either has no calendar precision."""
    if first == second:
        return first
    start = min(first.start, second.start) if first.start and second.start else None
    end = max(first.end, second.end) if first.end and second.end else None
    precision = coarser(first.precision, second.precision)
    if precision is not Precision.VAGUE_PAST:
        precision = Precision.PERIOD
    return DateSpan(start, end, precision)
