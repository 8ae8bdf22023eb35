"""How many rows were refused, by file and reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Rejects:
    """Refused rows of a file for one reason, from `line` on; `column` is None where the whole line is at fault."""

    feed: str
    file: str
    column: str | None
    reason: str
    rows: int
    line: int


def reject_counts(connection: duckdb.DuckDBPyConnection) -> tuple[Rejects, ...]:
    """All of them, most frequent first."""
    found = connection.execute(
        "SELECT feed, file, column_name, reason, count(*), min(line) FROM rejects GROUP BY ALL "
        "ORDER BY count(*) DESC, feed, file, column_name, reason"
    )
    return tuple(Rejects(*row) for row in found.fetchall())
