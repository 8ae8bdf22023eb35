"""What a world knew on a day of every dyad's past, counted by periods of a month that end on that day of the month."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from contextvars import Context
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from detente.engines.pair_sources import PairSources
from detente.engines.panel_rows import rows_sql
from detente.relations.pair import PairCells, Party, pair_cells, pair_volumes
from detente.relations.panel import PanelSpec, counted_events
from detente.world.corrected import Corrected
from detente.world.corrections import in_force, read_corrections
from detente.world.reading_back import connected

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

    from detente.records import Statement

_MORE: Final = ("events.plover_type", "events.cameo_code", "events.published_at", "events.ingested_at")


def known_counts(root: Path, as_of: date, parties: Sequence[Party] = ()) -> pa.Table:
    """Counts of every dyad of states (and parties), of events that fell and were published by the end of a day.

    Args:
        root: The world's directory.
        as_of: The day; what was published after it is not looked at, whatever it tells of.
        parties: Parties that are no states stand beside the states.

    Returns:
        One row a dyad, period, period of publication, quad class and type, in this order: first, second (in
        alphabetical order); period, known: months since year 0 of the event and of when it could be known, where a
        month runs to the as-of day's day of the month and not to its end; quad_class, plover_type (null where not
        coded); events; score: the sum of the Goldstein scores.

    Raises:
        WorldError: The world's files cannot be read.
    """
    # A world held ready has the newest version of every row only: what is asked here is what was known.
    return Context().run(_known_counts, root, as_of, parties)


def _known_counts(root: Path, as_of: date, parties: Sequence[Party]) -> pa.Table:
    with connected(root) as connection:
        return _counted(connection, root, as_of, parties)


def _counted(connection: DuckDBPyConnection, root: Path, as_of: date, parties: Sequence[Party]) -> pa.Table:
    rows: nw.LazyFrame[Any] = nw.from_native(connection.sql(known_rows(connection, root, as_of)))
    counted: DuckDBPyRelation = counted_events(rows, PanelSpec(end=as_of)).to_native()
    day = "greatest(event_date, coalesce(published_at, ingested_at)::DATE)"
    found = connection.sql(
        f"""
        SELECT least(a, b) AS first, greatest(a, b) AS second, {period_sql("event_date", as_of)} AS period,
            {period_sql(day, as_of)} AS known, quad_class, plover_type, count(*) AS events,
            round(coalesce(sum(goldstein), 0), 6) AS score
        FROM (
            SELECT *, {_named("source", parties)} AS a, {_named("target", parties)} AS b
            FROM ({counted.sql_query()}) WHERE event_date <= DATE '{as_of}'
        )
        WHERE a != b GROUP BY ALL ORDER BY ALL
        """
    )
    return found.to_arrow_table()


_RUNG: Final = """
    CASE WHEN plover_type = 'CONSULT' THEN 'talks'
        WHEN cameo_code LIKE '057%' OR (cameo_code IS NULL AND plover_type = 'AGREE') THEN 'agreement'
        WHEN cameo_code = '062' THEN 'joint exercise'
        WHEN cameo_code = '072' THEN 'arms supply' END
"""
"""The rung of cooperation that an event stands on; joint exercises have the code of all military cooperation."""


@dataclass(frozen=True, slots=True)
class KnownOfPair:
    """What was known of two parties on a day.

    Attributes:
        cells: Their counts, and the volumes of all months.
        rungs: Of every dyad: first, second, rung, years_ago (0 is the year that ends with the day), last (a day).
        said: Ties that texts published by then state of the two, each with the day its text appeared.
    """

    cells: PairCells
    rungs: pa.Table
    said: tuple[tuple[Statement, date | None], ...]


def known_of_pair(root: Path, as_of: date, first: Party, second: Party) -> KnownOfPair:
    """What was known of two parties by the end of a day.

    Raises:
        WorldError: The world's files cannot be read.
    """
    return Context().run(_known_of_pair, root, as_of, first, second)


def _known_of_pair(root: Path, as_of: date, first: Party, second: Party) -> KnownOfPair:
    spec = PanelSpec("actor", directed=False, end=as_of)
    with connected(root) as connection:
        rows = connection.sql(
            f"SELECT * FROM ({known_rows(connection, root, as_of)}) WHERE event_date <= DATE '{as_of}'"
        )
        frame: nw.LazyFrame[Any] = nw.from_native(rows)
        cells = PairCells(
            _rows_of(connection, pair_cells(frame, first, second, spec).to_native().sql_query()),
            _rows_of(connection, pair_volumes(frame, first, second, spec).to_native().sql_query()),
        )
        counted: DuckDBPyRelation = counted_events(frame, PanelSpec(end=as_of)).to_native()
        last = as_of.year * 12 + as_of.month
        rungs = connection.sql(
            f"""
            SELECT least(a, b) AS first, greatest(a, b) AS second, rung,
                ({last} - {period_sql("event_date", as_of)}) // 12 AS years_ago, max(event_date) AS last
            FROM (
                SELECT *, {_named("source", (first, second))} AS a, {_named("target", (first, second))} AS b,
                    {_RUNG} AS rung FROM ({counted.sql_query()})
            ) WHERE a != b AND rung IS NOT NULL GROUP BY ALL ORDER BY ALL
            """
        ).to_arrow_table()
        pair = PairSources(connection, root, first, second)
        said = tuple(
            (statement, known) for statement, known in pair.statements() if known is not None and known <= as_of
        )
    return KnownOfPair(cells, rungs, said)


def _rows_of(connection: DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    """What a query finds, by column.

    Executed, not as a relation: that would bind the text twice, which takes longer than counting a pair.
    """
    found = connection.execute(sql)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def period_of(day: date) -> int:
    """The period that ends on a day, as `known_counts` numbers them.

    >>> period_of(date(2016, 9, 24)) - period_of(date(2016, 8, 24))
    1
    """
    return day.year * 12 + day.month


def known_rows(connection: DuckDBPyConnection, root: Path, as_of: date, *more: str) -> str:
    """A SELECT of the events as they were known; of living data the versions of then, also those replaced since.

    Args:
        connection: To the world's files, not to a copy that is held ready.
        root: The world's directory.
        as_of: The day.
        more: Columns of events beside PANEL_COLUMNS and those that forecasts count by.
    """
    known = f"coalesce(published_at, ingested_at)::DATE <= DATE '{as_of}'"
    living = [feed for (feed,) in connection.execute("SELECT DISTINCT feed FROM imports WHERE living").fetchall()]
    events = f"SELECT * FROM events WHERE {known}"
    if living:
        named = ", ".join(f"'{feed}'" for feed in living)
        versions = (
            f"SELECT * FROM (SELECT * FROM stored_events WHERE feed IN ({named}) AND {known} "
            "AND batch_id IN (SELECT batch_id FROM imports) QUALIFY row_number() OVER "
            "(PARTITION BY feed, feed_reference ORDER BY version DESC, batch_id DESC) = 1) WHERE deleted IS NOT TRUE"
        )
        corrected = Corrected(in_force(read_corrections(root))).events(versions)
        events = f"{events} AND feed NOT IN ({named}) UNION ALL BY NAME {corrected}"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW known_events AS {events}")
    return rows_sql(*_MORE, *more, events="known_events")


def period_sql(day: str, as_of: date) -> str:
    """SQL of the period that a day falls into: the month whose as-of day of the month is the first not before it."""
    last = as_of.day == monthrange(as_of.year, as_of.month)[1]
    later = "0" if last else f"(day({day}) > {as_of.day})::INTEGER"
    return f"(year({day}) * 12 + month({day}) + {later})::INTEGER"


def _named(role: str, parties: Sequence[Party]) -> str:
    others = sorted(party.id.replace("'", "''") for party in parties if not party.is_state)
    whens = " ".join(f"WHEN '{party}' THEN '{party}'" for party in others)
    return f"CASE {role}_id {whens} ELSE {role}_state END" if whens else f"{role}_state"
