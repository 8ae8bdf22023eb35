"""Importing pieces of feed files: one commit for each batch of files, with the ledger of imports as its commit point.

The heavy lifting is DuckDB's: each piece is read from Arrow, keyed, compared with what is stored, and written as one
Parquet file into its Delta table. Nothing of a batch is seen before its rows stand in imports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from detente.errors import FetchError
from detente.feeds.base import Feed
from detente.feeds.batches import Batch, in_batches
from detente.feeds.files import FeedFile, file_hash, find_files
from detente.feeds.read_ahead import read_ahead
from detente.world.feed_writing import BatchFiles, NoFiles
from detente.world.gaps import has_gaps, take_gaps
from detente.world.ledger import Counts, ledger_row, read_ledger
from detente.world.locking import writing
from detente.world.manifest import find_manifest
from detente.world.merging import is_scattered, merge_feed
from detente.world.piece_rows import PieceRows
from detente.world.rejects import rejects_of, with_feed
from detente.world.schema import FEED_TABLES
from detente.world.store import World
from detente.world.tables import MANY_FILES, append, drop_batches, feed_files

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.feeds.pieces import FileRead, Piece

FEW_FILES: Final = 8
MUCH_BYTES: Final = 64 << 20
"""At the end of a run, more small files than FEW_FILES are merged where they hold this much: two million events."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file.

    `before` is whether its very content had been imported already. `fault` says why it could not be read; then
    nothing of it is in the world and its counts are 0. `note` is what the feed has to say of the file, and `file`
    where it lies.
    """

    name: str
    counts: Counts
    before: bool = False
    fault: str | None = None
    note: str | None = None
    file: FeedFile | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """How many rows were refused for one reason; `column` is None where the whole line is at fault.

    `file` and `line` are where the first of them stands.
    """

    column: str | None
    reason: str
    rows: int
    file: str
    line: int


Progress = Callable[[int, int], None]
"""Told after each piece: its rows, and its bytes of unpacked text."""


class Import:
    """One run: iterate over it, then ask what was refused."""

    def __init__(
        self,
        world: World,
        feed: Feed,
        paths: Iterable[Path],
        *,
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> None:
        """Find the files, and those among them that the ledger knows as they lie there.

        Args:
            world: Where to; made by the first commit.
            feed: Of which feed the files are.
            paths: Files, folders, archives.
            dry_run: Read and count as if, but write nothing.
            progress: Told of every piece.

        Raises:
            InputError: A path holds nothing of the feed.
            WorldError: The world cannot be read.
        """
        self.world, self.feed, self.dry_run = world, feed, dry_run
        self.files = find_files(paths, feed)
        self._progress = progress or (lambda rows, size: None)
        self._hashes = {path: file_hash(path) for path in dict.fromkeys(file.path for file in self.files)}
        ledger = read_ledger(world.path, feed.name)
        contents = {file: ledger.files.get((self._hashes[file.path], file.name)) for file in self.files}
        before = {file: content for file, content in contents.items() if content is not None and feed.plain}
        self.before = {file: ledger.contents[content] for file, content in before.items()}
        self._refused: list[Refusal] = []
        self._contents: dict[str, Counts] = {}
        self._told = dict.fromkeys(before.values())
        self._would_reject: list[pa.Table] = []
        self.gaps_fault: str | None = None

    @property
    def new_files(self) -> list[FeedFile]:
        """The files that are to be read."""
        return [file for file in self.files if file not in self.before]

    @property
    def refused(self) -> list[Refusal]:
        """Why rows were refused, most frequent first; complete when the run is."""
        return self._refused

    def rejects(self) -> Iterator[pa.RecordBatch]:
        """REJECT_COLUMNS of every row that the files of this run have had refused, also when they came before.

        To be asked when the run is complete, or broke off: then what was committed by then. A dry run keeps what it
        refuses in memory.

        Raises:
            WorldError: The world cannot be read.
        """
        yield from rejects_of(self.world.path, self.feed.name, self._told)
        for table in self._would_reject:
            yield from with_feed(table, self.feed.name).to_batches()

    def __iter__(self) -> Iterator[Imported]:
        """Import; each file that was yielded is committed with its whole batch.

        Raises:
            WorldError: The world cannot be read or written.
        """
        for file, counts in self.before.items():
            yield Imported(file.name, counts.again(), before=True, file=file)
        if self.new_files:
            yield from self._import_new()
        if not self.dry_run:
            self._take_gaps()

    def _import_new(self) -> Iterator[Imported]:
        with PieceRows(self.feed) as rows:
            for batch in read_ahead(in_batches(self.new_files, self.feed)):
                pieces = iter(batch.pieces)
                first = next(pieces, None)  # before the lock: for all but the largest files that is the whole batch
                with nullcontext() if self.dry_run else writing(self.world.path):
                    done = self._take(rows, batch, first, pieces)
                yield from done
                self._refused = [
                    Refusal(*key, number, *rows.first_refused[key]) for key, number in rows.reasons.most_common()
                ]
        if not self.dry_run:
            with writing(self.world.path):
                _compact(self.world.path, self.feed, many=FEW_FILES, least_bytes=MUCH_BYTES)

    def _take_gaps(self) -> None:
        """What was missing where the files were fetched is missing here too; a damaged gaps file stops no import."""
        folders = [folder for folder in dict.fromkeys(file.path.parent for file in self.files) if has_gaps(folder)]
        if folders and find_manifest(self.world.path) is not None:
            try:
                with writing(self.world.path):
                    take_gaps(self.world.path, folders)
            except FetchError as error:
                self.gaps_fault = str(error)

    def _take(self, rows: PieceRows, batch: Batch, first: Piece | None, rest: Iterator[Piece]) -> list[Imported]:
        now = datetime.now(UTC)
        batch_id = f"{now:%Y%m%dT%H%M%S.%fZ}-{uuid4().hex}"
        written = NoFiles() if self.dry_run else BatchFiles(self.world.path, self.feed, batch_id, now)
        known = read_ledger(self.world.path, self.feed.name).contents | self._contents
        counts: dict[int, Counts] = {}
        try:
            piece = first
            while piece is not None:
                skipped = self._not_again(batch.reads, known)
                for number, found in rows.take(self.world.path, piece, skipped, written, batch.reads).items():
                    counts[number] = counts.get(number, Counts()) + found
                self._progress(piece.rows, piece.size)
                piece = next(rest, None)
        except BaseException:
            written.discard()
            raise
        dropped = self._not_again(batch.reads, known) | {read.number for read in batch.reads if read.fault}
        fresh = [read for read in batch.reads if read.number not in dropped]
        if not dropped.isdisjoint(counts):  # a large file: what it is, or that it is damaged, was known at its end only
            written.discard()
            rows.forget()
        written.commit()
        if isinstance(written, NoFiles):
            self._would_reject += written.rejects
        else:
            first_number = min(read.number for read in batch.reads)
            self._enter(rows, fresh, counts, {"batch_id": batch_id, "ingested_at": now}, first_number)
        self._told |= dict.fromkeys(read.content_sha256 for read in batch.reads if not read.fault)
        told = {read.number: counts.get(read.number, Counts()) for read in fresh}
        if self.dry_run:
            self._contents |= {read.content_sha256: told[read.number] for read in fresh}
        by_content = known | {read.content_sha256: told[read.number] for read in fresh}
        return [self._tell(read, told, by_content) for read in batch.reads]

    @staticmethod
    def _not_again(reads: list[FileRead], known: dict[str, Counts]) -> set[int]:
        """The files whose content is in already, or comes earlier in the batch."""
        contents, again = set(known), set()
        for read in reads:
            if read.content_sha256 in contents:
                again.add(read.number)
            elif read.content_sha256:
                contents.add(read.content_sha256)
        return again

    def _enter(
        self,
        rows: PieceRows,
        fresh: list[FileRead],
        counts: dict[int, Counts],
        commit: dict[str, object],
        first_number: int,
    ) -> None:
        """The commit point, and then what keeps the tables in few files."""
        entries = []
        for read in fresh:
            read.file_sha256 = self._hashes[read.file.path]
            entry = ledger_row(
                self.feed,
                read,
                counts.get(read.number, Counts()),
                stored=rows.stored.get(read.number, 0),
                span=rows.spans.get(read.number, (None, None)),
            )
            # The file's place in its batch is in its rows too.
            entries.append(entry | commit | {"batch_position": read.number - first_number, "position": read.number})
        append(self.world.path, "imports", entries)
        _compact(self.world.path, self.feed)

    @staticmethod
    def _tell(read: FileRead, told: dict[int, Counts], by_content: dict[str, Counts]) -> Imported:
        if read.fault:
            return Imported(read.file.name, Counts(), fault=read.fault, file=read.file)
        if read.number in told:
            return Imported(read.file.name, told[read.number], note=read.note, file=read.file)
        again = by_content[read.content_sha256].again()
        return Imported(read.file.name, again, before=True, note=read.note, file=read.file)


def import_files(root: Path, feed: Feed, paths: Iterable[Path]) -> list[Imported]:
    """Import files, folders and archives of a feed into the world at `root`; returns what became of each file.

    Raises:
        InputError: A path holds nothing of the feed.
        WorldError: The world cannot be read or written.
    """
    return list(Import(World.open(root), feed, paths))


def _compact(root: Path, feed: Feed, *, many: int | None = None, least_bytes: int = 0) -> None:
    """Merge many small files of the feed; first what killed imports left goes, so that merged files are whole."""
    from detente.world.doctor import orphan_batches

    many = MANY_FILES if many is None else many
    for table in FEED_TABLES:
        if is_scattered(feed_files(root, table), feed.name, many=many, least_bytes=least_bytes):
            drop_batches(root, table, orphan_batches(root, table))
            merge_feed(root, table, feed.name, many=many, least_bytes=least_bytes)
