"""An answered scenario as Arrow tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.scenarios.answer import Answered
from detente.scenarios.sensitivity import Influence, Ranged

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]


def gains_table(told: Answered) -> pa.Table:
    """One row an actor and way: "no deal", "deal", "via BROKER"; gains in points with nine of ten draws."""
    import pyarrow as pa

    rows = []
    for each in told.gains:
        ways = {"no deal": each.change, "deal": each.deal} | {f"via {key}": gain for key, gain in each.via.items()}
        expected = {"deal": each.expected} | {f"via {key}": value for key, value in each.expected_via.items()}
        for way, gain in ways.items():
            if gain is not None:
                rows.append({"actor": each.actor, "way": way, **_ends(gain), "expected": expected.get(way)})
    return pa.Table.from_pylist(rows, schema=_schema("actor way", "value low high expected"))


def outcomes_table(told: Answered) -> pa.Table:
    """One row an issue and time: "before", "after", "deal"; outcomes 0 to 100 with ranges and the band of DEU III."""
    import pyarrow as pa

    rows = []
    for each in told.issues:
        for when, outcome in (("before", each.before), ("after", each.after), ("deal", each.deal)):
            if outcome is not None:
                low, high = each.band if when == "after" and each.band else (None, None)
                rows.append(
                    {"issue": each.issue.id, "when": when, **_ends(outcome), "band_low": low, "band_high": high}
                )
    return pa.Table.from_pylist(rows, schema=_schema("issue when", "value low high band_low band_high"))


def moved_table(told: Answered) -> pa.Table:
    """One row an answer and a number that moves it: from where to where, and its shares of the variance."""
    import pyarrow as pa

    rows = [
        {
            "answer": answer,
            "field": each.number.field,
            "origin": each.number.origin.value,
            "at_low": each.at_low,
            "at_high": each.at_high,
            "first": each.first,
            "total": each.total,
        }
        for answer, each in _influences(told)
    ]
    return pa.Table.from_pylist(rows, schema=_schema("answer field origin", "at_low at_high first total"))


def numbers_table(told: Answered) -> pa.Table:
    """One row a number: its value, range, origin and words."""
    import pyarrow as pa

    rows = [
        {name: getattr(each, name) for name in ("field", "value", "low", "high", "why", "quote")}
        | {"origin": each.origin.value, "evidence": list(each.evidence)}
        for each in told.scenario.numbers()
    ]
    schema = _schema("field", "value low high").append(pa.field("origin", pa.string()))
    for name in ("why", "quote"):
        schema = schema.append(pa.field(name, pa.string()))
    return pa.Table.from_pylist(rows, schema=schema.append(pa.field("evidence", pa.list_(pa.string()))))


def blocs_table(told: Answered) -> pa.Table:
    """One row a stable configuration, before and after, the lowest energy first."""
    import pyarrow as pa

    rows = [
        {"when": when, "energy": each.energy, "basin": each.basin}
        | {name: list(side) for name, side in zip(("first_side", "second_side"), each.blocs, strict=True)}
        for when, blocs in (("before", told.blocs_before), ("after", told.blocs_after))
        for each in blocs.valleys
    ]
    sides = [pa.field(name, pa.list_(pa.string())) for name in ("first_side", "second_side")]
    schema = pa.schema([*_schema("when", "energy basin"), *sides])
    return pa.Table.from_pylist(rows, schema=schema)


def _influences(told: Answered) -> Iterator[tuple[str, Influence]]:
    for issue in told.issues:
        yield from ((f"outcome: {issue.issue.id}", each) for each in issue.moved_by)
    for gain in told.gains:
        yield from ((f"gain: {gain.actor}", each) for each in gain.moved_by)
    yield from (("one bloc", each) for each in told.together_moved_by)


def _ends(of: Ranged) -> Row:
    return {"value": of.value, "low": of.low, "high": of.high}


def _schema(texts: str, reals: str) -> pa.Schema:
    import pyarrow as pa

    columns = [(name, pa.string()) for name in texts.split()] + [(name, pa.float64()) for name in reals.split()]
    return pa.schema(columns)
