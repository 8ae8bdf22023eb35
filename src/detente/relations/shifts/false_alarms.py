"""How often shuffled data give a shift, and so which penalty keeps false alarms at a stated rate."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import IO

import numpy as np

from detente.errors import TableError

COLUMNS = ("penalty", "as_recorded", "time_shuffled", "sign_shuffled", "both_shuffled")


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """Shifts per dyad and ten years found with each penalty, in a record and in shuffled copies of it.

    Attributes:
        penalties: Increasing.
        as_recorded: In the record itself.
        time_shuffled: With each dyad's months in random order.
        sign_shuffled: With cooperation and conflict dealt out anew among a dyad's events, each month's number kept.
        both_shuffled: With both.
    """

    penalties: tuple[float, ...]
    as_recorded: tuple[float, ...]
    time_shuffled: tuple[float, ...]
    sign_shuffled: tuple[float, ...]
    both_shuffled: tuple[float, ...]

    def rate(self, penalty: float) -> float:
        """False alarms per dyad and decade: the higher of the rates of time- and of doubly shuffled data."""
        return float(np.interp(penalty, self.penalties, self._null()))

    def penalty(self, rate: float) -> float:
        """The penalty for a rate of false alarms; the nearest end of the table where it does not reach so far."""
        null = np.minimum.accumulate(self._null())
        return float(np.interp(-np.log(max(rate, 1e-9)), -np.log(np.maximum(null, 1e-9)), self.penalties))

    def _null(self) -> list[float]:
        return [max(pair) for pair in zip(self.time_shuffled, self.both_shuffled, strict=True)]


@cache
def packaged_false_alarms() -> FalseAlarms:
    """The table that comes with the package; its header says what it was made of and how it is made again."""
    text = files("detente.relations.shifts").joinpath("tables", "false_alarms.csv").read_text(encoding="utf-8")
    return read_false_alarms(text)


def read_false_alarms(text: str) -> FalseAlarms:
    """A table from its text: comment lines, a line of column names, then numbers.

    Raises:
        TableError: The columns are others, a cell is no number, or penalties don't increase.
    """
    rows = list(csv.reader(line for line in text.splitlines() if not line.startswith("#")))
    if not rows or tuple(rows[0]) != COLUMNS or len(rows) < 3:
        raise TableError(f"false_alarms.csv: columns {rows[:1]}, {len(rows)} lines; expected {COLUMNS} and two rows")
    try:
        columns = list(zip(*(map(float, row) for row in rows[1:]), strict=True))
    except ValueError as error:
        raise TableError(f"false_alarms.csv: {error}; expected {len(COLUMNS)} numbers a row") from error
    if len(columns) != len(COLUMNS) or (np.diff(columns[0]) <= 0).any():
        raise TableError("false_alarms.csv: penalties don't increase, or cells are missing. Remake the table.")
    return FalseAlarms(*columns)


def write_false_alarms(table: FalseAlarms, file: IO[str], header: str) -> None:
    """The table's text, its header's lines as comments."""
    for line in header.splitlines():
        file.write(f"# {line}\n")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in zip(*(getattr(table, name if name != "penalty" else "penalties") for name in COLUMNS), strict=True):
        writer.writerow([f"{value:.4g}" for value in row])
