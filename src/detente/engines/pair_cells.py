"""Two parties' rows counted by month, in arrays: as `count_cells` counts them in an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from detente.engines.pair_rows import PairRows, day_number
from detente.relations.panel import QUAD_COLUMNS, PanelSpec, month_after

if TYPE_CHECKING:
    from numpy.typing import NDArray


def count_rows(rows: PairRows, ids: tuple[str, str], spec: PanelSpec) -> list[dict[str, Any]]:
    """The rows of `count_cells` of the two with each other, of events that are told for the first time.

    Args:
        rows: The two's.
        ids: Of the two.
        spec: What to count; `by` and `include_repeats` are not asked.
    """
    at = np.flatnonzero(_within(rows, spec))
    months = rows.days[at].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    keys, cell = np.unique(months * 2 + (rows.is_back[at] if spec.directed else 0), return_inverse=True)
    count = len(keys)

    def summed(values: NDArray[Any]) -> NDArray[np.float64]:
        return np.bincount(cell, weights=values, minlength=count).astype(np.float64)

    low, high = sorted(ids)
    scores, quads = rows.scores[at], rows.quad_classes[at]
    columns: dict[str, Any] = {
        "first": np.where(keys % 2, high, low),
        "second": np.where(keys % 2, low, high),
        "month": (keys // 2).astype("datetime64[M]").astype("datetime64[D]"),
        **{name: summed(quads == number).astype(int) for number, name in enumerate(QUAD_COLUMNS, start=1)},
        "events": np.bincount(cell, minlength=count),
        "scored_events": summed(~np.isnan(scores)).astype(int),
        "goldstein_sum": summed(np.nan_to_num(scores)).round(6),
        "stories": _different(cell, rows.coded("story").codes[at], count),
        "outlets": _different(cell, rows.coded("outlet").codes[at], count),
    }
    listed = [column.tolist() for column in columns.values()]
    return [dict(zip(columns, row, strict=True)) for row in zip(*listed, strict=True)]


def _within(rows: PairRows, spec: PanelSpec) -> NDArray[np.bool_]:
    """Which rows are counted, and fall into the window's months."""
    chosen = rows.is_counted.copy()
    if spec.start is not None:
        chosen &= rows.days >= day_number(spec.start.replace(day=1))
    if spec.end is not None:
        chosen &= rows.days < day_number(month_after(spec.end))
    return chosen


def _different(cell: NDArray[np.intp], codes: NDArray[np.int64], count: int) -> NDArray[np.intp]:
    """How many different known codes each cell has."""
    known = codes >= 0
    if not known.any():
        return np.zeros(count, dtype=np.intp)
    # Sorted by hand: numpy's `unique` hashes, which takes ten times longer where most differ.
    pairs = np.sort(cell[known] * (codes.max() + 1) + codes[known])
    is_first = np.append(True, pairs[1:] != pairs[:-1])
    return np.bincount(pairs[is_first] // (codes.max() + 1), minlength=count)
