"""Rows say whose they are; and what may not be passed on is not in the package."""

from __future__ import annotations

from pathlib import Path

from detente.feeds.gdelt import GDELT
from detente.feeds.registry import FEEDS
from detente.world import World
from detente.world.importing import import_files
from feed_lines import numbered, rows, write

PACKAGE = Path(__file__).parents[2] / "src" / "detente"

# What the header of such a file names, and no table of ours.
OF_ACLED, OF_POLECAT = b"event_id_cnty", b"Recipient Name Raw"


def test_events_carry_their_feeds_licence(tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    import_files(world.path, GDELT, [write(tmp_path / "20191024143000.export.CSV", *numbered(2))])
    assert [row["licence"] for row in rows(world, "licence")] == ["GDELT", "GDELT"]
    assert all(feed.licence for feed in FEEDS)


def test_no_rows_of_acled_and_polecat_are_bundled() -> None:
    data = [path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")]
    assert len(data) > 20
    holding = [path for path in data if any(mark in path.read_bytes() for mark in (OF_ACLED, OF_POLECAT))]
    assert holding == []
