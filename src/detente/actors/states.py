"""States and territories with their codes, names and capitals, and the named organs of states."""

from __future__ import annotations

from collections import defaultdict

from detente.actors.dates import DatedValue
from detente.actors.model import Actor, Name, NameSort
from detente.actors.tables import TABLES, Row, read_kind, read_table
from detente.records import ActorKind

CODE_COLUMNS = ("iso2", "cow_code", "gw_code", "fips", "cameo")
_STATE_COLUMNS = (
    *("id", "name", "kind", "state", "start", "end"),
    *CODE_COLUMNS,
    *("predecessors", "successors", "former_codes"),
)
_SOURCE = "tables/states.csv"


def read_states() -> tuple[list[Actor], dict[str, tuple[Name, ...]]]:
    """Read states.csv and state_names.csv.

    Returns:
        The states and territories, and the names of organs ("USA.SPY": CIA, ...) by organ id.

    Raises:
        TableError: A table breaks its rules, or names an id that states.csv has not.
    """
    names: dict[str, list[Name]] = defaultdict(list)
    first_row: dict[str, Row] = {}
    for row in read_table(TABLES / "state_names.csv", ("id", "sort", "names")):
        names[row["id"]] += row.names("names", row["id"], _sort(row))
        first_row.setdefault(row["id"], row)
    states = [_state(row, tuple(names.pop(row["id"], ()))) for row in read_table(TABLES / "states.csv", _STATE_COLUMNS)]
    known = {state.id for state in states}
    for organ in names:
        if organ.partition(".")[0] not in known or "." not in organ:
            raise first_row[organ].fault("id", f"{organ!r} is neither an id of states.csv nor an organ of one")
    return states, {organ: tuple(found) for organ, found in names.items()}


def _sort(row: Row) -> NameSort:
    try:
        return NameSort(row["sort"])
    except ValueError:
        raise row.fault("sort", f"{row['sort']!r} is not one of {', '.join(NameSort)}") from None


def _state(row: Row, names: tuple[Name, ...]) -> Actor:
    kind, iso3 = read_kind(row), row["id"]
    codes = {column: row[column] for column in CODE_COLUMNS if row[column]}
    extra = {column: row.dated(column) for column in ("predecessors", "successors", "former_codes") if row[column]}
    return Actor(
        id=iso3,
        name=row["name"],
        kind=kind,
        state=(DatedValue(iso3),) if kind is ActorKind.STATE else row.dated("state"),
        start=row.first_day("start"),
        end=row.last_day("end"),
        names=names,
        codes={"iso3": iso3, **codes},
        source=_SOURCE,
        extra=extra,
    )
