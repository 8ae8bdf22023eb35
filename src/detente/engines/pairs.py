"""Two parties in a world: their counts by month, the events under them, and what the texts say of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from detente.engines.pair_cells import count_rows
from detente.engines.pair_counts import PairCounts
from detente.engines.pair_listing import NO_DAY
from detente.engines.pair_lookup import pair_rows
from detente.engines.pair_rows import PairRows, day_number
from detente.engines.pair_sources import PairSources
from detente.engines.told_events import told_rows
from detente.relations.acts import Act
from detente.relations.events import EventsOf, RelationEvent
from detente.relations.pair import Party
from detente.relations.panel import PanelSpec
from detente.relations.shift_events import MOST, Side
from detente.relations.third_parties import MOST_OTHERS, DyadCell
from detente.world.reading_back import connected

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ACT_COLUMNS: Final = (
    *("event_id", "source_id", "target_id", "plover_type", "plover_mode", "cameo_code", "quad_class"),
    *("goldstein", "novelty"),
)
"""The fields of an Act, but for its day."""


@dataclass(frozen=True, slots=True)
class PairInWorld(PairSources):
    """An open world asked about two parties; good while the context of `open_pair` lasts.

    What is told again counts nowhere: a spec's `include_repeats` is not asked.
    """

    rows: PairRows
    counts: PairCounts

    def volumes(self, spec: PanelSpec) -> list[dict[str, Any]]:
        """The volumes of all months, out of counts that are kept of files; see `pair_volumes`."""
        return self.counts.volumes(spec)

    def others(self, *, most: int = MOST_OTHERS) -> list[DyadCell] | None:
        """What either has with the `most` other states that it has most events with, by month.

        None where one of the two is no state.
        """
        return self.counts.others(most)

    def cells(self, spec: PanelSpec) -> list[dict[str, Any]]:
        """The two's counts by month, as `count_cells` counts them."""
        return count_rows(self.rows, (self.first.id, self.second.id), spec)

    def count_events(self, spec: PanelSpec) -> list[EventsOf]:
        """How many events `events` can tell, by feed and by why they are left out."""
        rows, within = self.rows, self.rows.within(spec)
        told = (rows.coded("feed").of_rows(within), rows.left_out(within), rows.coded("licence").of_rows(within))
        counted = Counter(zip(*told, strict=True))
        found = [EventsOf(str(feed), why, licence, count) for (feed, why, licence), count in counted.items()]
        return sorted(found, key=lambda each: [(text is not None, text or "") for text in each[:3]])

    def acts(self, spec: PanelSpec, *, limit: int) -> list[Act]:
        """Their counted events, the latest `limit` of them, by date."""
        latest = np.flatnonzero(self.rows.is_counted & self.rows.within(spec))[:limit][::-1]
        ids, *others = (column.to_pylist() for column in self.rows.taken(latest, _ACT_COLUMNS).columns)
        return list(map(Act._make, zip(ids, self.rows.dates(latest), *others, strict=True)))

    def carrying(self, sides: Iterable[Side], *, most: int = MOST) -> list[str]:
        """Ids of the counted events that carry shifts: those that `events_of_shift` chooses from all."""
        rows = self.rows
        ids: dict[str, None] = {}
        for side in sides:
            fitting = rows.is_counted & (rows.days >= day_number(side.start)) & (rows.days < day_number(side.end))
            at = np.flatnonzero(fitting)
            wanted = np.isin(rows.quad_classes[at], list(side.wanted))
            at = at[wanted] if wanted.any() else at
            days = rows.days[at]
            ranked = np.lexsort(
                (rows.order_of_ids[at], -days if side.latest else days, -np.abs(np.nan_to_num(rows.scores[at])))
            )
            ids |= dict.fromkeys(rows.taken(at[ranked[:most]], ["event_id"])["event_id"].to_pylist())
        return list(ids)

    def events(self, spec: PanelSpec, *, limit: int | None = None, also: Collection[str] = ()) -> list[RelationEvent]:
        """Their events inside the spec's window and the undated ones, by date, also those that are not counted.

        Args:
            spec: What is counted; `start` and `end` bound the days.
            limit: At most so many, the latest ones; None is all.
            also: Ids of events that are told whatever the limit.
        """
        within = self.rows.within(spec)
        chosen = np.flatnonzero(within)[:limit]
        if also:
            chosen = np.union1d(chosen, np.flatnonzero(within & self.rows.has_id(also)))
        return self._told(chosen)[::-1]

    def page(self, spec: PanelSpec, where: Where, *, offset: int, most: int) -> tuple[int, list[RelationEvent]]:
        """How many of what `events` can tell are asked for, and of these, the latest first, a page."""
        fitting = np.flatnonzero(self.rows.within(spec) & _fitting(self.rows, where))
        return len(fitting), self._told(fitting[offset : offset + most])

    def _told(self, at: NDArray[np.intp]) -> list[RelationEvent]:
        return told_rows(self.rows.taken(at), self.rows.left_out(at))


@dataclass(frozen=True, slots=True)
class Where:
    """Which of a pair's events are asked for: those of these ids, days and quad class; None and () ask for all."""

    ids: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    quad_class: int | None = None


@contextmanager
def open_pair(
    root: Path, first: Party, second: Party, *, start: date | None = None, end: date | None = None
) -> Iterator[PairInWorld]:
    """The world at `root`, or its copy that is asked, asked about two parties.

    Args:
        root: The world's directory.
        first: The one.
        second: The other.
        start: Where only events from this day on are asked for; None is all.
        end: Where only events up to this day are asked for; None is all.

    Raises:
        WorldError: The world's files cannot be read.
    """
    with connected(root) as connection:
        rows = pair_rows(root, connection, first, second, start=start, end=end)
        yield PairInWorld(connection, root, first, second, rows, PairCounts(connection, root, (first, second)))


def _fitting(rows: PairRows, where: Where) -> NDArray[np.bool_]:
    fitting = np.ones(len(rows), dtype=np.bool_)
    if where.ids:
        fitting &= rows.has_id(where.ids)
    if where.start:
        fitting &= rows.days >= day_number(where.start)
    if where.end:
        fitting &= (rows.days <= day_number(where.end)) & (rows.days > NO_DAY)
    if where.quad_class:
        fitting &= rows.quad_classes == where.quad_class
    return fitting
