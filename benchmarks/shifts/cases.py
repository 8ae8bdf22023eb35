"""Dated realignments to find, and the scoring of alarms against them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from detente.actors.registry import Registry

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "data" / "acceptance"
WITHIN = 3
"""A hit is an alarm of the right direction so many months from the date at most."""

Pair = tuple[str, str]


class Alarm(NamedTuple):
    """An alarm at a month, counted from the record's first."""

    month: int
    direction: int


@dataclass(frozen=True, slots=True)
class Case:
    """One realignment; `month` as in Alarm."""

    pair: Pair
    month: int
    direction: int
    event: str


@dataclass(frozen=True, slots=True)
class Score:
    """Hits, those that alarms at random months would make, and alarms per dyad and year, on dyads with a case."""

    cases: int
    hits: int
    by_chance: float
    alarms_per_dyad_year: float
    found: frozenset[Case]

    @property
    def margin(self) -> float:
        """Hits over chance."""
        return self.hits - self.by_chance

    def figures(self) -> dict[str, float]:
        """The score as a row of a result."""
        return {
            "cases": self.cases,
            "hits": self.hits,
            "recall": round(self.hits / self.cases, 3) if self.cases else 0.0,
            "hits_by_chance": round(self.by_chance, 2),
            "margin": round(self.margin, 2),
            "alarms_per_dyad_year": round(self.alarms_per_dyad_year, 3),
        }


def score(alarms: Mapping[Pair, Sequence[Alarm]], cases: Sequence[Case], n_months: int) -> Score:
    """Score alarms; chance keeps each dyad's number of alarms of each direction and deals their months at random."""
    found: set[Case] = set()
    by_chance = 0.0
    for case in cases:
        own = [alarm for alarm in alarms.get(case.pair, ()) if alarm.direction == case.direction]
        if any(abs(alarm.month - case.month) <= WITHIN for alarm in own):
            found.add(case)
        near = sum(abs(month - case.month) <= WITHIN for month in range(1, n_months)) / (n_months - 1)
        by_chance += 1 - (1 - near) ** len(own)
    pairs = {case.pair for case in cases}
    number = sum(len(alarms.get(pair, ())) for pair in pairs)
    return Score(len(cases), len(found), by_chance, number / max(len(pairs), 1) / (n_months / 12), frozenset(found))


def development_cases(first_year: int = 2005) -> list[Case]:
    """The project's own list."""
    with (HERE / "dev_realignments.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return [
        Case((row["first"], row["second"]), month_number(row["month"], first_year), int(row["direction"]), row["event"])
        for row in rows
    ]


def shared_cases(name: str, first_year: int, years: int) -> list[Case]:
    """The cases of a shared list that fall into the years and are dated to the month, each once."""
    registry = Registry.load()
    found: dict[tuple[Pair, int, int], Case] = {}
    with (SHARED / name).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if "-" not in row["date"] or not first_year <= int(row["date"][:4]) < first_year + years:
                continue
            states = [registry.by_code("cow_code", str(int(row[column]))) for column in ("ccode1", "ccode2")]
            ids = sorted(state.id for state in states if state)
            if len(ids) == 2:
                month = month_number(row["date"], first_year)
                case = Case((ids[0], ids[1]), month, int(row["direction"]), row["note"])
                found.setdefault((case.pair, month, case.direction), case)
    return list(found.values())


def month_number(text: str, first_year: int) -> int:
    """Months from January of the first year to "YYYY-MM".

    >>> month_number("2006-03", 2005)
    14
    """
    year, month = text.split("-")
    return (int(year) - first_year) * 12 + int(month) - 1
