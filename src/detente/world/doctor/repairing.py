"""Putting a world in order: a plan first, then what it says. Safe against kills, and beside readers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from detente.world.doctor.damage import Damaged, find_damage, left_out, with_files
from detente.world.locking import writing
from detente.world.manifest import find_manifest
from detente.world.merging import merge_feed
from detente.world.reading_back import connected
from detente.world.schema import ARTICLE_FEED, FEED_TABLES, TABLES
from detente.world.store import World
from detente.world.tables import (
    compact_if_many,
    drop_batches,
    feed_files,
    forget_missing,
    live_files,
    open_table,
    vacuum,
)

KEEP: Final = timedelta(hours=1)
"""How long replaced files stay for readers that opened the world before."""

COMPACT_FROM: Final = 8
"""More small files of one feed or table than this are worth writing into one."""


@dataclass(frozen=True, slots=True)
class Compaction:
    """Small files that would become few: of a table, and of which feed where it is kept by feed."""

    table: str
    feed: str | None
    files: int


@dataclass(frozen=True, slots=True)
class RepairPlan:
    """What a repair would do.

    Attributes:
        orphan_rows: Invisible rows of killed writers, to be removed.
        unused_files, unused_bytes: Files that no current row needs and that are old enough, to be removed.
        compact: Small files, to be written into few.
        forget: Damaged files of single imports: what remains of these imports would be removed, so that importing
            the same files again brings them back.
        beyond: Damaged files that no repair brings back.
    """

    orphan_rows: int = 0
    unused_files: int = 0
    unused_bytes: int = 0
    compact: tuple[Compaction, ...] = ()
    forget: tuple[Damaged, ...] = ()
    beyond: tuple[Damaged, ...] = ()

    @property
    def has_work(self) -> bool:
        """Whether there is anything that a repair would do."""
        return bool(self.orphan_rows or self.unused_files or self.compact or self.forget)


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did: rows removed, bytes freed, small files written into few, damaged imports forgotten."""

    orphan_rows: int = 0
    bytes: int = 0
    compacted_files: int = 0
    forgotten_imports: int = 0


def plan_repair(world: World, *, keep: timedelta = KEEP) -> RepairPlan:
    """What `repair` would do now; changes nothing.

    Raises:
        WorldError: The world cannot be read.
    """
    root = world.path
    if find_manifest(root) is None:
        return RepairPlan()
    damage = find_damage(root)
    with connected(root, without=left_out(damage)) as connection:
        damage = with_files(damage, connection)
    sound = _sound_tables(damage)
    unused = [path for table in sound for path in vacuum(root, table, keep, dry_run=True)]
    sizes = [path.stat().st_size for path in unused if path.is_file()]
    return RepairPlan(
        orphan_rows=sum(orphan_rows(root, without=left_out(damage)).values()),
        unused_files=len(sizes),
        unused_bytes=sum(sizes),
        compact=tuple(each for table in sound for each in _compactions(root, table, damage)),
        forget=tuple(each for each in damage if each.batch_id),
        beyond=tuple(each for each in damage if not each.batch_id),
    )


def repair(world: World, *, keep: timedelta = KEEP) -> Repaired:
    """Do what `plan_repair` says.

    Args:
        world: The world; other writers wait meanwhile.
        keep: Age, in whole hours, from which unused files go. Zero breaks readers that are at work now.

    Raises:
        WorldError: The world cannot be written.
    """
    root = world.path
    if find_manifest(root) is None:
        return Repaired()
    before = size_of(root)
    with writing(root):
        forgotten = _forget(root, find_damage(root))
        damage = find_damage(root)
        without, sound = left_out(damage), _sound_tables(damage)
        removed = 0
        for table in ("statements", *FEED_TABLES):
            if table in sound:
                removed += drop_batches(root, table, orphan_batches(root, table, without=without))
        compacted = 0
        for each in [each for table in sound for each in _compactions(root, table, damage)]:
            if each.feed is None or each.feed == ARTICLE_FEED:
                compact_if_many(root, each.table, many=COMPACT_FROM)
            else:
                merge_feed(root, each.table, each.feed, many=COMPACT_FROM)
            compacted += each.files
        for table in sound:
            vacuum(root, table, keep)
    return Repaired(removed, max(before - size_of(root), 0), compacted, forgotten)


def orphan_batches(root: Path, table: str, *, without: Collection[Path] = ()) -> list[str]:
    """Batches without articles or imports. Sound only under the lock: a writer at work has one too."""
    with connected(root, without=without) as connection:
        found = connection.execute(
            f"SELECT DISTINCT batch_id FROM stored_{table} ANTI JOIN stored_articles USING (batch_id) "
            "ANTI JOIN stored_imports USING (batch_id)"
        )
        return [batch_id for (batch_id,) in found.fetchall()]


def orphan_rows(root: Path, *, without: Collection[Path] = ()) -> dict[str, int]:
    """How many rows of each table belong to no stored article and no finished import."""
    with connected(root, without=without) as connection:
        return {
            table: count
            for table in ("statements", *FEED_TABLES)
            for (count,) in connection.execute(
                f"SELECT coalesce(sum(n), 0)::BIGINT FROM (SELECT batch_id, count(*) AS n FROM stored_{table} "
                "GROUP BY batch_id) ANTI JOIN stored_articles USING (batch_id) "
                "ANTI JOIN stored_imports USING (batch_id)"
            ).fetchall()
        }


def size_of(directory: Path) -> int:
    """Bytes of every file below; one that vanishes meanwhile counts nothing."""
    total = 0
    for path in directory.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total


def _sound_tables(damage: list[Damaged]) -> list[str]:
    """Those whose log can be read and whose files all lie there: the engine would stumble over others."""
    return [table for table in TABLES if table not in {each.table for each in damage}]


def _compactions(root: Path, table: str, damage: list[Damaged]) -> list[Compaction]:
    if table in FEED_TABLES:
        files = feed_files(root, table)
        small = {feed: sum(file.feed == feed and file.is_small for file in files) for feed in {f.feed for f in files}}
        return [Compaction(table, feed, count) for feed, count in sorted(small.items()) if count > COMPACT_FROM]
    opened = open_table(root, table)
    count = 0 if opened is None else len(live_files(root, table, opened))
    return [Compaction(table, None, count)] if count > COMPACT_FROM else []


def _forget(root: Path, damage: list[Damaged]) -> int:
    """Remove damaged files of single imports and their ledger rows; the imports' other rows are orphans then."""
    batches = {each.batch_id for each in damage if each.batch_id}
    if not batches or any(each.table == "imports" for each in damage):
        return 0
    # The ledger first: killed after it, the world lacks these imports and says so.
    drop_batches(root, "imports", batches)
    for each in damage:
        if each.batch_id:
            each.path.unlink(missing_ok=True)
    for table in dict.fromkeys(each.table for each in damage if each.batch_id):
        forget_missing(root, table)
    return len(batches)
