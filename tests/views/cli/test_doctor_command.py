from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.pipeline import open_world
from factories import corpus
from feed_lines import gdelt_line, numbered, write


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


@pytest.fixture
def world(cli: Callable[..., Any], tmp_path: Path) -> Path:
    """One GDELT file with a code that nobody knows, a name to spoil a terminal, and a line to refuse."""
    path = tmp_path / "20191024143000.export.CSV"
    write(path, *numbered(2), gdelt_line(GLOBALEVENTID="7", Actor1Code="ZZZ", Actor1Name="\x1b[31mRED"), "no line")
    assert cli("import", "gdelt", path, "--world", tmp_path / "world").code == 0
    return tmp_path / "world"


def test_tells_of_feeds_codes_and_rejects(cli: Callable[..., Any], world: Path) -> None:
    ran = cli("doctor", "--world", world)
    assert ran.code == 0
    assert "gdelt, licence GDELT" in ran.out
    assert "1 file: 4 rows, 3 added, 0 repeated, 0 mirrored, 1 rejected" in ran.out
    assert ["events", "2019-10", "3", "1"] in [line.split() for line in ran.out.splitlines()]
    assert ["gdelt", "actor", "ZZZ", "1", "[31mRED", "7"] in [line.split() for line in ran.out.splitlines()]
    assert "1 rows rejected" in ran.out
    assert "\x1b" not in ran.out


def test_a_repair_shows_its_plan_and_waits_for_a_yes(cli: Callable[..., Any], world: Path) -> None:
    (data,) = (world / "events" / "feed=gdelt").iterdir()
    data.unlink()
    ran = cli("doctor", "--world", world)
    assert ran.code == 1
    assert "it is missing" in ran.out
    assert "--repair" in ran.out

    ran = cli("doctor", "--world", world, "--repair")
    assert ran.code == 1
    assert "forget the imports" in ran.out
    assert "Nothing was changed" in ran.err

    ran = cli("doctor", "--world", world, "--repair", "--yes")
    assert ran.code == 0
    assert "forgot 1 damaged imports" in ran.out
    assert "There is nothing that a repair would do" in cli("doctor", "--world", world, "--repair").out
