"""The project's tables against mledoze/countries and COW direct contiguity; each difference is explained in a table."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from detente.actors.model import Actor
from detente.actors.registry import Registry
from detente.relations.routes.land_map import Terms, land_map, landlocked
from detente.relations.routes.read_tables import coasts, land_borders

DATA = Path(__file__).parents[4] / "shared" / "data"
TODAY = date(2025, 6, 1)
DAYS = [date(year, month, 15) for year in range(1990, 2017) for month in (1, 7)]

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="the data beside the project, ../shared/data, is absent"),
]

Pair = tuple[str, str]
Difference = tuple[Pair, str, date]


def test_borders_of_today_are_those_of_mledoze() -> None:
    theirs = {pair(_iso3(country["cca3"]), _iso3(other)) for country in _countries() for other in country["borders"]}
    assert len(theirs) > 300
    found = {(one, "ours") for one in _ours(TODAY) - theirs} | {(one, "theirs") for one in theirs - _ours(TODAY)}
    assert found == {(one, side) for one, side, _ in _known("mledoze_countries", [TODAY])}


def test_the_landlocked_of_today_are_those_of_mledoze() -> None:
    theirs = {_iso3(country["cca3"]) for country in _countries() if country["landlocked"]}
    assert landlocked(TODAY) == theirs
    # It marks the Holy See, an observer, as a member: with it the landlocked "members" are 44.
    members = {_iso3(country["cca3"]) for country in _countries() if country["unMember"]}
    assert len(landlocked(TODAY) & members) == 44


def test_borders_since_1990_are_those_of_cow() -> None:
    found = set()
    for day in DAYS:
        ours = {one for one in _ours(day) if all(_cow_code(side) for side in one)}
        theirs = _cow_borders(day)
        assert len(theirs) > 200
        found |= {(one, "ours", day) for one in ours - theirs} | {(one, "theirs", day) for one in theirs - ours}
    assert found == set(_known("cow_contiguity", DAYS))


def pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _ours(day: date) -> set[Pair]:
    links = land_map(day, Terms(known_closures=False)).links
    return {pair(state, link.neighbour) for state, found in links.items() for link in found}


def _known(other: str, days: list[date]) -> Iterator[Difference]:
    """The explained differences, one for each of the days that a row spans."""
    with (Path(__file__).parent / "known_differences.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    for row in rows:
        assert row["reason"]
        if row["other"] == other:
            first, last = (date.fromisoformat(row[name]) if row[name] else None for name in ("first", "last"))
            for day in days:
                if (first or day) <= day <= (last or day):
                    yield pair(row["iso3_a"], row["iso3_b"]), row["only_in"], day


@cache
def _countries() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((DATA / "mledoze_countries" / "countries.json").read_text("utf-8"))
    return found


def _iso3(code: str) -> str:
    return "XKX" if code == "UNK" else code  # Kosovo has no code of ISO's own


@cache
def _cow_rows() -> list[tuple[str, str, str, str]]:
    """Land borders: COW codes and the first days of the first and last month."""
    with (DATA / "cow_contiguity" / "cow_contdir.csv").open(encoding="utf-8", newline="") as file:
        return [
            (str(int(float(row["ccode1"]))), str(int(float(row["ccode2"]))), row["stdate"], row["enddate"])
            for row in csv.DictReader(file)
            if float(row["conttype"]) == 1
        ]


def _cow_borders(day: date) -> set[Pair]:
    ids = _cow_ids(day)
    return {pair(ids[a], ids[b]) for a, b, start, end in _cow_rows() if start <= day.isoformat() <= end}


@cache
def _registry() -> Registry:
    return Registry.load()


@cache
def _actor(state: str) -> Actor:
    return _registry().resolve(state)


def _cow_code(state: str) -> str | None:
    return _actor(state).codes.get("cow_code")


@cache
def _all_states() -> list[str]:
    return sorted({side for row in land_borders() for side in row.sides} | {coast.iso3 for coast in coasts()})


def _cow_ids(day: date) -> dict[str, str]:
    """The state that a COW code stood for on a day; several states have had the code 345."""
    found: dict[str, str] = defaultdict(lambda: "?")
    for state in _all_states():
        code, actor = _cow_code(state), _actor(state)
        if code and (actor.start is None or actor.start <= day) and (actor.end is None or day <= actor.end):
            found[code] = state
    if day < date(1990, 10, 3):
        found["260"] = "DEU"  # West Germany
    return found
