"""The ledger of imports: which contents are in, what they came to, and the row that makes a batch count."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from detente.errors import WorldError
from detente.feeds.base import Feed
from detente.feeds.pieces import FileRead
from detente.world.tables import open_table


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


_COUNTED: Final = tuple(each.name for each in fields(Counts))
_LEDGER_COLUMNS: Final = ["feed", "file", "file_sha256", "content_sha256", *_COUNTED]


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
    from deltalake.exceptions import DeltaError
    from pyarrow import ArrowException

    try:
        # Read under the lock, once a batch: all views of a world would take ten times as long.
        opened = open_table(root, "imports")
        rows = [] if opened is None else opened.to_pyarrow_table(columns=_LEDGER_COLUMNS).to_pylist()
    except (ArrowException, DeltaError, OSError) as error:
        reason = str(error).partition("\n")[0].rstrip(". ")
        raise WorldError(f"{root}: the ledger of imports cannot be read: {reason}. See `detente doctor`.") from error
    ours = [row for row in rows if row["feed"] == feed]
    return Ledger(
        {row["content_sha256"]: Counts(*(row[name] for name in _COUNTED)) for row in ours},
        {(row["file_sha256"], row["file"]): row["content_sha256"] for row in ours},
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
