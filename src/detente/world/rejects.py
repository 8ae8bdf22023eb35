"""Refused rows as they stand in the world: those of certain files, in the order of files and lines."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente.world.reading_back import connected

if TYPE_CHECKING:
    import pyarrow as pa

REJECT_COLUMNS: Final = ("feed", "file", "line", "column_name", "reason", "raw")

_ROWS_AT_ONCE: Final = 10_000


def rejects_of(root: Path, feed: str, contents: Collection[str]) -> Iterator[pa.RecordBatch]:
    """REJECT_COLUMNS of every refused row of the files with these contents (their hashes in imports).

    Raises:
        WorldError: The world cannot be read.
    """
    with connected(root) as connection:
        listed = ", ".join(f"rejects.{name}" for name in REJECT_COLUMNS)
        found = connection.sql(
            f"SELECT {listed} FROM rejects JOIN imports USING (feed, batch_id, batch_position) "
            "WHERE feed = $feed AND list_contains($contents, content_sha256) "
            "ORDER BY batch_id, batch_position, rejects.position",
            params={"feed": feed, "contents": list(contents)},
        )
        yield from found.to_arrow_reader(_ROWS_AT_ONCE)


def with_feed(refused: pa.Table, feed: str) -> pa.Table:
    """Refused rows that are in no table yet, with REJECT_COLUMNS."""
    import pyarrow as pa

    table = refused.append_column("feed", pa.repeat(pa.scalar(feed), refused.num_rows))
    return table.select(list(REJECT_COLUMNS))
