"""The normal cost of a mean that changes, with one variance throughout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def normal_columns(values: NDArray[np.float64], variance: float = 1.0) -> NDArray[np.float64]:
    """What `normal_mean_cost` needs of each value: 1, the value and its square, over the variance."""
    return np.column_stack([np.ones_like(values), values, values**2]) / variance


def normal_mean_cost(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sum of squared deviations from each segment's mean, in units of the variance.

    Args:
        sums: (n, 3), summed rows of `normal_columns`.

    Returns:
        (n,), twice the negative log-likelihood but for a constant of the series.
    """
    squares: NDArray[np.float64] = sums[:, 2] - sums[:, 1] ** 2 / sums[:, 0]
    return squares
