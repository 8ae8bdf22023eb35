"""A dyad's counts in the months of which something is known, with what to divide them by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.relations.dyad_months import DyadMonths

MIN_EVENTS: Final = 10
"""Fewer events with a quad class than this cannot carry a shift."""

MIN_KNOWN_MONTHS: Final = 12


@dataclass(frozen=True, slots=True, eq=False)
class KnownMonths:
    """The months in which the dyad's counts and the month's volume are known.

    Attributes:
        at: int (n,), their positions among the dyad's months.
        cooperation, conflict: (n,) counts.
        exposure: (n,) all events of the month over their mean; 1 is a month of usual volume.
    """

    at: NDArray[np.intp]
    cooperation: NDArray[np.float64]
    conflict: NDArray[np.float64]
    exposure: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.at)


@lru_cache(maxsize=4)
def known_months(dyad: DyadMonths) -> KnownMonths:
    """The months that a detector may use.

    A month without coverage counts where rows were found, for the month's volume is then cut short alike. Kept for the
    latest dyads, each its own: every detector asks, and what describes a shift.
    """
    volume = dyad.month_volume
    at = np.flatnonzero(np.isfinite(dyad.cooperation) & np.isfinite(dyad.conflict) & (np.nan_to_num(volume) > 0))
    usual = volume[at].mean() if len(at) else 1.0
    return KnownMonths(at, dyad.cooperation[at], dyad.conflict[at], volume[at] / usual)


def too_little(dyad: DyadMonths) -> str | None:
    """Why no shift is looked for in this dyad, or None where there is evidence enough."""
    known = known_months(dyad)
    events = int((known.cooperation + known.conflict).sum())
    if events < MIN_EVENTS:
        return f"fewer than {MIN_EVENTS} events"
    return f"fewer than {MIN_KNOWN_MONTHS} known months" if len(known) < MIN_KNOWN_MONTHS else None
