"""The report of a world: its tables, its articles, what each feed stored, and what is missing, unknown or damaged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import FetchError
from detente.world.doctor.codes import UnknownCode, unknown_codes
from detente.world.doctor.damage import Damaged, find_damage, left_out, with_files
from detente.world.doctor.gaps import WorldGap, world_gaps
from detente.world.doctor.refusals import Rejects, reject_counts
from detente.world.doctor.repairing import orphan_rows, size_of
from detente.world.doctor.stored import FeedReport, feed_reports, moment
from detente.world.manifest import find_manifest
from detente.world.reading_back import connected
from detente.world.schema import TABLES
from detente.world.store import World
from detente.world.tables import live_bytes, live_files, open_table

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class TableReport:
    """One table. `rows` are those of whole articles and finished imports, as they are shown; `orphan_rows` were left
    by killed writers and are invisible.

    `versions` is the number of commits, `files` and `bytes` are those in use, `spare_bytes` the rest on disk:
    replaced files and the table's log. Damaged files are in no count of rows.
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
    """A world's state. `schema_version` is None while nothing is stored yet; dates are None where none is known.

    `gaps_fault` says why the world's gaps file cannot be read; then `gaps` is empty and means nothing.
    """

    path: Path
    schema_version: int | None
    tables: tuple[TableReport, ...]
    articles: int
    copies: int
    oldest_published: date | None
    newest_published: date | None
    first_ingested: datetime | None
    last_ingested: datetime | None
    feeds: tuple[FeedReport, ...]
    gaps: tuple[WorldGap, ...]
    gaps_fault: str | None
    unknown_codes: tuple[UnknownCode, ...]
    rejects: tuple[Rejects, ...]
    damaged: tuple[Damaged, ...]

    @property
    def orphan_rows(self) -> int:
        """Rows that a killed writer left in any table."""
        return sum(table.orphan_rows for table in self.tables)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is left to repair."""
        return not (self.orphan_rows or self.damaged or self.gaps_fault)


def doctor(world: World) -> WorldReport:
    """Look a world over; changes nothing and waits for no writer. Damaged files are named and passed over.

    Raises:
        WorldError: The world cannot be read.
    """
    root = world.path
    manifest = find_manifest(root)
    damage = find_damage(root)
    without = left_out(damage)
    orphans = orphan_rows(root, without=without)
    unreadable = {path.name for path in without if path.parent == root}
    with connected(root, without=without) as connection:
        summary = connection.execute(
            "SELECT count(*), count(copy_of), min(published.start), max(published.end), "
            "epoch_us(min(ingested_at)), epoch_us(max(ingested_at)) FROM articles"
        ).fetchone()
        assert summary is not None
        articles, copies, oldest, newest, first, last = summary
        gaps, gaps_fault = _gaps(root, connection)
        return WorldReport(
            root,
            schema_version=None if manifest is None else manifest.schema_version,
            tables=tuple(
                _report_table(connection, root, table, orphans.get(table, 0), is_readable=table not in unreadable)
                for table in TABLES
            ),
            articles=articles,
            copies=copies,
            oldest_published=oldest,
            newest_published=newest,
            first_ingested=moment(first),
            last_ingested=moment(last),
            feeds=feed_reports(connection),
            gaps=gaps,
            gaps_fault=gaps_fault,
            unknown_codes=unknown_codes(connection),
            rejects=reject_counts(connection),
            damaged=tuple(with_files(damage, connection)),
        )


def _gaps(root: Path, connection: duckdb.DuckDBPyConnection) -> tuple[tuple[WorldGap, ...], str | None]:
    try:
        return world_gaps(root, connection), None
    except FetchError as error:
        return (), str(error)


def _report_table(
    connection: duckdb.DuckDBPyConnection, root: Path, table: str, orphans: int, *, is_readable: bool
) -> TableReport:
    opened = open_table(root, table) if is_readable else None
    if opened is None:
        return TableReport(table, 0, 0, 0, 0, 0, 0)
    ((rows,),) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
    used = live_bytes(opened)
    return TableReport(
        table,
        rows=rows,
        orphan_rows=orphans,
        versions=opened.version() + 1,
        files=len(live_files(root, table, opened)),
        bytes=used,
        spare_bytes=max(size_of(root / table) - used, 0),
    )
