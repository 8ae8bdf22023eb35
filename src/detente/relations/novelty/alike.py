"""The events of one kind in a record, in order, cut into episodes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from detente.relations.acts import Act

SAME_EPISODE: Final = timedelta(days=31)
"""Events of one kind that lie no farther apart tell of one thing: plans, the start and the end of one exercise."""

LONGEST_EPISODE: Final = timedelta(days=183)
"""Where two act upon each other every week, events follow each other without end: that is no episode. What lies
further back than this is another thing, so that everyday acts are no firsts."""


class Alike:
    """Events that count as one kind.

    An episode is a chain with no more than SAME_EPISODE between one and the next, no longer than LONGEST_EPISODE.
    """

    def __init__(self, acts: Sequence[Act]) -> None:
        """Take them by day and id."""
        self.acts = acts

    @cached_property
    def _days(self) -> list[date]:
        return [act.day for act in self.acts]

    @cached_property
    def _episodes(self) -> list[int]:
        """Of each event the position of the first of its episode."""
        starts: list[int] = []
        start, last = 0, None
        for at, day in enumerate(self._days):
            if last is None or (day is not last and day - last > SAME_EPISODE):
                start = at
            starts.append(start)
            last = day
        return starts

    def before(self, act: Act) -> Sequence[Act]:
        """The events before an act's day, but for those of the episode that the act goes on with."""
        return self.acts[: self._end(act)]

    def last_before(self, act: Act) -> Act | None:
        """The last of `before`."""
        end = self._end(act)
        return self.acts[end - 1] if end else None

    def _end(self, act: Act) -> int:
        end = bisect_left(self._days, act.day)
        goes_on = end > 0 and act.day - self._days[end - 1] <= SAME_EPISODE
        if not goes_on:
            return end
        oldest = act.day - LONGEST_EPISODE if act.day - date.min > LONGEST_EPISODE else date.min
        return max(self._episodes[end - 1], bisect_left(self._days, oldest))
