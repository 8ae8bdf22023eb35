"""Coded levels of the peace scale that a world has imported, of all dyads."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from detente.feeds.peace_data import MEASURE

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

VALUES: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


def coded_levels(connection: DuckDBPyConnection) -> dict[tuple[str, str], dict[int, int]]:
    """Level 0 to 4 by dyad (ids in alphabetical order) and year: the nearest to the year's mean, the lower of two."""
    rows = connection.execute(
        "SELECT least(source_id, target_id), greatest(source_id, target_id), year, value FROM series "
        "WHERE measure = ? AND source_id IS NOT NULL AND target_id IS NOT NULL AND value IS NOT NULL "
        "ORDER BY ALL",
        [MEASURE],
    ).fetchall()
    found: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for first, second, year, mean in rows:
        found[first, second][year] = min(range(5), key=lambda level: (abs(VALUES[level] - mean), level))
    return dict(found)
