"""What a detector hands over: one change in one of a dyad's series."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from detente.relations.shifts.optimal_partitioning import Partition, SegmentCost, change_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.relations.dyad_months import DyadMonths

MIN_MONTHS: Final = 2
"""The shortest regime, in months that are known; one month alone is an event."""

MIN_LASTING: Final = 12
"""Regimes of so many months last; a shorter one that ended where it began was a crisis, or an opening, and is over."""


class Direction(IntEnum):
    """Which way relations moved."""

    TOWARDS_CONFLICT = -1
    TOWARDS_COOPERATION = 1


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One change.

    Attributes:
        detector: Name of the detector that found it.
        direction: Which way.
        first: Position, among the dyad's months, of the first month of the new regime.
        gain: Twice the log-likelihood ratio of two regimes against one, noise allowed for; what penalties are
            compared with.
        before: First and last position of the regime before, months of which nothing is known included.
        after: The same of the regime after.
        returned: Whether the regime after ended in one that can't be told from the regime before.
        weights: (n_months,) how likely each month is the first of the new regime; sums to 1.
    """

    detector: str
    direction: Direction
    first: int
    gain: float
    before: tuple[int, int]
    after: tuple[int, int]
    returned: bool
    weights: NDArray[np.float64]


class Detector(Protocol):
    """One way to find changes. It never looks at more than the dyad's months that it is handed."""

    @property
    def name(self) -> str:
        """What it is called in results and in the table of false alarms."""
        ...

    @property
    def paper(self) -> str:
        """Where the method comes from."""
        ...

    def changes(self, dyad: DyadMonths, penalty: float) -> tuple[Change, ...]:
        """The changes that gain more than the penalty, in order of time; none where too little is known."""
        ...


def found_changes(
    parts: Partition,
    columns: NDArray[np.float64],
    cost: SegmentCost,
    at: NDArray[np.intp],
    n_months: int,
    *,
    detector: str,
    penalty: float,
    up: Direction,
) -> list[Change]:
    """The changes of a partition in terms of the dyad's months.

    Args:
        parts: Of `columns`, whose first two are a count and what it is a part of.
        columns: What was divided.
        cost: What it was divided by.
        at: (n,) positions of the columns' rows among the dyad's months.
        n_months: How many months the dyad has.
        detector: Name of the detector.
        penalty: What it was divided with.
        up: The direction of a change to a higher level.
    """
    levels = parts.sums[:, 0] / parts.sums[:, 1]
    starts = np.r_[0, at[parts.changes], n_months]
    found = []
    for number, first in enumerate(parts.changes):
        start, end = parts.bounds[number], parts.bounds[number + 2]
        weights = np.zeros(n_months)
        weights[at[start:end]] = change_weights(columns[start:end], cost)
        found.append(
            Change(
                detector=detector,
                direction=up if levels[number + 1] > levels[number] else Direction(-up),
                first=int(at[first]),
                gain=float(parts.gains[number]),
                before=(int(starts[number]), int(starts[number + 1]) - 1),
                after=(int(starts[number + 1]), int(starts[number + 2]) - 1),
                returned=_returned(parts, number, cost, penalty),
                weights=weights,
            )
        )
    return found


def without_returns(changes: list[Change]) -> list[Change]:
    """The changes but those that only end a short regime and lead back to the level from before it."""
    kept: list[Change] = []
    ended = False
    for change in changes:
        ended = bool(kept) and not ended and kept[-1].returned and change.first - kept[-1].first < MIN_LASTING
        if not ended:
            kept.append(change)
    return kept


def _returned(parts: Partition, number: int, cost: SegmentCost, penalty: float) -> bool:
    """Whether the regime after next cannot be told from the one before this change."""
    if number + 2 >= len(parts.sums):
        return False
    apart = parts.sums[[number, number + 2]]
    gain = cost(apart.sum(axis=0, keepdims=True))[0] - cost(apart).sum()
    return bool(gain < penalty)


def zero_run_edges(counts: NDArray[np.float64], min_length: int) -> NDArray[np.intp]:
    """Where changes of a count can lie: the middle of a run of zeros is never best.

    Moving a change through a run of zeros changes the cost by a concave function of the exposure moved, so its
    least value lies at an end of the run, or as near to it as the shortest regime allows.

    Args:
        counts: (n,).
        min_length: The shortest regime.

    Returns:
        Positions 1 to n - 1 at which a regime may begin.

    >>> zero_run_edges(np.array([4.0, 0, 0, 0, 0, 0, 0, 2, 3]), 2)
    array([1, 2, 6, 7, 8])
    """
    n = len(counts)
    position = np.arange(1, n)
    some = counts > 0
    edges = np.r_[0, np.flatnonzero(some[1:] != some[:-1]) + 1, n]
    right = np.searchsorted(edges, position)
    nearest = np.minimum(edges[right] - position, position - edges[right - 1])
    inside_a_zero_run = ~some[1:] & ~some[:-1]
    allowed: NDArray[np.intp] = position[~inside_a_zero_run | (nearest < min_length)]
    return allowed
