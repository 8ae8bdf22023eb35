"""Stretches without data: those that a fetch recorded, and days that no imported file of a feed spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente.feeds.fetch.gaps import Gap, read_gaps
from detente.feeds.fetch.names import What
from detente.feeds.registry import FEEDS

if TYPE_CHECKING:
    import duckdb

NO_FILE: Final = "no imported file spans it"


@dataclass(frozen=True, slots=True)
class WorldGap:
    """A stretch `start <= t < end` (UTC) of which the world has nothing of a feed, and why; nothing is no zero.

    `series` tells which run of the feed's files lacks it; None means that no file of the feed spans it.
    """

    feed: str
    series: str | None
    start: datetime
    end: datetime
    why: str


def world_gaps(root: Path, connection: duckdb.DuckDBPyConnection) -> tuple[WorldGap, ...]:
    """The gaps, by feed and time. Days outside the imported files of a feed, before and after all, are no gaps.

    Raises:
        FetchError: The world's gaps file is damaged.
    """
    recorded = [_of_fetch(gap) for gap in read_gaps(root).gaps]
    unspanned = (
        gap
        for gap in _unspanned(connection)
        if not any(other.feed == gap.feed and other.start <= gap.start and gap.end <= other.end for other in recorded)
    )
    return tuple(sorted([*recorded, *unspanned], key=lambda gap: (gap.feed, gap.start, gap.series or "")))


def _of_fetch(gap: Gap) -> WorldGap:
    feed = "gdelt" if gap.series.what is What.EVENTS else "gdelt-mentions"
    return WorldGap(feed, str(gap.series), gap.start, gap.end, gap.why)


def _unspanned(connection: duckdb.DuckDBPyConnection) -> Iterator[WorldGap]:
    """Of feeds that tell of the whole world, so that a day without a file is a hole and no quiet day."""
    for feed in (feed.name for feed in FEEDS if feed.covers_world):
        spans = connection.execute(
            "SELECT DISTINCT first_published::DATE, last_published::DATE FROM imports "
            "WHERE feed = $1 AND first_published IS NOT NULL ORDER BY ALL",
            [feed],
        ).fetchall()
        for first, last in _between(spans):
            yield WorldGap(feed, None, _midnight(first), _midnight(last), NO_FILE)


def _between(spans: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """The days between sorted spans of days: the first without one, and the first with one again.

    >>> days = [date(2016, 1, day) for day in range(1, 10)]
    >>> list(_between([(days[0], days[3]), (days[1], days[2]), (days[5], days[6])]))
    [(datetime.date(2016, 1, 5), datetime.date(2016, 1, 6))]
    """
    end: date | None = None
    for first, last in spans:
        if end is not None and first > end + timedelta(days=1):
            yield end + timedelta(days=1), first
        end = last if end is None else max(end, last)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
