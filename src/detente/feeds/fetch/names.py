"""What GDELT's files are called, and the stretch of time that each stands for. All times are UTC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final

from detente.errors import InputError

SLOT: Final = timedelta(minutes=15)
GDELT2_BEGINS: Final = datetime(2015, 2, 18, 23, tzinfo=UTC)
"""The first file of the master list (DATA.md, section 3.1)."""

GDELT1_BEGINS: Final = datetime(1979, 1, 1, tzinfo=UTC)
_MONTHLY_FROM: Final = date(2006, 1, 1)
_DAILY_FROM: Final = date(2013, 4, 1)
_GDELT1_NAME: Final = re.compile(r"(?:[12]\d{3}|[12]\d{5}|[12]\d{7}\.export\.CSV)\.zip", re.ASCII)


class Stream(StrEnum):
    """Articles that were in English, or that GDELT translated into it."""

    ENGLISH = "english"
    TRANSLATION = "translation"


class What(StrEnum):
    """Which table: events, or every mention of them."""

    EVENTS = "events"
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time, `start <= t < end`."""

    start: datetime
    end: datetime

    @classmethod
    def of_days(cls, first: date, last: date) -> Window:
        """The days `first` to `last`, both whole.

        Raises:
            InputError: `last` is before `first`.
        """
        if last < first:
            raise InputError(f"The window {first} to {last} ends before it begins. Give the earlier day as --from.")
        return cls(_midnight(first), _midnight(last) + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Series:
    """One run of files: a GDELT version, a stream and a table; version 1 has English events only."""

    version: int
    stream: Stream = Stream.ENGLISH
    what: What = What.EVENTS

    def __post_init__(self) -> None:
        if self.version not in {1, 2}:
            raise InputError(f"GDELT version {self.version} is not known. Give 1 or 2.")
        if self.version == 1 and (self.stream, self.what) != (Stream.ENGLISH, What.EVENTS):
            raise InputError(
                f"GDELT 1.0 has events in one stream; {self.stream} {self.what} are in GDELT 2.0. Give --version 2."
            )

    def __str__(self) -> str:
        return f"GDELT {self.version}.0 {self.stream} {self.what}"

    @property
    def begins(self) -> datetime:
        """When the series' first file begins."""
        return GDELT1_BEGINS if self.version == 1 else GDELT2_BEGINS

    @property
    def folder(self) -> str:
        """Where the files lie on GDELT's server and its mirrors."""
        return "events" if self.version == 1 else "gdeltv2"

    def widened(self, window: Window) -> Window:
        """The window out to the ends of the files that overlap it: GDELT 1.0 has files of months and years."""
        if self.version == 2:
            return window
        return Window(_gdelt1_period(window.start).start, _gdelt1_period(window.end - timedelta(microseconds=1)).end)

    def periods(self, window: Window) -> Iterator[Window]:
        """Every stretch in the window for which there should be a file, in order."""
        period = self.period_at(window.start)
        while period.start < window.end:
            yield period
            period = self.period_at(period.end)

    def period_at(self, moment: datetime) -> Window:
        """The stretch that the file holding `moment` stands for."""
        if self.version == 1:
            return _gdelt1_period(moment)
        start = _slot_start(moment)
        return Window(start, start + SLOT)

    def starts(self, window: Window) -> Iterator[datetime]:
        """When each of `periods` begins. Of ten years of quarters of an hour this takes a third of the time."""
        if self.version == 1:
            yield from (period.start for period in self.periods(window))
            return
        start = _slot_start(window.start)
        while start < window.end:
            yield start
            start += SLOT

    def start_at(self, moment: datetime) -> datetime:
        """When the file that holds `moment` begins."""
        return _slot_start(moment) if self.version == 2 else self.period_at(moment).start


def _slot_start(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


def gdelt1_start(name: str) -> datetime | None:
    """When the GDELT 1.0 file `name` begins; None when it is not one of the yearly, monthly or daily event files.

    >>> gdelt1_start("200602.zip").isoformat()
    '2006-02-01T00:00:00+00:00'
    >>> gdelt1_start("GDELT.MASTERREDUCEDV2.1979-2013.zip")
    """
    if not _GDELT1_NAME.fullmatch(name):
        return None
    digits = name.partition(".")[0]
    try:
        day = date(int(digits[:4]), int(digits[4:6] or 1), int(digits[6:8] or 1))
    except ValueError:
        return None
    # A year's file after the change to monthly ones would stand for a stretch that others stand for too.
    expected = 4 if day < _MONTHLY_FROM else 6 if day < _DAILY_FROM else 8
    return _midnight(day) if len(digits) == expected else None


def _gdelt1_period(moment: datetime) -> Window:
    day = moment.date()
    if day >= _DAILY_FROM:
        return Window(_midnight(day), _midnight(day) + timedelta(days=1))
    if day >= _MONTHLY_FROM:
        first = day.replace(day=1)
        return Window(_midnight(first), _midnight((first + timedelta(days=31)).replace(day=1)))
    return Window(_midnight(date(day.year, 1, 1)), _midnight(date(day.year + 1, 1, 1)))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
