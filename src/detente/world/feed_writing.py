"""The Parquet files of one import's batch: written into the tables' folders, committed together, or removed again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente.feeds.base import Feed
from detente.world.schema import IMPORT_PREFIX, arrow_schema
from detente.world.tables import FEED_ROW_GROUP, opened_or_made

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


_PAIR: Final = "source_state, target_state"
"""Events of a batch lie by pair: who asks for two states passes over most of a file."""


@dataclass(frozen=True, slots=True)
class _Written:
    table: str
    path: Path
    rows: int
    span: tuple[datetime | None, datetime | None]


class BatchFiles:
    """Files of one batch. Until `commit` no table knows them; `vacuum` removes what a killed writer left."""

    def __init__(self, root: Path, feed: Feed, batch_id: str, ingested_at: datetime) -> None:
        self.root, self.feed, self.batch_id, self.ingested_at = root, feed, batch_id, ingested_at
        self._written: list[_Written] = []

    def write(
        self,
        connection: duckdb.DuckDBPyConnection,
        table: str,
        select: str,
        span: tuple[datetime | None, datetime | None] = (None, None),
    ) -> Path | None:
        """Write the rows of a SELECT, which has the table's columns, as one file; None when there are none."""
        folder = opened_or_made_folder(self.root, table, self.feed.name)
        path = folder / f"{IMPORT_PREFIX}{self.batch_id}_{len(self._written)}.parquet"
        order = f"ORDER BY {_PAIR}" if table == "events" else ""
        escaped = str(path).replace("'", "''")
        ((rows,),) = connection.execute(
            f"COPY ({select} {order}) TO '{escaped}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, "
            f"ROW_GROUP_SIZE {FEED_ROW_GROUP})"
        ).fetchall()
        if not rows:
            path.unlink(missing_ok=True)
            return None
        self._written.append(_Written(table, path, int(rows), span))
        return path

    def commit(self) -> None:
        """Make the files part of their tables; they count once the ledger names the batch."""
        from deltalake.transaction import AddAction, RemoveAction

        for table in dict.fromkeys(each.table for each in self._written):
            actions: list[AddAction | RemoveAction] = [
                AddAction(
                    path=each.path.relative_to(self.root / table).as_posix(),
                    size=each.path.stat().st_size,
                    partition_values={"feed": self.feed.name},
                    modification_time=int(self.ingested_at.timestamp() * 1000),
                    data_change=True,
                    stats=json.dumps(self._stats(each)),
                )
                for each in self._written
                if each.table == table
            ]
            opened = opened_or_made(self.root, table)
            opened.create_write_transaction(actions, "append", arrow_schema(table), ["feed"])

    def discard(self) -> None:
        """Remove the files; they were never committed."""
        for each in self._written:
            each.path.unlink(missing_ok=True)
        self._written.clear()

    def _stats(self, written: _Written) -> dict[str, object]:
        values = {"batch_id": self.batch_id, "ingested_at": _iso(self.ingested_at)}
        low, high = dict(values), dict(values)
        first, last = written.span
        if first is not None and last is not None:
            low["published_at"], high["published_at"] = _iso(first), _iso(last)
        return {"numRecords": written.rows, "minValues": low, "maxValues": high, "nullCount": {}}


class NoFiles:
    """In the place of BatchFiles where nothing shall be written. `rejects` has what would have gone there."""

    batch_id = "dry run"

    def __init__(self) -> None:
        self.ingested_at = datetime.now(UTC)
        self.rejects: list[pa.Table] = []

    def write(
        self,
        connection: duckdb.DuckDBPyConnection,
        table: str,
        select: str,
        span: tuple[datetime | None, datetime | None] = (None, None),
    ) -> None:
        """Write nothing; keep what was refused."""
        if table == "rejects":
            self.rejects.append(connection.sql(select).to_arrow_table())

    def commit(self) -> None:
        """Nothing to commit."""

    def discard(self) -> None:
        """Forget what was refused."""
        self.rejects.clear()


def opened_or_made_folder(root: Path, table: str, feed: str) -> Path:
    """Where a table keeps the files of a feed; the table is made first."""
    opened_or_made(root, table)
    folder = root / table / f"feed={feed}"
    folder.mkdir(exist_ok=True)
    return folder


def _iso(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond:06d}Z"
