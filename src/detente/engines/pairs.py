"""Two parties in a world: their counts by month, the events under them, and what the texts say of both."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from detente.engines.event_ids import EVENT_ID, quoted
from detente.engines.file_counts import FileCounts, file_counts
from detente.engines.pair_rows import LATEST_FIRST, directions
from detente.engines.panel_rows import PANEL_ROWS, rows_sql
from detente.engines.told_events import COLUMNS_READ, LISTED, event_rows, told_events
from detente.relations.acts import Act
from detente.relations.events import EventsOf, RelationEvent
from detente.relations.pair import Party, between, pair_volumes
from detente.relations.panel import PANEL_COLUMNS, PanelSpec, count_cells, why_left_out
from detente.relations.shift_events import MOST, Side
from detente.relations.third_parties import MOST_OTHERS, DyadCell
from detente.world.columns import from_row
from detente.world.held import asked_world
from detente.world.reading_back import connected

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

    from detente.records import Statement

_LISTED_COLUMNS: Final = (*(f"events.{name}" for name in LISTED), f"{EVENT_ID} AS event_id")


@dataclass(frozen=True, slots=True)
class PairInWorld:
    """An open world asked about two parties; good while the context of `open_pair` lasts."""

    connection: DuckDBPyConnection
    first: Party
    second: Party
    counts: FileCounts
    source: str
    """What has the pair's events with all of their columns, to read FROM."""

    def volumes(self, spec: PanelSpec) -> list[dict[str, Any]]:
        """The volumes of all months, out of counts that are kept of files; see `pair_volumes`."""
        if spec.include_repeats:
            rows: nw.LazyFrame[Any] = nw.from_native(self.connection.sql(PANEL_ROWS))
            return rows_of(self.connection, pair_volumes(rows, self.first, self.second, spec).to_native().sql_query())
        sides = [f"kind = '{'state' if party.is_state else 'id'}' AND name = {quoted(party.id)}" for party in self]
        tests = [f"(kind = 'all' OR {' OR '.join(sides)})"]
        tests += [f"month >= DATE '{spec.start.replace(day=1)}'"] if spec.start else []
        tests += [f"month <= DATE '{spec.end}'"] if spec.end else []
        return rows_of(
            self.connection,
            f"SELECT month, coalesce(sum(events) FILTER (kind = 'all'), 0)::BIGINT AS month_volume, "
            f"coalesce(sum(events) FILTER ({sides[0]}), 0)::BIGINT AS first_volume, "
            f"coalesce(sum(events) FILTER ({sides[1]}), 0)::BIGINT AS second_volume "
            f"FROM ({self.counts.rows}) WHERE {' AND '.join(tests)} GROUP BY month",
        )

    def others(self, *, most: int = MOST_OTHERS) -> list[DyadCell] | None:
        """What either has with the `most` other states that it has most events with, by month.

        None where one of the two is no state.
        """
        if not all(party.is_state for party in self):
            return None
        found = self.connection.execute(
            f"""
            WITH cells AS (
                SELECT name, other, month, sum(cooperation)::BIGINT AS cooperation, sum(conflict)::BIGINT AS conflict
                FROM ({self.counts.rows}) WHERE kind = 'dyad' AND name IN ($1, $2) AND other NOT IN ($1, $2)
                GROUP BY ALL
            ), busiest AS (
                SELECT name, other FROM cells GROUP BY name, other QUALIFY row_number() OVER (
                    PARTITION BY name ORDER BY sum(cooperation + conflict) DESC, other
                ) <= $3
            )
            SELECT name, other, month, cooperation, conflict FROM cells SEMI JOIN busiest USING (name, other)
            """,
            [self.first.id, self.second.id, most],
        )
        return [DyadCell(*row) for row in found.fetchall()]

    def __iter__(self) -> Iterator[Party]:
        yield from (self.first, self.second)

    def cells(self, spec: PanelSpec) -> list[dict[str, Any]]:
        """The two's counts by month; see `count_cells`."""
        return rows_of(self.connection, _cells_sql(self.connection, spec))

    def count_events(self, spec: PanelSpec) -> list[EventsOf]:
        """How many events `events` can tell, by feed and by why they are left out."""
        found = self.connection.execute(
            f"SELECT feed, left_out, licence, count(*) FROM {_listed(spec)} GROUP BY ALL ORDER BY ALL NULLS FIRST"
        )
        return [EventsOf(*row) for row in found.fetchall()]

    def acts(self, spec: PanelSpec, *, limit: int) -> list[Act]:
        """Their counted events, the latest `limit` of them, by date."""
        latest = self.connection.sql(
            "SELECT event_id, event_date, source_id, target_id, plover_type, plover_mode, cameo_code, quad_class, "
            f"goldstein, novelty FROM {_listed(spec)} WHERE left_out IS NULL ORDER BY {LATEST_FIRST} LIMIT {limit}"
        )
        columns = [column.to_pylist() for column in latest.to_arrow_table().columns]
        return [Act(*row) for row in zip(*columns, strict=True)][::-1]

    def carrying(self, sides: Iterable[Side], *, most: int = MOST) -> list[str]:
        """Ids of the counted events that carry shifts: those that `events_of_shift` chooses from all."""
        ids: dict[str, None] = {}
        for side in sides:
            wanted = f"coalesce(quad_class IN ({', '.join(map(str, sorted(side.wanted)))}), false)"
            found = self.connection.execute(
                f"SELECT event_id, {wanted} FROM listed "
                "WHERE left_out IS NULL AND event_date >= $1 AND event_date < $2 "
                f"ORDER BY {wanted} DESC, abs(coalesce(goldstein, 0)) DESC, "
                f"event_date {'DESC' if side.latest else 'ASC'}, event_id LIMIT $3",
                [side.start, side.end, most],
            ).fetchall()
            first_wanted = bool(found) and found[0][1]
            ids |= dict.fromkeys(id_ for id_, is_wanted in found if is_wanted or not first_wanted)
        return list(ids)

    def events(self, spec: PanelSpec, *, limit: int | None = None, also: Collection[str] = ()) -> list[RelationEvent]:
        """Their events inside the spec's window and the undated ones, by date, also those that are not counted.

        Args:
            spec: What is counted; `start` and `end` bound the days.
            limit: At most so many, the latest ones; None is all.
            also: Ids of events that are told whatever the limit.
        """
        if limit == 0 and not also:
            return []
        columns = "event_id, event_date, source_id, target_id, left_out"
        listed = f"SELECT {columns} FROM {_listed(spec)}"
        latest = f"({listed} ORDER BY {LATEST_FIRST}" + ("" if limit is None else f" LIMIT {limit}") + ")"
        picked = f" UNION {listed} WHERE event_id IN (SELECT unnest($1))" if also else ""
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE chosen AS {latest}{picked}", [list(also)] if also else None
        )
        return self._chosen_events()

    def page(self, spec: PanelSpec, where: Where, *, offset: int, most: int) -> tuple[int, list[RelationEvent]]:
        """How many of what `events` can tell are asked for, and of these, the latest first, a page."""
        chosen = f"{_listed(spec)} WHERE {where.sql()}"
        (count,) = self.connection.execute(f"SELECT count(*) FROM {chosen}").fetchall()[0]
        self.connection.execute(
            "CREATE OR REPLACE TEMP TABLE chosen AS SELECT event_id, event_date, source_id, target_id, left_out "
            f"FROM {chosen} ORDER BY {LATEST_FIRST} LIMIT {most} OFFSET {offset}"
        )
        return count, self._chosen_events()[::-1]

    def _chosen_events(self) -> list[RelationEvent]:
        """All of the events whose ids stand in the table `chosen`, by date."""
        rows = self.connection.sql(
            "SELECT told.* REPLACE (chosen.source_id AS source_id, chosen.target_id AS target_id), "
            "told.source_id AS own_source, told.target_id AS own_target, chosen.left_out "
            f"FROM ({event_rows(self.source)}) AS told JOIN chosen USING (event_id) "
            f"ORDER BY {_TOLD_FIRST}"
        )
        return told_events(rows)[::-1]

    def statements(self) -> Iterator[tuple[Statement, date | None]]:
        """What texts say that names both parties, copies left out, each with the last day its text can be from."""
        from detente.records import Statement

        sides = " AND ".join(
            f"len(list_filter(list_concat(actors, about), lambda actor: {_names(party)})) > 0"
            for party in (self.first, self.second)
        )
        rows = self.connection.sql(
            f"SELECT statements.* EXCLUDE (batch_id, batch_position, ingested_at), articles.published.end AS known "
            f"FROM statements JOIN articles ON articles.id = statements.article_id "
            f"WHERE NOT is_copy AND {sides} ORDER BY statements.batch_id, statements.batch_position, position",
            params=[party.id for party in (self.first, self.second)],
        ).to_arrow_table()
        for row in rows.to_pylist():
            yield from_row(Statement, row), row["known"]

    def series(self, measure: str, ids: Sequence[str] | None = None) -> list[dict[str, Any]]:
        """Yearly values of a measure, of the two or of `ids`: source_id, target_id, year, value, low, high, licence.

        Of a value that several releases have, the newest counts.
        """
        wanted = [self.first.id, self.second.id] if ids is None else list(ids)
        found = self.connection.sql(
            "SELECT measure, source_id, target_id, year, value, low, high, feed, licence FROM series "
            "WHERE measure = $1 AND repeat_of IS NULL AND list_contains($2, source_id) "
            "QUALIFY row_number() OVER (PARTITION BY feed, feed_reference ORDER BY published_at DESC NULLS LAST) = 1 "
            "ORDER BY year, source_id",
            params=[measure, wanted],
        )
        rows: list[dict[str, Any]] = found.to_arrow_table().to_pylist()
        return rows

    def dyad_series(self, measures: Sequence[str]) -> list[dict[str, Any]]:
        """Yearly values of the two together: measure, year, value, licence; by measure and year."""
        found = self.connection.sql(
            "SELECT measure, year, value, licence FROM series WHERE list_contains($1, measure) AND repeat_of IS NULL "
            "AND ((source_id = $2 AND target_id = $3) OR (source_id = $3 AND target_id = $2)) ORDER BY measure, year",
            params=[list(measures), self.first.id, self.second.id],
        )
        rows: list[dict[str, Any]] = found.to_arrow_table().to_pylist()
        return rows

    def reach_of_dyad_series(self) -> dict[str, tuple[int, float]]:
        """The last year, and the largest value, that the world has of each yearly measure of any two states."""
        found = self.connection.execute(
            "SELECT measure, max(year)::BIGINT, max(value) FROM series WHERE target_id IS NOT NULL GROUP BY measure"
        )
        return {measure: (year, value) for measure, year, value in found.fetchall()}


@dataclass(frozen=True, slots=True)
class Where:
    """Which of a pair's events are asked for: those of these ids, days and quad class; None and () ask for all."""

    ids: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    quad_class: int | None = None

    def sql(self) -> str:
        """The test, on columns of a pair's rows."""
        tests = [f"event_id IN ({', '.join(map(quoted, self.ids))})"] if self.ids else []
        tests += [f"event_date >= DATE '{self.start}'"] if self.start else []
        tests += [f"event_date <= DATE '{self.end}'"] if self.end else []
        tests += [f"quad_class = {self.quad_class}"] if self.quad_class else []
        return " AND ".join(tests) or "true"


_TOLD_FIRST: Final = ", ".join(f"told.{column}" for column in LATEST_FIRST.split(", "))


@contextmanager
def open_pair(
    root: Path, first: Party, second: Party, *, start: date | None = None, end: date | None = None
) -> Iterator[PairInWorld]:
    """The world at `root`, asked about two parties.

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
        if asked_world(root) is not None:
            from detente.engines.held_pair import open_held_pair  # made of the class above

            yield open_held_pair(root, connection, first, second, start, end)
            return
        source = _source(connection, first, second)
        rows = rows_sql(*_LISTED_COLUMNS, events=source)
        connection.execute(
            f"CREATE TEMP VIEW own_rows AS SELECT * FROM ({rows}) WHERE {Where(start=start, end=end).sql()}"
        )
        connection.execute(f"CREATE TEMP TABLE listed AS {_listed_sql(connection, first, second)}")
        yield PairInWorld(connection, first, second, file_counts(connection, root, (first.id, second.id)), source)


_LISTINGS: dict[tuple[bool, bool], str] = {}
_FIRST, _SECOND = ":first party:", ":second party:"


def _listed_sql(connection: DuckDBPyConnection, first: Party, second: Party) -> str:
    """The table `own_rows` with the parties in the place of the actors, and why each is left out.

    As SQL, composed once with other ids in the place of the parties': that takes longer than asking it.
    """
    kinds = (first.is_state, second.is_state)
    if kinds not in _LISTINGS:
        named = between(nw.from_native(connection.table("own_rows")), Party(_FIRST, kinds[0]), Party(_SECOND, kinds[1]))
        listed: DuckDBPyRelation = named.with_columns(left_out=why_left_out()).to_native()
        _LISTINGS[kinds] = listed.sql_query()
    ids = {quoted(_FIRST): quoted(first.id), quoted(_SECOND): quoted(second.id)}
    return re.sub("|".join(map(re.escape, ids)), lambda found: ids[found[0]], _LISTINGS[kinds])


def _source(connection: DuckDBPyConnection, first: Party, second: Party) -> str:
    """The two's events, to read FROM."""
    # This is the one look at the world's files; the articles are joined to what was found, which is little.
    found = [f"SELECT {', '.join(COLUMNS_READ)} FROM events WHERE {each}" for each in directions(first, second)]
    connection.execute(f"CREATE TEMP TABLE own_events AS {' UNION ALL '.join(found)}")
    return "own_events"


def _listed(spec: PanelSpec) -> str:
    """The pair's rows inside the spec's window and the undated ones, each with why it is left out."""
    tests = []
    if spec.start is not None:
        tests.append(f"(event_date IS NULL OR event_date_end >= DATE '{spec.start}')")
    if spec.end is not None:
        tests.append(f"(event_date IS NULL OR event_date <= DATE '{spec.end}')")
    return f"(SELECT * FROM listed WHERE {' AND '.join(tests)})" if tests else "listed"


_CELLS: dict[PanelSpec, str] = {}


def _cells_sql(connection: DuckDBPyConnection, spec: PanelSpec) -> str:
    """`count_cells` over the table `listed` as SQL, kept: composing it takes longer than counting."""
    if spec not in _CELLS:
        if len(_CELLS) >= _MOST_CELLS:
            _CELLS.clear()
        rows = connection.table("listed").select(", ".join(PANEL_COLUMNS))
        counted = count_cells(nw.from_native(rows), spec).to_native()
        _CELLS[spec] = counted.sql_query()
    return _CELLS[spec]


_MOST_CELLS: Final = 200
"""Windows for which the SQL is kept."""


def rows_of(connection: DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    """What a query finds, by column.

    Executed, not as a relation: that would bind the text twice, which takes longer than counting a pair.
    """
    found = connection.execute(sql)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _names(party: Party) -> str:
    return f"actor.{'state' if party.is_state else 'id'} = ?"
