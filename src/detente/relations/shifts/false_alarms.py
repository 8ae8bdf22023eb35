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

    def probability(self, strength: float) -> float:
        """Share of the record's shifts of this strength that shuffled data do not account for, 0 to 1.

        Counted between neighbouring penalties and made to rise with strength; read off by interpolation.
        """
        middle, share = self._shares()
        return float(np.interp(strength, middle, share))

    def _null(self) -> list[float]:
        return [max(pair) for pair in zip(self.time_shuffled, self.both_shuffled, strict=True)]

    def _shares(self) -> tuple[list[float], list[float]]:
        null, real = np.r_[self._null(), 0.0], np.r_[self.as_recorded, 0.0]
        ends = np.r_[self.penalties, 2 * self.penalties[-1] - self.penalties[-2]]
        within_real, within_null = -np.diff(real), -np.diff(null)
        share = [
            1 - min(1.0, false / found) if found > 0 else 0.0
            for found, false in zip(within_real, within_null, strict=True)
        ]
        return list((ends[1:] + ends[:-1]) / 2), _rising(share, within_real)


def _rising(values: list[float], weights: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[float]:
    """The rising sequence nearest to the values (pool adjacent violators)."""
    blocks: list[list[float]] = []
    for value, weight in zip(values, weights, strict=True):
        blocks.append([value, max(float(weight), 1e-9), 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            last, before = blocks.pop(), blocks.pop()
            weight_sum = last[1] + before[1]
            blocks.append([(last[0] * last[1] + before[0] * before[1]) / weight_sum, weight_sum, last[2] + before[2]])
    return [value for value, _, times in blocks for _ in range(int(times))]


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
