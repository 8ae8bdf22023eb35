"""Realignments of known shape put into real, time-shuffled dyads: hits at equal alarm rates.

Shuffled months keep how bursty and how well covered real dyads are, and hold no regime of their own; what is put in
is known. Settings may be chosen on this without looking at any date in the record.

Run: python benchmarks/shifts/injected.py
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from baselines import Finder, at_rate, pelt_of_scaled_sums, pelt_of_sums
from cases import Case, Pair
from icews import icews_dyads
from realignments import our_alarms_with

from detente.relations.dyad_months import DyadMonths
from detente.relations.shifts.calibrate import time_shuffled
from detente.relations.shifts.known_months import too_little

Shape = Callable[[int], "np.ndarray[tuple[int], np.dtype[np.float64]]"]

DYADS = 60
SEED = 5
RATE = 0.3

SHAPES: dict[str, Shape] = {
    "crisis of 3 months": lambda months: np.r_[np.ones(3), np.zeros(months)][:months],
    "crisis that fades": lambda months: np.exp(-np.arange(months) / 4),
    "lasting": np.ones,
    "drift of 12 months": lambda months: np.minimum(1.0, (1 + np.arange(months)) / 12),
}
FINDERS: dict[str, tuple[Finder, float, float]] = {
    "ours": (our_alarms_with, 2.0, 80.0),
    "pelt_l2_goldstein_sum": (pelt_of_sums, 30.0, 60_000.0),
    "pelt_l2_goldstein_sum_scaled_by_dyad": (pelt_of_scaled_sums, 1.0, 40.0),
}


def run() -> dict[str, Any]:
    """Margins over chance, by shape and direction, at one alarm rate."""
    usable = [dyad for dyad in icews_dyads() if too_little(dyad) is None]
    generator = np.random.default_rng(SEED)
    chosen = [usable[index] for index in generator.choice(len(usable), DYADS, replace=False)]
    result: dict[str, Any] = {"dyads": DYADS, "alarms_per_dyad_year": RATE}
    for name, shape in SHAPES.items():
        for direction in (-1, 1):
            dyads, cases = _injected(chosen, shape, direction, generator)
            result[f"{name}, {'cooperation' if direction > 0 else 'conflict'}"] = {
                finder: round(at_rate(function, dyads, cases, RATE, low, high).margin, 1)
                for finder, (function, low, high) in FINDERS.items()
            }
    return result


def _injected(
    chosen: list[DyadMonths], shape: Shape, direction: int, generator: np.random.Generator
) -> tuple[dict[Pair, DyadMonths], list[Case]]:
    dyads: dict[Pair, DyadMonths] = {}
    cases: list[Case] = []
    for dyad in chosen:
        shuffled = time_shuffled(dyad, generator)
        at = int(generator.integers(12, len(dyad) - 12))
        # Two to eight times the usual month's events of either kind, so that quiet and busy dyads move alike.
        usual = max(0.5, float(np.nanmean(dyad.cooperation + dyad.conflict)))
        size = usual * generator.uniform(2, 8) * shape(len(dyad) - at)
        quad, other = (2, 0) if direction < 0 else (0, 2)
        extra, answered = generator.poisson(size), generator.poisson(0.3 * size)
        counts = shuffled.quad_counts.copy()
        counts[at:, quad] += extra
        counts[at:, other] += answered
        score = 3.0 * direction * extra - 2.0 * direction * answered
        sums = shuffled.goldstein_sum.copy()
        sums[at:] += score
        pair = (dyad.first, dyad.second)
        dyads[pair] = replace(shuffled, quad_counts=counts, goldstein_sum=sums)
        cases.append(Case(pair, at, direction, "injected"))
    return dyads, cases


if __name__ == "__main__":
    for key, value in run().items():
        print(key, value)
