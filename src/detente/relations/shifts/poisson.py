"""The Poisson cost of counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def poisson_cost(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Twice the negative log-likelihood of segments of Poisson counts, each at its own rate.

    Args:
        sums: (n, 2), the sum of the counts and of their exposures, the exposure above 0 wherever the count is.

    Returns:
        (n,); the terms that do not hang on the rate are left out, so differences are what counts.
    """
    counts, exposures = sums[:, 0], sums[:, 1]
    return 2 * (counts - xlogy(counts, counts) + xlogy(counts, exposures))


def xlogy(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """x log y, and 0 where x is 0; sums that rounding left a little below 0 are taken as 0."""
    positive = x > 1e-12
    product: NDArray[np.float64] = np.where(positive, x * np.log(np.where(positive, np.maximum(y, 1e-300), 1.0)), 0.0)
    return product
