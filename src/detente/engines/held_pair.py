"""Two parties in a copy of a world that is held ready: the same answers, out of their rows looked up once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from detente.engines.event_ids import quoted
from detente.engines.file_counts import FileCounts, file_counts
from detente.engines.pair_rows import NO_DAY, PairRows, day_number, pair_rows
from detente.engines.pairs import PairInWorld, Where
from detente.engines.told_events import told_rows
from detente.relations.acts import Act
from detente.relations.events import EventsOf, RelationEvent
from detente.relations.pair import Party
from detente.relations.panel import QUAD_COLUMNS, PanelSpec, month_after
from detente.relations.shift_events import MOST, Side
from detente.relations.third_parties import MOST_OTHERS, DyadCell
from detente.world.held import remembered

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

    from detente.records import Statement

_ACT_COLUMNS: Final = (
    *("event_id", "event_date", "source_id", "target_id", "plover_type", "plover_mode", "cameo_code", "quad_class"),
    *("goldstein", "novelty"),
)


@dataclass(frozen=True, slots=True)
class HeldPair(PairInWorld):
    """A copy asked about two parties. Its `counts` are empty: they are looked up where they are asked for."""

    root: Path = field(kw_only=True)
    rows: PairRows = field(kw_only=True)

    def volumes(self, spec: PanelSpec) -> list[dict[str, Any]]:
        """The volumes of all months; see `pair_volumes`."""
        sides = [_counts_of(self, party) for party in self]
        months = remembered(self.root, "month volumes", lambda: _month_volumes(self))
        return [
            {"month": month, "month_volume": volume, "first_volume": first, "second_volume": second}
            for month, volume in months.items()
            if _is_asked(month, spec)
            for first, second in [[side.volumes.get(month, 0) for side in sides]]
        ]

    def others(self, *, most: int = MOST_OTHERS) -> list[DyadCell] | None:
        """See `PairInWorld.others`."""
        if not all(party.is_state for party in self):
            return None
        found: list[DyadCell] = []
        for party in self:
            others = [
                other for other in _counts_of(self, party).busiest if other not in (self.first.id, self.second.id)
            ]
            found += [cell for other in others[:most] for cell in _counts_of(self, party).cells[other]]
        return found

    def cells(self, spec: PanelSpec) -> list[dict[str, Any]]:
        """The two's counts by month, as `count_cells` counts them."""
        rows = self.rows
        low = None if spec.start is None else day_number(spec.start.replace(day=1))
        high = None if spec.end is None else day_number(month_after(spec.end))
        chosen = rows.is_counted.copy()
        chosen &= True if low is None else rows.days >= low
        chosen &= True if high is None else rows.days < high
        at = np.flatnonzero(chosen)
        months = rows.days[at].astype("datetime64[D]").astype("datetime64[M]")
        ids = sorted((self.first.id, self.second.id))
        is_back = rows.is_one_of("source_id", [ids[1]])[at] if spec.directed else np.zeros(len(at), dtype=np.bool_)
        keys, cell = np.unique(months.astype(np.int64) * 2 + is_back, return_inverse=True)
        count = len(keys)

        def summed(values: NDArray[Any]) -> NDArray[np.float64]:
            return np.bincount(cell, weights=values, minlength=count).astype(np.float64)

        scores, quads = rows.scores[at], rows.quad_classes[at]
        columns: dict[str, Any] = {
            "first": [ids[key % 2] for key in keys],
            "second": [ids[1 - key % 2] for key in keys],
            "month": (keys // 2).astype("datetime64[M]").astype("datetime64[D]"),
            **{name: summed(quads == number).astype(int) for number, name in enumerate(QUAD_COLUMNS, start=1)},
            "events": np.bincount(cell, minlength=count),
            "scored_events": summed(~np.isnan(scores)).astype(int),
            "goldstein_sum": summed(np.nan_to_num(scores)).round(6),
            "stories": _different(cell, rows.codes("story")[at], count),
            "outlets": _different(cell, rows.codes("outlet")[at], count),
        }
        listed = {name: column if isinstance(column, list) else column.tolist() for name, column in columns.items()}
        return [dict(zip(listed, row, strict=True)) for row in zip(*listed.values(), strict=True)]

    def count_events(self, spec: PanelSpec) -> list[EventsOf]:
        """How many events `events` can tell, by feed and by why they are left out."""
        within = self.rows.table.select(["feed", "left_out", "licence"]).filter(self.rows.within(spec))
        counted = within.group_by(["feed", "left_out", "licence"]).aggregate([([], "count_all")]).to_pylist()
        found = [EventsOf(row["feed"], row["left_out"], row["licence"], row["count_all"]) for row in counted]
        return sorted(found, key=lambda each: [(text is not None, text or "") for text in each[:3]])

    def acts(self, spec: PanelSpec, *, limit: int) -> list[Act]:
        """Their counted events, the latest `limit` of them, by date."""
        latest = np.flatnonzero(self.rows.is_counted & self.rows.within(spec))[:limit][::-1]
        columns = [column.to_pylist() for column in self.rows.table.select(_ACT_COLUMNS).take(latest).columns]
        return [Act(*row) for row in zip(*columns, strict=True)]

    def carrying(self, sides: Iterable[Side], *, most: int = MOST) -> list[str]:
        """Ids of the counted events that carry shifts: those that `events_of_shift` chooses from all."""
        rows = self.rows
        ids: dict[str, None] = {}
        for side in sides:
            fitting = rows.is_counted & (rows.days >= day_number(side.start)) & (rows.days < day_number(side.end))
            at = np.flatnonzero(fitting)
            wanted = np.isin(rows.quad_classes[at], list(side.wanted))
            at = at[wanted] if wanted.any() else at
            days = rows.days[at]
            ranked = np.lexsort(
                (rows.order_of_ids[at], -days if side.latest else days, -np.abs(np.nan_to_num(rows.scores[at])))
            )
            ids |= dict.fromkeys(rows.table["event_id"].take(at[ranked[:most]]).to_pylist())
        return list(ids)

    def events(self, spec: PanelSpec, *, limit: int | None = None, also: Collection[str] = ()) -> list[RelationEvent]:
        """See `PairInWorld.events`."""
        within = self.rows.within(spec)
        chosen = np.flatnonzero(within)[:limit]
        if also:
            chosen = np.union1d(chosen, np.flatnonzero(within & self.rows.is_one_of("event_id", also)))
        return told_rows(self.rows.table.take(chosen))[::-1]

    def page(self, spec: PanelSpec, where: Where, *, offset: int, most: int) -> tuple[int, list[RelationEvent]]:
        """See `PairInWorld.page`."""
        fitting = np.flatnonzero(self.rows.within(spec) & _fitting(self.rows, where))
        return len(fitting), told_rows(self.rows.table.take(fitting[offset : offset + most]))

    def statements(self) -> Iterator[tuple[Statement, date | None]]:
        """See `PairInWorld.statements`; texts are asked only where one names both."""
        named = remembered(self.root, "named by statements", lambda: _named_by_statements(self.connection))
        first, second = (named.get((party.is_state, party.id), frozenset()) for party in self)
        if not first.isdisjoint(second):
            yield from PairInWorld.statements(self)

    def series(self, measure: str, ids: Sequence[str] | None = None) -> list[dict[str, Any]]:
        """See `PairInWorld.series`."""
        known = remembered(self.root, "series", lambda: _measures(self.connection))
        return PairInWorld.series(self, measure, ids) if measure in known else []

    def dyad_series(self, measures: Sequence[str]) -> list[dict[str, Any]]:
        """See `PairInWorld.dyad_series`."""
        known = remembered(self.root, "series", lambda: _measures(self.connection))
        asked = [measure for measure in measures if measure in known]
        return PairInWorld.dyad_series(self, asked) if asked else []

    def reach_of_dyad_series(self) -> dict[str, tuple[int, float]]:
        """See `PairInWorld.reach_of_dyad_series`."""
        return remembered(self.root, "reach of series", lambda: PairInWorld.reach_of_dyad_series(self))


def open_held_pair(
    root: Path, connection: DuckDBPyConnection, first: Party, second: Party, start: date | None, end: date | None
) -> HeldPair:
    """A copy of the world at `root`, which the connection is to, asked about two parties; as `open_pair`."""
    rows = pair_rows(root, connection, first, second, window=Where(start=start, end=end).sql())
    return HeldPair(connection, first, second, FileCounts((), ""), "", root=root, rows=rows)


@dataclass(frozen=True, slots=True)
class _PartyCounts:
    """A party's events by month, and those with the other states that it has most with, these first."""

    volumes: dict[date, int]
    busiest: tuple[str, ...]
    cells: dict[str, list[DyadCell]]


def _counts_of(pair: HeldPair, party: Party) -> _PartyCounts:
    """A party's counts, kept: whoever asks about a party asks about it beside others too."""
    return remembered(pair.root, ("counts", party), lambda: _count(pair, party))


def _count(pair: HeldPair, party: Party) -> _PartyCounts:
    connection, counts = pair.connection, file_counts(pair.connection, pair.root)
    kind, name = "state" if party.is_state else "id", quoted(party.id)
    volumes = connection.execute(
        f"SELECT month, sum(events)::BIGINT FROM ({counts.rows}) WHERE kind = '{kind}' AND name = {name} "
        "AND month IS NOT NULL GROUP BY month"
    ).fetchall()
    if not party.is_state:
        return _PartyCounts(dict(volumes), (), {})
    found = connection.execute(
        f"""
        WITH cells AS (
            SELECT other, month, sum(cooperation)::BIGINT AS cooperation, sum(conflict)::BIGINT AS conflict
            FROM ({counts.rows}) WHERE kind = 'dyad' AND name = {name} GROUP BY ALL
        ), busiest AS (
            SELECT other, row_number() OVER (ORDER BY sum(cooperation + conflict) DESC, other) AS place
            FROM cells GROUP BY other QUALIFY place <= $1
        )
        SELECT place, other, month, cooperation, conflict FROM cells JOIN busiest USING (other) ORDER BY place, month
        """,
        [MOST_OTHERS + 1],  # one of them may be whom it is asked about with
    ).fetchall()
    cells: dict[str, list[DyadCell]] = {}
    for _, other, *cell in found:
        cells.setdefault(other, []).append(DyadCell(party.id, other, *cell))
    return _PartyCounts(dict(volumes), tuple(cells), cells)


def _month_volumes(pair: HeldPair) -> dict[date, int]:
    counts = file_counts(pair.connection, pair.root)
    found = pair.connection.execute(
        f"SELECT month, sum(events)::BIGINT FROM ({counts.rows}) WHERE kind = 'all' AND month IS NOT NULL "
        "GROUP BY month ORDER BY month"
    )
    return dict(found.fetchall())


def _is_asked(month: date, spec: PanelSpec) -> bool:
    """Whether the window takes part of a month, told by its first day."""
    return (spec.start is None or month >= spec.start.replace(day=1)) and (spec.end is None or month <= spec.end)


def _different(cell: NDArray[np.intp], codes: NDArray[np.int64], count: int) -> NDArray[np.intp]:
    """How many different known codes each cell has."""
    known = codes >= 0
    if not known.any():
        return np.zeros(count, dtype=np.intp)
    pairs = np.unique(cell[known] * (codes.max() + 1) + codes[known])
    return np.bincount(pairs // (codes.max() + 1), minlength=count)


def _fitting(rows: PairRows, where: Where) -> NDArray[np.bool_]:
    fitting = np.ones(len(rows), dtype=np.bool_)
    if where.ids:
        fitting &= rows.is_one_of("event_id", where.ids)
    if where.start:
        fitting &= rows.days >= day_number(where.start)
    if where.end:
        fitting &= (rows.days <= day_number(where.end)) & (rows.days > NO_DAY)
    if where.quad_class:
        fitting &= rows.quad_classes == where.quad_class
    return fitting


def _named_by_statements(connection: DuckDBPyConnection) -> dict[tuple[bool, str], frozenset[int]]:
    """Which statements, numbered, name an actor or one who belongs to a state: by whether it is a state, and its id."""
    found = connection.execute(
        """
        WITH named AS (
            SELECT number, unnest(list_concat(actors, about)) AS actor
            FROM (SELECT row_number() OVER () AS number, actors, about FROM statements)
        )
        SELECT true, actor.state, list(DISTINCT number) FROM named WHERE actor.state IS NOT NULL GROUP BY actor.state
        UNION ALL
        SELECT false, actor.id, list(DISTINCT number) FROM named WHERE actor.id IS NOT NULL GROUP BY actor.id
        """
    )
    return {(is_state, name): frozenset(numbers) for is_state, name, numbers in found.fetchall()}


def _measures(connection: DuckDBPyConnection) -> frozenset[str]:
    return frozenset(measure for (measure,) in connection.execute("SELECT DISTINCT measure FROM series").fetchall())
