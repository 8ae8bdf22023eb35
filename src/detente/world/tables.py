"""The Delta tables of a world on disk: append, list, compact, drop orphans, vacuum. Writers hold the lock."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import unquote

from detente.errors import WorldError
from detente.world.schema import ARTICLE_FEED, FEED_TABLES, IMPORT_PREFIX, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa
    from deltalake import DeltaTable, WriterProperties

MANY_FILES: Final = 64
"""More data files than this are written into few; each commit adds one."""

ROW_GROUP: Final = 1024
"""Rows that a reader of one batch has to decode at least, also after compaction."""

FEED_ROW_GROUP: Final = 16_384
"""The same for what feeds brought: read by the column and by the million, or of a few of the many pairs of a batch."""

COMPACTED_BYTES: Final = 96 << 20
"""How large a merged file of a feed gets, some four million events; from half of it on a file is left alone."""


BOUNDED: Final = ("batch_id", "ingested_at", "published_at")
"""The columns whose least and greatest values in a file its table's log tells."""


class DataFile(NamedTuple):
    """One Parquet file of a table, and what moments it spans, where that is known.

    `feed` is empty where the table is not partitioned by feed.
    """

    feed: str
    path: Path
    size: int
    first_published: datetime | None
    last_published: datetime | None

    @property
    def import_batch(self) -> str | None:
        """The import whose rows it holds alone; None for a file of readings, or one that compaction made."""
        name = self.path.name
        if not name.startswith(IMPORT_PREFIX):
            return None
        return name.removeprefix(IMPORT_PREFIX).rpartition(".")[0].rpartition("_")[0]

    @property
    def is_small(self) -> bool:
        """Whether compaction would put it together with others."""
        return self.size < COMPACTED_BYTES // 2


# What the Delta engine's path parser takes for something else, or panics on (deltalake 1.6, tried one by one).
_UNUSABLE_IN_PATH = re.compile(r"[\x00-\x1f\x7f\[\]^|\\]|%[0-9A-Fa-f]{2}")


def refuse_unusable_path(root: Path) -> None:
    """Raise WorldError when the Delta engine cannot keep tables under this path."""
    if found := _UNUSABLE_IN_PATH.search(root.as_posix()):
        raise WorldError(
            f"{root}: a world's path cannot hold {found.group()!r}, which the Delta Lake engine misreads. "
            "Name another path; spaces and letters of any script are fine."
        )


def open_table(root: Path, table: str) -> DeltaTable | None:
    """A table of the world as it now stands, or None before its first commit."""
    from deltalake import DeltaTable
    from deltalake.exceptions import TableNotFoundError

    if not (root / table / "_delta_log").is_dir():
        return None
    try:
        return DeltaTable((root / table).absolute().as_uri())
    except TableNotFoundError:
        return None


def data_files(root: Path, table: str) -> list[Path]:
    """The Parquet files that hold the table's rows now."""
    opened = open_table(root, table)
    return [] if opened is None else [file.path for file in data_files_of(root, table, opened)]


def data_files_of(root: Path, table: str, opened: DeltaTable) -> list[DataFile]:
    """The Parquet files of an open table that is not partitioned."""
    actions = _live_files(opened)
    columns = (actions[name].to_pylist() for name in ("path", "size_bytes"))
    return [DataFile("", root / table / path, size, None, None) for path, size in zip(*columns, strict=True)]


def feed_files(root: Path, table: str) -> list[DataFile]:
    """The Parquet files of a table that is partitioned by feed."""
    opened = open_table(root, table)
    return [] if opened is None else feed_files_of(root, table, opened)


def feed_files_of(root: Path, table: str, opened: DeltaTable) -> list[DataFile]:
    """The Parquet files of an open table that is partitioned by feed."""
    actions = _live_files(opened)
    moments = [
        moments_of(actions[name]) if name in actions.column_names else [None] * actions.num_rows
        for name in ("min.published_at", "max.published_at")
    ]
    return [
        DataFile(feed, root / table / path, size, first, last)
        for feed, path, size, first, last in zip(
            actions["partition.feed"].to_pylist(),
            actions["path"].to_pylist(),
            actions["size_bytes"].to_pylist(),
            *moments,
            strict=True,
        )
    ]


def moments_of(column: pa.ChunkedArray) -> list[datetime | None]:
    """A column of moments in UTC.

    `to_pylist` of one would load pandas, where it is installed, and a cast Arrow's functions: both take long.
    """
    import pyarrow as pa

    start, tick = datetime(1970, 1, 1, tzinfo=UTC), _TICKS[column.type.unit]
    passed = [ticks for chunk in column.chunks for ticks in chunk.view(pa.int64()).to_pylist()]
    return [None if each is None else start + each * tick for each in passed]


_TICKS: Final = {"s": timedelta(seconds=1), "ms": timedelta(milliseconds=1), "us": timedelta(microseconds=1)}


class LiveFile(NamedTuple):
    """A data file as its table's log has it; `rows` is None where the log does not tell."""

    path: Path
    size: int
    rows: int | None


def live_files(root: Path, table: str, opened: DeltaTable) -> list[LiveFile]:
    """The data files of an open table."""
    actions = _live_files(opened)
    rows = actions["num_records"].to_pylist() if "num_records" in actions.column_names else [None] * actions.num_rows
    paths, sizes = actions["path"].to_pylist(), actions["size_bytes"].to_pylist()
    return [LiveFile(root / table / path, *about) for path, *about in zip(paths, sizes, rows, strict=True)]


def live_bytes(opened: DeltaTable) -> int:
    """The size of the table's data files, without those that only older versions use."""
    return sum(_live_files(opened)["size_bytes"].to_pylist())


def append(root: Path, table: str, rows: list[dict[str, Any]]) -> None:
    """Commit rows to a table, making the table first where it is not yet; no rows commit nothing."""
    import pyarrow as pa
    from deltalake import write_deltalake

    if not rows:
        return
    schema = arrow_schema(table)
    write_deltalake(
        opened_or_made(root, table),
        pa.Table.from_pylist(rows, schema),
        mode="append",
        writer_properties=_writer_properties(),
    )


def opened_or_made(root: Path, table: str) -> DeltaTable:
    """A table of the world, made where it is not yet."""
    from deltalake import DeltaTable

    # Texts would fill the log with their own beginnings.
    skipping = [name for name in BOUNDED if name in arrow_schema(table).names]
    return open_table(root, table) or DeltaTable.create(
        (root / table).as_uri(),
        arrow_schema(table),
        mode="ignore",
        partition_by=["feed"] if table in FEED_TABLES else None,
        configuration={"delta.dataSkippingStatsColumns": ",".join(skipping)},
    )


def compact_if_many(root: Path, table: str, *, many: int | None = None) -> None:
    """Write a table's many small files, more than `many`, into few. The old ones stay for readers, until `vacuum`.

    Of a table that is partitioned by feed only what was read from articles; `merging` does the rest.
    """
    opened = open_table(root, table)
    if opened is None:
        return
    many = MANY_FILES if many is None else many
    if table not in FEED_TABLES:
        if len(_live_files(opened)) > many:
            opened.optimize.compact(writer_properties=_writer_properties())
    elif sum(file.feed == ARTICLE_FEED for file in feed_files(root, table)) > many:
        opened.optimize.compact([("feed", "=", ARTICLE_FEED)], writer_properties=_writer_properties())


def drop_batches(root: Path, table: str, batch_ids: Iterable[str]) -> int:
    """Delete the rows of these batches; returns how many."""
    opened, batch_ids = open_table(root, table), list(batch_ids)
    if opened is None or not batch_ids:
        return 0
    listed = ", ".join(f"'{batch_id}'" for batch_id in batch_ids)
    return int(opened.delete(f"batch_id IN ({listed})")["num_deleted_rows"])


def vacuum(root: Path, table: str, keep: timedelta, *, dry_run: bool = False) -> list[Path]:
    """Remove files that no current row needs: those replaced, or never committed, longer ago than `keep`.

    Returns:
        The files; a dry run leaves them there.
    """
    opened = open_table(root, table)
    if opened is None:
        return []
    hours = int(keep.total_seconds() // 3600)
    gone = opened.vacuum(retention_hours=hours, dry_run=dry_run, enforce_retention_duration=False, full=True)
    return [root / table / unquote(path) for path in gone]


def forget_missing(root: Path, table: str) -> None:
    """Take data files that are not there any more out of a table."""
    opened = open_table(root, table)
    if opened is not None:
        opened.repair()


def _writer_properties() -> WriterProperties:
    from deltalake import WriterProperties

    return WriterProperties(compression="ZSTD", max_row_group_size=ROW_GROUP)


def _live_files(opened: DeltaTable) -> Any:
    import pyarrow as pa

    # `pa.table` would load pandas, where it is installed, to ask whether this is one of its frames: a second lost.
    return pa.RecordBatchReader.from_stream(opened.get_add_actions(flatten=True)).read_all()
