"""How many events to expect, with a range: the negative binomial about a fitted mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln
from scipy.stats import nbinom

if TYPE_CHECKING:
    from numpy.typing import NDArray

RANGE: Final = (0.05, 0.95)
"""The range that is told: 90 of 100 counts lie in it or at its ends."""

MOST_FITTED: Final = 20_000
"""Counts that two numbers are fitted on."""

LEAST_OF_A_SIZE: Final = 50
"""Counts about means of one size below which they weigh less than those of other sizes."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How counts scatter: the variance is mean + dispersion * mean^2, with the dispersion base * mean^slope."""

    base: float
    slope: float

    def dispersion(self, mean: NDArray[np.float64]) -> NDArray[np.float64]:
        """The dispersion at each mean."""
        return np.asarray(np.clip(self.base * np.clip(mean, 1e-4, 1e4) ** self.slope, 1e-3, 1e3))


def fit_spread(mean: NDArray[np.float64], counts: NDArray[np.float64]) -> Spread:
    """The spread under which counts about forecast means are likeliest.

    Args:
        mean: (n,) forecast means, above 0.
        counts: (n,) what came.
    """
    every = max(1, len(mean) // MOST_FITTED)
    mean, counts = np.clip(mean, 1e-4, 1e6)[::every], counts[::every]
    # Quiet dyads are many; each order of size counts alike, or the spread of busy ones would be made up from theirs.
    size_of = np.floor(np.log2(mean)).astype(np.int64)
    _, place, many = np.unique(size_of, return_inverse=True, return_counts=True)
    weight = 1 / np.maximum(many, LEAST_OF_A_SIZE)[place.reshape(-1)]
    weight /= weight.sum()

    def loss(point: NDArray[np.float64]) -> float:
        size = 1 / Spread(float(np.exp(point[0])), float(point[1])).dispersion(mean)
        likely = gammaln(counts + size) - gammaln(size) + size * np.log(size) + counts * np.log(mean)
        return float(-weight @ (likely - (counts + size) * np.log(size + mean))) + 1e-3 * float(point @ point)

    begin = np.array([[0.0, 0.0], [-1.5, 0.0], [0.0, -0.5]])
    options = {"maxiter": 60, "xatol": 0.02, "fatol": 1e-5, "initial_simplex": begin}
    found = minimize(loss, begin[0], method="Nelder-Mead", options=options)
    return Spread(float(np.exp(found.x[0])), float(found.x[1]))


def count_range(mean: NDArray[np.float64], spread: Spread) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The low and the high end of the count's range, at each mean."""
    size = 1 / spread.dispersion(mean)
    share = size / (size + mean)
    low, high = (nbinom.ppf(at, size, share).astype(np.int64) for at in RANGE)
    return low, high
