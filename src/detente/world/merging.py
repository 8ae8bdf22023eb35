"""Many small files of one feed written into few: events by pair, so that who asks for two states reads little."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from detente.errors import WorldError
from detente.world.parquet_scan import scan_files
from detente.world.reading_back import SETTINGS, spill_directory
from detente.world.schema import arrow_schema
from detente.world.tables import BOUNDED, COMPACTED_BYTES, DataFile, feed_files, open_table

if TYPE_CHECKING:
    import duckdb

MERGED_ROW_GROUP: Final = 65_536
"""Rows of a group in a merged file: most pairs lie in one group of each file, the busiest in a few."""

_ORDER: Final = {"events": "ORDER BY source_state, target_state, batch_id, position"}
_MEMORY: Final = "2GB"
"""What sorting may take; beyond it lies on the disk."""


def merge_feed(root: Path, table: str, feed: str, *, many: int, least_bytes: int = 0) -> int:
    """Write the small files of one feed into few, where there are many; returns how many there were, or 0.

    The old files stay for readers, until `vacuum`. A writer calls this under the lock; no row of an unfinished import
    may be among the files.

    Args:
        root: The world's directory.
        table: One of the tables that lie by feed.
        feed: Whose files.
        many: More small files than this are many.
        least_bytes: Fewer bytes than this in all are left alone.

    Raises:
        WorldError: The merged rows are not as many as there were; nothing is changed then.
    """
    files = feed_files(root, table)
    if not is_scattered(files, feed, many=many, least_bytes=least_bytes):
        return 0
    import duckdb

    small = _small(files, feed)

    with duckdb.connect(config=SETTINGS | {"temp_directory": spill_directory(), "memory_limit": _MEMORY}) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for files in _groups(small):
            if len(files) > 1:
                _merge(connection, root, table, files)
    return len(small)


def is_scattered(files: Sequence[DataFile], feed: str, *, many: int, least_bytes: int = 0) -> bool:
    """Whether `merge_feed` has something to do among a table's files."""
    small = _small(files, feed)
    return len(small) > many and sum(file.size for file in small) >= least_bytes


def _small(files: Sequence[DataFile], feed: str) -> list[DataFile]:
    return [file for file in files if file.feed == feed and file.is_small]


def _groups(files: Sequence[DataFile]) -> Iterator[list[DataFile]]:
    """Files next to each other in time, of COMPACTED_BYTES together: an import looks at files of its own days only."""
    earliest = datetime.min.replace(tzinfo=UTC)
    group: list[DataFile] = []
    for file in sorted(files, key=lambda file: (file.first_published or earliest, file.path.name)):
        if group and sum(each.size for each in group) + file.size > COMPACTED_BYTES:
            yield group
            group = []
        group.append(file)
    yield group


def _merge(connection: duckdb.DuckDBPyConnection, root: Path, table: str, files: Sequence[DataFile]) -> None:
    path = files[0].path.parent / f"merged-{uuid4().hex}.parquet"
    columns = ", ".join(f'"{name}"' for name in arrow_schema(table).names if name != "feed")
    source = f"SELECT {columns} FROM {scan_files(file.path for file in files)}"
    try:
        rows = _copy(connection, f"{source} {_ORDER.get(table, '')}", path)
        ((held,),) = connection.execute(f"SELECT count(*) FROM ({source})").fetchall()
        if rows != held:
            raise WorldError(f"{path.parent}: {held} rows became {rows} when merged. Nothing was changed.")
        stats = json.dumps({"numRecords": rows, "nullCount": {}} | _bounds(connection, table, path))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    _commit(root, table, files, path, stats)


def _copy(connection: duckdb.DuckDBPyConnection, select: str, path: Path) -> int:
    """How many rows were written."""
    to = str(path).replace("'", "''")
    ((rows,),) = connection.execute(
        f"COPY ({select}) TO '{to}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, "
        f"ROW_GROUP_SIZE {MERGED_ROW_GROUP})"
    ).fetchall()
    return int(rows)


def _bounds(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> dict[str, dict[str, str]]:
    """The least and greatest values that Delta's log tells of a file; `opened_or_made` names the columns."""
    names = [name for name in BOUNDED if name in arrow_schema(table).names]
    told = {}
    for end in ("min", "max"):
        listed = ", ".join(
            f"{end}({name})" if name == "batch_id" else f"strftime({end}({name}), '%Y-%m-%dT%H:%M:%S.%fZ')"
            for name in names
        )
        (row,) = connection.execute(f"SELECT {listed} FROM {scan_files([path])}").fetchall()
        told[f"{end}Values"] = {name: value for name, value in zip(names, row, strict=True) if value is not None}
    return told


def _commit(root: Path, table: str, files: Sequence[DataFile], path: Path, stats: str) -> None:
    from deltalake.transaction import AddAction, RemoveAction

    opened = open_table(root, table)
    assert opened is not None, "its files were listed"
    partition: dict[str, str | None] = {"feed": files[0].feed}
    now = int(datetime.now(UTC).timestamp() * 1000)
    old, new = [file.path.relative_to(root / table).as_posix() for file in files], path.relative_to(root / table)
    actions: list[AddAction | RemoveAction] = [
        RemoveAction(name, False, now, file.size, partition) for name, file in zip(old, files, strict=True)
    ]
    actions.append(AddAction(new.as_posix(), path.stat().st_size, partition, now, False, stats))
    opened.create_write_transaction(actions, "append", arrow_schema(table), ["feed"])
