"""An import killed anywhere leaves whole batches; the same command again comes to what one clean run comes to."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.feeds.gdelt import GDELT
from detente.world import World
from detente.world.doctor import doctor, repair
from detente.world.importing import import_files
from feed_lines import everything, gdelt_line, numbered, write

FILES, ROWS = 12, 20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of which each repeats a row of the one before, and has one to refuse."""
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(FILES):
        start = number * (ROWS - 1)
        lines = [*numbered(ROWS, start), gdelt_line(SQLDATE="never"), gdelt_line(GLOBALEVENTID=str(5 + number))]
        write(folder / f"201910240{number:05}.export.CSV", *lines)
    return folder


@pytest.fixture
def clean(folder: Path, tmp_path: Path) -> list[tuple[object, ...]]:
    world = World.open(tmp_path / "clean")
    import_files(world.path, GDELT, [folder])
    return everything(world)


def go(process: Any) -> None:
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("go\n")
    process.stdin.flush()


PAUSES = [
    f"{side} {what} {nth}" for side in ("before", "after") for what in ("rows", "imports", "compact") for nth in (1, 3)
]


@pytest.mark.parametrize("pause", PAUSES)
def test_killed_between_any_two_steps(
    pause: str, folder: Path, clean: Any, tmp_path: Path, importer: Callable[..., Any]
) -> None:
    world = World.open(tmp_path / "world")
    process = importer(world.path, folder, "--pause", pause, "--many-files", 2)
    go(process)
    for line in process.stdout:
        if line == "paused\n":
            break
    process.kill()
    process.wait()

    import_files(world.path, GDELT, [folder])

    assert everything(world) == clean
    repair(world)
    assert everything(world) == clean
    assert doctor(world).orphan_rows == 0


def test_killed_at_random_moments(folder: Path, clean: Any, tmp_path: Path, importer: Callable[..., Any]) -> None:
    chance = random.Random(3)
    for attempt in range(4):
        world = World.open(tmp_path / f"world{attempt}")
        for _ in range(2):
            process = importer(world.path, folder, "--batch", 2, "--many-files", 3)
            go(process)
            time.sleep(chance.uniform(0.05, 1.5))
            process.kill()
            process.wait()
        import_files(world.path, GDELT, [folder])
        assert everything(world) == clean


def test_two_importers_at_once(folder: Path, clean: Any, tmp_path: Path, importer: Callable[..., Any]) -> None:
    world = World.open(tmp_path / "world")
    processes = [importer(world.path, folder, "--batch", batch, "--many-files", 3) for batch in (2, 3)]
    for process in processes:
        go(process)
    for process in processes:
        assert process.wait(120) == 0

    assert everything(world) == clean
    assert doctor(world).orphan_rows == 0
