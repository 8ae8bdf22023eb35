"""Counts of whole files of events, kept beside them, so that a question about two actors need not count all others.

A data file never changes, and its name is never used twice: what was counted of it holds as long as it is there. What
is asked for are the files that the world's tables list now. So nothing here can be out of date: an import adds files,
a compaction or repair replaces them, and corrections that move events leave all to be counted anew.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb

from detente.drafts import drafted
from detente.engines.event_ids import quoted
from detente.engines.panel_rows import COUNTED
from detente.world.held import asked_world, made_table
from detente.world.parquet_scan import scan_files
from detente.world.reading_back import connected
from detente.world.schema import COUNTS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KEEP_S: Final = 3600
"""How long the counts of files that are gone stay, for readers that opened the world before."""

ROW_GROUP: Final = 4096
"""Rows are sorted by kind and name; a reader that asks for one name passes over all other groups."""

_ENDING: Final = b"PAR1"
"""What every whole Parquet file ends with."""

_COUNTS: Final = """
    WITH counted AS MATERIALIZED ({counted}),
    sides AS (
        SELECT month, 'state' AS kind, source_state AS name FROM counted
        UNION ALL SELECT month, 'state', target_state FROM counted WHERE target_state IS DISTINCT FROM source_state
        UNION ALL SELECT month, 'id', source_id FROM counted WHERE source_id IS DISTINCT FROM source_state
        UNION ALL SELECT month, 'id', target_id FROM counted
            WHERE target_id IS DISTINCT FROM target_state AND target_id IS DISTINCT FROM source_id
    ),
    between AS (
        SELECT month, source_state AS name, target_state AS other, quad_class FROM counted
            WHERE source_state != target_state
        UNION ALL SELECT month, target_state, source_state, quad_class FROM counted WHERE source_state != target_state
    )
    SELECT 'all' AS kind, NULL::VARCHAR AS name, NULL::VARCHAR AS other, month, count(*) AS events,
        NULL::BIGINT AS cooperation, NULL::BIGINT AS conflict FROM counted GROUP BY month
    UNION ALL SELECT kind, name, NULL, month, count(*), NULL, NULL FROM sides WHERE name IS NOT NULL GROUP BY ALL
    UNION ALL SELECT 'dyad', name, other, month, count(*), count(*) FILTER (quad_class IN (1, 2)),
        count(*) FILTER (quad_class IN (3, 4)) FROM between GROUP BY ALL
"""


@dataclass(frozen=True, slots=True)
class FileCounts:
    """The counts of an open world. `kept` are the files that hold counts, `rows` a SELECT of all counts together.

    Columns of `rows`: kind; name; other; month, its first day; events; cooperation, conflict. One row or several of a
    kind, name, other and month are to be added up:
    all: every event of the month that a panel counts;
    state, id: those in which a state, or an actor that is no state, takes part as either side;
    dyad: those between two different states in either direction, each dyad from both ends, with how many of them are
    of quad classes 1 and 2 and of 3 and 4.
    """

    kept: tuple[Path, ...]
    rows: str


def file_counts(connection: DuckDBPyConnection, root: Path, names: Collection[str] = ()) -> FileCounts:
    """The counts of the world at `root`, which the connection has open; what is not kept yet is counted and kept.

    A world that cannot be written is counted all the same. Of a copy that is asked (`world.held`) the counts are a
    table in it until it is corrected.

    Args:
        connection: The open world.
        root: Its directory.
        names: Where only counts of these names, and those of all events, are asked for; others may be there too.
    """
    if asked_world(root) is not None:
        table = made_table(
            root, connection, "counts",
            lambda: f"{_counts_of('SELECT * FROM events')} ORDER BY kind, name, other, month",
        )  # fmt: skip
        listed = ", ".join(map(quoted, names))
        named = f" WHERE name IS NULL OR name IN ({listed})" if names else ""
        return FileCounts((), f"SELECT * FROM {table}{named}")
    paths = [path for (path,) in connection.execute("SELECT path FROM whole_files").fetchall()]
    rules = _rules()
    kept: list[Path] = []
    missing: list[str] = []
    for path in paths:
        place = root / COUNTS / f"{Path(path).stem}.{rules}.parquet"
        found = _is_whole(place) or _keep(connection, path, place)
        if found:
            kept.append(place)
        else:
            missing.append(path)
    parts = [_counts_of("SELECT * FROM other_events")]
    if missing:
        parts.append(_counts_of(f"SELECT * FROM {scan_files(missing)}"))
    if kept:
        parts.append(f"SELECT * FROM {scan_files(kept)}")
    return FileCounts(tuple(kept), " UNION ALL ".join(f"({part})" for part in parts))


def keep_file_counts(root: Path) -> None:
    """Count what is not counted yet, so that the next question need not, and forget what is gone.

    Raises:
        WorldError: The world cannot be read.
    """
    with connected(root) as connection:
        kept = {path.name for path in file_counts(connection, root).kept}
    folder = root / COUNTS
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(OSError):
            if path.name not in kept and path.stat().st_mtime < time.time() - KEEP_S:
                path.unlink()


def _is_whole(place: Path) -> bool:
    """Whether counts are there and were not torn when the machine went down."""
    try:
        with place.open("rb") as file:
            file.seek(-len(_ENDING), os.SEEK_END)
            return file.read() == _ENDING
    except OSError:
        return False


def _keep(connection: DuckDBPyConnection, path: str, place: Path) -> bool:
    """Write the counts of one file; whether it could be done. All or nothing, beside others that do the same."""
    try:
        place.parent.mkdir(exist_ok=True)
        with drafted(place) as draft:
            connection.execute(
                f"COPY ({_counts_of(f'SELECT * FROM {scan_files([path])}')} ORDER BY kind, name, other, month) "
                f"TO {quoted(str(draft))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
            )
    except (OSError, duckdb.IOException, duckdb.PermissionException):
        return False
    return True


def _counts_of(select: str) -> str:
    columns = "source_id, target_id, source_state, target_state, quad_class"
    month = "date_trunc('month', event_date)::DATE AS month"
    return _COUNTS.format(counted=f"SELECT {columns}, {month} FROM ({select}) WHERE {COUNTED}")


def _rules() -> str:
    """A name for what is counted and how: other rules keep their counts elsewhere."""
    return sha256(_counts_of("SELECT * FROM no_events").encode()).hexdigest()[:16]
