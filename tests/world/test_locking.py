"""The write lock, and how what stops a writer is told. Real limits: a read-only directory, a full disk."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from detente.errors import WorldError
from detente.world import World
from detente.world.locking import writing
from factories import reading

NOBODY = 65534


@pytest.fixture
def open_directory() -> Iterator[Path]:
    """A directory that every user may enter; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as directory:
        Path(directory).chmod(0o755)
        yield Path(directory)


@pytest.fixture
def not_root() -> Iterator[None]:
    """Run as an ordinary user: nothing is read-only for root."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    yield
    if root:
        os.seteuid(0)


def close(directory: Path) -> None:
    for path in [directory, *directory.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)


def reopen(directory: Path) -> None:
    for path in [directory, *directory.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    said = []

    def second() -> None:
        try:
            with writing(tmp_path / "world", wait=0.1):
                said.append("written")
        except WorldError as error:
            said.append(str(error))

    with writing(tmp_path / "world"):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()

    assert said == [f"{tmp_path / 'world'} was locked by another writer for 0 s. Try again when it is done."]


def test_threads_of_one_process_write_one_after_another(tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    threads = [
        threading.Thread(target=lambda: list(world.add([reading(f"text {n}") for n in range(4)]))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert world.counts().articles == 4


def test_a_read_only_world_is_read_and_not_written(open_directory: Path, request: pytest.FixtureRequest) -> None:
    world = World.open(open_directory / "world")
    first = reading("The first text.")
    list(world.add([first]))
    close(world.path)
    request.getfixturevalue("not_root")

    assert list(world.articles()) == [first.article]
    assert [added.outcome for added in world.add([first])] == ["repeated"]
    with pytest.raises(WorldError, match="read-only for this user"):
        list(world.add([reading("The second text.")]))

    os.seteuid(os.getuid())
    reopen(world.path)
    assert [added.outcome for added in world.add([reading("The second text.")])] == ["added"]


def test_a_world_cannot_be_made_where_nothing_may_be_written(
    open_directory: Path, request: pytest.FixtureRequest
) -> None:
    closed = open_directory / "closed"
    closed.mkdir(mode=0o555)
    request.getfixturevalue("not_root")

    with pytest.raises(WorldError, match="read-only for this user"):
        list(World.open(closed / "world").add([reading()]))


FULL_DISK = """
import resource, signal, sys
from factories import reading, long_text
from detente.errors import WorldError
from detente.world import World

world = World.open(sys.argv[1])
big = reading(" ".join(f"{n * 7919 % 1000003:x}" for n in range(100000)))
list(world.add([reading("A first text.")]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    list(world.add([big]))
except WorldError as error:
    print(error)
print(world.counts().articles)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print([added.outcome for added in world.add([big, big])], world.counts().articles, world.counts().statements)
"""


@pytest.mark.parametrize("limit", [100, 30_000, 100_000])
def test_a_full_disk_leaves_the_world_whole(limit: int, tmp_path: Path, child: Callable[..., Any]) -> None:
    out, _ = child(FULL_DISK, tmp_path / "world", limit).communicate()

    error, *after = out.splitlines()
    assert "the disk or quota is full" in error
    assert "What was stored before is whole" in error
    assert after == ["1", "['added', 'repeated'] 2 2"]
