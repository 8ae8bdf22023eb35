"""When the feeds of a world were there to see what happened, told by its ledger of imports."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from detente.feeds.registry import FEEDS
from detente.relations.coverage import joined

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def world_coverage(connection: DuckDBPyConnection) -> list[tuple[date, date]]:
    """The days that feeds of the whole world's events cover, in order; both ends included.

    A file covers the days from its first row to its last. Texts that were read one by one, and feeds of one country
    or of violence only, cover nothing: that they are silent about two actors says nothing of them.
    """
    feeds = [feed.name for feed in FEEDS if feed.covers_world]
    spans = connection.execute(
        "SELECT DISTINCT first_published::DATE, last_published::DATE FROM imports "
        "WHERE list_contains($1, feed) AND first_published IS NOT NULL",
        [feeds],
    ).fetchall()
    return joined(spans)
