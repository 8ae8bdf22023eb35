"""What came into a world since a moment: which dyads have new events, and when the newest came."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from detente.engines.event_ids import EVENT_ID

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def newest_moment(connection: DuckDBPyConnection) -> datetime | None:
    """When the newest event came in; None in a world without one."""
    (found,) = connection.sql("SELECT max(ingested_at) FROM events").fetchall()[0]
    return found if isinstance(found, datetime) else None


def new_dyads(connection: DuckDBPyConnection, since: datetime | None) -> dict[tuple[str, str], set[str]]:
    """Undirected dyads of states with events that came in after a moment, the busiest first, with these events' ids."""
    rows = connection.execute(
        f"""
        SELECT least(source_state, target_state), greatest(source_state, target_state), list({EVENT_ID})
        FROM counted_events AS events
        WHERE source_state != target_state AND ($1 IS NULL OR ingested_at > $1)
        GROUP BY ALL ORDER BY count(*) DESC, 1, 2
        """,
        [since],
    ).fetchall()
    return {(first, second): set(ids) for first, second, ids in rows}
