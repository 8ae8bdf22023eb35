"""One target over one horizon: fitted on the past; whether an event comes, and how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import nnls

from detente.forecast.dyads.features import OWN_RATE, Columns, own_rate
from detente.forecast.dyads.glm import fit_logistic, linear, logistic, weighted_square
from detente.forecast.dyads.targets import HORIZONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RIDGE: Final = 10.0
"""Chosen on the earlier origins of ICEWS 2005-2009, as benchmarks/forecast/dyads.py tells."""

LEAST_CAME: Final = 25
"""Rows with an event, and rows without, that a model is fitted on at least."""

WITHOUT: Final = 4
LEAST_WITHOUT: Final = 3000
"""So many rows without an event for each with one, and so many at least, are fitted on: more tell little."""


@dataclass(frozen=True, slots=True, eq=False)
class TargetModel:
    """Weights for one target and horizon.

    Attributes:
        target, horizon: Places in TARGETS and HORIZONS.
        centre, spread: (k,) by which the columns are standardised.
        whether: (k + 1,) logistic weights; None where too few rows had an event, or were without, to fit any.
        how_many: (5,) what each of the dyad's rates counts for in the expected events; none is negative.
        climatology: How often it came, of all rows fitted on.
        after: How often it came after a stretch without one, and after a stretch with one.
        rows, came: How many rows it was fitted on, how many of them had an event.
    """

    target: int
    horizon: int
    centre: Floats
    spread: Floats
    whether: Floats | None
    how_many: Floats
    climatology: float
    after: tuple[float, float]
    rows: int
    came: int

    def probability(self, columns: Columns) -> Floats:
        """(n_rows,) probabilities of an event, not yet calibrated; the dyad's own rate where there is no model."""
        if self.whether is None:
            return own_rate(columns.standing, self.target, self.horizon)
        return logistic(linear(self._design(columns), self.whether))

    def mean(self, columns: Columns) -> Floats:
        """(n_rows,) expected events."""
        return np.asarray(np.maximum(linear(columns.rates(self.target, self.horizon), self.how_many), 1e-4))

    def persistence(self, columns: Columns) -> Floats:
        """(n_rows,) how often it came to those whose last stretch was like this one's."""
        late = columns.standing.since[:, self.target] < HORIZONS[self.horizon]
        return np.where(late, self.after[1], self.after[0])

    def _design(self, columns: Columns) -> Floats:
        return design(columns.of(self.target, self.horizon), self.centre, self.spread)


def fit_target(columns: Columns, came: Floats, target: int, horizon: int, *, ridge: float = RIDGE) -> TargetModel:
    """Fit one target and horizon.

    Args:
        columns: Dyads at months of the past.
        came: (n_rows,) events of the target in the horizon after.
        target: Place in TARGETS.
        horizon: Place in HORIZONS.
        ridge: How strongly weights are held back.
    """
    late = columns.standing.since[:, target] < HORIZONS[horizon]
    happened = (came > 0).astype(float)
    n, positive = len(came), int(happened.sum())
    mean = (positive + 0.5) / (n + 1)
    quiet, busy = (float((happened[chosen].sum() + mean) / (chosen.sum() + 1)) for chosen in (~late, late))
    centre, spread, whether = np.zeros(0), np.ones(0), None
    if min(positive, n - positive) >= LEAST_CAME:
        chosen, kept = _thinned(happened)
        numbers = columns.of(target, horizon, chosen)
        centre, spread = numbers.mean(axis=0), numbers.std(axis=0) + 1e-9
        towards = np.zeros(len(centre) + 1)
        towards[1 + OWN_RATE] = spread[OWN_RATE]  # as standardised: the logit of the own rate as it is
        whether = fit_logistic(design(numbers, centre, spread), happened[chosen], ridge, towards)
        whether[0] += np.log(kept)  # rows without an event were thinned: King & Zeng (2001), prior correction
    how_many = _fit_counts(columns.rates(target, horizon), came)
    return TargetModel(target, horizon, centre, spread, whether, how_many, mean, (quiet, busy), n, positive)


def _thinned(happened: Floats) -> tuple[NDArray[np.int64], float]:
    """All rows with an event, and enough of those without; and what share of these was kept."""
    events, without = np.flatnonzero(happened), np.flatnonzero(happened == 0)
    step = max(1, len(without) // max(WITHOUT * len(events), LEAST_WITHOUT))
    kept = without[::step]
    return np.sort(np.concatenate([events, kept])), len(kept) / len(without)


def _fit_counts(rates: Floats, came: Floats) -> Floats:
    """Weights of the rates, none negative, by least squares in which a busy dyad's error counts for less."""
    if not len(came):
        return np.array([0.0, 0.0, 0.0, 1.0, 0.0])
    usual = 1 / (0.05 + rates[:, :4].mean(axis=1))  # counts scatter as their mean
    root = np.linalg.cholesky(weighted_square(rates, usual) + 1e-9 * np.eye(rates.shape[1]))
    # The same sums of squares in five rows.
    return np.asarray(nnls(root.T, np.linalg.solve(root, np.einsum("ij,i->j", rates, came * usual)))[0])


def design(numbers: Floats, centre: Floats, spread: Floats) -> Floats:
    """(n, k + 1): a one and the standardised columns, none farther than four standard deviations from usual."""
    scaled = np.clip((numbers - centre) / spread, -4, 4)
    return np.concatenate([np.ones((len(scaled), 1)), scaled], axis=1)
