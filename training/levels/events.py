"""The ICEWS event files of ../shared as undirected dyad-months, through the panel that every world goes through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import duckdb
import narwhals as nw
import numpy as np
import pyarrow as pa

from detente.actors.registry import Registry
from detente.errors import UnknownCodeError
from detente.ontology.cameo import cameo_from_name
from detente.records import ActorKind
from detente.relations.dyad_months import DyadMonths, dyads_of
from detente.relations.panel import PANEL_COLUMNS, PanelSpec, dyad_month

SPEC: Final = PanelSpec(directed=False)
SETS: Final[dict[str, tuple[date, date]]] = {
    # Folder: the day that stands for 0, and the last day that the files hold.
    "ICEWS05-09": (date(2005, 1, 1), date(2009, 12, 31)),
    "ICEWS14": (date(2013, 12, 31), date(2014, 12, 31)),
    "ICEWS18-dev": (date(2018, 1, 1), date(2018, 9, 30)),
}
_PARTS: Final = ("train.txt", "valid.txt", "test.txt")
_TYPES: Final = {"event_date": pa.date32(), "quad_class": pa.int64(), "goldstein": pa.float64(), "is_copy": pa.bool_()}


class States:
    """The state that a printed actor name belongs to: the country in its last brackets, or the name's own state."""

    def __init__(self) -> None:
        self._registry = Registry.load()
        self._known: dict[tuple[str, int], str | None] = {}

    def of(self, name: str, on: date) -> str | None:
        """iso3, or None where the registry does not know."""
        key = (name, on.year)
        if key not in self._known:
            plain = name.replace("_", " ").strip()
            inner = plain[plain.rfind("(") + 1 : -1] if plain.endswith(")") else plain
            self._known[key] = next(
                (
                    state
                    for actor in self._registry.lookup(inner, on)
                    if actor.kind in (ActorKind.STATE, ActorKind.PERSON) or "." in actor.id
                    if (state := self._registry.state_of(actor.id, on) or self._registry.state_of(actor.id, None))
                ),
                None,
            )
        return self._known[key]


def event_rows(folder: Path, states: States | None = None) -> pa.Table:
    """All facts of one data set with PANEL_COLUMNS; what has no known state keeps null there."""
    start, _ = SETS[folder.name]
    states = states or States()
    names = _names(folder / "entity2id.txt")
    codes = {number: _code(label) for number, label in _names(folder / "relation2id.txt").items()}
    rows = []
    for part in _PARTS:
        if not (folder / part).exists():
            continue
        for line in (folder / part).read_text(encoding="utf-8").splitlines():
            subject, relation, other, day = (int(cell) for cell in line.split("\t")[:4])
            on = start + timedelta(days=day)
            rows.append(
                (subject, other, states.of(names[subject], on), states.of(names[other], on), on, *codes[relation])
            )
    columns = list(zip(*rows, strict=True))
    table = {
        "source_id": [names[number] for number in columns[0]],
        "target_id": [names[number] for number in columns[1]],
        "source_state": columns[2],
        "target_state": columns[3],
        "event_date": columns[4],
        "event_date_precision": ["day"] * len(rows),
        "quad_class": columns[5],
        "goldstein": columns[6],
    }
    return pa.table(
        {name: pa.array(table.get(name, [None] * len(rows)), _TYPES.get(name, pa.string())) for name in PANEL_COLUMNS}
    )


def dyad_months(
    folder: Path, rows: pa.Table | None = None, *, keep: float = 1.0, seed: int = 0
) -> Iterator[DyadMonths]:
    """The dyads of one data set; `keep` thins its events at random, as a world with fewer articles would hold them."""
    rows = event_rows(folder) if rows is None else rows
    if keep < 1:
        rows = rows.filter(pa.array(np.random.default_rng(seed).random(len(rows)) < keep))
    start, end = SETS[folder.name]
    frame: nw.LazyFrame[Any] = nw.from_native(duckdb.connect().from_arrow(rows))
    panel = dyad_month(frame, SPEC).collect("pyarrow")
    first = max(start, date(start.year + (start.month == 12), 1, 1))
    return dyads_of(panel.filter(nw.col("month") >= first), [(max(start, first), end)], SPEC)


def _names(path: Path) -> dict[int, str]:
    cells = (line.rsplit("\t", 1) for line in path.read_text(encoding="utf-8").splitlines())
    return {int(number): name for name, number in cells}


def _code(label: str) -> tuple[int | None, float | None]:
    try:
        entry = cameo_from_name(label)
    except UnknownCodeError:
        return None, None
    return (int(entry.quad_class) if entry.quad_class else None), entry.goldstein
