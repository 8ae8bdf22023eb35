"""Importing pieces of feed files: one commit for each batch of files, with the ledger of imports as its commit point.

The heavy lifting is DuckDB's: each piece is read from Arrow, keyed, compared with what is stored, and written as one
Parquet file into its Delta table. Nothing of a batch is seen before its rows stand in imports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from detente.feeds.base import Feed
from detente.world.feed_writing import BatchFiles
from detente.world.locking import writing
from detente.world.piece_rows import PieceRows
from detente.world.reading_back import connected
from detente.world.schema import FEED_TABLES
from detente.world.tables import append, compact_feed, drop_batches, feed_files

if TYPE_CHECKING:
    from detente.feeds.batches import Batch, ReadPiece


@dataclass(frozen=True, slots=True)
class Counts:
    """Every row of an input, counted once: `rows` is the sum of the others.

    `repeated` rows are those stored before under the same id (not stored again) and those marked as repeats of
    another; `mirrored` ones are marked. Marked rows are stored.
    """

    rows: int = 0
    added: int = 0
    repeated: int = 0
    mirrored: int = 0
    rejected: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.rows + other.rows,
            self.added + other.added,
            self.repeated + other.repeated,
            self.mirrored + other.mirrored,
            self.rejected + other.rejected,
        )


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file. `before` is whether its very content had been imported already."""

    name: str
    counts: Counts
    before: bool
    unpacked: int


def import_batches(root: Path, feed: Feed, batches: Iterable[Batch]) -> Iterator[list[Imported]]:
    """Import batches of files, each whole or not at all; what was yielded is committed.

    Raises:
        InputError: A file of a batch is damaged; that batch adds nothing.
        WorldError: The world cannot be read or written.
    """
    with PieceRows(feed) as rows:
        for batch in batches:
            pieces = iter(batch.pieces)
            first = next(pieces, None)  # before the lock: the slow step of all but the largest files
            with writing(root):
                done = _import_batch(root, feed, rows, batch, first, pieces)
            yield done


def _import_batch(
    root: Path, feed: Feed, rows: PieceRows, batch: Batch, first: ReadPiece | None, rest: Iterator[ReadPiece]
) -> list[Imported]:
    now = datetime.now(UTC)
    batch_id = f"{now:%Y%m%dT%H%M%S.%fZ}-{uuid4().hex}"
    written = BatchFiles(root, feed, batch_id, now)
    known = imported_before(root, feed.name)
    counts: dict[int, Counts] = {}
    try:
        piece = first
        while piece is not None:
            # A large file's content is known only at its end; then all of the batch is dropped below.
            skipped = {read.number for read in batch.reads if read.content_sha256 in known}
            for file, found in rows.take(root, piece, skipped, written, batch.reads).items():
                counts[file] = counts.get(file, Counts()) + found
            piece = next(rest, None)
    except BaseException:
        written.discard()
        raise
    before = {read.number: known[read.content_sha256] for read in batch.reads if read.content_sha256 in known}
    fresh = [read for read in batch.reads if read.number not in before]
    twice = {read.number for at, read in enumerate(fresh) if read.content_sha256 in {r.content_sha256 for r in fresh[:at]}}
    if not fresh or not any(file in counts for file in (read.number for read in fresh)):
        written.discard()
    else:
        written.commit()
    ledger = []
    for position, read in enumerate(batch.reads):
        if read.number in before:
            continue
        found = counts.get(read.number, Counts())
        first_moment, last_moment = rows.spans.get(read.number, (None, None))
        ledger.append(
            {
                "feed": feed.name,
                "licence": feed.licence,
                "file": read.file.name,
                "path": str(read.file.path),
                "file_sha256": read.file_sha256,
                "content_sha256": read.content_sha256,
                "bytes": read.file.packed,
                "unpacked_bytes": read.unpacked,
                "encoding": read.encoding,
                "rows": found.rows,
                "added": found.added,
                "repeated": found.repeated,
                "mirrored": found.mirrored,
                "rejected": found.rejected,
                "stored": rows.stored.get(read.number, 0),
                "living": feed.update is not None,
                "first_published": first_moment,
                "last_published": last_moment,
                "batch_id": batch_id,
                "batch_position": position,
                "position": read.number,
                "ingested_at": now,
            }
        )
    append(root, "imports", ledger)
    _compact(root, feed)
    return [
        Imported(
            read.file.name,
            counts_again(before[read.number]) if read.number in before else counts.get(read.number, Counts()),
            read.number in before or read.number in twice,
            read.unpacked,
        )
        for read in batch.reads
    ]


def import_files(root: Path, feed: Feed, paths: Iterable[Path]) -> Iterator[list[Imported]]:
    """Import files, folders and archives of a feed into the world at `root`, batch after batch.

    Raises:
        InputError: A path holds nothing of the feed, or a file is damaged or of another layout.
        WorldError: The world cannot be read or written.
    """
    from detente.feeds.batches import in_batches
    from detente.feeds.files import find_files
    from detente.world.store import World

    yield from import_batches(World.open(root).path, feed, in_batches(find_files(paths, feed), feed))


def counts_again(before: Counts) -> Counts:
    """The counts of a file that is imported again: what it stored is repeated now, what was refused still is."""
    return Counts(before.rows, 0, before.rows - before.rejected, 0, before.rejected)


def imported_before(root: Path, feed: str) -> dict[str, Counts]:
    """What each content, by its hash, came to when the feed imported it."""
    return _ledger(root, feed, "content_sha256")


def files_before(root: Path, feed: str) -> dict[str, Counts]:
    """What each file as it lay on disk, by its hash, came to; of an archive, all its members together."""
    return _ledger(root, feed, "file_sha256")


def _ledger(root: Path, feed: str, key: str) -> dict[str, Counts]:
    with connected(root) as connection:
        found = connection.execute(
            f"SELECT {key}, sum(rows)::BIGINT, sum(added)::BIGINT, sum(repeated)::BIGINT, sum(mirrored)::BIGINT, "
            f"sum(rejected)::BIGINT FROM imports WHERE feed = $1 AND {key} IS NOT NULL GROUP BY 1",
            [feed],
        )
        return {hash_: Counts(*numbers) for hash_, *numbers in found.fetchall()}


def _compact(root: Path, feed: Feed) -> None:
    """Merge many small files of the feed; first what killed imports left goes, so that merged files are whole."""
    from detente.world.doctor import orphan_batches
    from detente.world.tables import MANY_FILES

    for table in FEED_TABLES:
        if sum(file.feed == feed.name for file in feed_files(root, table)) > MANY_FILES:
            drop_batches(root, table, orphan_batches(root, table))
            compact_feed(root, table, feed.name)
