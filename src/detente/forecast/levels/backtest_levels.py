"""Forecasts of levels of the peace scale against the levels that were coded later, beside simple rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.forecast.levels.base_rates import HORIZONS, known_rates

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

HELD: Final = 0.96
"""Probability that "no change" gives the level as it is; each of the others has 0.01."""

Coded = Mapping[tuple[str, str], Mapping[int, int]]
"""Level, 0 severe rivalry to 4 security community, by dyad and year."""


@dataclass(frozen=True, slots=True)
class LevelScores:
    """Minus the mean logarithm of the probability given to the coded level; less is better.

    Attributes:
        years: How many years ahead.
        dyad_years: Forecasts that were scored.
        moved: Those of them whose level was another by then; None where the level now was estimated.
        forecast: Of the forecasts.
        as_it_is: Of the level left as it is: 96 % on a coded one, the estimate itself where it was estimated.
        all_dyads: Of the share of levels of all dyads in the year of the forecast.
    """

    years: int
    dyad_years: int
    moved: int | None
    forecast: float
    as_it_is: float
    all_dyads: float


def score_coded(coded: Coded, first: int, last: int) -> tuple[LevelScores, ...]:
    """Forecasts from the coded level of each year, by base rates known in it.

    Args:
        coded: Levels as they were coded.
        first: The first year that is forecast from.
        last: The last one.
    """
    held = np.full((5, 5), (1 - HELD) / 4) + np.eye(5) * (HELD - (1 - HELD) / 4)
    found = []
    for years in HORIZONS:
        losses: list[tuple[float, float, float]] = []
        moved = 0
        for year in range(first, last + 1):
            rates, shares = known_rates(years, year).shares, _shares(coded, year)
            for by_year in coded.values():
                if year in by_year and year + years in by_year:
                    now, then = by_year[year], by_year[year + years]
                    losses.append((rates[now, then], held[now, then], shares[then]))
                    moved += now != then
        if losses:
            found.append(LevelScores(years, len(losses), moved, *_loss(losses)))
    return tuple(found)


def score_estimated(
    coded: Coded, estimated: Mapping[tuple[str, str], tuple[float, ...]], year: int
) -> tuple[LevelScores, ...]:  # fmt: skip
    """Forecasts from levels estimated from events at the end of a year, by base rates known in it.

    Args:
        coded: Levels as they were coded.
        estimated: Five probabilities a dyad.
        year: The year.
    """
    shares = _shares(coded, year)
    found = []
    for years in HORIZONS:
        rates = known_rates(years, year).shares
        losses = [
            (float(np.asarray(now) @ rates[:, then]), now[then], shares[then])
            for dyad, now in estimated.items()
            if (then := coded.get(dyad, {}).get(year + years)) is not None
        ]
        if losses:
            found.append(LevelScores(years, len(losses), None, *_loss(losses)))
    return tuple(found)


def _shares(coded: Coded, year: int) -> Floats:
    counted = np.bincount([by_year[year] for by_year in coded.values() if year in by_year], minlength=5) + 0.5
    return np.asarray(counted / counted.sum())


def _loss(told: list[tuple[float, float, float]]) -> list[float]:
    return [float(each) for each in -np.log(np.clip(np.array(told), 1e-9, 1)).mean(axis=0)]
