"""The live edge: whether a new regime has begun in the last months, by Bayesian online change-point detection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from detente.relations.shifts.bocpd import BetaBinomial, PoissonGamma, run_lengths
from detente.relations.shifts.change import Change, Direction
from detente.relations.shifts.known_months import known_months
from detente.relations.shifts.negative_binomial import negative_binomial_columns
from detente.relations.shifts.quasi_binomial import quasi_binomial_columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.relations.dyad_months import DyadMonths
    from detente.relations.shifts.bocpd import Predictive

LIVE_MONTHS: Final = 3
"""How far back the live edge reaches, in months that are known."""

HAZARD: Final = 1 / 60
"""Probability beforehand that a regime ends after a month: one change in five years."""

_PRIOR_EVENTS: Final = 0.5
"""What the prior of a regime's level weighs, in events; its mean is the level of the whole series."""


@dataclass(frozen=True, slots=True)
class Online:
    """One series at its live edge; what comes after the last month is not needed, so it serves for watching.

    The gain of a change is twice the logarithm of how many times more likely the data make a beginning in the last
    months than it was beforehand.
    """

    of: Literal["conflict", "cooperation", "share"]

    @property
    def name(self) -> str:
        """`live conflict counts`, `live cooperation counts` or `live conflict share`."""
        return "live conflict share" if self.of == "share" else f"live {self.of} counts"

    @property
    def paper(self) -> str:
        """Where the method comes from."""
        return "Adams & MacKay 2007, Bayesian Online Changepoint Detection, arXiv:0710.3742"

    def changes(self, dyad: DyadMonths, penalty: float) -> tuple[Change, ...]:
        """See `Detector`; at most one, its weights over the last LIVE_MONTHS known months."""
        known = known_months(dyad)
        at, columns = known.at, None
        model: Predictive | None = None
        if self.of == "share":
            trials = known.conflict + known.cooperation
            told = trials > 0
            at, hits = known.at[told], known.conflict[told]
            if len(at) > 2 * LIVE_MONTHS and 0 < hits.sum() < trials.sum():
                columns = quasi_binomial_columns(hits, trials[told])
                model = _share_prior(columns)
        else:
            counts = known.conflict if self.of == "conflict" else known.cooperation
            if len(at) > 2 * LIVE_MONTHS and counts.sum() > 0:
                columns = negative_binomial_columns(counts, known.exposure)
                model = _count_prior(columns)
        if columns is None or model is None:
            return ()
        change = self._at_the_edge(columns, model, at, len(dyad))
        return (change,) if change.gain > penalty else ()

    def _at_the_edge(
        self, columns: NDArray[np.float64], model: Predictive, at: NDArray[np.intp], n_months: int
    ) -> Change:
        starts = run_lengths(columns, model, HAZARD).starts()
        new = float(np.clip(starts[-LIVE_MONTHS:].sum(), 1e-12, 1 - 1e-12))
        prior = 1 - (1 - HAZARD) ** LIVE_MONTHS
        first = len(starts) - LIVE_MONTHS + int(starts[-LIVE_MONTHS:].argmax())
        old_start = int(starts[:-LIVE_MONTHS].argmax())
        before, after = columns[old_start:first].sum(axis=0), columns[first:].sum(axis=0)
        rises = after[0] / after[1] > before[0] / before[1]
        weights = np.zeros(n_months)
        weights[at[-LIVE_MONTHS:]] = starts[-LIVE_MONTHS:] / starts[-LIVE_MONTHS:].sum()
        return Change(
            detector=self.name,
            direction=Direction(1 if rises == (self.of == "cooperation") else -1),
            first=int(at[first]),
            gain=2 * float(np.log(new / (1 - new) * (1 - prior) / prior)),
            before=(int(at[old_start]), int(at[first]) - 1),
            after=(int(at[first]), n_months - 1),
            returned=False,
            weights=weights,
        )


def _count_prior(columns: NDArray[np.float64]) -> PoissonGamma:
    mean = columns[:, 0].sum() / columns[:, 1].sum()
    return PoissonGamma(_PRIOR_EVENTS, _PRIOR_EVENTS / mean)


def _share_prior(columns: NDArray[np.float64]) -> BetaBinomial:
    share = columns[:, 0].sum() / columns[:, 1].sum()
    return BetaBinomial(2 * _PRIOR_EVENTS * share, 2 * _PRIOR_EVENTS * (1 - share))
