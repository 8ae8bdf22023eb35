from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from detente.pipeline import open_world
from factories import corpus


def test_tells_what_a_world_holds(cli: Callable[..., Any], tmp_path: Path) -> None:
    list(open_world(tmp_path / "world").add(corpus(5)))
    ran = cli("doctor", "--world", tmp_path / "world")
    assert ran.code == 0
    assert "5 articles, 1 of them copies" in ran.out
    assert [line.split()[:2] for line in ran.out.splitlines() if line.startswith("statements")] == [
        ["statements", "10"]
    ]


def test_no_world_there(cli: Callable[..., Any], tmp_path: Path) -> None:
    ran = cli("doctor", "--world", tmp_path / "world")
    assert ran.code == 2
    assert ran.err.startswith(f"detente: There is no world at {tmp_path / 'world'}.")
