"""Two parties asked about: their events picked out of a world's, and counted month by month beside all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from detente.relations.coverage import Coverage, covered_months
from detente.relations.dyad_months import DyadMonths
from detente.relations.panel import QUAD_COLUMNS, Frame, PanelSpec, count_cells, counted_events

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two. A state acts through all that belongs to it: its government, army, leaders, companies, people."""

    id: str
    is_state: bool


@dataclass(frozen=True, slots=True)
class PairCells:
    """What scans of a world's events leave of two parties: rows of `pair_cells` and of `pair_volumes`, by column."""

    cells: Sequence[Mapping[str, Any]]
    volumes: Sequence[Mapping[str, Any]]


def between(events: Frame, first: Party, second: Party) -> Frame:
    """The events of the one party upon the other, either way; `source_id` and `target_id` become the parties' ids."""
    ids = (first.id, second.id)
    source, target = nw.col("source_id"), nw.col("target_id")
    return name_sides(near_rows(events, first, second), first, second).filter(
        source.is_in(ids), target.is_in(ids), source != target
    )


def near_rows(events: Frame, first: Party, second: Party) -> Frame:
    """The events that may be of the one upon the other, told by stored columns, by which an engine can skip."""
    return events.filter(_may_be("source", first, second), _may_be("target", first, second))


def _may_be(role: str, first: Party, second: Party) -> nw.Expr:
    states = [party.id for party in (first, second) if party.is_state]
    others = [party.id for party in (first, second) if not party.is_state]
    # Spelt out, for an engine passes over rows by `==` but not by `is_in`.
    tests = [nw.col(f"{role}_{part}") == id_ for part, ids in (("state", states), ("id", others)) for id_ in ids]
    return reduce(or_, tests)


def name_sides(events: Frame, first: Party, second: Party) -> Frame:
    """The events with the parties' ids in the place of those of all that belongs to them."""
    return events.with_columns(
        source_id=_side("source", first, second),
        target_id=_side("target", first, second),
    )


def _side(role: str, first: Party, second: Party) -> nw.Expr:
    # A party that is no state comes first: a movement asked about beside its own state is not the state.
    side = nw.col(f"{role}_id")
    for party in sorted((first, second), key=lambda party: not party.is_state):
        column = f"{role}_state" if party.is_state else f"{role}_id"
        side = nw.when(nw.col(column) == party.id).then(nw.lit(party.id)).otherwise(side)
    return side


def pair_cells(events: Frame, first: Party, second: Party, spec: PanelSpec) -> Frame:
    """`count_cells` of the two with each other; `spec.by` is not asked, the parties say it themselves."""
    return count_cells(between(events, first, second), _by_actor(spec))


def pair_volumes(events: Frame, first: Party, second: Party, spec: PanelSpec) -> Frame:
    """For every month with an event of anybody's: month, month_volume, first_volume, second_volume."""
    counted = counted_events(events, _by_actor(spec))
    return counted.group_by("month").agg(
        month_volume=nw.len(),
        first_volume=_takes_part(first),
        second_volume=_takes_part(second),
    )


def _by_actor(spec: PanelSpec) -> PanelSpec:
    return PanelSpec("actor", spec.directed, spec.include_repeats, spec.start, spec.end)


def _takes_part(party: Party) -> nw.Expr:
    part = "state" if party.is_state else "id"
    source, target = (nw.col(f"{role}_{part}") == party.id for role in ("source", "target"))
    either = source.fill_null(False) | target.fill_null(False)
    return nw.when(either).then(nw.lit(1)).count()


def pair_months(
    found: PairCells,
    first: Party,
    second: Party,
    *,
    coverage: Coverage,
    directed: bool = False,
    start: date | None = None,
    end: date | None = None,
) -> DyadMonths | None:
    """The pair's months, from the first to the last that is covered or has an event of the two, in either direction.

    Args:
        found: What was scanned.
        first: The one party; directed, the one that acts.
        second: The other.
        coverage: When the feeds were there to see an event.
        directed: Whether to count one direction only.
        start: First day asked for; None is open.
        end: Last day asked for; None is open.

    Returns:
        Counts are 0 in covered months without a row, and NaN in those not covered. A month in which one direction
        is known is known in the other too. None where there is no month.
    """
    rows = [row for row in found.cells if not directed or (row["first"], row["second"]) == (first.id, second.id)]
    months = _months([row["month"] for row in found.cells], coverage, start, end)
    if months is None:
        return None
    covered = covered_months(months, coverage)
    at = {month: position for position, month in enumerate(months.astype("datetime64[D]").tolist())}
    volumes = {row["month"]: row for row in found.volumes}
    silent = np.where(covered, 0.0, np.nan)
    columns = {name: silent.copy() for name in (*QUAD_COLUMNS, *_COUNTED, *_VOLUMES)}
    for month, row in volumes.items():
        if month in at:
            for name in _VOLUMES:
                columns[name][at[month]] = row[name]
    known = {at[row["month"]] for row in found.cells if row["month"] in at}
    for name in (*QUAD_COLUMNS, *_COUNTED):
        columns[name][list(known)] = 0.0
    for row in rows:
        if row["month"] in at:
            for name in (*QUAD_COLUMNS, *_COUNTED):
                columns[name][at[row["month"]]] += row[name] or 0.0
    return DyadMonths(
        first.id,
        second.id,
        directed,
        months,
        covered,
        np.column_stack([columns[name] for name in QUAD_COLUMNS]),
        **{name: columns[name] for name in (*_COUNTED, *_VOLUMES)},
    )


_COUNTED = ("events", "scored_events", "goldstein_sum", "stories", "outlets")
_VOLUMES = ("month_volume", "first_volume", "second_volume")


def _months(
    seen: list[date], coverage: Coverage, start: date | None, end: date | None
) -> NDArray[np.datetime64] | None:
    days = [*seen, *(day for interval in coverage for day in interval)]
    if not days:
        return None
    low, high = max(filter(None, (min(days), start))), min(filter(None, (max(days), end)))
    if high < low:
        return None
    return np.arange(np.datetime64(low, "M"), np.datetime64(high, "M") + 1)
