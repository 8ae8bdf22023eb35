"""`detente doctor`: what a world holds and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from rich.table import Table

from detente.pipeline import open_world
from detente.views.cli.screen import Screen
from detente.views.json_rows import json_line, world_row
from detente.world.doctor import WorldReport, doctor
from detente.world.doctor import repair as repair_world


def run(path: Path, *, repair: bool, as_json: bool) -> int:
    """Examine a world and, if asked, clean it.

    Returns:
        0, or 1 when something is left to repair.

    Raises:
        WorldError: There is no world, or it cannot be read or repaired.
    """
    world = open_world(path, create=False)
    repaired = repair_world(world) if repair else None
    report = doctor(world)
    if as_json:
        print(json_line(world_row(report, repaired)))
    else:
        screen = Screen()
        if repaired is not None:
            screen.say(f"Removed {repaired.orphan_rows:,} rows of killed writers and {repaired.bytes:,} bytes.")
        _print(report, screen)
    return 1 if report.orphan_rows else 0


def _print(report: WorldReport, screen: Screen) -> None:
    screen.say(f"World {report.path}, schema {report.schema_version or 'none yet'}")
    screen.say(f"{report.articles:,} articles, {report.copies:,} of them copies")
    screen.say(f"published {report.oldest_published or 'unknown'} to {report.newest_published or 'unknown'}")
    screen.say(f"last added {f'{report.last_ingested:%Y-%m-%d %H:%M} UTC' if report.last_ingested else 'never'}")
    table = Table("table", box=None, pad_edge=False)
    for column in ("rows", "orphans", "versions", "files", "bytes", "spare"):
        table.add_column(column, justify="right")
    for each in report.tables:
        numbers = (each.rows, each.orphan_rows, each.versions, each.files, each.bytes, each.spare_bytes)
        table.add_row(each.name, *(f"{number:,}" for number in numbers))
    screen.out.print(table)
    if report.orphan_rows:
        screen.say("A writer was killed. Its half-written rows are invisible; `detente doctor --repair` removes them.")
