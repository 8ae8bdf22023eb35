"""`detente doctor`: what a world holds and what is wrong with it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from detente.pipeline import open_world
from detente.world import doctor as examine
from detente.world.doctor import WorldReport


def run(path: Path, *, repair: bool, as_json: bool) -> int:
    """Examine a world and, if asked, clean it; returns 1 when something is left to repair."""
    world = open_world(path, create=False)
    console = Console()
    if repair:
        done = examine.repair(world)
        if not as_json:
            console.print(
                f"Removed {done.orphan_rows} rows of killed writers and {done.bytes:,} bytes of old files.",
                highlight=False,
            )
    report = examine.doctor(world)
    if as_json:
        print(json.dumps(asdict(report), default=str, ensure_ascii=False))
    else:
        _print(report, console)
    return 1 if report.orphan_rows else 0


def _print(report: WorldReport, console: Console) -> None:
    console.print(f"World {report.path}", markup=False, highlight=False)
    console.print(
        f"{report.articles} articles, {report.copies} of them copies; published "
        f"{report.oldest_published or 'unknown'} to {report.newest_published or 'unknown'}; "
        f"last added {report.last_ingested or 'never'}; schema {report.schema_version or 'none yet'}",
        highlight=False,
    )
    table = Table("table", "rows", "orphan rows", "versions", "files", "in use", "spare")
    for each in report.tables:
        table.add_row(
            each.name, f"{each.rows:,}", f"{each.orphan_rows:,}", f"{each.versions:,}", f"{each.files:,}",
            f"{each.bytes:,} B", f"{each.spare_bytes:,} B",
        )  # fmt: skip
    console.print(table)
    if report.orphan_rows:
        console.print(
            "A writer was killed: its half-written rows are invisible; `detente doctor --repair` removes them."
        )
