"""Where on the peace scale two actors may stand some years ahead: the level now, carried on by base rates.

Duration, recent moves, common rivals and friends, and third parties between the two were tried beside the base rates
(training/forecast_levels/covariates.py): after the cut-off they were worse over five and ten years, and little better
over one. Measures, shifts and third parties of events (training/forecast_levels/measures.py) were a little better at
most, on too few moves to tell from chance. So the base rate is all that is told here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.forecast.levels.base_rates import HORIZONS, known_rates, moves_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWS: Final = 400
"""Draws of the base rates, by which their uncertainty is told."""


@dataclass(frozen=True, slots=True)
class LevelForecast:
    """Levels some years ahead.

    Attributes:
        years: How many.
        until: The day.
        probabilities: Of severe rivalry, lesser rivalry, negative peace, warm peace, security community; sum 1.
        low, high: The same in the lowest and highest twentieth of draws of the base rates.
        higher, lower: That the level is higher, or lower, than the one it has.
        rests_on: Dyad-years behind the base rates of the level that is likeliest now.
        known: The last year of which levels were known.
        record: Minus the mean log probability of what came after 2008, by base rates known then (`base_rate`), by
            holding the level as it is (`no_change`) and by the share of all dyads (`all_dyads`); `dyad_years`, `moved`.
    """

    years: int
    until: date
    probabilities: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    higher: float
    lower: float
    rests_on: int
    known: int
    record: dict[str, float]


def forecast_levels(now: Sequence[float], as_of: date) -> tuple[LevelForecast, ...]:
    """Levels 1, 5 and 10 years ahead.

    Args:
        now: Five probabilities of the level as of the day.
        as_of: The day; base rates are those known then.
    """
    start = np.asarray(now, float)
    told = []
    for years in HORIZONS:
        rates = known_rates(years, as_of.year)
        ahead = start @ rates.shares
        drawn = _drawn(start, rates.shares, rates.counts)
        moved = start[:, None] * rates.shares
        told.append(
            LevelForecast(
                years=years,
                until=_years_after(as_of, years),
                probabilities=tuple(ahead.tolist()),
                low=tuple(np.quantile(drawn, 0.05, axis=0).tolist()),
                high=tuple(np.quantile(drawn, 0.95, axis=0).tolist()),
                higher=float(np.triu(moved, 1).sum()),
                lower=float(np.tril(moved, -1).sum()),
                rests_on=int(rates.counts[int(np.argmax(start))]),
                known=rates.last,
                record=dict(moves_table()["record"][str(years)]),
            )
        )
    return tuple(told)


def _drawn(start: NDArray[np.float64], shares: NDArray[np.float64], counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """(DRAWS, 5) levels ahead by base rates drawn from what was counted; dyad-years of one dyad count as one in ten."""
    rng = np.random.default_rng(0)
    worth = 1 + counts / 10
    rows = np.stack([rng.dirichlet(shares[level] * worth[level] + 1e-3, DRAWS) for level in range(5)], axis=1)
    return np.asarray(np.einsum("l,dlm->dm", start, rows))


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
