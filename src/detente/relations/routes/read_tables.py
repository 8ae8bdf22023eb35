"""Read the tables of borders, coasts, ferries and closures."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from detente.actors.tables import Row, read_table
from detente.relations.routes.records import Closes, Closure, Coast, Term, Way

TABLES: Final = Path(__file__).parent / "tables"

COVERED_FROM: Final = date(1990, 1, 1)
"""The tables say nothing about earlier days."""

CLOSURES_CHECKED: Final = date(2025, 12, 31)
"""Closures are known up to here; those still in force then are taken to last."""

_SIDES: Final = ("iso3_a", "iso3_b", "start", "end")


@cache
def land_borders() -> tuple[Way, ...]:
    """All rows of land_borders.csv."""
    rows = read_table(TABLES / "land_borders.csv", (*_SIDES, "exclave", "note"))
    return tuple(Way(*_sides(row), _term(row), exclave=_one_side(row, "exclave"), note=row["note"]) for row in rows)


@cache
def lake_ferries() -> tuple[Way, ...]:
    """All rows of ferries.csv."""
    rows = read_table(TABLES / "ferries.csv", (*_SIDES, "water", "ports"))
    return tuple(Way(*_sides(row), _term(row), water=row["water"], note=row["ports"]) for row in rows)


@cache
def border_closures() -> tuple[Closure, ...]:
    """All rows of border_closures.csv."""
    rows = read_table(TABLES / "border_closures.csv", (*_SIDES, "closes", "source", "note"))
    return tuple(
        Closure(*_sides(row), _term(row), _closes(row), source=row["source"], note=row["note"]) for row in rows
    )


@cache
def coasts() -> tuple[Coast, ...]:
    """All rows of coast.csv."""
    rows = read_table(TABLES / "coast.csv", ("iso3", "start", "end", "note"))
    return tuple(Coast(row["iso3"], _term(row), row["note"]) for row in rows)


def _sides(row: Row) -> tuple[str, str]:
    first, second = row["iso3_a"], row["iso3_b"]
    if not first < second:
        raise row.fault("iso3_a", f"{first!r} does not sort before {second!r}; write each two in that order")
    return first, second


def _term(row: Row) -> Term:
    start, end = row.first_day("start"), row.last_day("end")
    if start and end and start > end:
        raise row.fault("start", f"{start} lies after the end, {end}")
    return Term(start, end)


def _one_side(row: Row, column: str) -> str | None:
    if row[column] and row[column] not in _sides(row):
        raise row.fault(column, f"{row[column]!r} is neither side of the border")
    return row[column] or None


def _closes(row: Row) -> Closes:
    try:
        return Closes(row["closes"])
    except ValueError:
        raise row.fault("closes", f"{row['closes']!r} is not one of {', '.join(Closes)}") from None
