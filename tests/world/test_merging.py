"""Small files of a feed merged: the same rows, by pair, and whatever goes wrong changes nothing."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from detente.errors import WorldError
from detente.feeds.gdelt import GDELT
from detente.world import World, merging
from detente.world.doctor import doctor
from detente.world.importing import import_files
from detente.world.merging import merge_feed
from detente.world.tables import feed_files, vacuum
from feed_lines import everything, gdelt_line, write

CODES = ("USA", "RUS", "CHN", "", "PAK")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Five imports, ten rows each, of pairs in changing order."""
    world = World.open(tmp_path / "world")
    for number in range(5):
        lines = [
            gdelt_line(
                GLOBALEVENTID=str(100 * number + row),
                SQLDATE=f"201910{10 + number}",
                DATEADDED=f"201910{10 + number}120000",
                Actor1CountryCode=CODES[(row * 3 + number) % 5],
                Actor2CountryCode=CODES[(row + number * 2) % 5],
                SOURCEURL=f"https://a.example/{number}/{row}",
            )
            for row in range(10)
        ]
        import_files(world.path, GDELT, [write(tmp_path / f"201910{10 + number}.export.CSV", *lines)])
    return world


def test_the_same_rows_in_one_file_by_pair(world: World) -> None:
    before = everything(world)
    bounds = sorted((file.first_published, file.last_published) for file in feed_files(world.path, "events"))

    assert merge_feed(world.path, "events", "gdelt", many=4) == 5

    (file,) = feed_files(world.path, "events")
    assert (file.first_published, file.last_published) == (bounds[0][0], bounds[-1][1])
    assert file.import_batch is None
    assert everything(world) == before
    pairs = pq.read_table(file.path, columns=["source_state", "target_state"]).to_pylist()
    told = [(row["source_state"] or "~", row["target_state"] or "~") for row in pairs]  # nobody stands last
    assert told == sorted(told)
    assert DeltaTable(str(world.path / "events")).to_pyarrow_table().num_rows == 50
    assert not doctor(world).damaged


def test_few_files_or_little_are_left_alone(world: World) -> None:
    assert merge_feed(world.path, "events", "gdelt", many=5) == 0
    assert merge_feed(world.path, "events", "gdelt", many=1, least_bytes=1 << 30) == 0
    assert merge_feed(world.path, "events", "icews", many=1) == 0
    assert len(feed_files(world.path, "events")) == 5


def test_a_merged_file_holds_files_next_to_each_other_in_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    largest = max(file.size for file in feed_files(world.path, "events"))
    monkeypatch.setattr(merging, "COMPACTED_BYTES", 2 * largest)
    before = everything(world)
    merge_feed(world.path, "events", "gdelt", many=4)
    spans = [(file.first_published, file.last_published) for file in feed_files(world.path, "events")]
    days = sorted((first.day, last.day) for first, last in spans if first and last)
    assert days == [(10, 11), (12, 13), (14, 14)]
    assert everything(world) == before


def test_the_old_files_stay_for_readers_until_vacuum(world: World) -> None:
    from datetime import timedelta

    old = [file.path for file in feed_files(world.path, "events")]
    merge_feed(world.path, "events", "gdelt", many=4)
    assert all(path.exists() for path in old)
    assert set(vacuum(world.path, "events", timedelta(0))) == set(old)


def test_a_row_lost_on_the_way_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real = merging._copy

    def losing(connection: duckdb.DuckDBPyConnection, select: str, path: Path) -> int:
        return real(connection, f"SELECT * FROM ({select}) LIMIT 49", path)

    monkeypatch.setattr(merging, "_copy", losing)
    before, files = everything(world), sorted(world.path.rglob("*.parquet"))
    with pytest.raises(WorldError, match="50 rows became 49"):
        merge_feed(world.path, "events", "gdelt", many=4)
    assert everything(world) == before
    assert sorted(world.path.rglob("*.parquet")) == files


def test_a_run_of_many_files_ends_in_few(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.world import importing

    monkeypatch.setattr(importing, "MUCH_BYTES", 1)
    monkeypatch.setattr(importing, "FEW_FILES", 5)
    last = write(tmp_path / "20191020.export.CSV", gdelt_line(GLOBALEVENTID="900", SQLDATE="20191020"))
    import_files(world.path, GDELT, [last])
    assert len(feed_files(world.path, "events")) == 1
    assert len(everything(world)) >= 51
