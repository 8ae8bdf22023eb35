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


def count_dispersion(counts: NDArray[np.float64], exposure: NDArray[np.float64]) -> float:
    """Variance over mean in a month of usual volume, never below 1.

    It is the geometric mean of 1, Poisson noise alone, and of the dispersion of the whole series, which takes every
    move of the dyad for noise: regimes must stand out from noise and from the dyad's usual ups and downs.
    """
    mean = counts.sum() / exposure.sum()
    whole = float(np.mean((counts - mean * exposure) ** 2 / (mean * exposure)))
    return float(np.sqrt(max(1.0, whole)))


def negative_binomial_columns(counts: NDArray[np.float64], exposure: NDArray[np.float64]) -> NDArray[np.float64]:
    """Counts and exposures weighted so that the Poisson cost is the negative binomial's quasi-likelihood.

    The variance of a month is its mean times 1 + (dispersion - 1) exposure: a negative binomial whose noise grows
    with the volume of the month, so that the same news printed five times over is no better evidence.

    Args:
        counts: (n,), at least one above 0.
        exposure: (n,), above 0, mean about 1.

    Returns:
        (n, 2), what `poisson_cost` takes.
    """
    weights = 1 / (1 + (count_dispersion(counts, exposure) - 1) * exposure)
    return np.column_stack([counts * weights, exposure * weights])
