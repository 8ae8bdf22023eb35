"""What a measure is handed and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.relations.acts import Act
from detente.relations.dyad_months import DyadMonths

if TYPE_CHECKING:
    from numpy.typing import NDArray

INTERVAL: Final = 0.9
"""The probability that an interval holds; feeds print their outside series with the same one."""

TAIL: Final = (1 - INTERVAL) / 2


@dataclass(frozen=True, slots=True)
class Band:
    """A value and the interval around it, `low <= value <= high`."""

    value: float
    low: float
    high: float


YearlySeries = Mapping[int, Band]
"""An outside series of one actor by calendar year; a year that is not there is not known."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of a dyad beside its counts.

    Attributes:
        acts: The events that the counts count; None where nobody looked them up.
        ideal_points: The UN ideal points of the first and the second actor; None where the world has none.
    """

    acts: Sequence[Act] | None = None
    ideal_points: tuple[YearlySeries, YearlySeries] | None = None


NOTHING_BESIDE: Final = Beside()


@dataclass(frozen=True, slots=True, eq=False)
class MeasuredMonths:
    """One number for each month of a dyad.

    Attributes:
        name: What is measured, as the registry and the output name it.
        unit: In words.
        bounds: The least and the greatest value there can be.
        missing: What NaN means here.
        first, second, directed: The dyad, as in DyadMonths.
        months: datetime64[M], consecutive, n_months.
        value: float, n_months; NaN as `missing` says.
        low, high: float, n_months, the ends of the 90 % interval; equal to `value` where a count is exact.
    """

    name: str
    unit: str
    bounds: tuple[float, float]
    missing: str
    first: str
    second: str
    directed: bool
    months: NDArray[np.datetime64]
    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.months)


@dataclass(frozen=True, slots=True)
class Kind:
    """What all series of one name have in common; calling it makes one for a dyad."""

    name: str
    unit: str
    bounds: tuple[float, float]
    missing: str

    def of(
        self,
        dyad: DyadMonths,
        value: NDArray[np.float64],
        low: NDArray[np.float64] | None = None,
        high: NDArray[np.float64] | None = None,
    ) -> MeasuredMonths:
        """The series of one dyad; without an interval the value is exact."""
        return MeasuredMonths(
            self.name, self.unit, self.bounds, self.missing, dyad.first, dyad.second, dyad.directed, dyad.months,
            value, value if low is None else low, value if high is None else high,
        )  # fmt: skip


class Needs(StrEnum):
    """What a measure cannot do without."""

    COUNTS = "counts"
    ACTS = "acts"
    IDEAL_POINTS = "ideal points"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of the registry.

    Attributes:
        kinds: The series that it gives, in their order.
        measure: Makes them; all have the dyad's months.
        needs: Where this is not handed in, `__call__` gives no series.
    """

    kinds: tuple[Kind, ...]
    measure: Callable[[DyadMonths, Beside], tuple[MeasuredMonths, ...]]
    needs: Needs = field(default=Needs.COUNTS)

    def __call__(self, dyad: DyadMonths, beside: Beside = NOTHING_BESIDE) -> tuple[MeasuredMonths, ...]:
        """The measure's series for a dyad, directed or not; none where what it needs is not known."""
        given = {Needs.ACTS: beside.acts, Needs.IDEAL_POINTS: beside.ideal_points}
        return self.measure(dyad, beside) if given.get(self.needs, True) is not None else ()


def own_acts(dyad: DyadMonths, acts: Iterable[Act]) -> Iterator[Act]:
    """Those that are the dyad's: of a directed one only what the first did to the second."""
    sides = (dyad.first, dyad.second)
    return (act for act in acts if (act.source, act.target) in ({sides} if dyad.directed else {sides, sides[::-1]}))


def trailing_sum(counts: NDArray[np.float64], window: int) -> NDArray[np.float64]:
    """The sum of each month and the `window` - 1 before it; NaN where none of these months is known.

    >>> trailing_sum(np.array([1.0, np.nan, 2.0, np.nan, np.nan]), 2)
    array([ 1.,  1.,  2.,  2., nan])
    """
    if window < 1:
        raise ValueError(f"window is {window} months, expected 1 or more")
    known = ~np.isnan(counts)
    sums, months = (np.r_[np.zeros(window), np.cumsum(each)] for each in (np.where(known, counts, 0.0), known))
    return np.where(months[window:] - months[:-window] > 0, sums[window:] - sums[:-window], np.nan)


def beta_share(
    part: NDArray[np.float64], whole: NDArray[np.float64], prior: tuple[float, float]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Mean and 90 % interval of the posterior of a share.

    Args:
        part: Events of the kind, n_months; NaN where unknown.
        whole: All events that could be of it.
        prior: a and b of the Beta prior, in events.

    Returns:
        mean, low, high: n_months, 0 to 1, NaN where unknown.

    Source:
        Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.4.
    """
    from scipy.special import betaincinv  # costs the command line a tenth of a second

    if min(prior) <= 0:
        raise ValueError(f"the Beta prior is {prior}, expected two numbers above 0")
    a, b = part + prior[0], whole - part + prior[1]
    return a / (a + b), betaincinv(a, b, TAIL), betaincinv(a, b, 1 - TAIL)
