"""`detente serve` as a process: it says where it is, answers, and ends when told to."""

from __future__ import annotations

import re
import signal
import subprocess
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.feeds.gdelt import GDELT
from detente.world.importing import import_files
from feed_lines import numbered, write


@pytest.fixture
def world(tmp_path: Path) -> Path:
    list(import_files(tmp_path / "world", GDELT, [write(tmp_path / "20191024140000.export.CSV", *numbered(5))]))
    return tmp_path / "world"


def test_it_serves_until_it_is_told_to_end(world: Path, start: Callable[..., subprocess.Popen[bytes]]) -> None:
    process = start("serve", "--world", world, "--port", "0")
    try:
        assert process.stdout is not None
        said = process.stdout.readline().decode()
        address = re.match(r"(http://127\.0\.0\.1:\d+/) shows ", said)
        assert address, said
        with urllib.request.urlopen(f"{address[1]}api/overview", timeout=60) as answer:
            assert b'"events":5' in answer.read()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.communicate()


def test_no_world_no_server(tmp_path: Path, cli: Callable[..., object]) -> None:
    ran = cli("serve", "--world", tmp_path / "nothing", "--port", "0")
    assert ran.code == 2  # type: ignore[attr-defined]
    assert "There is no world at" in ran.err  # type: ignore[attr-defined]


def test_a_taken_port_is_told(world: Path, cli: Callable[..., object]) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = cli("serve", "--world", world, "--port", str(taken.getsockname()[1]))
    assert ran.code == 2  # type: ignore[attr-defined]
    assert "cannot be served on" in ran.err  # type: ignore[attr-defined]
