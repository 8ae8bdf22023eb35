"""The dyad-month panel on DuckDB, in windows of whole months: memory follows the window and not the world."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from detente.engines.panel_result import Panel, read_tally
from detente.relations.panel import PanelSpec, count_numbered, month_after, number_actors, panel_of_cells, tally_months

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
        connection: What `rows` belongs to; tables `actors` and `cells` are made in it, and it must outlive the result.
        rows: The events, with PANEL_COLUMNS.
        spec: What to count.
        window_events: How many events to count at once; a month with more is counted by itself.
    """
    events: nw.LazyFrame[Any] = nw.from_native(rows)
    tally = read_tally(_native(tally_months(events, spec)).to_arrow_table())
    tables = _Tables(connection)
    actors = tables.hold("actors", number_actors(events, spec))
    for number, window in enumerate(month_windows(tally.counted_by_month, window_events)):
        cells = count_numbered(window.of(events), actors, spec, hold=partial(tables.hold, "counted"))
        tables.add("cells", cells, first=number == 0)
    connection.execute("DROP TABLE counted")
    panel = panel_of_cells(tables.table("cells"), actors, spec).sort(*spec.sides, "month")
    return Panel(tally.counted, tally.left_out, _native(panel).to_arrow_reader(BATCH_ROWS))


@dataclass(frozen=True, slots=True)
class _Tables:
    """Results of frames, kept as tables of the connection."""

    connection: DuckDBPyConnection

    def hold(self, name: str, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The frame's rows in a table of this name, in place of any that was there."""
        self.add(name, frame, first=True)
        return self.table(name)

    def add(self, name: str, frame: nw.LazyFrame[Any], *, first: bool) -> None:
        """Add the frame's rows to a table, which the first ones make anew."""
        if first:
            self.connection.execute(f"DROP TABLE IF EXISTS {name}")
            _native(frame).create(name)
        else:
            _native(frame).insert_into(name)

    def table(self, name: str) -> nw.LazyFrame[Any]:
        """The table's rows, lazily."""
        frame: nw.LazyFrame[Any] = nw.from_native(self.connection.table(name))
        return frame


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
