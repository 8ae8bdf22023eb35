"""What is kept of a table's files counts as long as its newest commit does."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import rmtree

import pytest

from detente.feeds.gdelt import GDELT
from detente.world import listing
from detente.world.importing import import_files
from detente.world.listing import listed_files
from detente.world.schema import LISTINGS
from detente.world.tables import data_files, feed_files
from feed_lines import gdelt_line, write


def imported(folder: Path, day: str) -> Path:
    line = gdelt_line(GLOBALEVENTID=day, SQLDATE=day, DATEADDED=f"{day}120000", SOURCEURL=f"https://e.org/{day}")
    list(import_files(folder / "world", GDELT, [write(folder / f"{day}120000.export.CSV", line)]))
    return folder / "world"


def test_files_are_those_of_the_table_whatever_was_committed_since(tmp_path: Path) -> None:
    for day in ("20191001", "20191002"):
        root = imported(tmp_path, day)
        for _ in range(2):
            assert listed_files(root, "events") == feed_files(root, "events")
            assert [file.path for file in listed_files(root, "imports")] == data_files(root, "imports")
    assert len(listed_files(root, "events")) == 2
    assert listed_files(root, "events")[0].first_published is not None
    assert listed_files(root, "articles") == []
    assert {path.name for path in (root / LISTINGS).iterdir()} == {"events.json", "imports.json"}


def test_the_engine_is_asked_once_a_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = imported(tmp_path, "20191001")
    found = listed_files(root, "events")
    monkeypatch.setattr(listing, "open_table", None)
    assert listed_files(root, "events") == found


def test_another_world_in_the_same_place_has_its_own_files(tmp_path: Path) -> None:
    root = imported(tmp_path, "20191001")
    kept = (listed_files(root, "events"), (root / LISTINGS / "events.json").read_bytes())
    rmtree(root)
    imported(tmp_path, "20191001")
    (root / LISTINGS).mkdir(exist_ok=True)
    (root / LISTINGS / "events.json").write_bytes(kept[1])
    assert listed_files(root, "events") == feed_files(root, "events") != kept[0]


@pytest.mark.parametrize("content", ["", "{", "[]", json.dumps({"commit": None})])
def test_torn_listings_are_made_again(tmp_path: Path, content: str) -> None:
    root = imported(tmp_path, "20191001")
    listed_files(root, "events")
    (root / LISTINGS / "events.json").write_text(content)
    assert listed_files(root, "events") == feed_files(root, "events")


def test_a_world_that_cannot_keep_listings_is_read_all_the_same(tmp_path: Path) -> None:
    root = imported(tmp_path, "20191001")
    rmtree(root / LISTINGS, ignore_errors=True)
    (root / LISTINGS).write_text("in the way")
    assert listed_files(root, "events") == feed_files(root, "events")
