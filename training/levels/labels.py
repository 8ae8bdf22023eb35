"""Peace Data dyad-years, and what else is known of a dyad in a year, by iso3."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from detente.actors.registry import Registry

SHARED: Final = Path(__file__).parents[2].parent / "shared" / "data"
LAST_YEAR: Final = 2020
"""One row of the file was filled up to the year 20202; what follows 2020 is not data."""
VALUES: Final = (0.0, 0.25, 0.5, 0.75, 1.0)

Pair = tuple[str, str]


@cache
def levels() -> dict[Pair, dict[int, int]]:
    """Level 0 to 4 of each dyad and year: the nearest to the year's mean, the lower of two; "." rows are left out."""
    found: dict[Pair, dict[int, int]] = defaultdict(dict)
    for line in (SHARED / "peacedata_v3" / "peacedatav30dyadyrmean.csv").read_text(encoding="utf-8").splitlines():
        dyad, year, mean = line.split(",")
        pair = _pair(int(dyad) // 1000, int(dyad) % 1000, int(year)) if mean != "." else None
        if pair and int(year) <= LAST_YEAR:
            found[pair][int(year)] = min(range(5), key=lambda level: (abs(VALUES[level] - float(mean)), level))
    return dict(found)


@cache
def alliances() -> dict[tuple[Pair, int], bool]:
    """Dyads and years with an ATOP defence pact."""
    with gzip.open(SHARED / "atop" / "atop_alliance.csv.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if float(row["atop_defense"] or 0)]
    return {(pair, int(float(row["year"]))): True for row in rows if (pair := _of(row, int(float(row["year"]))))}


@cache
def rivalries() -> dict[Pair, list[tuple[int, int]]]:
    """First and last years of the strategic rivalries of each dyad."""
    found: dict[Pair, list[tuple[int, int]]] = defaultdict(list)
    with (SHARED / "tss_rivalries" / "tss_rivalries.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            first, last = int(float(row["start"])), int(float(row["end"]))
            if pair := _of(row, last):
                found[pair].append((first, last))
    return dict(found)


@cache
def borders() -> frozenset[Pair]:
    """Dyads with a common land or river border in 2005 or later."""
    with (SHARED / "cow_contiguity" / "cow_contdir.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["conttype"] == "1.0" and row["enddate"] >= "2005"]
    return frozenset(pair for row in rows if (pair := _of(row, 2010)))


@cache
def ideal_points() -> dict[tuple[str, int], float]:
    """UN ideal point of each state and year."""
    path = SHARED / "un_ideal_points" / "IdealpointestimatesAll_Jun2024.csv"
    with path.open(encoding="utf-8", errors="replace") as lines:
        return {
            (state, int(row["session"]) + 1945): float(row["IdealPointAll"])
            for row in csv.DictReader(lines)
            if (state := _state(int(row["ccode"]))) and row["IdealPointAll"] not in ("", "NA")
        }


def _of(row: dict[str, str], year: int) -> Pair | None:
    return _pair(int(float(row["ccode1"])), int(float(row["ccode2"])), year)


def _pair(first: int, second: int, year: int) -> Pair | None:
    sides = {state for code in (first, second) if (state := _state(code, year))}
    return tuple(sorted(sides)) if len(sides) == 2 else None  # type: ignore[return-value]


@cache
def _state(cow_code: int, year: int = 2010) -> str | None:
    actor = Registry.load().by_code("cow_code", str(cow_code))
    return actor.id if actor else None


def rows_by_year(year: int) -> Iterator[tuple[Pair, int]]:
    """The dyads of a year and their level."""
    return ((pair, by_year[year]) for pair, by_year in levels().items() if year in by_year)
