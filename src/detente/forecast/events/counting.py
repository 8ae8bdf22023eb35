"""Rows of counts that fade: how often something happened, when last, what is left of it at five half-lives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numba import njit

from detente.forecast.events.hashing import EMPTY

if TYPE_CHECKING:
    from numpy.typing import NDArray

HALF_LIVES: Final = (1.5, 6.0, 24.0, 96.0, 384.0)
"""In steps; a factor of four apart from yesterday to beyond a year of days, whatever a step is."""
N_SCALES: Final = len(HALF_LIVES)
LONGEST_LAG: Final = 4096
"""Lags are cut here: at the longest half-life a thousandth is left."""

LAST, NUMBER, GAP, FADED = 0, 1, 2, 3
"""Columns of a row of counts: step of the last event, number, steps between the last two (0: none), faded counts."""
WIDTH: Final = FADED + N_SCALES
NEVER: Final = -1e9
"""LAST of what never happened."""


def new_counts(size: int) -> NDArray[np.float32]:
    """(size, WIDTH): nothing happened."""
    counts = np.zeros((size, WIDTH), dtype=np.float32)
    counts[:, LAST] = NEVER
    return counts


def fade_table() -> NDArray[np.float32]:
    """(LONGEST_LAG + 1, N_SCALES): what is left of a count after so many steps."""
    lags = np.arange(LONGEST_LAG + 1)[:, None]
    return np.asarray(np.power(2.0, -lags / np.array(HALF_LIVES)), dtype=np.float32)


def grown(array: NDArray[Any], needed: int) -> NDArray[Any]:
    """The array with room for `needed` rows, at least doubled: appending stays cheap."""
    if needed <= len(array):
        return array
    size = max(needed, 2 * len(array))
    if array.ndim == 2 and array.dtype == np.float32:
        more = new_counts(size - len(array))
    else:
        more = np.full((size - len(array), *array.shape[1:]), EMPTY, dtype=array.dtype)
    return np.concatenate([array, more])


@njit(cache=True, nogil=True)
def lag_of(counts, slot, now):
    """Steps since the last event, LONGEST_LAG at most."""
    return min(np.int64(now - counts[slot, LAST]), LONGEST_LAG)


@njit(cache=True, nogil=True)
def faded(fade, counts, slot, scale, now):
    """A fading count as it is now."""
    return counts[slot, FADED + scale] * fade[lag_of(counts, slot, now), scale]


@njit(cache=True, nogil=True)
def count(fade, counts, slot, now):
    """Enter one event."""
    lag = lag_of(counts, slot, now)
    for scale in range(N_SCALES):
        counts[slot, FADED + scale] = counts[slot, FADED + scale] * fade[lag, scale] + 1.0
    if counts[slot, NUMBER] > 0 and lag > 0:
        counts[slot, GAP] = lag
    counts[slot, NUMBER] += 1
    counts[slot, LAST] = now
