"""What a world knew on a day of who did what to whom: counts by doer or by whom it was done to, and the latest facts.

An actor stands for its state, except in what happens within one state: there each stands by itself, so that police
and citizens of one state are two. An actor that is asked for by itself stands by itself everywhere. Left out are acts
without a type or a second side, and actors that no registry or feed could tell who they are.
"""

from __future__ import annotations

from contextvars import Context
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from detente.engines.event_ids import EVENT_ID, quoted
from detente.engines.known_counts import known_rows, period_sql
from detente.forecast.act_rates import ANYONE
from detente.ontology.plover import plover_types
from detente.relations.panel import PanelSpec, counted_events
from detente.world.reading_back import connected

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import pyarrow as pa
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

    from detente.forecast.next_events import Role

FactKey = tuple[str, str, str, date]
"""Source, PLOVER type, target, day."""

_SIDE: Final = ("name", "kind")
_MORE: Final = (
    *(f"events.{role}_{part}" for role in ("source", "target") for part in _SIDE),
    f"{EVENT_ID} AS event_id",
)

_KNOWN: Final = "greatest(event_date, coalesce(published_at, ingested_at)::DATE)"
"""SQL of the day on which an event could be known."""


@dataclass(frozen=True, slots=True)
class KnownActs:
    """What was known on a day.

    Attributes:
        counts: Acts by doer (or by whom they were done to), as `DyadRecord` is made of: first (ANYONE), second (the
            party), period, known, quad_class, plover_type, events, score. Of the whole past.
        facts: The latest facts, each once, by day: source, plover_type, target, event_date, late (whether it became
            known more than a day after it fell).
        names: Of the parties in `facts`: id, name, state (null where it is of none), is_state.
        used: Events that the facts are made of.
        total: Those of the whole past.
        last: The day of the last of them; None without any.
    """

    counts: pa.Table
    facts: pa.Table
    names: pa.Table
    used: int
    total: int
    last: date | None


def known_acts(
    root: Path, as_of: date, *, of: Role = "source", apart: Sequence[str] = (), most: int = 150_000
) -> KnownActs:
    """What was known by the end of a day.

    Args:
        root: The world's directory.
        as_of: The day; what was published after it is not looked at, whatever it tells of.
        of: Whose acts are counted: the doer's, or his to whom they were done.
        apart: Ids of actors that stand by themselves, though they are of a state.
        most: Rows of events that facts are read from: those of the latest days, so many at most.

    Raises:
        WorldError: The world's files cannot be read.
    """
    # A world held ready has the newest version of every row only: what is asked here is what was known.
    return Context().run(_known_acts, root, as_of, of, apart, most)


def last_known_day(root: Path) -> date | None:
    """The last day on which a dated event became known; None where there is none.

    What does not say when it was published became known as it was read: on an earlier day nothing of it counts.

    Raises:
        WorldError: The world's files cannot be read.
    """
    with connected(root) as connection:
        (day,) = connection.sql(f"SELECT max({_KNOWN}) FROM events WHERE event_date IS NOT NULL").fetchall()[0]
    return day if isinstance(day, date) else None


def acts_behind(
    root: Path, as_of: date, facts: Iterable[FactKey], *, apart: Sequence[str] = ()
) -> dict[FactKey, tuple[str, ...]]:
    """The evidence ids of the events behind facts, in alphabetical order.

    Raises:
        WorldError: The world's files cannot be read.
    """
    return Context().run(_acts_behind, root, as_of, sorted(set(facts)), apart)


def _known_acts(root: Path, as_of: date, of: Role, apart: Sequence[str], most: int) -> KnownActs:
    with connected(root) as connection:
        acts = _acts_sql(connection, root, as_of, apart)
        counts = connection.sql(
            f"""
            SELECT '{ANYONE}' AS first, {of} AS second, {period_sql("event_date", as_of)} AS period,
                {period_sql(_KNOWN, as_of)} AS known, quad_class, plover_type, count(*) AS events,
                round(coalesce(sum(goldstein), 0), 6) AS score
            FROM ({acts}) GROUP BY ALL ORDER BY ALL
            """
        ).to_arrow_table()
        days = connection.sql(
            f"SELECT event_date, count(*) FROM ({acts}) GROUP BY ALL ORDER BY event_date DESC"
        ).fetchall()
        since = _first_day(days, most)
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE latest AS SELECT * FROM ({acts}) WHERE event_date >= $1", [since]
        )
        facts = connection.sql(
            f"SELECT source, plover_type, target, event_date, bool_and({_KNOWN} > event_date + 1) AS late "
            "FROM latest GROUP BY ALL ORDER BY event_date, source, plover_type, target"
        ).to_arrow_table()
        sides = " UNION ALL ".join(
            # A state has the name by which it was told itself, not that of one of its people.
            f"SELECT {role} AS id, CASE WHEN {role}_id = {role} THEN {role}_name END AS own_name, "
            f"{role}_state AS of_state FROM latest"
            for role in ("source", "target")
        )
        names = connection.sql(
            "SELECT id, coalesce(max(own_name), id) AS name, max(of_state) AS state, "
            f"coalesce(id = max(of_state), false) AS is_state FROM ({sides}) GROUP BY id ORDER BY id"
        ).to_arrow_table()
    used = sum(n for day, n in days if day >= since)
    return KnownActs(counts, facts, names, used, sum(n for _, n in days), days[0][0] if days else None)


def _first_day(days: Sequence[tuple[date, int]], most: int) -> date:
    """The first of the latest days that have at most so many rows together, always one day; `days` fall."""
    rows = 0
    for day, n in days:
        rows += n
        if rows > most:
            return min(day + timedelta(days=1), days[0][0])
    return days[-1][0] if days else date.max


def _acts_behind(
    root: Path, as_of: date, facts: Sequence[FactKey], apart: Sequence[str]
) -> dict[FactKey, tuple[str, ...]]:
    import pyarrow as pa

    if not facts:
        return {}
    columns = dict(zip(("source", "plover_type", "target", "event_date"), zip(*facts, strict=True), strict=True))
    with connected(root) as connection:
        acts = _acts_sql(connection, root, as_of, apart)
        connection.register("wanted", pa.table({name: list(values) for name, values in columns.items()}))
        days = ", ".join(sorted({f"DATE '{fact[3]}'" for fact in facts}))
        found = connection.sql(
            f"SELECT source, plover_type, target, event_date, list_sort(list(event_id)) FROM ({acts}) AS acts "
            f"SEMI JOIN wanted USING (source, plover_type, target, event_date) WHERE event_date IN ({days}) "
            "GROUP BY ALL"
        ).fetchall()
        connection.unregister("wanted")
    return {(source, kind, target, day): tuple(ids) for source, kind, target, day, ids in found}


def _acts_sql(connection: DuckDBPyConnection, root: Path, as_of: date, apart: Sequence[str]) -> str:
    """A SELECT of the acts that were known, with the parties as `source` and `target`."""
    rows: nw.LazyFrame[Any] = nw.from_native(connection.sql(known_rows(connection, root, as_of, *_MORE)))
    counted: DuckDBPyRelation = counted_events(rows, PanelSpec(end=as_of)).to_native()
    types = ", ".join(map(quoted, plover_types()))
    return f"""
        SELECT *, {_party("source", apart)} AS source, {_party("target", apart)} AS target
        FROM ({counted.sql_query()}) WHERE event_date <= DATE '{as_of}' AND plover_type IN ({types})
            AND source IS NOT NULL AND target IS NOT NULL AND source != target
    """


def _party(role: Role, apart: Sequence[str]) -> str:
    asked = f"WHEN {role}_id IN ({', '.join(map(quoted, sorted(apart)))}) THEN {role}_id" if apart else ""
    return f"""CASE {asked} WHEN source_state = target_state THEN {role}_id WHEN {role}_state IS NOT NULL
        THEN {role}_state WHEN {role}_kind IS NOT NULL AND {role}_kind != 'unknown' THEN {role}_id END"""
