"""The actor tables keep their format: checked on the bare CSV, without the registry that reads them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from detente import actors
from detente.records import ActorKind

TABLES = Path(actors.__file__).parent / "tables"
COLUMNS = ["id", "name", "kind", "state", "start", "end", "aliases", "codes", "source"]
EXTRA = {"outlets": ["domain", "owner", "control"], "persons": ["role", "affiliation"]}
SMALLEST = {  # rows that the issue and its brief ask for
    "armed_groups": 230,
    "organisations": 150,
    "projects": 80,
    "outlets": 160,
    "companies": 60,
    "persons": 250,
    "regions": 150,
    "populations": 20,
}
CONTROL = {"state", "private", "public", "party", "nonprofit", "unknown"}
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
NAME_MARKS = re.compile(r"\^?(?P<name>[^^|@?]+)\??")

Row = dict[str, str]


def read(table: str) -> list[Row]:
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader((line for line in file if not line.startswith("# ")), strict=True))


def day(text: str, *, last: bool = False) -> date:
    """The first (or last) day of a year, month or day."""
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    if len(parts) == 3:
        return date.fromisoformat(text)
    # The 28th is in every month; the exact last day does not matter for an order of dates.
    return date(year, month, 28 if last else 1)


def dated(cell: str) -> list[tuple[str, str, str]]:
    """The values of a "value@start..end|value" cell, with their dates as written."""
    found = []
    for part in filter(None, cell.split("|")):
        value, at, span = part.partition("@")
        assert not at or span.count("..") == 1, part
        start, _, end = span.partition("..")
        found.append((value, start, end))
    return found


def plain(name: str) -> str:
    """A name without the marks for exact case and weakness."""
    match = NAME_MARKS.fullmatch(name)
    assert match, name
    return match["name"]


@pytest.mark.parametrize("table", SMALLEST)
def test_header_names_the_common_columns_then_those_of_the_table(table: str) -> None:
    assert list(read(table)[0]) == COLUMNS + EXTRA.get(table, [])


@pytest.mark.parametrize("table", SMALLEST)
def test_table_is_as_broad_as_asked_for(table: str) -> None:
    assert len(read(table)) >= SMALLEST[table]


@pytest.mark.parametrize("table", SMALLEST)
def test_every_row_has_id_name_known_kind_and_source(table: str) -> None:
    kinds = set(ActorKind)
    broken = [row["id"] for row in read(table) if not (row["id"] and row["name"] and row["source"])]
    assert broken == []
    assert [row["id"] for row in read(table) if row["kind"] not in kinds] == []


@pytest.mark.parametrize("table", SMALLEST)
def test_dates_parse_and_start_is_not_after_end(table: str) -> None:
    for row in read(table):
        spans = [(row["start"], row["end"])]
        for column in ("state", "aliases", "control", "role", "affiliation"):
            spans += [(start, end) for _, start, end in dated(row.get(column, ""))]
        for start, end in spans:
            first = day(start) if start else date.min
            last = day(end, last=True) if end else date.max
            assert first <= last, (row["id"], start, end)


@pytest.mark.parametrize("table", SMALLEST)
def test_states_are_three_capital_letters(table: str) -> None:
    states = [(row["id"], state) for row in read(table) for state, _, _ in dated(row["state"])]
    assert [found for found in states if not re.fullmatch("[A-Z]{3}", found[1])] == []


@pytest.mark.parametrize("table", SMALLEST)
def test_no_name_stands_for_two_actors_of_one_table(table: str) -> None:
    names = Counter(
        name
        for row in read(table)
        for name in {plain(name).casefold() for name, _, _ in dated(f"{row['name']}|{row['aliases']}")}
    )
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("table", SMALLEST)
def test_no_actor_has_one_name_twice(table: str) -> None:
    for row in read(table):
        names = [plain(name) for name, _, _ in dated(f"{row['name']}|{row['aliases']}")]
        assert len(names) == len(set(names)), row["id"]


@pytest.mark.parametrize("table", SMALLEST)
def test_codes_name_their_scheme(table: str) -> None:
    codes = [code for row in read(table) for code in filter(None, row["codes"].split("|"))]
    assert [code for code in codes if not re.fullmatch("cameo:[A-Z]{3}", code)] == []


def test_ids_are_unique_over_all_tables_and_differ_from_iso3_codes() -> None:
    ids = Counter(row["id"].casefold() for table in SMALLEST for row in read(table))
    ids.update(row["id"].casefold() for row in read("states"))
    assert [found for found, count in ids.items() if count > 1] == []


def test_ids_need_no_quoting_anywhere() -> None:
    ids = [row["id"] for table in SMALLEST for row in read(table)]
    assert [found for found in ids if not re.fullmatch("[A-Za-z0-9]+(-[A-Za-z0-9]+)*", found)] == []


def test_domains_look_like_domains_and_belong_to_one_outlet() -> None:
    domains = [domain for row in read("outlets") for domain in row["domain"].split("|")]
    assert [domain for domain in domains if not DOMAIN.fullmatch(domain)] == []
    assert [domain for domain, count in Counter(domains).items() if count > 1] == []


def test_control_of_outlets_is_one_of_the_stated_values() -> None:
    control = {(row["id"], value) for row in read("outlets") for value, _, _ in dated(row["control"])}
    assert {value for _, value in control} <= CONTROL
    assert {row["id"] for row in read("outlets")} == {outlet for outlet, _ in control}


def test_persons_are_affiliated_with_actors_of_the_tables_or_with_states() -> None:
    known = {row["id"] for table in (*SMALLEST, "states") for row in read(table)}
    affiliations = {(row["id"], value) for row in read("persons") for value, _, _ in dated(row["affiliation"])}
    assert sorted(found for found in affiliations if found[1] not in known) == []
    assert [row["id"] for row in read("persons") if not row["role"]] == []
