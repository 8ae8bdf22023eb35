"""The Poisson cost of counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.relations.shifts.times_log import times_log

if TYPE_CHECKING:
    from numpy.typing import NDArray


def poisson_cost(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Twice the negative log-likelihood of segments of Poisson counts, each at its own rate.

    Args:
        sums: (n, 2), the sum of the counts and of their exposures, the exposure above 0 wherever the count is.

    Returns:
        (n,); the terms that do not hang on the rate are left out, so differences are what counts.
    """
    counts, exposures = np.maximum(sums, 0.0).T  # rounding may leave a difference of sums a little below 0
    cost: NDArray[np.float64] = 2 * (counts - times_log(counts, counts) + times_log(counts, exposures))
    return cost
