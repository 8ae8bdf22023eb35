"""Damaged files are named instead of stumbled over; what one import brought can be had again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from detente.feeds.gdelt import GDELT
from detente.world import World
from detente.world.doctor import RepairPlan, doctor, plan_repair, repair
from detente.world.doctor.repairing import Compaction
from detente.world.importing import import_files
from factories import corpus
from feed_lines import everything, numbered, write

Break = Callable[[Path], object]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def overwrite_footer(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-8] + b"\xff\xff\xff\x7fPAR1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    write(folder / "20191024143000.export.CSV", *numbered(5), "no line")
    return folder


@pytest.fixture
def world(tmp_path: Path, folder: Path) -> World:
    """Two articles and two imports of one file each."""
    world = World.open(tmp_path / "world")
    list(world.add(corpus(2)))
    import_files(world.path, GDELT, [folder])
    write(folder / "20191024144500.export.CSV", *numbered(3, 5), "no line either")
    import_files(world.path, GDELT, [folder])
    return world


@pytest.mark.parametrize(
    ("break_file", "why"),
    [(Path.unlink, "it is missing"), (cut, "bytes, expected"), (overwrite_footer, "cannot be read")],
)
@pytest.mark.parametrize("table", ["events", "rejects"])
def test_an_imports_damaged_file_is_named_and_its_import_can_be_had_again(
    world: World, folder: Path, table: str, break_file: Break, why: str
) -> None:
    clean = everything(world)
    first = min((world.path / table / "feed=gdelt").iterdir())
    break_file(first)

    report = doctor(world)
    (damaged,) = report.damaged
    assert (damaged.table, damaged.path) == (table, first)
    assert why in damaged.why
    assert damaged.files == (str(folder / "20191024143000.export.CSV"),)
    assert not report.is_sound
    rows = {each.name: each.rows for each in report.tables}
    assert rows[table] == {"events": world_events(report.articles) + 3, "rejects": 1}[table]

    plan = plan_repair(world)
    assert (plan.forget, plan.beyond) == ((damaged,), ())
    assert repair(world).forgotten_imports == 1
    assert doctor(world).is_sound
    import_files(world.path, GDELT, [folder])
    assert everything(world) == clean
    assert len(list(world.articles())) == 2


def world_events(articles: int) -> int:
    """One event in each article of the corpus."""
    return articles


def test_damage_that_nothing_brings_back_is_told_and_left(world: World) -> None:
    data = next((world.path / "statements").glob("*.parquet"))
    cut(data)
    report = doctor(world)
    assert [(each.path, each.batch_id) for each in report.damaged] == [(data, None)]
    assert report.articles == 2
    plan = plan_repair(world)
    assert ([each.path for each in plan.beyond], plan.forget) == ([data], ())
    repair(world)
    assert [each.path for each in doctor(world).damaged] == [data]


def test_a_table_whose_log_is_gone_is_named(world: World) -> None:
    for file in (world.path / "events" / "_delta_log").glob("*.json"):
        file.write_text("{")
    report = doctor(world)
    assert [each.path for each in report.damaged] == [world.path / "events" / "_delta_log"]
    assert report.articles == 2
    assert "log cannot be read" in report.damaged[0].why
    repair(world)


def test_a_damaged_ledger_makes_no_import_forgotten(world: World) -> None:
    for path in (world.path / "imports").glob("*.parquet"):
        cut(path)
    cut(next((world.path / "events" / "feed=gdelt").iterdir()))
    assert len(doctor(world).damaged) == 3
    assert repair(world).forgotten_imports == 0


def test_a_plan_changes_nothing_and_a_repair_does_what_it_says(world: World, folder: Path) -> None:
    for number in range(8):
        write(folder / f"201910250{number}0000.export.CSV", *numbered(2, 100 + 2 * number))
        import_files(world.path, GDELT, [folder])
    clean = everything(world)
    files = sorted(world.path.rglob("*"))
    plan = plan_repair(world, keep=timedelta(0))
    assert plan == RepairPlan(compact=(Compaction("events", "gdelt", 10), Compaction("imports", None, 10)))
    assert sorted(world.path.rglob("*")) == files

    assert repair(world, keep=timedelta(0)).compacted_files == 20
    assert everything(world) == clean
    assert [each.files for each in doctor(world).tables if each.name in ("events", "imports")] == [2, 1]
    assert not plan_repair(world, keep=timedelta(0)).has_work


def test_a_copy_without_its_files_is_told_file_by_file(world: World, tmp_path: Path) -> None:
    shutil.rmtree(world.path / "events" / "feed=gdelt")
    assert {each.why for each in doctor(world).damaged} == {"it is missing"}
    assert len(doctor(world).damaged) == 2
