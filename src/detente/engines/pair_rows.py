"""The rows of two parties' events, the latest first: what questions about the two are answered from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from detente.engines.pair_listing import NO_DAY
from detente.engines.panel_rows import REASONS
from detente.relations.panel import PanelSpec

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray


class Coded(NamedTuple):
    """A column of texts: a number for each row, -1 where there is none, and the texts that they are the places of."""

    codes: NDArray[np.int64]
    dictionary: pa.Array

    @property
    def texts(self) -> list[str]:
        """The text of each number."""
        texts: list[str] = self.dictionary.to_pylist()
        return texts

    def of_rows(self, rows: NDArray[Any]) -> list[str | None]:
        """The texts of some rows."""
        texts = [*self.texts, None]  # -1 is the last
        return [texts[code] for code in self.codes[rows].tolist()]


class PairRows:
    """Rows of two parties' events, the latest first.

    Args:
        table: What `pair_listing.listed` selects.

    The table stays as it came, for to put all of its columns in order takes an engine a twentieth of a second.
    Columns of texts stay with Arrow until a few rows are asked for. What goes over to numpy goes by its buffers:
    Arrow's own conversions would load pandas, where it is installed, a second lost.
    """

    def __init__(self, table: pa.Table) -> None:
        self._table = table
        self._coded: dict[str, Coded] = {}

    def __len__(self) -> int:
        count: int = self._table.num_rows
        return count

    @cached_property
    def _order(self) -> NDArray[np.intp]:
        """Where in the table each row is."""
        import pyarrow.compute as pc

        return _plain(pc.sort_indices(self._table, sort_keys=_LATEST_FIRST), np.uint64).astype(np.intp)

    @cached_property
    def days(self) -> NDArray[np.int32]:
        """First days, in days since 1970; NO_DAY where unknown."""
        return self._numbers("day", np.int32)

    def dates(self, rows: NDArray[np.intp]) -> list[date]:
        """First days of some rows that have one; each day is made once, which takes an eighth of Arrow's time."""
        numbers = self.days[rows].tolist()
        days = {number: date.fromordinal(number + _EPOCH) for number in set(numbers)}
        return [days[number] for number in numbers]

    @cached_property
    def last_days(self) -> NDArray[np.int32]:
        """Last days, in days since 1970; NO_DAY where unknown."""
        return self._numbers("last_day", np.int32)

    @cached_property
    def quad_classes(self) -> NDArray[np.int32]:
        """Quad classes, 0 where there is none."""
        return self._numbers("quad", np.int32)

    @cached_property
    def scores(self) -> NDArray[np.float64]:
        """Goldstein scores, NaN where there is none."""
        return self._numbers("score", np.float64)

    @cached_property
    def is_back(self) -> NDArray[np.bool_]:
        """Whether the party that acts is the second in alphabetical order."""
        return self._numbers("is_back", np.int32) > 0

    @cached_property
    def reasons(self) -> NDArray[np.int32]:
        """Why numbers do not count a row: its place in REASONS, 0 for what is counted."""
        return self._numbers("left_out", np.int32)

    @cached_property
    def is_counted(self) -> NDArray[np.bool_]:
        """Whether numbers count a row."""
        counted: NDArray[np.bool_] = self.reasons == 0
        return counted

    def left_out(self, rows: NDArray[Any]) -> list[str | None]:
        """Why numbers do not count each of some rows, or None."""
        return [REASONS[reason] for reason in self.reasons[rows].tolist()]

    @cached_property
    def order_of_ids(self) -> NDArray[np.intp]:
        """The place of each row's id in the order of ids."""
        import pyarrow.compute as pc

        places = np.empty(len(self), dtype=np.intp)
        places[_plain(pc.sort_indices(self._table["event_id"]), np.uint64).astype(np.intp)] = np.arange(len(self))
        return places[self._order]

    def has_id(self, ids: Collection[str]) -> NDArray[np.bool_]:
        """Which rows have one of these ids."""
        asked = frozenset(ids)
        found = (id_ in asked for id_ in self._table["event_id"].to_pylist())
        return np.fromiter(found, np.bool_, len(self))[self._order]

    def coded(self, column: str) -> Coded:
        """A column of texts by number."""
        if column not in self._coded:
            encoded = self._table[column].combine_chunks().dictionary_encode()
            codes = _plain(encoded.indices, np.int32).astype(np.int64)
            codes[_is_null(encoded.indices)] = -1
            self._coded[column] = Coded(codes[self._order], encoded.dictionary)
        return self._coded[column]

    def taken(self, at: NDArray[np.intp], columns: Sequence[str] | None = None) -> pa.Table:
        """Some rows, in the order asked for."""
        table = self._table if columns is None else self._table.select(columns)
        return table.take(_places(self._order[at]))

    def within(self, spec: PanelSpec) -> NDArray[np.bool_]:
        """Which rows fall into a window, or are undated."""
        fitting = np.ones(len(self), dtype=np.bool_)
        if spec.start is not None:
            fitting &= self.last_days >= day_number(spec.start)
        if spec.end is not None:
            fitting &= self.days <= day_number(spec.end)
        fitting |= self.days == NO_DAY
        return fitting

    def _numbers(self, column: str, kind: type[Any]) -> NDArray[Any]:
        chunks = [_plain(chunk, kind) for chunk in self._table[column].chunks]
        return np.concatenate(chunks)[self._order] if chunks else np.empty(0, dtype=kind)

    @property
    def nbytes(self) -> int:
        """What the rows take."""
        count: int = self._table.nbytes
        return count


_LATEST_FIRST: Final = [
    ("event_date", "descending"), ("published_at", "descending"), ("feed", "ascending"),
    ("feed_reference", "ascending"), ("event_id", "ascending"),
]  # fmt: skip
"""What is not known comes last."""


def day_number(day: date) -> int:
    """Days since 1970."""
    return day.toordinal() - _EPOCH


_EPOCH: Final = date(1970, 1, 1).toordinal()


def _plain(array: pa.Array, kind: type[Any]) -> NDArray[Any]:
    """The numbers of an array as they lie in memory, whatever stands there for nulls."""
    buffer = array.buffers()[1]
    if len(array) == 0 or buffer is None:
        return np.empty(0, dtype=kind)
    return np.frombuffer(buffer, dtype=kind, count=len(array) + array.offset)[array.offset :]


def _is_null(array: pa.Array) -> NDArray[np.bool_]:
    valid = array.buffers()[0]
    if valid is None:
        return np.zeros(len(array), dtype=np.bool_)
    bits = np.unpackbits(np.frombuffer(valid, dtype=np.uint8), bitorder="little")
    unknown: NDArray[np.bool_] = bits[array.offset : array.offset + len(array)] == 0
    return unknown


def _places(at: NDArray[np.intp]) -> pa.Array:
    import pyarrow as pa

    return pa.Array.from_buffers(pa.int64(), len(at), [None, pa.py_buffer(np.ascontiguousarray(at, dtype=np.int64))])
