"""The binomial cost of a share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.relations.shifts.times_log import times_log

if TYPE_CHECKING:
    from numpy.typing import NDArray


def binomial_cost(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Twice the negative log-likelihood of segments of binomial counts, each at its own share.

    Args:
        sums: (n, 2), the sum of the successes and of the trials.

    Returns:
        (n,); the binomial coefficients, which no division changes, are left out.
    """
    hits, trials = np.maximum(sums, 0.0).T  # rounding may leave a difference of sums a little below 0
    misses = np.maximum(trials - hits, 0.0)
    cost: NDArray[np.float64] = 2 * (times_log(trials, trials) - times_log(hits, hits) - times_log(misses, misses))
    return cost
