"""What the counts that are kept of a world's files say of two parties beside all others."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from detente.engines.event_ids import quoted
from detente.engines.file_counts import FileCounts, file_counts
from detente.relations.pair import Party
from detente.relations.panel import PanelSpec
from detente.relations.third_parties import MOST_OTHERS, DyadCell
from detente.world.held import remembered

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Cells = dict[str, list[DyadCell]]
"""A state's cells by the other state, those first that it has most events with."""


class PairCounts:
    """Counts asked about two parties. Of a copy that is held each answer is kept by party: whoever asks about one
    asks about it beside others too.

    Args:
        connection: To the world or the copy.
        root: The world's directory.
        both: The two.
    """

    def __init__(self, connection: DuckDBPyConnection, root: Path, both: tuple[Party, Party]) -> None:
        self._connection = connection
        self._root = root
        self._both = both

    def volumes(self, spec: PanelSpec) -> list[dict[str, Any]]:
        """The volumes of all months of a window; see `pair_volumes`."""
        months, first, second = (self._kept_months(which) for which in (_EVERY, *map(_events_of, self._both)))
        return [
            {
                "month": month,
                "month_volume": volume,
                "first_volume": first.get(month, 0),
                "second_volume": second.get(month, 0),
            }
            for month, volume in months.items()
            if _is_asked(month, spec)
        ]

    def others(self, most: int) -> list[DyadCell] | None:
        """What either has with the `most` other states that it has most events with, by month.

        None where one of the two is no state.
        """
        if not all(party.is_state for party in self._both):
            return None
        ids = {party.id for party in self._both}
        found: list[DyadCell] = []
        for party in self._both:
            cells = self._kept_cells(party.id)
            others = [other for other in cells if other not in ids]
            found += [cell for other in others[:most] for cell in cells[other]]
        return found

    def _kept_months(self, which: _Which) -> dict[date, int]:
        return remembered(self._root, which, lambda: self._months.get(which, {}))

    def _kept_cells(self, state: str) -> Cells:
        return remembered(self._root, ("others", state), lambda: self._busiest.get(state, {}))

    @cached_property
    def _counts(self) -> FileCounts:
        return file_counts(self._connection, self._root, [party.id for party in self._both])

    @cached_property
    def _months(self) -> dict[_Which, dict[date, int]]:
        """Events by month, in order of time, of everybody and of either party."""
        tests = " OR ".join(f"(kind = '{_kind(party)}' AND name = {quoted(party.id)})" for party in self._both)
        found = self._connection.execute(
            f"SELECT kind, name, month, sum(events)::BIGINT FROM ({self._counts.rows}) "
            f"WHERE (kind = 'all' OR {tests}) AND month IS NOT NULL GROUP BY ALL ORDER BY month"
        )
        months: dict[_Which, dict[date, int]] = {}
        for kind, name, month, events in found.fetchall():
            months.setdefault((kind, name), {})[month] = events
        return months

    @cached_property
    def _busiest(self) -> dict[str, Cells]:
        found = self._connection.execute(
            f"""
            WITH cells AS (
                SELECT name, other, month, sum(cooperation)::BIGINT AS cooperation, sum(conflict)::BIGINT AS conflict
                FROM ({self._counts.rows}) WHERE kind = 'dyad' AND name IN ($1, $2) GROUP BY ALL
            ), busiest AS (
                SELECT name, other, row_number() OVER (
                    PARTITION BY name ORDER BY sum(cooperation + conflict) DESC, other
                ) AS place
                FROM cells GROUP BY name, other QUALIFY place <= $3
            )
            SELECT place, name, other, month, cooperation, conflict
            FROM cells JOIN busiest USING (name, other) ORDER BY place, month
            """,
            [*(party.id for party in self._both), MOST_OTHERS + 1],  # one of them may be the other of the two
        )
        states: dict[str, Cells] = {}
        for _, name, other, *cell in found.fetchall():
            states.setdefault(name, {}).setdefault(other, []).append(DyadCell(name, other, *cell))
        return states


_Which = tuple[str, str | None]
"""A kind of counts, and a name, as `FileCounts` has them."""

_EVERY: Final = ("all", None)


def _events_of(party: Party) -> _Which:
    return (_kind(party), party.id)


def _kind(party: Party) -> str:
    return "state" if party.is_state else "id"


def _is_asked(month: date, spec: PanelSpec) -> bool:
    """Whether the window takes part of a month, told by its first day."""
    return (spec.start is None or month >= spec.start.replace(day=1)) and (spec.end is None or month <= spec.end)
