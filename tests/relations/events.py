"""Event rows for panel tests: name what the test is about, the rest is an ordinary event."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import narwhals as nw
import pyarrow as pa

from detente.relations.panel import PANEL_COLUMNS

_TYPES = {"event_date": pa.date32(), "quad_class": pa.int64(), "goldstein": pa.float64(), "is_copy": pa.bool_()}

PANEL_SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in PANEL_COLUMNS])


def event(
    source: str | None = "USA", target: str | None = "PAK", day: str | None = "2016-09-20", **changes: Any
) -> dict[str, Any]:
    """One row with PANEL_COLUMNS; source and target are states."""
    fields: dict[str, Any] = {
        "source_id": source,
        "target_id": target,
        "source_state": source,
        "target_state": target,
        "event_date": date.fromisoformat(day) if day else None,
        "event_date_precision": "day",
        "quad_class": 1,
        "goldstein": 1.0,
        "status": "reported",
        "polarity": "positive",
        "story": "s1",
        "outlet": "o1",
        "is_copy": False,
        "repeat_of": None,
    }
    assert changes.keys() <= fields.keys()
    return fields | changes


def arrow_events(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), PANEL_SCHEMA)


def lazy_events(*rows: dict[str, Any]) -> nw.LazyFrame[Any]:
    """The rows as a DuckDB relation."""
    frame: nw.LazyFrame[Any] = nw.from_native(duckdb.connect().from_arrow(arrow_events(*rows)))
    return frame


def collected(frame: nw.LazyFrame[Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = frame.collect("pyarrow").to_arrow().to_pylist()
    return rows
