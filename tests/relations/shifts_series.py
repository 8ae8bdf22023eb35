"""Dyads for tests of shifts: name the counts, the rest is quiet and covered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from detente.relations.dyad_months import DyadMonths


def dyad(
    conflict: Sequence[float] | Any,
    cooperation: Sequence[float] | Any,
    volume: float | Sequence[float] | Any = 1000.0,
    actors: tuple[str, str] = ("IND", "PAK"),
) -> DyadMonths:
    """Months from January 2000; NaN counts are months of which nothing is known."""
    hostile, friendly = np.asarray(conflict, float), np.asarray(cooperation, float)
    nothing = 0 * hostile
    volumes = np.broadcast_to(np.asarray(volume, float), hostile.shape).copy()
    events = hostile + friendly
    return DyadMonths(
        first=actors[0],
        second=actors[1],
        directed=False,
        months=np.datetime64("2000-01", "M") + np.arange(len(hostile)),
        covered=np.isfinite(events),
        quad_counts=np.column_stack([friendly, nothing, hostile, nothing]),
        events=events,
        scored_events=events,
        goldstein_sum=2 * friendly - 3 * hostile,
        stories=events,
        outlets=np.minimum(events, 1),
        first_volume=volumes / 10,
        second_volume=volumes / 10,
        month_volume=volumes,
    )


def drawn(rate: float, months: int, seed: int) -> Any:
    """Poisson counts."""
    return np.random.default_rng(seed).poisson(rate, months).astype(float)
