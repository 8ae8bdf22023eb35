"""Two actors that never met: how often such a pair had its first event of a kind within some months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.forecast.dyads.samples import FIRST
from detente.forecast.dyads.targets import HORIZONS

if TYPE_CHECKING:
    from detente.forecast.dyads.record import DyadRecord


def first_contact_rate(record: DyadRecord, target: int, horizon: int) -> float:
    """The share of pairs without an event that had one of the target in the horizon, over all months of the record.

    Args:
        record: The past. Its actors are those with an event with another.
        target: Place in TARGETS.
        horizon: Place in HORIZONS.
    """
    months, last = HORIZONS[horizon], record.n_periods - 1
    never = record.n_periods + 1
    first = np.full(record.n_dyads, never)
    np.minimum.at(first, record.dyad, record.period)
    first_of_kind = np.full(record.n_dyads, never)
    of_kind = record.target == target
    np.minimum.at(first_of_kind, record.dyad[of_kind], record.period[of_kind])
    pairs = len(record.actors) * (len(record.actors) - 1) / 2
    came = free = 0.0
    for now in range(FIRST, last - months + 1):
        came += float(((first > now) & (first_of_kind <= now + months)).sum())
        free += pairs - float((first <= now).sum())
    return (came + 0.5) / (free + 1)
