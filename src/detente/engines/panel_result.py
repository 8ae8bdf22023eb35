"""What an engine hands back for a panel: its rows as they come, and what it counted and left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Panel:
    """`counted` events are in the panel or in its volumes; `left_out` has the others by LeftOut."""

    counted: int
    left_out: dict[str, int]
    batches: pa.RecordBatchReader


@dataclass(frozen=True, slots=True)
class Tally:
    """`tally_months`, read."""

    counted_by_month: list[tuple[date, int]]
    left_out: dict[str, int]

    @property
    def counted(self) -> int:
        """All counted events."""
        return sum(events for _, events in self.counted_by_month)


def read_tally(table: pa.Table) -> Tally:
    """The tally of an Arrow table with the columns of `tally_months`."""
    counted: list[tuple[date, int]] = []
    left_out: Counter[str] = Counter()
    for row in table.to_pylist():
        if row["left_out"] is None:
            counted.append((row["month"], row["events"]))
        else:
            left_out[row["left_out"]] += row["events"]
    return Tally(sorted(counted), dict(sorted(left_out.items())))
