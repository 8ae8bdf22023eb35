"""Read the CSV tables: "#" comment lines, a header, rows. A fault is told with file, line and field."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.actors.dates import DatedValue, first_day, last_day, parse_dated, parse_dated_list, value_on
from detente.actors.model import Actor, Name, NameSort
from detente.errors import TableError
from detente.records import ActorKind

TABLES = Path(__file__).parent / "tables"

ACTOR_TABLES = (
    "organisations.csv",
    "armed_groups.csv",
    "projects.csv",
    "outlets.csv",
    "companies.csv",
    "regions.csv",
    "populations.csv",
    "persons.csv",
)
"""Tables in the common format, best first: of two actors with one name, the earlier table's is preferred."""

COMMON_COLUMNS = ("id", "name", "kind", "state", "start", "end", "aliases", "codes", "source")
_EXTRA_COLUMNS = ("owner", "control", "affiliation", "role")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, with the place to name when it is wrong."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def fault(self, column: str, why: object) -> TableError:
        """The error that names this row's file and line, a column, and what is wrong there."""
        return TableError(f"{self.path.name}, line {self.line}, {column}: {why}")

    def dated(self, column: str) -> tuple[DatedValue, ...]:
        """A cell of dated values divided by "|"; raises TableError when malformed."""
        try:
            return parse_dated_list(self.cells[column])
        except ValueError as error:
            raise self.fault(column, error) from error

    def names(self, column: str, actor_id: str, sort: NameSort) -> tuple[Name, ...]:
        """The names in a cell, divided by "|", each as `read_name` reads it; raises TableError when malformed."""
        try:
            return tuple(read_name(part, actor_id, sort) for part in self.cells[column].split("|") if part.strip())
        except ValueError as error:
            raise self.fault(column, error) from error

    def first_day(self, column: str) -> date | None:
        """The first day of the date in a cell, None when empty; raises TableError when malformed."""
        try:
            return first_day(self.cells[column])
        except ValueError as error:
            raise self.fault(column, error) from error

    def last_day(self, column: str) -> date | None:
        """The last day of the date in a cell, None when empty; raises TableError when malformed."""
        try:
            return last_day(self.cells[column])
        except ValueError as error:
            raise self.fault(column, error) from error


def read_table(path: Path, columns: Iterable[str]) -> Iterator[Row]:
    """The rows of a CSV table, cells stripped.

    Args:
        path: A UTF-8 file: comment lines that start with "#", a header, then rows.
        columns: Columns that the header must have; further ones are kept.

    Raises:
        TableError: A column is missing, or a row has too many or too few cells.
    """
    with path.open(encoding="utf-8", newline="") as file:
        lines = file.readlines()
    skipped = next((i for i, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    reader = csv.reader(lines[skipped:], strict=True)
    header = [cell.strip() for cell in next(reader, [])]
    missing = [column for column in columns if column not in header]
    if missing:
        raise TableError(f"{path.name}, line {skipped + 1}: column {missing[0]!r} is missing; the header is {header}")
    for cells in reader:
        line = skipped + reader.line_num
        if not cells or cells[0].startswith("#"):
            continue
        if len(cells) != len(header):
            raise TableError(
                f"{path.name}, line {line}: {len(cells)} cells, expected {len(header)}; quote cells that hold a comma"
            )
        yield Row(path, line, dict(zip(header, map(str.strip, cells), strict=True)))


def read_actor_table(path: Path) -> Iterator[Actor]:
    """The actors of a table in the common format (`COMMON_COLUMNS`, and per table those of docs/actors.md)."""
    for row in read_table(path, COMMON_COLUMNS):
        yield _actor(row)


def read_kind(row: Row, column: str = "kind") -> ActorKind:
    """The actor kind in a cell; raises TableError on an unknown one."""
    try:
        return ActorKind(row[column])
    except ValueError:
        raise row.fault(column, f"{row[column]!r} is not one of {', '.join(ActorKind)}") from None


def read_codes(row: Row) -> dict[str, str]:
    """The codes in a "scheme:code|scheme:code" cell; raises TableError when malformed."""
    codes = {}
    for part in filter(None, (part.strip() for part in row["codes"].split("|"))):
        scheme, colon, code = part.partition(":")
        if not (colon and scheme.strip() and code.strip()):
            raise row.fault("codes", f"{part!r} is not scheme:code")
        codes[scheme.strip()] = code.strip()
    return codes


def read_name(text: str, actor_id: str, sort: NameSort) -> Name:
    """A name as the tables write it: "name", "name@start..end", "^name" (exact case), "name?" (weak).

    An acronym is recognised by its capitals and always matched in exactly that case.

    Raises:
        ValueError: Its dates are malformed.

    >>> read_name("SFRY@1963..1992", "YUG", NameSort.ALIAS).sort
    <NameSort.ACRONYM: 'acronym'>
    """
    dated = parse_dated(text)
    plain = dated.value.removeprefix("^").removesuffix("?").strip()
    acronym = looks_like_acronym(plain)
    if acronym and sort is NameSort.ALIAS:
        sort = NameSort.ACRONYM
    surname = sort is NameSort.PERSON and " " not in plain
    exact = acronym or surname or sort is NameSort.ACRONYM or dated.value.startswith("^")
    return Name(plain, actor_id, sort, dated.start, dated.end, exact, dated.value.endswith("?"))


def looks_like_acronym(text: str) -> bool:
    """Whether a name is one short word in capitals, such as "CPEC", "U.N." or "G20"."""
    return len(text) <= 8 and " " not in text and text.isupper()


def _actor(row: Row) -> Actor:
    actor_id, kind = row["id"], read_kind(row)
    if not actor_id or not row["name"]:
        raise row.fault("id" if not actor_id else "name", "is empty")
    person = kind is ActorKind.PERSON
    names = (
        *row.names("name", actor_id, NameSort.PERSON if person else NameSort.NAME),
        *row.names("aliases", actor_id, NameSort.PERSON if person else NameSort.ALIAS),
    )
    extra = {column: row.dated(column) for column in _EXTRA_COLUMNS if row.cells.get(column)}
    if domain := row.cells.get("domain"):
        extra["domain"] = tuple(DatedValue(part.strip()) for part in domain.split("|"))
    return Actor(
        id=actor_id,
        name=names[0].text,
        kind=kind,
        state=row.dated("state"),
        start=row.first_day("start"),
        end=row.last_day("end"),
        names=names,
        codes=read_codes(row),
        source=row["source"],
        role=value_on(extra["role"], None) if "role" in extra else None,
        extra=extra,
    )
