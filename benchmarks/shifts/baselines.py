"""What the detectors are measured against: PELT with the l2 cost on the monthly Goldstein sum, by ruptures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import ruptures
from cases import Alarm, Case, Pair, Score, score

from detente.relations.dyad_months import DyadMonths

Finder = Callable[[DyadMonths, float], list[Alarm]]
"""Alarms of a dyad with a penalty; more with a lower one."""


def pelt_of_sums(dyad: DyadMonths, penalty: float) -> list[Alarm]:
    """The sums as they are, one penalty for all dyads."""
    return _pelt(np.nan_to_num(dyad.goldstein_sum), penalty)


def pelt_of_scaled_sums(dyad: DyadMonths, penalty: float) -> list[Alarm]:
    """Each dyad's sums over their own standard deviation: a stronger baseline, as no dyad takes all the alarms."""
    sums = np.nan_to_num(dyad.goldstein_sum)
    return _pelt(sums / sums.std(), penalty) if sums.std() > 0 else []


def _pelt(values: np.ndarray[tuple[int], np.dtype[np.float64]], penalty: float) -> list[Alarm]:
    ends = ruptures.Pelt(model="l2", min_size=2, jump=1).fit(values).predict(pen=penalty)
    bounds = [0, *ends]
    means = [values[start:end].mean() for start, end in pairwise(bounds)]
    return [
        Alarm(end, 1 if after > before else -1) for end, (before, after) in zip(ends, pairwise(means), strict=False)
    ]


HALVINGS = 9


@cache
def _alarms(finder: Finder, dyad: DyadMonths, penalty: float) -> tuple[Alarm, ...]:
    """Lists of cases share dyads, and rates the first halvings; ruptures is slow."""
    return tuple(finder(dyad, penalty))


def at_rate(
    finder: Finder, dyads: Mapping[Pair, DyadMonths], cases: Sequence[Case], rate: float, low: float, high: float
) -> Score:
    """The score with the penalty that brings the alarms per dyad and year nearest to a rate, found by halving."""
    pairs = {case.pair for case in cases} & dyads.keys()
    n_months = len(next(iter(dyads.values())))
    scores = []
    for _ in range(HALVINGS):
        middle = (low * high) ** 0.5
        scores.append(score({pair: _alarms(finder, dyads[pair], middle) for pair in pairs}, cases, n_months))
        low, high = (middle, high) if scores[-1].alarms_per_dyad_year > rate else (low, middle)
    return min(scores, key=lambda each: abs(each.alarms_per_dyad_year - rate))
