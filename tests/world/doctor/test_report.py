"""The report and the repair; what a killed writer leaves is made here by a commit that stops half way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from detente.errors import WorldError
from detente.records import Published
from detente.world import World, adding, tables
from detente.world.doctor import Repaired, RepairPlan, doctor, plan_repair, repair
from detente.world.locking import writing
from factories import corpus, reading


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World.open(tmp_path / "world")


def leave_orphans(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def dying(root: Path, table: str, rows: Any) -> None:
        if table == "articles":
            raise MemoryError
        tables.append(root, table, rows)

    with monkeypatch.context() as patch:
        patch.setattr(adding, "append", dying)
        with pytest.raises(MemoryError):
            list(world.add([reading("an orphan")]))


def test_a_world_that_is_not_there_yet(world: World) -> None:
    report = doctor(world)

    assert (report.schema_version, report.articles, report.last_ingested) == (None, 0, None)
    assert [(table.name, table.rows, table.versions) for table in report.tables] == [
        ("articles", 0, 0),
        ("statements", 0, 0),
        ("events", 0, 0),
        ("mentions", 0, 0),
        ("series", 0, 0),
        ("rejects", 0, 0),
        ("imports", 0, 0),
        ("corrections", 0, 0),
        ("predictions", 0, 0),
    ]
    assert repair(world) == Repaired()
    assert plan_repair(world) == RepairPlan()
    assert not world.path.exists()


def test_a_report(world: World) -> None:
    list(world.add(corpus(5), batch_size=3))  # two commits; the fifth article is a copy
    list(world.add([reading("Old.", published=Published(date(1971, 12, 3), date(1971, 12, 4), "said"))]))

    report = doctor(world)

    assert report.path == world.path
    assert (report.schema_version, report.articles, report.copies, report.orphan_rows) == (1, 6, 1, 0)
    assert (report.oldest_published, report.newest_published) == (date(1971, 12, 3), date(2016, 10, 7))
    assert report.first_ingested is not None
    assert report.last_ingested is not None
    assert report.first_ingested < report.last_ingested
    assert report.last_ingested - datetime.now(UTC) < timedelta(minutes=1)
    articles, statements, events = report.tables[:3]
    assert (articles.rows, statements.rows, events.rows) == (6, 11, 6)
    assert (articles.versions, articles.files) == (4, 3)  # making the table is a version too
    on_disk = sum(path.stat().st_size for path in (world.path / "articles").rglob("*") if path.is_file())
    assert articles.bytes + articles.spare_bytes == on_disk
    assert articles.bytes == sum(path.stat().st_size for path in (world.path / "articles").glob("*.parquet"))


def test_orphans_are_reported_and_removed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = reading("Kept.")
    list(world.add([kept]))
    leave_orphans(world, monkeypatch)
    assert doctor(world).orphan_rows == 2
    assert world.counts().statements == 1

    repaired = repair(world, keep=timedelta(0))

    assert repaired.orphan_rows == 2
    assert doctor(world).orphan_rows == 0
    assert tuple(world.statements()) == kept.statements
    assert repair(world).orphan_rows == 0


def test_replaced_and_uncommitted_files_go_when_old_enough(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MANY_FILES", 2)
    list(world.add(corpus(6), batch_size=2))  # the third commit compacts
    stray = world.path / "articles" / "part-00000-0a0a0a0a-0000-4000-8000-000000000000-c000.zstd.parquet"
    stray.write_bytes(b"PAR1 half")
    spare = len(list(world.path.rglob("*.parquet")))

    repair(world)  # keeps an hour
    assert len(list(world.path.rglob("*.parquet"))) == spare
    repaired = repair(world, keep=timedelta(0))

    assert repaired.bytes > 0
    assert len(list(world.path.rglob("*.parquet"))) == 3
    assert not stray.exists()
    assert list(world.articles()) == [read.article for read in corpus(6)]


def test_a_repair_waits_for_a_writer_at_work(
    world: World, writer: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    process = writer(world.path, 0, 3, "--pause", "before articles 1")
    process.stdin.write("go\n")
    process.stdin.flush()
    assert process.stdout.readline() == "paused\n"

    monkeypatch.setattr("detente.world.doctor.repairing.writing", partial(writing, wait=0.2))
    with pytest.raises(WorldError, match="locked by another writer"):
        repair(world)
    assert doctor(world).orphan_rows == 9  # and a look does not wait
