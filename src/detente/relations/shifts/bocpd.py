"""Bayesian online change-point detection: whether a new regime has just begun, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Predictive(Protocol):
    """A conjugate model of one regime, in terms of the sums of its columns."""

    def log_evidence(self, sums: NDArray[np.float64]) -> NDArray[np.float64]:
        """Log-probability of segments with these sums (n, k), but for terms of single positions."""
        ...

    def constant(self, columns: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n,), the terms of single positions, the same in every division."""
        ...


@dataclass(frozen=True, slots=True)
class PoissonGamma:
    """Poisson counts with exposures (columns: count, exposure); the rate is Gamma(shape, rate) beforehand."""

    shape: float = 1.0
    rate: float = 1.0

    def log_evidence(self, sums: NDArray[np.float64]) -> NDArray[np.float64]:
        """See `Predictive`."""
        from scipy.special import gammaln

        shape, rate = self.shape + sums[:, 0], self.rate + sums[:, 1]
        evidence: NDArray[np.float64] = (
            self.shape * np.log(self.rate) - gammaln(self.shape) + gammaln(shape) - shape * np.log(rate)
        )
        return evidence

    def constant(self, columns: NDArray[np.float64]) -> NDArray[np.float64]:
        """See `Predictive`."""
        from scipy.special import gammaln

        counts, exposure = columns[:, 0], columns[:, 1]
        exposed: NDArray[np.float64] = np.where(counts > 0, counts * np.log(np.maximum(exposure, 1e-300)), 0.0)
        terms: NDArray[np.float64] = exposed - gammaln(counts + 1)
        return terms


@dataclass(frozen=True, slots=True)
class BetaBinomial:
    """Shares (columns: hits, trials); the share is Beta(hits, misses) beforehand."""

    hits: float = 1.0
    misses: float = 1.0

    def log_evidence(self, sums: NDArray[np.float64]) -> NDArray[np.float64]:
        """See `Predictive`."""
        from scipy.special import betaln

        evidence: NDArray[np.float64] = betaln(self.hits + sums[:, 0], self.misses + sums[:, 1] - sums[:, 0]) - betaln(
            self.hits, self.misses
        )
        return evidence

    def constant(self, columns: NDArray[np.float64]) -> NDArray[np.float64]:
        """See `Predictive`."""
        from scipy.special import betaln

        hits, trials = columns[:, 0], columns[:, 1]
        ways: NDArray[np.float64] = -np.log(trials + 1) - betaln(trials - hits + 1, hits + 1)
        return ways


@dataclass(frozen=True, slots=True, eq=False)
class RunLengths:
    """What is known of the current regime after each position.

    Attributes:
        posterior: (n, n), row t, column r: probability, given positions 0 to t, that the regime at t began r
            positions before t. Rows sum to 1.
        log_evidence: Log-probability of the whole series, over all divisions.
    """

    posterior: NDArray[np.float64]
    log_evidence: float

    def started_within(self, positions: int) -> float:
        """Probability that the regime at the end of the series began in its last so many positions.

        The series' own first position counts as a beginning.
        """
        return float(self.posterior[-1, :positions].sum())

    def starts(self) -> NDArray[np.float64]:
        """(n,), probability that the regime at the end of the series began at each position."""
        return self.posterior[-1, ::-1]


MAX_LOST: Final = 1e-12
"""Run lengths less likely than this are dropped from further computing; the posterior is exact but for them."""


def run_lengths(columns: NDArray[np.float64], model: Predictive, hazard: float) -> RunLengths:
    """The posterior of the run length, online.

    Args:
        columns: (n, k), n at least 1.
        model: The model of one regime.
        hazard: Probability that a regime ends after a position, above 0 and below 1.

    Returns:
        The run lengths and the evidence.

    Raises:
        ValueError: The hazard is out of range, or there is no position.

    Source:
        Adams & MacKay 2007, Bayesian Online Changepoint Detection, arXiv:0710.3742.
    """
    n = len(columns)
    if not 0 < hazard < 1 or n == 0:
        raise ValueError(f"run_lengths: hazard {hazard}, {n} positions; expected 0 < hazard < 1 and a position")
    total = np.vstack([np.zeros(columns.shape[1]), np.cumsum(columns, axis=0)])
    constant = model.constant(columns)
    posterior = np.zeros((n, n))
    starts, joint, told = np.array([0]), np.array([0.0]), np.array([0.0])
    log_evidence = 0.0
    for t in range(n):
        if t:
            grown = joint + np.log1p(-hazard)
            # Every run ends with the same hazard, so what begins anew has the hazard's share of all.
            starts, joint, told = np.append(starts, t), np.append(grown, np.log(hazard)), np.append(told, 0.0)
        evidence = model.log_evidence(total[t + 1] - total[starts])
        joint = joint + evidence - told + constant[t]
        told = evidence
        top = joint.max()
        scale = top + np.log(np.exp(joint - top).sum())
        log_evidence += scale
        joint = joint - scale
        share = np.exp(joint)
        posterior[t, t - starts] = share
        kept = share > MAX_LOST
        starts, joint, told = starts[kept], joint[kept], told[kept]
    return RunLengths(posterior, float(log_evidence))
