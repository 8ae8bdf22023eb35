"""kill -9 at any moment: the world opens, holds whole articles only, and comes to the same end by the same command."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.world import World
from detente.world.doctor import doctor, repair
from factories import corpus

COUNT = 12
"""Articles: 4 batches of 3, of which 2 articles are copies."""


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> World:
    world = World.open(tmp_path_factory.mktemp("whole") / "world")
    list(world.add(corpus(COUNT), batch_size=3))
    return world


def go(process: Any) -> None:
    process.stdin.write("go\n")
    process.stdin.flush()


@pytest.mark.parametrize(
    ("pause", "articles", "orphans"),
    [
        ("before statements 1", 0, 0),
        ("after statements 1", 0, 6),  # 3 articles of 2 statements
        ("after events 1", 0, 9),  # and of 1 event
        ("after articles 1", 3, 0),
        ("before articles 3", 6, 9),
        ("compacted statements 3", 9, 0),
    ],
)
def test_killed_between_two_writes(
    pause: str,
    articles: int,
    orphans: int,
    tmp_path: Path,
    writer: Callable[..., Any],
    state: Callable[[World], Any],
    uninterrupted: World,
) -> None:
    path = tmp_path / "world"
    process = writer(path, 0, COUNT, "--pause", pause, "--many-files", 2)
    go(process)
    while process.stdout.readline() != "paused\n":
        pass
    process.kill()
    process.wait()

    world = World.open(path)
    assert world.counts().articles == articles
    assert world.counts().statements == articles * 2
    assert world.counts().events == articles
    assert doctor(world).orphan_rows == orphans
    outcomes = [added.outcome for added in world.add(corpus(COUNT), batch_size=3)]

    assert outcomes[:articles] == ["repeated"] * articles
    assert outcomes[articles:].count("repeated") == 0
    assert state(world) == state(uninterrupted)
    assert repair(world).orphan_rows == orphans
    assert doctor(world).orphan_rows == 0
    assert state(world) == state(uninterrupted)


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_killed_at_random_moments(
    seed: int, tmp_path: Path, writer: Callable[..., Any], state: Callable[[World], Any], uninterrupted: World
) -> None:
    chance = random.Random(seed)
    path = tmp_path / "world"
    whole = state(uninterrupted)
    for _ in range(5):
        process = writer(path, 0, COUNT, "--many-files", 2)
        go(process)
        if chance.random() < 0.7:  # right after a commit, where the next one begins; else right from the start
            process.stdout.readline()
        time.sleep(chance.uniform(0, 0.25))
        process.kill()
        process.wait()

        world = World.open(path)
        assert state(world) <= whole
        assert world.counts().statements == 2 * world.counts().articles
        doctor(world)

    list(world.add(corpus(COUNT), batch_size=3))
    assert state(world) == whole
    repair(world)
    assert state(world) == whole
