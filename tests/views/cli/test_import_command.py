"""What `detente import` prints and writes: the plan, the counts, the reject file."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.progress import Progress

from detente.views.cli import import_command
from detente.views.plain_csv import unspelled
from detente.world import World
from feed_lines import gdelt_line, numbered, rows, write

HOSTILE = '=HYPERLINK("http://x")\t\x1b[2Jred'
COUNTS = {"rows": 7, "added": 3, "repeated": 1, "mirrored": 0, "rejected": 3}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three events, one of them told twice, and three lines to refuse."""
    lines = [*numbered(3), gdelt_line(SQLDATE="never"), HOSTILE, numbered(1)[0], gdelt_line(EventCode="abc")]
    return write(tmp_path / "20191024143000.export.CSV", *lines)


def rejects_in(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_plan_tells_all_and_writes_nothing(cli: Callable[..., Any], file: Path, tmp_path: Path) -> None:
    ran = cli("import", "gdelt", file, "--world", tmp_path / "world", "--dry-run")
    assert ran.code == 0
    assert not (tmp_path / "world").exists()
    listed = next(line for line in ran.out.splitlines() if line.startswith(file.name))
    assert listed.split()[-5:] == ["7", "3", "1", "0", "3"]
    assert "1 SQLDATE: no date YYYYMMDD (at 20191024143000.export.CSV, line 4)" in ran.out
    assert "1 2 columns; expected 57 or 58 or 61 (at 20191024143000.export.CSV, line 5)" in ran.out
    assert "3 would be added, 1 repeated, 0 mirrored, 3 would be rejected." in ran.out


def test_a_plan_as_json(cli: Callable[..., Any], file: Path, tmp_path: Path) -> None:
    told = json.loads(cli("import", "gdelt", file, "--world", tmp_path / "world", "--dry-run", "--json").out)
    assert {name: told[name] for name in COUNTS} == COUNTS
    (planned,) = told["files"]
    assert (planned["file"], planned["bytes"], planned["before"]) == (file.name, file.stat().st_size, False)
    assert [(each["column"], each["line"], each["rows"]) for each in told["rejects"]] == [
        *(("SQLDATE", 4, 1), (None, 5, 1), ("EventCode", 7, 1)),
    ]


def test_a_plan_knows_what_is_in(cli: Callable[..., Any], file: Path, tmp_path: Path) -> None:
    assert cli("import", "gdelt", file, "--world", tmp_path / "world").code == 0
    write(tmp_path / "20191024144500.export.CSV", *numbered(2, 2))
    told = json.loads(cli("import", "gdelt", tmp_path, "--world", tmp_path / "world", "--dry-run", "--json").out)
    assert [(each["before"], each["added"], each["repeated"]) for each in told["files"]] == [
        *((True, 0, 4), (False, 1, 1)),
    ]


def test_rejected_rows_land_in_a_file_that_is_safe_to_open(cli: Callable[..., Any], file: Path, tmp_path: Path) -> None:
    ran = cli("import", "gdelt", file, "--world", tmp_path / "world", "--json")
    assert json.loads(ran.out) == COUNTS
    (path,) = (tmp_path / "world" / "rejected").iterdir()
    assert str(path) in ran.err
    assert "\x1b" not in path.read_text("utf-8")
    found = rejects_in(path)
    assert [(row["feed"], row["file"], row["line"], row["column"]) for row in found] == [
        *(("gdelt", file.name, "4", "SQLDATE"), ("gdelt", file.name, "5", ""), ("gdelt", file.name, "7", "EventCode")),
    ]
    assert found[1]["raw"].startswith("'=HYPERLINK")
    lines = file.read_text("utf-8").splitlines()
    assert [unspelled(row["raw"]) for row in found] == [lines[3], lines[4], lines[6]]
    stored = rows(World.open(tmp_path / "world"), "raw", "rejects")
    assert [row["raw"] for row in stored] == [unspelled(row["raw"]) for row in found]


def test_the_same_again_writes_no_second_file_but_on_demand(
    cli: Callable[..., Any], file: Path, tmp_path: Path
) -> None:
    for _ in range(2):
        assert cli("import", "gdelt", file, "--world", tmp_path / "world").code == 0
    assert len(list((tmp_path / "world" / "rejected").iterdir())) == 1
    assert cli("import", "gdelt", file, "--world", tmp_path / "world", "--rejects", tmp_path / "all.csv").code == 0
    assert len(rejects_in(tmp_path / "all.csv")) == 3


def test_a_plan_writes_rejects_where_it_is_told_to(cli: Callable[..., Any], file: Path, tmp_path: Path) -> None:
    cli("import", "gdelt", file, "--world", tmp_path / "world", "--dry-run", "--rejects", tmp_path / "all.csv")
    assert [row["line"] for row in rejects_in(tmp_path / "all.csv")] == ["4", "5", "7"]
    assert not (tmp_path / "world").exists()


def test_a_damaged_file_is_told_and_the_others_are_imported(
    cli: Callable[..., Any], file: Path, tmp_path: Path
) -> None:
    (tmp_path / "20191024144500.export.CSV.gz").write_bytes(b"\x1f\x8b\x08 no gzip")
    ran = cli("import", "gdelt", tmp_path, "--world", tmp_path / "world", "--json")
    assert ran.code == 1
    assert json.loads(ran.out) == COUNTS
    assert "20191024144500.export.CSV.gz cannot be read to its end" in ran.err


def test_a_reject_file_that_cannot_be_written_is_said(cli: Callable[..., Any], file: Path, tmp_path: Path) -> None:
    ran = cli("import", "gdelt", file, "--world", tmp_path / "world", "--rejects", file / "all.csv")
    assert ran.code == 2
    assert "the reject file cannot be written" in ran.err
    assert "Traceback" not in ran.err


def test_an_unknown_feed(cli: Callable[..., Any], file: Path, tmp_path: Path) -> None:
    ran = cli("import", "gdlt", file, "--world", tmp_path / "world")
    assert (ran.code, "Feeds are: gdelt" in ran.err) == (2, True)


def test_progress_tells_rows_rates_and_time_left() -> None:
    clock = [0.0]
    bar = Progress(get_time=lambda: clock[0])
    bar.add_task("importing", total=4_000_000, rows=0)
    assert not import_command._Rows().render(bar.tasks[0]).plain
    clock[0] = 10.0
    bar.update(bar.tasks[0].id, advance=1_000_000, rows=2_000)
    told = import_command._Rows().render(bar.tasks[0]).plain
    assert told == "2,000 rows, 200 rows/s, 100.0 kB/s, 0:00:30 left"
