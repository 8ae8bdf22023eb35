"""Results as Arrow tables, each with the same columns whatever the result holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from detente.forecast.next_events import NextEvents
from detente.forecast.outlook import Outlook
from detente.pipeline.ledger import Ledger
from detente.pipeline.shifts import WorldShifts
from detente.pipeline.world import World
from detente.records import Reading, Statement
from detente.relations.events import RelationEvent
from detente.relations.explanation import Explanation
from detente.relations.networks.signed import SignedEdge
from detente.relations.panel import QUAD_COLUMNS
from detente.relations.relation import Relation
from detente.relations.shifts.shift import Interval, Shift
from detente.scenarios.answer import Answered
from detente.views.notebook.next_events import ranked_table, reasons_table, types_table
from detente.views.notebook.outlooks import (
    entries_table,
    levels_table,
    outlook_table,
    reliability_table,
    rungs_table,
    speakers_table,
)
from detente.views.notebook.scenario_tables import blocs_table, gains_table, moved_table, numbers_table, outcomes_table

if TYPE_CHECKING:
    import pyarrow as pa

Table = Callable[[Any], "pa.Table"]


def months_table(relation: Relation) -> pa.Table:
    """One row a month: counts both ways, and value, low and high of every measure; null is not known."""
    import pyarrow as pa

    months = relation.months
    if months is None:
        return pa.table({"month": pa.array([], pa.date32()), "covered": pa.array([], pa.bool_())})
    columns: dict[str, pa.Array] = {
        "month": pa.array(months.months.astype("datetime64[D]").tolist(), pa.date32()),
        "covered": pa.array(months.covered.tolist(), pa.bool_()),
        "events": _reals(months.events),
        "month_volume": _reals(months.month_volume),
    }
    for side, direction in (("forth", relation.forth), ("back", relation.back)):
        for at, quad in enumerate(QUAD_COLUMNS):
            none = np.full(len(months), np.nan)
            columns[f"{side}_{quad}"] = _reals(none if direction is None else direction.quad_counts[:, at])
    for series in relation.measures:
        columns |= {
            series.name: _reals(series.value),
            f"{series.name}_low": _reals(series.low),
            f"{series.name}_high": _reals(series.high),
        }
    return pa.table(columns)


def events_table(events: Iterable[RelationEvent]) -> pa.Table:
    """Every event with all that is known of it."""
    return _records(RelationEvent, events)


def shifts_table(shifts: Iterable[Shift]) -> pa.Table:
    """One row a shift."""
    import pyarrow as pa

    text, real, day = pa.string(), pa.float64(), pa.date32()
    schema = pa.schema(
        [
            *((name, text) for name in ("first", "second", "direction")),
            *((name, day) for name in ("month", "earliest", "latest", "until")),
            *((name, real) for name in ("probability", "false_alarms", "strength")),
            ("detectors", pa.list_(text)),
            *((f"{side}_{name}", real) for side in ("before", "after") for name in _RATES),
        ]
    )
    return pa.Table.from_pylist([_shift_row(shift) for shift in shifts], schema=schema)


def third_parties_table(told: Explanation) -> pa.Table:
    """One row a third party, with its signs to both."""
    import pyarrow as pa

    ids = pa.list_(pa.string())
    kinds = [("sign", pa.int64()), ("weight", pa.float64()), ("evidence", ids)]
    schema = pa.schema(
        [
            ("actor", pa.string()),
            ("pull", pa.string()),
            ("balanced", pa.bool_()),
            *((f"{side}_{name}", kind) for side in ("to_first", "to_second") for name, kind in kinds),
        ]
    )
    rows = [
        {"actor": third.actor, "pull": third.pull.value, "balanced": third.balanced}
        | {f"to_first_{name}": value for name, value in _edge(third.to_a).items()}
        | {f"to_second_{name}": value for name, value in _edge(third.to_b).items()}
        for third in told.pair.triads.third_parties
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def edges_table(told: Explanation) -> pa.Table:
    """The signed network of the day, one row an edge."""
    import pyarrow as pa

    text = pa.string()
    schema = pa.schema(
        [
            ("first", text),
            ("second", text),
            ("sign", pa.int64()),
            ("weight", pa.float64()),
            ("evidence", pa.list_(text)),
        ]
    )
    rows = [{"first": edge.first, "second": edge.second} | _edge(edge) for edge in told.network.edges]
    return pa.Table.from_pylist(rows, schema=schema)


def issues_table(told: Explanation) -> pa.Table:
    """One row an issue on which both have a stance."""
    import pyarrow as pa

    names = ("issue", "comparison", "first", "second")
    rows = [
        dict(zip(names, (i.issue, i.comparison.value, i.a.position.value, i.b.position.value), strict=True))
        for i in told.issues
    ]
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in names]))


def statements_table(statements: Iterable[Statement]) -> pa.Table:
    """One row a statement, its actors and evidence as structs."""
    return _records(Statement, statements)


def counts_table(world: World) -> pa.Table:
    """How much a world holds, one row."""
    from dataclasses import asdict

    import pyarrow as pa

    return pa.Table.from_pylist([asdict(world.counts())])


TABLES: Final[dict[type, dict[str, Table]]] = {
    Relation: {
        "months": months_table,
        "events": lambda relation: events_table(relation.events),
        "shifts": lambda relation: shifts_table(told.shift for told in relation.shifts),
        "said": lambda relation: statements_table(said.statement for said in relation.said),
    },
    WorldShifts: {
        "shifts": lambda found: shifts_table(each.shift for each in found.shifts),
        "events": lambda found: events_table(event for each in found.shifts for event in each.events),
    },
    Explanation: {
        "third_parties": third_parties_table,
        "issues": issues_table,
        "edges": edges_table,
        "events": lambda told: events_table(told.evidence.values()),
    },
    Reading: {"statements": lambda reading: statements_table(reading.statements)},
    World: {"counts": counts_table},
    Answered: {
        "gains": gains_table,
        "outcomes": outcomes_table,
        "moved": moved_table,
        "numbers": numbers_table,
        "blocs": blocs_table,
    },
    Outlook: {
        "events": outlook_table,
        "reliability": reliability_table,
        "levels": levels_table,
        "rungs": rungs_table,
    },
    NextEvents: {"types": types_table, "ranked": ranked_table, "reasons": reasons_table},
    Ledger: {"entries": entries_table, "speakers": speakers_table},
}
"""The tables of each result, the first being what `to_arrow()` gives."""

_RATES: Final = ("conflict_share", "conflict_rate", "cooperation_rate")


def _shift_row(shift: Shift) -> dict[str, Any]:
    sides = {
        f"{side}_{name}": _value(getattr(regime, name))
        for side, regime in (("before", shift.before), ("after", shift.after))
        for name in _RATES
    }
    return sides | {
        "first": shift.first_actor,
        "second": shift.second_actor,
        "direction": "cooperation" if shift.direction > 0 else "conflict",
        "month": shift.month,
        "earliest": shift.earliest,
        "latest": shift.latest,
        "until": shift.until,
        "probability": shift.probability,
        "false_alarms": shift.false_alarms,
        "strength": shift.strength,
        "detectors": list(shift.detectors),
    }


def _value(interval: Interval | None) -> float | None:
    return None if interval is None else interval.value


def _edge(edge: SignedEdge) -> dict[str, Any]:
    return {"sign": int(edge.sign), "weight": edge.weight, "evidence": list(edge.evidence)}


def _records(record_type: type[Any], records: Iterable[Any]) -> pa.Table:
    import pyarrow as pa

    from detente.world.columns import arrow_fields, to_row

    return pa.Table.from_pylist([to_row(each) for each in records], schema=pa.schema(arrow_fields(record_type)))


def _reals(values: Any) -> pa.Array:
    """Numbers; NaN, which stands for what is not known, is null."""
    import pyarrow as pa

    return pa.array(np.asarray(values, float), from_pandas=True)
