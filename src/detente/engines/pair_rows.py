"""The rows of two parties' events, looked up at once and kept: what questions about the two are answered from."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Collection
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw
import numpy as np

from detente.engines.event_ids import quoted
from detente.engines.told_events import event_rows
from detente.relations.pair import Party, between
from detente.relations.panel import PanelSpec, why_left_out
from detente.world.held import PLACED, made_table, remembered

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

MOST_BYTES: Final = 64 << 20
"""Rows of pairs that are kept until the world is corrected: about 350 bytes an event."""

LATEST_FIRST: Final = "event_date DESC NULLS LAST, published_at DESC NULLS LAST, feed, feed_reference, event_id"

NO_DAY: Final = np.iinfo(np.int32).min
"""Stands for an unknown day among days since 1970, and is before all."""


class PairRows:
    """Rows of two parties' events, the latest first.

    Args:
        table: What `told_rows` reads, with the parties in `source_id` and `target_id` and why each is `left_out`.
    """

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    def __len__(self) -> int:
        count: int = self.table.num_rows
        return count

    @cached_property
    def days(self) -> NDArray[np.int32]:
        """First days, in days since 1970."""
        return self._days("event_date")

    @cached_property
    def last_days(self) -> NDArray[np.int32]:
        """Last days, in days since 1970."""
        return self._days("event_date_end")

    @cached_property
    def is_counted(self) -> NDArray[np.bool_]:
        """Whether numbers count a row."""
        return self._plain(self.table["left_out"].is_null())

    @cached_property
    def quad_classes(self) -> NDArray[np.int64]:
        """Quad classes, 0 where there is none."""
        return self._plain(self.table["quad_class"].fill_null(0)).astype(np.int64)

    @cached_property
    def scores(self) -> NDArray[np.float64]:
        """Goldstein scores, NaN where there is none."""
        return self._plain(self.table["goldstein"].fill_null(float("nan"))).astype(np.float64)

    @cached_property
    def order_of_ids(self) -> NDArray[np.intp]:
        """The place of each row's id in the order of ids."""
        import pyarrow.compute as pc

        places = np.empty(len(self), dtype=np.intp)
        places[self._plain(pc.sort_indices(self.table["event_id"])).astype(np.intp)] = np.arange(len(self))
        return places

    def codes(self, column: str) -> NDArray[np.int64]:
        """A number for each text of a column, -1 where there is none."""
        texts = self.table[column].combine_chunks().dictionary_encode()
        return self._plain(texts.indices.fill_null(-1)).astype(np.int64)

    def within(self, spec: PanelSpec) -> NDArray[np.bool_]:
        """Which rows fall into a window, or are undated."""
        fitting = np.ones(len(self), dtype=np.bool_)
        if spec.start is not None:
            fitting &= self.last_days >= day_number(spec.start)
        if spec.end is not None:
            fitting &= self.days <= day_number(spec.end)
        fitting |= self.days == NO_DAY
        return fitting

    def is_one_of(self, column: str, texts: Collection[str]) -> NDArray[np.bool_]:
        """Whether a row has one of these texts in a column."""
        import pyarrow as pa
        import pyarrow.compute as pc

        found = pc.is_in(self.table[column], value_set=pa.array(sorted(texts), self.table[column].type))
        return self._plain(found.fill_null(False))

    def _days(self, column: str) -> NDArray[np.int32]:
        import pyarrow as pa

        return self._plain(self.table[column].cast(pa.int32()).fill_null(int(NO_DAY))).astype(np.int32)

    @staticmethod
    def _plain(column: Any) -> NDArray[Any]:
        plain: NDArray[Any] = column.to_numpy() if hasattr(column, "num_chunks") else column.to_numpy(False)
        return plain


def day_number(day: date) -> int:
    """Days since 1970."""
    return day.toordinal() - _EPOCH


_EPOCH: Final = date(1970, 1, 1).toordinal()


def pair_rows(
    root: Path, connection: DuckDBPyConnection, first: Party, second: Party, *, window: str = "true"
) -> PairRows:
    """The rows of two parties in a copy that is asked (`world.held`): those kept, or looked up.

    Args:
        root: The world's directory.
        connection: To the copy.
        first: The one.
        second: The other.
        window: A test of events, where only those that fulfil it are asked for. Rows that are kept anyway, all of the
            two, may be given instead.
    """
    kept = remembered(root, "rows of pairs", lambda: _KeptRows(MOST_BYTES))
    key = (first, second)

    def looked_up() -> PairRows:
        source = _source(root, connection, first, second, window)
        return PairRows(connection.sql(_listed_sql(connection, first, second, source)).to_arrow_table())

    found = kept.get(key)
    if found is None:
        found = looked_up()
        if window == "true":
            kept.put(key, found)
    return found


class _KeptRows:
    """Rows by pair, as many as fit; the least lately asked go first."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._held = 0
        self._rows: OrderedDict[object, PairRows] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object) -> PairRows | None:
        with self._lock:
            found = self._rows.get(key)
            if found is not None:
                self._rows.move_to_end(key)
            return found

    def put(self, key: object, rows: PairRows) -> None:
        with self._lock:
            if key in self._rows or rows.table.nbytes > self._most:
                return
            self._rows[key] = rows
            self._held += rows.table.nbytes
            while self._held > self._most:
                self._held -= self._rows.popitem(last=False)[1].table.nbytes


def _source(root: Path, connection: DuckDBPyConnection, first: Party, second: Party, window: str) -> str:
    """The two's events, to read FROM. A copy has those of two states side by side: the first and the last of them are
    looked up."""
    either = " OR ".join(f"({each})" for each in directions(first, second))
    places = made_table(root, connection, "places", lambda: _PLACES)
    found = connection.execute(f"SELECT min(first), max(last) FROM {places} WHERE {either}").fetchall()[0]
    low, high = (-1, -1) if found[0] is None else found
    return f"(SELECT * FROM {PLACED} WHERE place BETWEEN {low} AND {high} AND ({either}) AND ({window}))"


_PLACES: Final = (
    "SELECT source_id, source_state, target_id, target_state, min(place) AS first, max(place) AS last "
    f"FROM {PLACED} WHERE coalesce(source_id, source_state) IS NOT NULL "
    "AND coalesce(target_id, target_state) IS NOT NULL GROUP BY ALL"
)


def directions(first: Party, second: Party) -> list[str]:
    """What holds of what the one did to the other, and of the reverse, in columns by which an engine can skip."""
    return [f"{_is('source', one)} AND {_is('target', other)}" for one, other in ((first, second), (second, first))]


def _is(role: str, party: Party) -> str:
    return f"{role}_{'state' if party.is_state else 'id'} = {quoted(party.id)}"


_LISTINGS: dict[tuple[bool, bool], str] = {}
_FIRST, _SECOND, _EMPTY = ":first party:", ":second party:", "rows_of_nobody"


def _listed_sql(connection: DuckDBPyConnection, first: Party, second: Party, source: str) -> str:
    """The rows of a pair with the parties in the place of the actors, and why each is left out, the latest first.

    As SQL, composed once over no rows and with other ids in the place of the parties': composing takes longer than
    asking.
    """
    kinds = (first.is_state, second.is_state)
    if kinds not in _LISTINGS:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {_EMPTY} AS {_told(f'(SELECT * FROM {PLACED} LIMIT 0)')}")
        named = between(nw.from_native(connection.table(_EMPTY)), Party(_FIRST, kinds[0]), Party(_SECOND, kinds[1]))
        _LISTINGS[kinds] = named.with_columns(left_out=why_left_out()).to_native().sql_query()
    put = {quoted(_FIRST): quoted(first.id), quoted(_SECOND): quoted(second.id)}
    put[f'FROM "{_EMPTY}"'] = f'FROM ({_told(source)}) AS "{_EMPTY}"'
    listed = re.sub("|".join(map(re.escape, put)), lambda found: put[found[0]], _LISTINGS[kinds])
    return f"{listed} ORDER BY {LATEST_FIRST}"


def _told(source: str) -> str:
    return event_rows(source, "events.source_id AS own_source", "events.target_id AS own_target")
