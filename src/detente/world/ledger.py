"""The ledger of imports: which contents are in, what they came to, and the row that makes a batch count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from detente.feeds.base import Feed
from detente.feeds.pieces import FileRead
from detente.world.reading_back import connected


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

    def again(self) -> Counts:
        """The counts of the same content when it comes again: all that is in is repeated, what was refused still is."""
        return Counts(self.rows, 0, self.rows - self.rejected, 0, self.rejected)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a feed has imported: counts by content, and the content by file as it lay on disk with the name it had."""

    contents: dict[str, Counts]
    files: dict[tuple[str, str], str]


def read_ledger(root: Path, feed: str) -> Ledger:
    """The ledger as it now stands.

    Raises:
        WorldError: The world cannot be read.
    """
    with connected(root) as connection:
        found = connection.execute(
            "SELECT content_sha256, file_sha256, file, rows, added, repeated, mirrored, rejected "
            "FROM imports WHERE feed = $1",
            [feed],
        ).fetchall()
    return Ledger(
        {content: Counts(*numbers) for content, _, _, *numbers in found},
        {(file_sha256, name): content for content, file_sha256, name, *_ in found},
    )


def ledger_row(
    feed: Feed,
    read: FileRead,
    counts: Counts,
    *,
    stored: int,
    span: tuple[datetime | None, datetime | None],
) -> dict[str, Any]:
    """One row of imports, without the columns of its batch."""
    return {
        "feed": feed.name,
        "licence": feed.licence,
        "file": read.file.name,
        "path": str(read.file.path),
        "file_sha256": read.file_sha256,
        "content_sha256": read.content_sha256,
        "bytes": read.file.packed,
        "unpacked_bytes": read.unpacked,
        "encoding": read.encoding,
        "rows": counts.rows,
        "added": counts.added,
        "repeated": counts.repeated,
        "mirrored": counts.mirrored,
        "rejected": counts.rejected,
        "stored": stored,
        "living": feed.update is not None,
        "first_published": span[0],
        "last_published": span[1],
    }
