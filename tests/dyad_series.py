"""Files of yearly facts of two states, imported into a world of their own."""

from __future__ import annotations

from pathlib import Path

from detente.feeds.base import Feed
from detente.world import World
from detente.world.importing import import_files
from detente.world.ledger import Counts
from feed_lines import rows

Rows = list[tuple[object, ...]]


def imported_series(folder: Path, feed: Feed, path: Path) -> tuple[Counts, Rows, Rows]:
    """The counts; source, target, their codes, year and value of each stored row; line, column and reason refused."""
    world = World.open(folder / "world")
    (done,) = import_files(world.path, feed, [path])
    stored = rows(world, "source_id, target_id, source_code, target_code, year, value", "series")
    refused: Rows = [(row["line"], row["column_name"], row["reason"]) for row in rows(world, table="rejects")]
    return done.counts, [tuple(row.values()) for row in stored], refused
