"""Probabilities put right by what came of earlier forecasts: isotonic regression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import isotonic_regression

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST: Final = 20
"""Forecasts in a step of the curve; smaller ones at the ends would say 0 or 1 from a handful."""


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """A rising curve from told to calibrated probabilities, straight between its points."""

    told: NDArray[np.float64]
    right: NDArray[np.float64]

    def __call__(self, probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
        """The calibrated probabilities."""
        return np.asarray(np.interp(probabilities, self.told, self.right))


def fit_calibration(told: NDArray[np.float64], happened: NDArray[np.bool_]) -> Calibration:
    """The curve that earlier forecasts and what came of them ask for.

    Args:
        told: (n,) probabilities of forecasts made without knowing what came.
        happened: (n,) whether the event came.

    Source:
        Zadrozny & Elkan (2002), Transforming classifier scores into accurate multiclass probability estimates, KDD.
    """
    if len(told) < LEAST:
        return Calibration(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    order = np.argsort(told, kind="stable")
    told, came = told[order], happened[order].astype(float)
    fitted = isotonic_regression(came).x
    starts = np.r_[0, np.flatnonzero(np.diff(fitted) > 1e-12) + 1]
    points: list[tuple[float, float, int]] = []
    for low, high in zip(starts, np.r_[starts[1:], len(told)], strict=True):
        points.append((float(told[low:high].sum()), float(came[low:high].sum()), int(high - low)))
        while len(points) > 1 and min(points[-1][2], points[-2][2]) < LEAST:
            last, before = points.pop(), points.pop()
            points.append((before[0] + last[0], before[1] + last[1], before[2] + last[2]))
    # A forecast worth half a case more on either side: never 0 or 1.
    right = [(came + 0.5 * total / n) / (n + 0.5) for total, came, n in points]
    return Calibration(np.array([total / n for total, _, n in points]), np.maximum.accumulate(np.array(right)))
