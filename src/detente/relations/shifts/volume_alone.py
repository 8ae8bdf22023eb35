"""Whether a change is one of how much is told of two actors, and not of how they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from detente.relations.shifts.change import Change
from detente.relations.shifts.known_months import known_months
from detente.relations.shifts.negative_binomial import negative_binomial_columns
from detente.relations.shifts.poisson import poisson_cost

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.relations.dyad_months import DyadMonths
    from detente.relations.shifts.known_months import KnownMonths

SURE_GAIN: Final = 6.6
"""Twice the log-likelihood ratio from which a count surely moved: one in a hundred by chance, for one parameter."""


LIKE_MEASURE: Final = 0.4
"""The share of the two's growth, as a logarithm, from which an actor's growth with all others explains it."""


def is_volume_alone(dyad: DyadMonths, change: Change) -> bool:
    """Whether conflict and cooperation surely rose, or fell, together at a change.

    To be asked where the share of conflict tells no direction (`share_direction`): more of both in like measure is what
    more news of the two looks like, or of one of them, and it leads nowhere.

    Args:
        dyad: Its months.
        change: One of its changes; all known months of both regimes count.
    """
    known = known_months(dyad)
    moves = [_move(known, counts, change) for counts in (known.conflict, known.cooperation)]
    if max(moves) >= -SURE_GAIN and min(moves) <= SURE_GAIN:
        return False
    own = known.conflict + known.cooperation
    factor = _factor(known, own, change)
    elsewhere = [
        _factor(known, np.maximum(volume[known.at] - dyad.events[known.at], 0.0), change)
        for volume in (dyad.first_volume, dyad.second_volume)
    ]
    return any(each * factor > 0 and abs(each) >= LIKE_MEASURE * abs(factor) for each in elsewhere)


def _factor(known: KnownMonths, counts: NDArray[np.float64], change: Change) -> float:
    """The logarithm of how many times the rate before a change is the rate after; NaN where counts are unknown."""
    rates = []
    for first, last in (change.before, change.after):
        own = (known.at >= first) & (known.at <= last)
        rates.append((counts[own].sum() + 0.5) / (known.exposure[own].sum() + 1e-9))
    return float(np.log(rates[1] / rates[0]))


def _move(known: KnownMonths, counts: NDArray[np.float64], change: Change) -> float:
    """How much better two rates tell a count than one, negative where it fell."""
    if counts.sum() < 2:
        return 0.0
    columns = negative_binomial_columns(counts, known.exposure)
    before, after = (
        columns[(known.at >= first) & (known.at <= last)].sum(axis=0, keepdims=True)
        for first, last in (change.before, change.after)
    )
    gain = (poisson_cost(before + after) - poisson_cost(before) - poisson_cost(after))[0]
    rose = after[0, 0] * before[0, 1] > before[0, 0] * after[0, 1]
    return float(gain if rose else -gain)
