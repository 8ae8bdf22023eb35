"""`detente read --world`: killed while reading a folder, and beside another process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.pipeline import open_world
from detente.world.batches import BATCH_ARTICLES

STATES = ("Iran", "Iraq", "Oman", "Chad", "Peru", "Cuba", "Fiji", "Laos", "Mali", "Niger", "Togo", "Benin")
COUNT = BATCH_ARTICLES + 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    pairs = [(a, b) for a in STATES for b in STATES if a != b]
    for number in range(COUNT):
        source, target = pairs[number % len(pairs)]
        (folder / f"{number:04}.txt").write_text(f"{source} condemned {target} over {number} lost ships.")
    return folder


def wait_until(true: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


@pytest.mark.slow
def test_kill_9_leaves_whole_articles_and_the_same_command_completes(
    start: Callable[..., Any], folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "world"
    killed = start("read", folder, "--world", path, "--jobs", 2)
    commits = path / "articles" / "_delta_log"
    wait_until(lambda: len(list(commits.glob("*.json"))) > 1)  # the table, then its first batch
    workers = children(killed.pid)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    wait_until(lambda: not any(alive(worker) for worker in workers), 20)

    found = open_world(path, create=False).counts()
    assert 0 < found.articles < COUNT
    assert found.events == found.statements == found.articles

    out, err = start("read", folder, "--world", path, "--jobs", 1).communicate()
    assert f"{COUNT - found.articles:,} read" in out.decode(), err.decode()
    assert f"{found.articles:,} known already" in out.decode()
    assert open_world(path).counts().articles == COUNT
    assert open_world(path).counts().events == COUNT


@pytest.mark.slow
def test_two_processes_read_into_one_world(start: Callable[..., Any], folder: Path, tmp_path: Path) -> None:
    files = sorted(folder.iterdir())[:60]
    both = [start("read", *part, "--world", tmp_path / "world") for part in (files[:40], files[20:])]
    told = [process.communicate()[0].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert all("40 read" in out or "known already" in out for out in told)
    assert open_world(tmp_path / "world").counts().articles == 60


def children(pid: int) -> list[int]:
    """The processes that a process has started; none where the system does not tell."""
    told = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in told.read_text().split()] if told.exists() else []


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")
