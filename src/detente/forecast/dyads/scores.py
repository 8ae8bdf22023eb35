"""How good probabilities were: Brier score, skill, calibration error, reliability."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

EDGES: Final = (0.0, 0.01, 0.03, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Bins of reliability diagrams: tenths, the lowest cut finer, for most forecasts lie there."""


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Forecasts between `low` and `high`: how many, their mean, and how often the event came."""

    low: float
    high: float
    forecasts: int
    told: float
    came: float


def brier(told: NDArray[np.float64], happened: NDArray[np.bool_]) -> float:
    """The mean squared error of probabilities, 0 (sure and right) to 1.

    >>> brier(np.array([1.0, 0.5]), np.array([True, False]))
    0.125
    """
    return float(np.mean((told - happened) ** 2))


def skill(score: float, baseline: float) -> float | None:
    """What share of the baseline's error is gone: 1 is perfect, 0 no better; None where the baseline has no error."""
    return None if baseline <= 0 else 1 - score / baseline


def reliability(told: NDArray[np.float64], happened: NDArray[np.bool_]) -> tuple[ReliabilityBin, ...]:
    """What came of forecasts, by what was told; empty bins are left out."""
    return tuple(_bins(told, happened, EDGES))


def calibration_error(told: NDArray[np.float64], happened: NDArray[np.bool_], bins: int = 10) -> float:
    """The expected calibration error: how far bins of equal width are off, by their share of forecasts.

    >>> calibration_error(np.array([0.25, 0.25, 0.85]), np.array([True, False, True]))  # (2 * 0.25 + 0.15) / 3
    0.21666666666666667
    """
    edges = tuple(np.linspace(0, 1, bins + 1).tolist())
    found = list(_bins(told, happened, edges))
    return sum(each.forecasts * abs(each.told - each.came) for each in found) / len(told)


def _bins(
    told: NDArray[np.float64], happened: NDArray[np.bool_], edges: tuple[float, ...]
) -> Iterator[ReliabilityBin]:  # fmt: skip
    place = np.clip(np.searchsorted(edges, told, side="right") - 1, 0, len(edges) - 2)
    for at, (low, high) in enumerate(pairwise(edges)):
        chosen = place == at
        if chosen.any():
            n = int(chosen.sum())
            yield ReliabilityBin(low, high, n, float(told[chosen].mean()), float(happened[chosen].mean()))
