"""The weighted compromise: an issue's outcome as the mean of positions, weighted by salience and capability.

Source:
    Bueno de Mesquita 1994 and Stokman & Van den Bos (compromise model), in Bueno de Mesquita & Stokman (eds), European
    Community Decision Making, Yale 1994; Achen 2006 shows it to be near generalised Nash bargaining when no agreement
    is far worse than any.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.errors import DetenteError

Floats = NDArray[np.float64]


class BargainError(DetenteError):
    """Positions and weights that make no bargain."""


def weighted_compromise(positions: Floats, salience: Floats, capability: Floats | None = None) -> Floats:
    """The mean of positions, weighted by salience times capability.

    Args:
        positions: (..., n) in the issue's unit; NaN where an actor has none.
        salience: (..., n), 0 or more, in any one unit.
        capability: (..., n), 0 or more, in any one unit; all equal when left out.

    Returns:
        (...), in the issue's unit.

    Raises:
        BargainError: Nobody with a position has any weight, or a weight is negative.

    >>> import numpy as np
    >>> float(weighted_compromise(np.array([0.0, 100.0]), np.array([30.0, 10.0])))
    25.0
    """
    weights = salience if capability is None else salience * capability
    if (weights < 0).any():
        raise BargainError("a salience or capability is negative; they are 0 or more")
    known = np.isfinite(positions)
    weights = np.where(known, weights, 0.0)
    total = weights.sum(axis=-1)
    if not (total > 0).all():
        raise BargainError("nobody with a position has any weight: salience times capability is 0 for all")
    mean: Floats = (weights * np.where(known, positions, 0.0)).sum(axis=-1) / total
    low = np.where(known, positions, np.inf).min(axis=-1)
    high = np.where(known, positions, -np.inf).max(axis=-1)
    return np.clip(mean, low, high)  # sums of floats may stray past the last position by a hair
