"""Changes in the share of conflict among a dyad's events, whatever their number: quasi-binomial."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.relations.shifts.binomial import binomial_cost
from detente.relations.shifts.change import MIN_MONTHS, Change, Direction, found_changes, without_returns
from detente.relations.shifts.known_months import known_months
from detente.relations.shifts.optimal_partitioning import partition

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.relations.dyad_months import DyadMonths

_PRIOR_MONTHS = 10.0
_PRIOR_CORRELATION = 0.1
"""What a dyad's own months are shrunk to: the usual likeness of events of one month, worth ten pairs of months."""


@dataclass(frozen=True, slots=True)
class QuasiBinomialShare:
    """Optimal partitioning of the share of conflict; months without events say nothing."""

    @property
    def name(self) -> str:
        """`conflict share`."""
        return "conflict share"

    @property
    def paper(self) -> str:
        """Where the method comes from."""
        return (
            "Williams 1982, Extra-binomial variation in logistic linear models; "
            "Killick, Fearnhead & Eckley 2012, Optimal detection of changepoints with a linear computational cost"
        )

    def changes(self, dyad: DyadMonths, penalty: float) -> tuple[Change, ...]:
        """See `Detector`."""
        known = known_months(dyad)
        trials = known.conflict + known.cooperation
        told = trials > 0
        at, hits, trials = known.at[told], known.conflict[told], trials[told]
        if len(at) < 2 * MIN_MONTHS or hits.sum() == 0 or hits.sum() == trials.sum():
            return ()
        columns = quasi_binomial_columns(hits, trials)
        parts = partition(columns, binomial_cost, penalty, min_length=MIN_MONTHS)
        found = found_changes(
            parts, columns, binomial_cost, at, len(dyad),
            detector=self.name, penalty=penalty, up=Direction.TOWARDS_CONFLICT,
        )  # fmt: skip
        return tuple(change for change in without_returns(found) if change.gain > penalty)


def share_correlation(hits: NDArray[np.float64], trials: NDArray[np.float64]) -> float:
    """How alike the events of one month are, 0 (independent) to 0.9, from months next to each other.

    Neighbouring months mostly share a regime, so their squared differences show noise and not regimes. Few months
    are shrunk towards the usual.
    """
    variance = hits.sum() / trials.sum() * (1 - hits.sum() / trials.sum())
    inverse = 1 / trials[1:] + 1 / trials[:-1]
    excess = np.diff(hits / trials) ** 2 - variance * inverse
    weight = variance * (2 - inverse)
    correlation = (excess.sum() + _PRIOR_MONTHS * _PRIOR_CORRELATION * variance) / (
        weight.sum() + _PRIOR_MONTHS * variance
    )
    return float(np.clip(correlation, 0.0, 0.9))


def quasi_binomial_columns(hits: NDArray[np.float64], trials: NDArray[np.float64]) -> NDArray[np.float64]:
    """Hits and trials weighted so that the binomial cost allows for events that come in bundles.

    The variance of a month's count is the binomial's times 1 + correlation (trials - 1), that of the beta-binomial:
    sixty events of one story don't weigh sixty times one event.

    Args:
        hits: (n,), neither none nor all of the trials together.
        trials: (n,), each above 0.

    Returns:
        (n, 2), what `binomial_cost` takes.
    """
    weights = 1 / (1 + share_correlation(hits, trials) * (trials - 1))
    return np.column_stack([hits * weights, trials * weights])
