"""Delta tables on real paths, compaction, and paths that the engine misreads."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import WorldError
from detente.world import World, tables
from detente.world.tables import data_files
from factories import corpus, reading


@pytest.mark.parametrize(
    "name", ["with space", "Мир и ünïcode 世界", "a=b", "it's", "50%", "what?", "star*", "#1 & {2}~"]
)
def test_any_ordinary_path_will_do(name: str, tmp_path: Path) -> None:
    read = reading()
    world = World.open(tmp_path / name / "deeper" / "world")

    assert [added.outcome for added in world.add([read])] == ["added"]
    assert list(World.open(world.path, create=False).articles()) == [read.article]
    assert "b" not in world.query("FROM articles").column_names


@pytest.mark.parametrize("name", ["a[b", "a]b", "a^b", "a|b", "a\\b", "a\nb", "a%20b"])
def test_a_path_that_the_engine_misreads_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="path cannot hold"):
        World.open(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_relative_path_stays_the_same_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    world = World.open("world")
    monkeypatch.chdir("/")
    list(world.add([reading()]))

    assert World.open(tmp_path / "world").counts().articles == 1


def test_many_small_files_become_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MANY_FILES", 4)
    world = World.open(tmp_path / "world")
    readings = corpus(15)

    most = 0
    for _ in world.add(readings, batch_size=1):
        most = max(most, len(data_files(world.path, "statements")))

    assert most <= 5
    assert list(world.articles()) == [read.article for read in readings]
    assert list(world.statements()) == [statement for read in readings for statement in read.statements]


def test_a_batch_is_one_file_a_table(tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    list(world.add(corpus(10), batch_size=10))

    assert [len(data_files(world.path, table)) for table in ("articles", "statements", "events")] == [1, 1, 1]
