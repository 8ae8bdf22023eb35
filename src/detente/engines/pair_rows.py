"""The rows of two parties' events, looked up at once and kept: what questions about the two are answered from."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw
import numpy as np

from detente.engines.event_ids import quoted
from detente.engines.told_events import COLUMNS_READ
from detente.relations.pair import Party
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

    found = kept.get(key)
    if found is None:
        found = PairRows(_listed(connection, _own_rows(root, connection, first, second, window), first, second))
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


def _own_rows(root: Path, connection: DuckDBPyConnection, first: Party, second: Party, window: str) -> pa.Table:
    """The two's events as they are stored. A copy has those of two states side by side: the first and the last of them
    are looked up."""
    either = " OR ".join(f"({each})" for each in directions(first, second))
    if first.is_state and second.is_state:
        by_states = remembered(root, "places", lambda: _places_of_states(connection))
        ends = [by_states.get(key, _NOWHERE) for key in ((first.id, second.id), (second.id, first.id))]
        low, high = min(start for start, _ in ends), max(end for _, end in ends)
    else:
        places = made_table(root, connection, "places", lambda: _PLACES)
        found = connection.execute(f"SELECT min(first), max(last) FROM {places} WHERE {either}").fetchall()[0]
        low, high = _NOWHERE if found[0] is None else found
    # Few words: an engine takes longer to plan such a question than to answer it.
    within = f"place BETWEEN {low} AND {high} AND ({either}) AND ({window})"
    return connection.sql(f"SELECT {', '.join(COLUMNS_READ)} FROM {PLACED} WHERE {within}").to_arrow_table()


_NOWHERE: Final = (1 << 62, -1)


def _places_of_states(connection: DuckDBPyConnection) -> dict[tuple[str, str], tuple[int, int]]:
    """Of two states, acting and acted upon, where their first and their last event stand in the copy."""
    found = connection.execute(
        f"SELECT source_state, target_state, min(place), max(place) FROM {PLACED} "
        "WHERE source_state IS NOT NULL AND target_state IS NOT NULL GROUP BY ALL"
    ).fetchall()
    return {(source, target): (low, high) for source, target, low, high in found}


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


def _listed(connection: DuckDBPyConnection, rows: pa.Table, first: Party, second: Party) -> pa.Table:
    """What `event_rows` gives of stored rows, with the parties in the place of the actors (as `between` names them) and
    why each is left out, the latest first."""
    import pyarrow as pa
    import pyarrow.compute as pc

    parties = {
        f"{role}_id": _named(rows[f"{role}_id"], rows[f"{role}_state"], first, second) for role in ("source", "target")
    }
    source, target = parties.values()
    ids = pa.array([first.id, second.id])
    own = pc.and_(pc.and_(pc.is_in(source, ids), pc.is_in(target, ids)), pc.not_equal(source, target))
    columns = {name: rows[name] for name in rows.column_names} | parties
    columns |= {f"own_{role}": rows[f"{role}_id"] for role in ("source", "target")}
    columns |= _of_texts(connection, rows) | {"left_out": _left_out(rows)}
    columns["feed_story"] = rows["story"]
    listed = pa.table(columns)
    listed = listed if pc.all(own).as_py() else listed.filter(own)
    return listed.take(pc.sort_indices(listed, sort_keys=_LATEST_FIRST))


_LATEST_FIRST: Final = [
    ("event_date", "descending"), ("published_at", "descending"), ("feed", "ascending"),
    ("feed_reference", "ascending"), ("event_id", "ascending"),
]  # fmt: skip


def _named(ids: pa.ChunkedArray, states: pa.ChunkedArray, first: Party, second: Party) -> pa.ChunkedArray:
    import pyarrow.compute as pc

    for party in sorted((first, second), key=lambda party: not party.is_state):
        is_party = pc.equal(states if party.is_state else ids, party.id).fill_null(False)
        ids = pc.if_else(is_party, party.id, ids)
    return ids


def _of_texts(connection: DuckDBPyConnection, rows: pa.Table) -> dict[str, Any]:
    """What rows take from the articles that they stand in, and their ids and stories, as `rows_sql` makes them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    articles = pc.unique(rows["article_id"].drop_null())
    about = (
        connection.sql(
            "SELECT id, coalesce(copy_of, id) AS story, outlet, origin FROM articles WHERE list_contains($1, id)",
            params=[articles.to_pylist()],
        ).to_arrow_table()
        if len(articles)
        else None
    )

    def of_article(name: str) -> pa.ChunkedArray | pa.Array:
        if about is None:
            return pa.nulls(rows.num_rows, pa.string())
        return about[name].take(pc.index_in(rows["article_id"], about["id"]))

    is_text = rows["article_id"].is_valid()
    of_feed = pc.binary_join_element_wise(rows["feed"], rows["story"], " ")
    is_address = pc.match_substring(rows["story"], "://").fill_null(False)
    return {
        "event_id": pc.if_else(
            is_text,
            pc.binary_join_element_wise("article", rows["article_id"], rows["statement_id"], ":"),
            pc.binary_join_element_wise(rows["feed"], rows["feed_reference"], ":"),
        ),
        "story": pc.if_else(is_text, of_article("story"), pc.if_else(is_address, rows["story"], of_feed)),
        "outlet": pc.coalesce(rows["outlet"], of_article("outlet")),
        "article_origin": of_article("origin"),
        "article_outlet": of_article("outlet"),
    }  # fmt: skip


def _left_out(rows: pa.Table) -> pa.Array:
    """Why each row is left out; of each sort of row it is asked once."""
    import pyarrow as pa

    told = [rows["event_date"].is_valid(), rows["repeat_of"].is_valid(), rows["is_copy"].fill_null(False)]
    columns = [*told, rows["event_date_precision"], rows["status"], rows["polarity"]]
    coded = [column.combine_chunks().dictionary_encode() for column in columns]
    key = np.zeros(rows.num_rows, dtype=np.int64)
    for column in coded:
        key = key * (len(column.dictionary) + 1) + column.indices.fill_null(len(column.dictionary)).to_numpy(False)
    _, at, sort = np.unique(key, return_index=True, return_inverse=True)
    sorts = zip(*(column.take(at).to_pylist() for column in columns), strict=True)
    reasons = pa.array([_reason(*each) for each in sorts], pa.string())
    return reasons.take(pa.array(sort))


@lru_cache(maxsize=4096)
def _reason(
    dated: bool, repeated: bool, copy: bool, precision: str | None, status: str | None, polarity: str | None
) -> str | None:
    import pyarrow as pa

    row = pa.table(
        {
            "event_date": pa.array([date.min if dated else None], pa.date32()),
            "repeat_of": pa.array(["another" if repeated else None], pa.string()),
            "is_copy": pa.array([copy], pa.bool_()),
            **{
                name: pa.array([value], pa.string())
                for name, value in (("event_date_precision", precision), ("status", status), ("polarity", polarity))
            },
        }
    )
    told: nw.DataFrame[Any] = nw.from_native(row, eager_only=True).select(left_out=why_left_out())
    reason: str | None = told["left_out"][0]
    return reason
