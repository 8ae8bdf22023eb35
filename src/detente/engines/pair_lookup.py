"""Looking up two parties' rows: in a world's files, or in a copy that is held ready, where those asked for are kept."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from detente.engines.pair_listing import is_party, listed
from detente.engines.pair_rows import PairRows
from detente.engines.told_events import COLUMNS_READ
from detente.relations.pair import Party
from detente.world.held import PLACED, asked_world, made_table, remembered

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_BYTES: Final = 64 << 20
"""Rows of pairs that are kept until the world is corrected: about 350 bytes an event."""


def pair_rows(
    root: Path,
    connection: DuckDBPyConnection,
    first: Party,
    second: Party,
    *,
    start: date | None = None,
    end: date | None = None,
) -> PairRows:
    """The rows of two parties: those kept of a copy that is asked (`world.held`), or looked up.

    Args:
        root: The world's directory.
        connection: To it, or to the copy.
        first: The one.
        second: The other.
        start: Where only events from this day on are asked for. Of a copy, rows that are kept anyway, all of the two,
            may be given instead.
        end: Where only events up to this day are asked for, likewise.
    """
    tests = [f"event_date >= DATE '{start}'"] if start else []
    tests += [f"event_date <= DATE '{end}'"] if end else []
    window = " AND ".join(tests) or _ALL
    if asked_world(root) is None:
        return _read(connection, _stored_rows(first, second, window), first, second)
    kept = remembered(root, "rows of pairs", lambda: _KeptRows(MOST_BYTES))
    key = (first, second)
    found = kept.get(key)
    if found is None:
        found = _read(connection, _held_rows(root, connection, first, second, window), first, second)
        if window == _ALL:
            kept.put(key, found)
    return found


def _read(connection: DuckDBPyConnection, stored: str, first: Party, second: Party) -> PairRows:
    return PairRows(connection.sql(listed(stored, first, second)).to_arrow_table())


def _stored_rows(first: Party, second: Party, window: str) -> str:
    """A SELECT of the two's events as they are stored in a world's files."""
    # This is the one look at them; the articles are joined to what was found, which is little.
    columns = ", ".join(COLUMNS_READ)
    found = (f"SELECT {columns} FROM events WHERE {each} AND ({window})" for each in _directions(first, second))
    return " UNION ALL ".join(found)


class _KeptRows:
    """Rows by pair, as many as fit; the least lately asked go first."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._held = 0
        self._rows: OrderedDict[object, PairRows] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object) -> PairRows | None:
        with self._lock:
            found = self._rows.get(key)
            if found is not None:
                self._rows.move_to_end(key)
            return found

    def put(self, key: object, rows: PairRows) -> None:
        with self._lock:
            if key in self._rows or rows.nbytes > self._most:
                return
            self._rows[key] = rows
            self._held += rows.nbytes
            while self._held > self._most:
                self._held -= self._rows.popitem(last=False)[1].nbytes


def _held_rows(root: Path, connection: DuckDBPyConnection, first: Party, second: Party, window: str) -> str:
    """A SELECT of the two's events as they are stored in a copy. It has those of two states side by side: the first and
    the last of them are looked up."""
    either = " OR ".join(f"({each})" for each in _directions(first, second))
    if first.is_state and second.is_state:
        by_states = remembered(root, "places", lambda: _places_of_states(connection))
        ends = [by_states.get(key, _NOWHERE) for key in ((first.id, second.id), (second.id, first.id))]
        low, high = min(start for start, _ in ends), max(end for _, end in ends)
    else:
        places = made_table(root, connection, "places", lambda: _PLACES)
        found = connection.execute(f"SELECT min(first), max(last) FROM {places} WHERE {either}").fetchall()[0]
        low, high = _NOWHERE if found[0] is None else found
    # Few words: an engine takes longer to plan such a question than to answer it.
    within = f"place BETWEEN {low} AND {high} AND ({either}) AND ({window})"
    return f"SELECT {', '.join(COLUMNS_READ)} FROM {PLACED} WHERE {within}"


_ALL: Final = "true"

_NOWHERE: Final = (1 << 62, -1)


def _places_of_states(connection: DuckDBPyConnection) -> dict[tuple[str, str], tuple[int, int]]:
    """Of two states, acting and acted upon, where their first and their last event stand in the copy."""
    found = connection.execute(
        f"SELECT source_state, target_state, min(place), max(place) FROM {PLACED} "
        "WHERE source_state IS NOT NULL AND target_state IS NOT NULL GROUP BY ALL"
    ).fetchall()
    return {(source, target): (low, high) for source, target, low, high in found}


_PLACES: Final = (
    "SELECT source_id, source_state, target_id, target_state, min(place) AS first, max(place) AS last "
    f"FROM {PLACED} WHERE coalesce(source_id, source_state) IS NOT NULL "
    "AND coalesce(target_id, target_state) IS NOT NULL GROUP BY ALL"
)


def _directions(first: Party, second: Party) -> list[str]:
    """What holds of what the one did to the other, and of the reverse, in columns by which an engine can skip."""
    return [
        f"{is_party('source', one)} AND {is_party('target', other)}"
        for one, other in ((first, second), (second, first))
    ]
