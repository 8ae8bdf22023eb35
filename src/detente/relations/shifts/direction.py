"""Which way a change leads: the louder kind of event says so, unless the share of conflict plainly moved otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.relations.shifts.change import Change, Direction
from detente.relations.shifts.known_months import known_months
from detente.relations.shifts.quasi_binomial import quasi_binomial_columns

if TYPE_CHECKING:
    from detente.relations.dyad_months import DyadMonths

SURE: Final = 0.95
"""Probability from which the move of the share outweighs that of a count."""


def share_direction(dyad: DyadMonths, change: Change) -> Direction | None:
    """Where the share of conflict moved between the regimes of a change, or None where that is not sure.

    A crisis brings talks with it: both counts rise, and the one that rises more need not be the one that matters.
    """
    probability = share_rose(dyad, change)
    if probability is None or 1 - SURE < probability < SURE:
        return None
    return Direction.TOWARDS_CONFLICT if probability >= SURE else Direction.TOWARDS_COOPERATION


def share_rose(dyad: DyadMonths, change: Change) -> float | None:
    """Probability that conflict's share is higher after a change than before, from 0 to 1.

    Args:
        dyad: Its months.
        change: One of its changes; all known months of both regimes count.

    Returns:
        The posterior under Beta(1, 1) for each regime, events weighted as `quasi_binomial_columns` has it, the two
        Beta distributions taken for normal ones. None where the dyad has events of one kind only.
    """
    from scipy.special import ndtr

    known = known_months(dyad)
    trials = known.conflict + known.cooperation
    told = trials > 0
    at, hits, trials = known.at[told], known.conflict[told], trials[told]
    if len(at) < 2 or not 0 < hits.sum() < trials.sum():
        return None
    columns = quasi_binomial_columns(hits, trials)
    means, variances = [], []
    for first, last in (change.before, change.after):
        conflict, events = columns[(at >= first) & (at <= last)].sum(axis=0)
        a, b = conflict + 1, events - conflict + 1
        means.append(a / (a + b))
        variances.append(a * b / (a + b) ** 2 / (a + b + 1))
    return float(ndtr((means[1] - means[0]) / sum(variances) ** 0.5))
