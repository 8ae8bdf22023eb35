"""The dyad-month panel on DuckDB, in windows of whole months: memory follows the window and not the world."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from detente.engines.panel_result import Panel, read_tally
from detente.relations.panel import PanelSpec, count_cells, month_after, panel_of_cells, tally_months

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

WINDOW_EVENTS: Final = 5_000_000
"""Counted events of one window. Counting different stories is what takes memory: about 60 MB a million events."""

BATCH_ROWS: Final = 100_000


def duckdb_panel(
    connection: DuckDBPyConnection, rows: DuckDBPyRelation, spec: PanelSpec, *, window_events: int = WINDOW_EVENTS
) -> Panel:
    """The panel of the rows, sorted by dyad and month.

    Args:
        connection: What `rows` belongs to; a temporary table `cells` is made in it, and it must outlive the result.
        rows: The events, with PANEL_COLUMNS.
        spec: What to count.
        window_events: How many events to count at once; a month with more is counted by itself.
    """
    events: nw.LazyFrame[Any] = nw.from_native(rows)
    tally = read_tally(_native(tally_months(events, spec)).to_arrow_table())
    connection.execute("DROP TABLE IF EXISTS cells")
    for number, window in enumerate(month_windows(tally.counted_by_month, window_events)):
        cells = _native(count_cells(window.of(events), spec))
        if number == 0:
            cells.create("cells")
        else:
            cells.insert_into("cells")
    held: nw.LazyFrame[Any] = nw.from_native(connection.table("cells"))
    panel = panel_of_cells(held, spec).sort(*spec.sides, "month")
    return Panel(tally.counted, tally.left_out, _native(panel).to_arrow_reader(BATCH_ROWS))


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `start`, before `end`; None is open."""

    start: date | None
    end: date | None

    def of(self, events: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The events of these days. Files and row groups of other days are not read."""
        day = nw.col("event_date")
        if self.start is not None:
            events = events.filter(day >= nw.lit(self.start))
        if self.end is not None:
            events = events.filter(day < nw.lit(self.end))
        return events


def month_windows(events_by_month: Sequence[tuple[date, int]], most: int) -> Iterator[Window]:
    """Windows of whole months that hold at most so many events each, or one month; always at least one window.

    >>> list(month_windows([(date(2016, 1, 1), 3), (date(2016, 2, 1), 2), (date(2016, 5, 1), 4)], 5))
    [Window(start=None, end=datetime.date(2016, 3, 1)), Window(start=datetime.date(2016, 3, 1), end=None)]
    """
    cuts: list[date] = []
    held, last = 0, date.min
    for month, events in sorted(events_by_month):
        if held and held + events > most:
            cuts.append(month_after(last))
            held = 0
        held, last = held + events, month
    yield from (Window(start, end) for start, end in pairwise([None, *cuts, None]))


def _native(frame: nw.LazyFrame[Any]) -> DuckDBPyRelation:
    relation: DuckDBPyRelation = frame.to_native()
    return relation
