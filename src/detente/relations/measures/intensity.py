"""How much of all that the feeds tell is about two actors: what is left when the volume of news is divided out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from detente.relations.dyad_months import DyadMonths
from detente.relations.measures.base import NOTHING_BESIDE, TAIL, Beside, Kind, Measure, MeasuredMonths

if TYPE_CHECKING:
    from numpy.typing import NDArray

PER: Final = 1000.0

MOST_SHARE: Final = 0.2
"""Of the events of a month that no feed covers: two actors with more of them are what its texts were gathered about."""

_MISSING: Final = (
    "nothing is known of the month or of the volume of all events in it, or no feed covers it and what there is was "
    "gathered about the two"
)
_UNIT: Final = "events per 1,000 events of all actors"

KINDS: Final = (
    Kind("intensity", _UNIT, (0.0, PER), _MISSING),
    Kind("conflict_intensity", _UNIT, (0.0, PER), _MISSING),
)


def measure_intensity(dyad: DyadMonths, beside: Beside = NOTHING_BESIDE) -> tuple[MeasuredMonths, ...]:
    """Events, and events of conflict, of a dyad for every 1,000 events that the world holds of the month.

    Five times as many articles make five times as many events of all dyads, and leave this as it is. Texts that were
    gathered about two actors would put it near 1,000, which tells nothing: a month that no feed covers has no rate
    where the two have more than MOST_SHARE of its events.

    Args:
        dyad: Its months, directed or not.
        beside: Not used.

    Returns:
        Two series, n_months: the rate and its 90 % interval, 0 to 1,000; the interval is that of the Gamma posterior of
        a Poisson rate under Jeffreys' prior, from 0 where there is no event.

    Source:
        Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.6; the end at 0 as Brown, Cai & DasGupta (2001),
        Statistical Science 16:101-133, do for shares.
    """
    gathered = ~dyad.covered & (dyad.events > MOST_SHARE * dyad.month_volume)
    volume = np.where(gathered, np.nan, dyad.month_volume)
    return tuple(
        kind.of(dyad, *_rate(counts, volume)) for kind, counts in zip(KINDS, (dyad.events, dyad.conflict), strict=True)
    )


def _rate(
    counts: NDArray[np.float64], volume: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    from scipy.special import gammaincinv

    known = np.where(volume > 0, volume, np.nan)
    low = np.where(counts > 0, gammaincinv(counts + 0.5, TAIL), 0 * counts)
    high = gammaincinv(counts + 0.5, 1 - TAIL)
    value, low, high = (np.minimum(PER * each / known, PER) for each in (counts, low, high))
    return value, low, high


MEASURE: Final = Measure(KINDS, measure_intensity)
