"""The ICEWS event files of ../shared as undirected dyad-months, through the panel that every world goes through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import duckdb
import narwhals as nw
import numpy as np
import pyarrow as pa

from detente.errors import UnknownCodeError
from detente.feeds.named_actors import named_actor
from detente.ontology.cameo import cameo_from_name
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


@cache
def _state(name: str) -> str | None:
    """iso3 of the state that a printed actor belongs to, as the import of such files tells it."""
    actor = named_actor((name,))
    return None if actor is None else str(actor[3]) if actor[3] else None


def event_rows(folder: Path) -> pa.Table:
    """All facts of one data set with PANEL_COLUMNS; what has no known state keeps null there."""
    start, _ = SETS[folder.name]
    names = _names(folder / "entity2id.txt")
    codes = {number: _code(label) for number, label in _names(folder / "relation2id.txt").items()}
    rows = []
    for part in _PARTS:
        if not (folder / part).exists():
            continue
        for line in (folder / part).read_text(encoding="utf-8").splitlines():
            subject, relation, other, day = (int(cell) for cell in line.split("\t")[:4])
            on = start + timedelta(days=day)
            rows.append((subject, other, _state(names[subject]), _state(names[other]), on, *codes[relation]))
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
    # Whole months only: the day 0 that stands before a year's first day covers none.
    first = start if start.day == 1 else start + timedelta(days=1)
    return dyads_of(panel, [(first, end)], SPEC)


def _names(path: Path) -> dict[int, str]:
    cells = (line.rsplit("\t", 1) for line in path.read_text(encoding="utf-8").splitlines())
    return {int(number): name for name, number in cells}


def _code(label: str) -> tuple[int | None, float | None]:
    try:
        entry = cameo_from_name(label)
    except UnknownCodeError:
        return None, None
    return (int(entry.quad_class) if entry.quad_class else None), entry.goldstein
