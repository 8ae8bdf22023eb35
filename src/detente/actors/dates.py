"""Dates and terms as the tables write them: "1994", "1994-05", "1994-05-10", "1994..2001", "AFG@2021-08-15..".

A year or month stands for its first day as a start and its last day as an end. Ends are included.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class DatedValue(NamedTuple):
    """A value and the days it held on, both ends included; None is an open end. A tuple: tables hold thousands."""

    value: str
    start: date | None = None
    end: date | None = None

    def holds(self, on: date | None) -> bool:
        """Whether the value held on a day; on None, whether it still holds (has no end)."""
        return self.end is None if on is None else covers(self.start, self.end, on)


def covers(start: date | None, end: date | None, on: date) -> bool:
    """Whether `on` lies in the days from `start` to `end`, both included; None is an open end."""
    return (start is None or start <= on) and (end is None or on <= end)


@lru_cache(maxsize=8192)
def first_day(text: str) -> date | None:
    """The first day of a year, month or day; None for the empty text.

    Raises:
        ValueError: The text is none of YYYY, YYYY-MM, YYYY-MM-DD, or no such day exists.

    >>> first_day("1994")
    datetime.date(1994, 1, 1)
    """
    if not text:
        return None
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


@lru_cache(maxsize=8192)
def last_day(text: str) -> date | None:
    """The last day of a year, month or day; None for the empty text.

    Raises:
        ValueError: As for `first_day`.

    >>> last_day("1996-02")
    datetime.date(1996, 2, 29)
    """
    if not text:
        return None
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def parse_dated(text: str) -> DatedValue:
    """Read `value`, `value@start..end`, `value@start..`, `value@..end`, `value@..` or `value@day`.

    Raises:
        ValueError: A date is malformed, or the start lies after the end.

    >>> parse_dated("Zaire@1971..1997-05-17").end
    datetime.date(1997, 5, 17)
    """
    value, at, term = text.partition("@")
    value = " ".join(value.split())
    if not value:
        raise ValueError(f"{text!r} has no value before its dates")
    if not at:
        return DatedValue(value)
    start_text, dots, end_text = term.strip().partition("..")
    start, end = first_day(start_text.strip()), last_day((end_text if dots else start_text).strip())
    if not term.strip():
        raise ValueError(f"{text!r} has '@' but no date after it; expected value@start..end")
    if start and end and start > end:
        raise ValueError(f"{text!r}: start {start} lies after end {end}")
    return DatedValue(value, start, end)


def parse_dated_list(text: str) -> tuple[DatedValue, ...]:
    """Read values divided by "|", each as `parse_dated` does; nothing for the empty text."""
    return tuple(parse_dated(part) for part in text.split("|") if part.strip())


def value_on(values: Sequence[DatedValue], on: date | None) -> str | None:
    """The value that held on a day, the last given of several; on None the one that still holds or held last.

    >>> value_on(parse_dated_list("AFG@1996..2001|AFG@2021.."), date(2010, 1, 1)) is None
    True
    """
    holding = next((dated.value for dated in reversed(values) if dated.holds(on)), None)
    return values[-1].value if holding is None and on is None and values else holding


def _parts(text: str) -> tuple[int, int, int]:
    match = _PARTIAL.fullmatch(text)
    if match is None:
        raise ValueError(f"date {text!r} is none of YYYY, YYYY-MM, YYYY-MM-DD")
    year, month, day = (int(part or 0) for part in match.groups())
    if match[2] is not None and not 1 <= month <= 12:
        raise ValueError(f"date {text!r} has no such month")
    if match[3] is not None and not 1 <= day <= calendar.monthrange(max(year, 1), month)[1]:
        raise ValueError(f"date {text!r} has no such day")
    if year == 0:
        raise ValueError(f"date {text!r} has the year 0")
    return year, month, day
