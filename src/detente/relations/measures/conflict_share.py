"""The share of conflict among what happens between two actors."""

from __future__ import annotations

from typing import Final

from detente.relations.dyad_months import DyadMonths
from detente.relations.measures.base import (
    NOTHING_BESIDE,
    Beside,
    Kind,
    Measure,
    MeasuredMonths,
    beta_share,
    trailing_sum,
)

UNIFORM: Final = (1.0, 1.0)

KIND: Final = Kind(
    name="conflict_share",
    unit="share of events with a quad class",
    bounds=(0.0, 1.0),
    missing="the feeds did not cover any month of the window whole, and no event was found in it",
)


def measure_conflict_share(
    dyad: DyadMonths, beside: Beside = NOTHING_BESIDE, *, prior: tuple[float, float] = UNIFORM, window: int = 1
) -> tuple[MeasuredMonths, ...]:
    """Posterior share of conflict (quad classes 3 and 4) among a dyad's events.

    Args:
        dyad: Its months, directed or not.
        beside: Not used.
        prior: a and b of the Beta prior, in events; UNIFORM knows nothing.
        window: Months counted together, the month itself and those before it; 1 does not smooth.

    Returns:
        One series, n_months: posterior mean and 90 % interval, 0 to 1. A covered month without events has the prior's
        interval, the widest: silence is not peace.

    Raises:
        ValueError: The window is shorter than a month, or the prior not above 0.

    Source:
        Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.4.
    """
    conflict = trailing_sum(dyad.conflict, window)
    share = beta_share(conflict, conflict + trailing_sum(dyad.cooperation, window), prior)
    return (KIND.of(dyad, *share),)


MEASURE: Final = Measure((KIND,), measure_conflict_share)
