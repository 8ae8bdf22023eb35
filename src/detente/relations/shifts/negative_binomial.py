"""Changes in how often there is conflict, or cooperation, for the volume of the month: negative-binomial counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from detente.relations.shifts.change import (
    MIN_LASTING,
    MIN_MONTHS,
    Change,
    Direction,
    found_changes,
    zero_run_edges,
)
from detente.relations.shifts.known_months import known_months
from detente.relations.shifts.optimal_partitioning import partition
from detente.relations.shifts.poisson import poisson_cost

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.relations.dyad_months import DyadMonths

_MIN_PAIRS: Final = 6
"""Pairs of neighbouring months, at least, from which a part of the record tells its noise."""

FALL_FACTOR: Final = 4.0
"""How much more than a rise a fall must gain: even then it is often the end of something that was told already."""


@dataclass(frozen=True, slots=True)
class NegativeBinomialCounts:
    """Optimal partitioning of the counts of conflict or of cooperation.

    More conflict is a move towards conflict, more cooperation one towards cooperation. Less of either is one the
    other way where both regimes are long, for the end of a crisis is not yet a rapprochement.
    """

    of: Literal["conflict", "cooperation"]

    @property
    def name(self) -> str:
        """`conflict counts` or `cooperation counts`."""
        return f"{self.of} counts"

    @property
    def paper(self) -> str:
        """Where the method comes from."""
        return (
            "Breslow 1984, Extra-Poisson variation in log-linear models; "
            "Killick, Fearnhead & Eckley 2012, Optimal detection of changepoints with a linear computational cost"
        )

    def changes(self, dyad: DyadMonths, penalty: float) -> tuple[Change, ...]:
        """See `Detector`."""
        known = known_months(dyad)
        counts = known.conflict if self.of == "conflict" else known.cooperation
        if len(known) < 2 * MIN_MONTHS or counts.sum() < 2:
            return ()
        columns = negative_binomial_columns(counts, known.exposure)
        edges = zero_run_edges(counts, MIN_MONTHS)
        parts = partition(columns, poisson_cost, penalty, min_length=MIN_MONTHS, positions=edges)
        up = Direction.TOWARDS_COOPERATION if self.of == "cooperation" else Direction.TOWARDS_CONFLICT
        found = found_changes(
            parts, columns, poisson_cost, known.at, len(dyad), detector=self.name, penalty=penalty, up=up
        )
        judged = (change if change.direction == up else _lasting_fall(change) for change in found)
        return tuple(change for change in judged if change and change.gain > penalty)


def _lasting_fall(change: Change) -> Change | None:
    """A fall between two long regimes, its gain made comparable with that of a rise; None for other falls."""
    if min(last - first + 1 for first, last in (change.before, change.after)) < MIN_LASTING:
        return None
    return replace(change, gain=change.gain / FALL_FACTOR)


def count_noise(counts: NDArray[np.float64], exposure: NDArray[np.float64]) -> NDArray[np.float64]:
    """How many times a month's variance is the Poisson distribution's, never below 1.

    It grows with the volume of the month: 1 + a x exposure, as a negative binomial's does. Where the volume changed
    more than twofold, quiet and busy months tell both terms, so that the same news printed five times over counts
    five times noisier and is no better evidence.

    Args:
        counts: (n,).
        exposure: (n,), above 0, mean about 1.

    Returns:
        (n,). From months next to each other, which mostly share a regime: their differences show noise and not regimes.
    """
    squares, poisson, volume = _neighbours(counts, exposure)
    low, high = np.quantile(exposure, [0.1, 0.9])
    busy = np.minimum(exposure[1:], exposure[:-1]) > np.sqrt(low * high)
    quiet = np.maximum(exposure[1:], exposure[:-1]) <= np.sqrt(low * high)
    if high > 2 * low and min(quiet.sum(), busy.sum()) >= _MIN_PAIRS and min(poisson[quiet].sum(), poisson[busy].sum()):
        (quiet_noise, busy_noise), (quiet_volume, busy_volume) = (
            [max(1.0, squares[part].sum() / poisson[part].sum()) for part in (quiet, busy)],
            [volume[part].mean() for part in (quiet, busy)],
        )
        slope = max(0.0, busy_noise - quiet_noise) / (busy_volume - quiet_volume)
        noise: NDArray[np.float64] = np.maximum(1.0, busy_noise + slope * (exposure - busy_volume))
        return noise
    excess = max(0.0, float((squares - poisson).sum())) / float((poisson * volume).sum())
    return 1 + excess * exposure


def _neighbours(
    counts: NDArray[np.float64], exposure: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Of pairs of neighbouring months: squared difference of rates, what Poisson noise makes of it, and the volume."""
    rate = (counts[1:] + counts[:-1]) / (exposure[1:] + exposure[:-1])
    inverse = 1 / exposure[1:] + 1 / exposure[:-1]
    return np.diff(counts / exposure) ** 2, rate * inverse, 2 / inverse


def negative_binomial_columns(counts: NDArray[np.float64], exposure: NDArray[np.float64]) -> NDArray[np.float64]:
    """Counts and exposures weighted so that the Poisson cost is the negative binomial's quasi-likelihood.

    Args:
        counts: (n,), n at least 2, some above 0.
        exposure: (n,), above 0, mean about 1.

    Returns:
        (n, 2), what `poisson_cost` takes.
    """
    weights = 1 / count_noise(counts, exposure)
    return np.column_stack([counts * weights, exposure * weights])
