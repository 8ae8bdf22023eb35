"""Dyads of given counts, and acts, for tests of what is made of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from detente.ontology.cameo import cameo_entry
from detente.relations.acts import Act
from detente.relations.dyad_months import DyadMonths

UNKNOWN = (np.nan,) * 4


def dyad(*counts: tuple[float, ...], start: str = "2016-01", directed: bool = False, **changes: Any) -> DyadMonths:
    """One month for each four quad-class counts; UNKNOWN is a month without coverage and rows."""
    quads = np.array(counts, float).reshape(-1, 4)
    events = quads.sum(axis=1)
    fields: dict[str, Any] = {
        "first": "IND",
        "second": "PAK",
        "directed": directed,
        "months": np.datetime64(start, "M") + np.arange(len(quads)),
        "covered": ~np.isnan(events),
        "quad_counts": quads,
        "events": events,
        "scored_events": events,
        "goldstein_sum": quads @ np.array([3.0, 7.0, -3.0, -9.0]),
        "stories": events,
        "outlets": np.minimum(events, 2),
        "first_volume": 4 * events,
        "second_volume": 3 * events,
        "month_volume": np.full(len(quads), 1000.0),
    }
    assert changes.keys() <= fields.keys()
    arrays = {
        name: value if name in ("first", "second", "covered") else np.asarray(value, float)
        for name, value in changes.items()
    }
    return DyadMonths(**fields | arrays)


def act(day: str = "2016-01-15", cameo_code: str = "042", **changes: Any) -> Act:
    """An act of India on Pakistan, with what its CAMEO code says of it."""
    entry = cameo_entry(cameo_code)
    fields: dict[str, Any] = {
        "id": f"{day} {cameo_code}",
        "day": date.fromisoformat(day),
        "source": "IND",
        "target": "PAK",
        "cameo_code": cameo_code,
        "plover_type": entry.plover and entry.plover.type,
        "mode": entry.plover and entry.plover.mode,
        "quad_class": entry.quad_class and int(entry.quad_class),
        "goldstein": entry.goldstein,
    }
    return Act(**fields | changes)
