"""Fetching what a feed has published since the last round.

The first round reads the feed's whole list, which says what was published since the day asked for. The rounds after it
read the list of the newest files, a few lines; where a round was missed, the whole list again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from detente.feeds.fetch.job import FetchJob
from detente.feeds.fetch.mirrors import MIRRORS
from detente.feeds.fetch.names import SLOT, Series, Window
from detente.feeds.fetch.plan import Plan

FEEDS: Final = ("gdelt",)
"""Feeds that can be fetched."""


@dataclass
class Fetching:
    """A feed's files, fetched into a folder round by round.

    Attributes:
        directory: Where the files go.
        first: The first day of UTC that is asked for; None is the day before the first round.
        bases: Mirrors, best first.
        series: Which of the feed's files.
        now: The present, in UTC.
    """

    directory: Path
    first: date | None = None
    bases: Sequence[str] = MIRRORS
    series: Series = field(default_factory=lambda: Series(2))
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _reached: datetime | None = None

    def fetch(self) -> list[str]:
        """Get what is new; returns, in words, what could not be had and will be tried again.

        Raises:
            FetchError: The feed's list cannot be had, or the folder cannot be written.
        """
        ends = self.series.period_at(self.now()).end
        if self._reached is None:
            first = self.first or (self.now() - timedelta(days=1)).date()
            return self._get(Window(datetime(first.year, first.month, first.day, tzinfo=UTC), ends))
        looked = Window(self._reached, max(ends, self._reached + SLOT))
        plan = self._job(looked).plan(newest_only=True)
        if not plan.files:
            return []
        newest = plan.files[-1].period
        between = Window(self._reached, newest.end)
        if newest.start > self._reached:
            return self._get(between)
        return self._get(between, replace(plan, covered=((self.series, between),), gaps=()))

    def _get(self, window: Window, plan: Plan | None = None) -> list[str]:
        job = self._job(window)
        with job.holding():
            plan = plan or job.plan()
            result, _ = job.download(plan, job.survey(plan))
        missing = [f"{file.name}: {why}" for file, why in result.failed]
        missing += [f"{file.name}: not tried" for file in result.not_tried]
        # What is missing is asked for again by the whole list.
        self._reached = plan.files[-1].period.end if plan.files and not missing else None
        return missing

    def _job(self, window: Window) -> FetchJob:
        return FetchJob([self.series], window, self.directory, self.bases)
