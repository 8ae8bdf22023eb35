"""The exact best division of a series into regimes, for any cost that adds up over regimes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class SegmentCost(Protocol):
    """Twice the negative log-likelihood of segments at their own best parameters, up to a constant of the series.

    Two parts of a segment, each at its own best, never cost more than the whole; the pruning rests on that.
    """

    def __call__(self, sums: NDArray[np.float64]) -> NDArray[np.float64]:
        """Costs, shape (n,), of segments whose sums of the series' columns are given, shape (n, k)."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Partition:
    """Regimes in order of time.

    Attributes:
        bounds: int (n_segments + 1,); segment i is bounds[i] to bounds[i + 1] - 1.
        sums: (n_segments, k), each segment's sums of the columns.
        gains: (n_segments - 1,), how much more the two sides of a change would cost as one segment; twice the
            logarithm of their likelihood ratio, never below 0 but for rounding.
    """

    bounds: NDArray[np.intp]
    sums: NDArray[np.float64]
    gains: NDArray[np.float64]

    @property
    def changes(self) -> NDArray[np.intp]:
        """The first position of each regime but the first."""
        return self.bounds[1:-1]


def partition(
    columns: NDArray[np.float64],
    cost: SegmentCost,
    penalty: float,
    *,
    min_length: int = 1,
    positions: NDArray[np.intp] | None = None,
) -> Partition:
    """The division with the least sum of segment costs plus `penalty` for each change.

    Args:
        columns: (n, k), what the cost needs to know of each position, such as count and exposure.
        cost: The cost of segments.
        penalty: What a change must gain at least, in units of twice the log-likelihood.
        min_length: The fewest positions in a segment.
        positions: Where changes may lie, increasing, each 1 to n - 1; None is everywhere.

    Returns:
        The best division; one segment where n is too short for two. Of equal divisions, that with the earliest last
        change.

    Raises:
        ValueError: There is no position, or the penalty is negative.

    Source:
        Jackson et al. 2005, An algorithm for optimal partitioning of data on an interval; pruning as in Killick,
        Fearnhead & Eckley 2012, Optimal detection of changepoints with a linear computational cost.
    """
    n = len(columns)
    if n == 0 or penalty < 0:
        raise ValueError(f"partition: {n} positions and penalty {penalty}; expected at least one, and 0 or more")
    inner = np.arange(1, n) if positions is None else np.asarray(positions, dtype=np.intp)
    ends = np.r_[0, inner, n]
    total = np.zeros((len(ends), columns.shape[1]))
    total[1:] = np.cumsum(columns, axis=0)[ends[1:] - 1]
    before = _best_starts(total, ends, cost, penalty, min_length)
    chosen = [len(ends) - 1]
    while chosen[-1] > 0:
        chosen.append(before[chosen[-1]])
    return _described(ends, total, np.array(chosen[::-1]), cost)


def _best_starts(
    total: NDArray[np.float64], ends: NDArray[np.intp], cost: SegmentCost, penalty: float, min_length: int
) -> NDArray[np.intp]:
    """For each end, where its last segment starts in the best division up to it.

    Ends are taken in blocks: costs of many segments at once take little longer than those of one.
    """
    best = np.full(len(ends), np.inf)
    best[0] = -penalty
    before = np.zeros(len(ends), dtype=np.intp)
    alive = np.zeros(1, dtype=np.intp)
    for low in range(1, len(ends), _BLOCK):
        block = np.arange(low, min(low + _BLOCK, len(ends)))
        starts = np.concatenate([alive, block])
        costs = _costs(total, ends, starts, block, cost, min_length)
        without = np.empty_like(costs)
        up_to = best[starts]
        for at, end in enumerate(block):
            np.add(up_to, costs[at], out=without[at])
            chosen = without[at].argmin()
            best[end] = up_to[len(alive) + at] = without[at, chosen] + penalty
            before[end] = starts[chosen]
        alive = starts[~_beaten(without, best[block], ends[block], min_length)]
    return before


_BLOCK: Final = 64
"""Ends at a time: enough to spread the cost of a call, few enough that beaten starts are soon left out."""


def _costs(
    total: NDArray[np.float64],
    ends: NDArray[np.intp],
    starts: NDArray[np.intp],
    block: NDArray[np.intp],
    cost: SegmentCost,
    min_length: int,
) -> NDArray[np.float64]:
    """Costs of the segments from each start to each end, shape (ends, starts); infinite where one is too short."""
    costs = np.full((len(block), len(starts)), np.inf)
    long_enough = ends[starts] <= ends[block][:, None] - min_length
    to, of = np.nonzero(long_enough & (starts < block[:, None]))
    costs[to, of] = cost(total[block[to]] - total[starts[of]])
    return costs


def _beaten(
    without: NDArray[np.float64], best: NDArray[np.float64], ends: NDArray[np.intp], min_length: int
) -> NDArray[np.bool_]:
    """Whether a start cannot be best for any end after the block.

    One that is beaten at an end is out once every later end leaves room for a whole segment after that end. The
    margin keeps starts that only rounding makes worse.
    """
    worse = np.isfinite(without) & (without > (best + 1e-9 * (1 + np.abs(best)))[:, None])
    with_room = ends + min_length - 1 <= ends[-1]
    beaten: NDArray[np.bool_] = worse[with_room].any(axis=0)
    return beaten


def _described(
    ends: NDArray[np.intp], total: NDArray[np.float64], chosen: NDArray[np.intp], cost: SegmentCost
) -> Partition:
    sums = np.diff(total[chosen], axis=0)
    costs = cost(sums)
    joined = cost(sums[:-1] + sums[1:]) if len(sums) > 1 else costs[:0]
    return Partition(bounds=ends[chosen], sums=sums, gains=joined - costs[:-1] - costs[1:])


def change_weights(columns: NDArray[np.float64], cost: SegmentCost) -> NDArray[np.float64]:
    """How likely each position is the first after the one change in these positions.

    Args:
        columns: As for `partition`, from the start of the regime before to the end of the regime after.
        cost: The cost of segments.

    Returns:
        (n,) weights that sum to 1; the first position's is 0. The profile likelihood, each side at its best, with
        every position equally likely beforehand.

    Source:
        Hinkley 1970, Inference about the change-point in a sequence of random variables.
    """
    total = np.cumsum(columns, axis=0)
    costs = cost(total[:-1]) + cost(total[-1] - total[:-1])
    weights = np.exp((costs.min() - costs) / 2)
    shares: NDArray[np.float64] = np.r_[0.0, weights / weights.sum()]
    return shares
