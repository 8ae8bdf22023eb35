"""Several processes add to one world at once, overlapping, and make it together; readers see whole articles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.world import World
from detente.world.doctor import doctor
from factories import corpus

COUNT = 20


def alone(tmp_path: Path) -> World:
    world = World.open(tmp_path / "alone")
    list(world.add(corpus(COUNT)))
    return world


def run_together(processes: list[Any], world: World) -> list[str]:
    """Let all start at once; look at the world while they write. Returns every outcome."""
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    while any(process.poll() is None for process in processes):
        counts = world.counts()
        assert (counts.statements, counts.events) == (2 * counts.articles, counts.articles)
    assert [process.returncode for process in processes] == [0] * len(processes)
    return [line for process in processes for line in process.stdout.read().split()]


def test_two_writers_of_overlapping_articles(
    tmp_path: Path, writer: Callable[..., Any], state: Callable[[World], Any]
) -> None:
    # Each copy and its original are in the same writer's part or in both, in one order.
    world = World.open(tmp_path / "together")
    processes = [writer(world.path, 0, 15), writer(world.path, 5, COUNT)]

    outcomes = run_together(processes, world)

    assert outcomes.count("repeated") == 10
    assert outcomes.count("copy") == 4
    assert state(world) == state(alone(tmp_path))
    assert doctor(world).orphan_rows == 0


def test_four_writers_of_the_same_articles_in_opposite_orders(
    tmp_path: Path, writer: Callable[..., Any], state: Callable[[World], Any]
) -> None:
    world = World.open(tmp_path / "together")
    backwards = [["--reversed"], [], ["--reversed"], []]
    processes = [writer(world.path, 0, COUNT, "--batch", 2, "--many-files", 3, *extra) for extra in backwards]

    outcomes = run_together(processes, world)

    assert len(outcomes) == 4 * COUNT
    assert outcomes.count("repeated") == 3 * COUNT
    assert outcomes.count("copy") == 4
    # Which of two nearly equal articles is called the copy depends on which came first; that they are linked does not.
    assert linked_pairs(state(world)) == linked_pairs(state(alone(tmp_path)))
    assert {row[0] for row in state(world)} == {row[0] for row in state(alone(tmp_path))}
    assert {row[2:] for row in state(world)} == {row[2:] for row in state(alone(tmp_path))}


def linked_pairs(rows: set[Any]) -> set[frozenset[str]]:
    return {frozenset([row[0].id, row[1]]) for row in rows if row[1] is not None}


@pytest.mark.parametrize("killed_while", ["before articles 1", "after statements 1"])
def test_a_killed_writer_does_not_keep_the_lock(
    killed_while: str, tmp_path: Path, writer: Callable[..., Any], state: Callable[[World], Any]
) -> None:
    world = World.open(tmp_path / "together")
    stuck, other = writer(world.path, 0, COUNT, "--pause", killed_while), writer(world.path, 0, COUNT)
    stuck.stdin.write("go\n")
    stuck.stdin.flush()
    assert stuck.stdout.readline() == "paused\n"
    other.stdin.write("go\n")
    other.stdin.flush()
    stuck.kill()

    assert other.wait(60) == 0
    assert state(world) == state(alone(tmp_path))
