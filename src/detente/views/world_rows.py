"""A world's report as a JSON row: what `detente doctor --json` prints and docs/schema describes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.world.doctor import Repaired, RepairPlan, WorldReport

Row = dict[str, Any]


def world_row(report: WorldReport, plan: RepairPlan | None, repaired: Repaired | None) -> Row:
    """The report; `plan` is null when no repair was asked for, `repaired` when none was done."""
    return {
        "path": str(report.path),
        "schema_version": report.schema_version,
        "articles": report.articles,
        "copies": report.copies,
        "published": {"oldest": _text(report.oldest_published), "newest": _text(report.newest_published)},
        "ingested": {"first": _text(report.first_ingested), "last": _text(report.last_ingested)},
        "orphan_rows": report.orphan_rows,
        "tables": _rows(report.tables),
        "feeds": _rows(report.feeds),
        "gaps": _rows(report.gaps),
        "gaps_fault": report.gaps_fault,
        "unknown_codes": _rows(report.unknown_codes),
        "rejects": _rows(report.rejects),
        "damaged": _rows(report.damaged),
        "plan": None if plan is None else _plain(asdict(plan)),
        "repaired": None if repaired is None else asdict(repaired),
    }


def _rows(records: tuple[Any, ...]) -> list[Row]:
    return [_plain(asdict(record)) for record in records]


def _plain(value: Any) -> Any:
    """Records as plain values; moments and paths as text."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return _text(value) if isinstance(value, date | Path) else value


def _text(value: date | Path | None) -> str | None:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return None if value is None else str(value)
