"""What a world holds and how it is: the report behind `detente doctor`, and the repair that it may suggest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente.world.locking import writing
from detente.world.manifest import find_manifest
from detente.world.reading_back import connected
from detente.world.schema import FEED_TABLES, TABLES
from detente.world.store import World
from detente.world.tables import data_files, drop_batches, live_bytes, open_table, vacuum

if TYPE_CHECKING:
    import duckdb

KEEP: Final = timedelta(hours=1)
"""How long replaced files stay for readers that opened the world before."""


@dataclass(frozen=True, slots=True)
class TableReport:
    """One table. `rows` are those of whole articles; `orphan_rows` were left by killed writers and are invisible.

    `versions` is the number of commits, `files` and `bytes` are those in use, `spare_bytes` the rest on disk:
    replaced files and the table's log.
    """

    name: str
    rows: int
    orphan_rows: int
    versions: int
    files: int
    bytes: int
    spare_bytes: int


@dataclass(frozen=True, slots=True)
class WorldReport:
    """A world's state. `schema_version` is None while nothing is stored yet; dates are None where none is known."""

    path: Path
    schema_version: int | None
    tables: tuple[TableReport, ...]
    articles: int
    copies: int
    oldest_published: date | None
    newest_published: date | None
    first_ingested: datetime | None
    last_ingested: datetime | None

    @property
    def orphan_rows(self) -> int:
        """Rows that a killed writer left in any table."""
        return sum(table.orphan_rows for table in self.tables)


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair removed."""

    orphan_rows: int
    bytes: int


def doctor(world: World) -> WorldReport:
    """Look a world over; changes nothing and waits for no writer.

    Raises:
        WorldError: The world cannot be read.
    """
    manifest = find_manifest(world.path)
    with connected(world.path) as connection:
        tables = tuple(_report_table(connection, world.path, table) for table in TABLES)
        summary = connection.execute(
            "SELECT count(*), count(copy_of), min(published.start), max(published.end), "
            "epoch_us(min(ingested_at)), epoch_us(max(ingested_at)) FROM articles"
        ).fetchone()
    assert summary is not None
    articles, copies, oldest, newest, first, last = summary
    return WorldReport(
        world.path,
        schema_version=None if manifest is None else manifest.schema_version,
        tables=tables,
        articles=articles,
        copies=copies,
        oldest_published=oldest,
        newest_published=newest,
        first_ingested=_moment(first),
        last_ingested=_moment(last),
    )


def repair(world: World, *, keep: timedelta = KEEP) -> Repaired:
    """Remove what killed writers left and files that only older versions use. Safe against kills, and beside readers.

    Args:
        world: The world; other writers wait meanwhile.
        keep: Age, in whole hours, from which unused files go. Zero breaks readers that are at work now.

    Raises:
        WorldError: The world cannot be written.
    """
    if find_manifest(world.path) is None:
        return Repaired(0, 0)
    before = _size(world.path)
    with writing(world.path):
        orphan_rows = 0
        for table in ("statements", *FEED_TABLES):
            orphan_rows += drop_batches(world.path, table, orphan_batches(world.path, table))
        for table in TABLES:
            vacuum(world.path, table, keep)
    return Repaired(orphan_rows, max(before - _size(world.path), 0))


def _report_table(connection: duckdb.DuckDBPyConnection, root: Path, table: str) -> TableReport:
    opened = open_table(root, table)
    if opened is None:
        return TableReport(table, 0, 0, 0, 0, 0, 0)
    rows, stored = (_count(connection, view) for view in (table, f"stored_{table}"))
    used = live_bytes(opened)
    return TableReport(
        table,
        rows=rows,
        orphan_rows=stored - rows,
        versions=opened.version() + 1,
        files=len(data_files(root, table)),
        bytes=used,
        spare_bytes=max(_size(root / table) - used, 0),
    )


def _moment(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)


def _count(connection: duckdb.DuckDBPyConnection, view: str) -> int:
    (count,) = connection.execute(f"SELECT count(*) FROM {view}").fetchone() or (0,)
    return int(count)


def orphan_batches(root: Path, table: str) -> list[str]:
    """Batches without articles or imports. Sound only under the lock: a writer at work has one too."""
    with connected(root) as connection:
        found = connection.execute(
            f"SELECT DISTINCT batch_id FROM stored_{table} ANTI JOIN stored_articles USING (batch_id) "
            "ANTI JOIN stored_imports USING (batch_id)"
        )
        return [batch_id for (batch_id,) in found.fetchall()]


def _size(directory: Path) -> int:
    """Bytes of every file below; one that vanishes meanwhile counts nothing."""
    total = 0
    for path in directory.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total
