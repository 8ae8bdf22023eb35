"""Damaged files: those that a table lists and that are missing, cut short or unreadable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.world.schema import TABLES
from detente.world.tables import DataFile, LiveFile, live_files, open_table

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file that cannot be read, or a table's log. `batch_id` is the import whose rows alone it held, if it was one's.

    `files` are the names of what that import took in: import these again after a repair.
    """

    table: str
    path: Path
    why: str
    batch_id: str | None = None
    files: tuple[str, ...] = ()


def find_damage(root: Path) -> list[Damaged]:
    """Look at every file's size and footer, not at its pages: a second for thousands of files."""
    return [damaged for table in TABLES for damaged in _of_table(root, table)]


def left_out(damage: list[Damaged]) -> frozenset[Path]:
    """What `connected` has to pass over."""
    return frozenset(each.path.parent if each.path.name == "_delta_log" else each.path for each in damage)


def with_files(damage: list[Damaged], connection: duckdb.DuckDBPyConnection) -> list[Damaged]:
    """The same, with the names of the imported files, as far as the ledger can be read."""
    batches = [each.batch_id for each in damage if each.batch_id]
    found = connection.execute(
        "SELECT batch_id, list(path ORDER BY position) FROM imports WHERE list_contains($1, batch_id) "
        "GROUP BY batch_id",
        [batches],
    ).fetchall()
    named = {batch_id: tuple(paths) for batch_id, paths in found}
    return [
        Damaged(each.table, each.path, each.why, each.batch_id, named.get(each.batch_id or "", ())) for each in damage
    ]


def _of_table(root: Path, table: str) -> Iterator[Damaged]:
    from deltalake.exceptions import DeltaError

    try:
        opened = open_table(root, table)
        files = [] if opened is None else live_files(root, table, opened)
    except (DeltaError, OSError, ValueError) as error:
        yield Damaged(table, root / table / "_delta_log", f"the table's log cannot be read ({_first_line(error)})")
        return
    for file in files:
        if why := _fault(file):
            batch = DataFile("", file.path, file.size, None, None).import_batch
            yield Damaged(table, file.path, why, batch)


def _fault(file: LiveFile) -> str | None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        size = file.path.stat().st_size
        if size != file.size:
            return f"it has {size:,} bytes, expected {file.size:,}"
        rows = pq.read_metadata(file.path).num_rows
    except FileNotFoundError:
        return "it is missing"
    except (pa.ArrowException, OSError) as error:
        return f"it cannot be read ({_first_line(error)})"
    if file.rows is not None and rows != file.rows:
        return f"it has {rows:,} rows, expected {file.rows:,}"
    return None


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].strip()
