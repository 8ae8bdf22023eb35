"""A held world answers as the world itself does, sees corrections at once, and leaves nothing behind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from detente.feeds.gdelt import GDELT
from detente.pipeline import open_world
from detente.views.relation_rows import relation_row
from detente.world.correction import Correction, CorrectionKind
from detente.world.corrections import add_correction
from detente.world.held import asked, stamp_of
from detente.world.holding import hold_world
from detente.world.importing import import_files
from feed_lines import numbered, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    import_files_of(tmp_path / "world", tmp_path, 40)
    (tmp_path / "a.txt").write_text("China is Pakistan's closest ally.\n\nRussia accused Pakistan of lies.\n")
    open_world(tmp_path / "world").read(tmp_path / "a.txt", published=date(2019, 10, 25))
    return tmp_path / "world"


def import_files_of(world: Path, folder: Path, count: int, start: int = 0) -> None:
    list(import_files(world, GDELT, [write(folder / f"2019102414{start:02}00.export.CSV", *numbered(count, start))]))


def test_a_held_world_answers_like_the_world(root: Path) -> None:
    world = open_world(root)
    plain, explained = relation_row(world.relation("RUS", "PAK")), world.explain("RUS", "PAK")
    held = hold_world(world.path)
    try:
        with asked(held):
            assert relation_row(world.relation("Russia", "Pakistan")) == plain
            assert world.explain("RUS", "PAK").network == explained.network
    finally:
        held.close()
    assert plain["events_in_all"] == 41


def test_corrections_count_at_once_and_others_make_the_stamp_old(root: Path, tmp_path: Path) -> None:
    world = open_world(root)
    held = hold_world(world.path)
    try:
        with asked(held):
            assert world.relation("RUS", "PAK").events_in_all == 41
            rejected = Correction(CorrectionKind.REJECT, "somebody", "not so", event="gdelt:2000000003")
            add_correction(world.path, rejected)
            assert world.relation("RUS", "PAK").events_in_all == 40
            add_correction(world.path, Correction(CorrectionKind.UNDO, "somebody", "so", undoes=rejected.id))
            assert world.relation("RUS", "PAK").events_in_all == 41
        assert held.stamp == stamp_of(world.path)
        import_files_of(root, tmp_path, 5, start=40)
        assert held.stamp != stamp_of(world.path)
    finally:
        held.close()


def test_many_threads_ask_of_one_copy(root: Path) -> None:
    world = open_world(root)
    held = hold_world(world.path)

    def ask(_: int) -> int:
        with asked(held):
            return world.relation("RUS", "PAK").events_in_all

    try:
        with ThreadPoolExecutor(8) as threads:
            assert set(threads.map(ask, range(40))) == {41}
    finally:
        held.close()


def test_the_copy_goes_with_its_world(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    held = hold_world(root.absolute())
    assert list((tmp_path / "tmp").iterdir())
    held.close()
    assert not list((tmp_path / "tmp").iterdir())
