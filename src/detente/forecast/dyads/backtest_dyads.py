"""Dyad forecasts on rolling origins: everything is fitted anew on what was known at each, and scored by what came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.forecast.dyads.fitted import TargetForecast, fit_dyads, forecasts_of
from detente.forecast.dyads.pass_over import pass_over
from detente.forecast.dyads.scores import ReliabilityBin, brier, calibration_error, reliability, skill
from detente.forecast.dyads.targets import HORIZONS, TARGETS, is_quad

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.forecast.dyads.record import DyadRecord

    Floats = NDArray[np.float64]

LEAST: Final = 24
"""Whole months that feeds must cover before an origin."""

BETWEEN: Final = 3
"""Months from one origin to the next."""

BASELINES: Final = ("climatology", "persistence", "own_rate")


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Forecasts of one target for all dyads from one origin, and how many events came of each."""

    part: TargetForecast
    came: Floats


@dataclass(frozen=True, slots=True)
class DyadScores:
    """How good forecasts of one kind over one horizon were.

    Attributes:
        kind: quad classes or types.
        months: The horizon.
        origins: Months of the record, as places in it.
        forecasts: How many.
        happened: How often the event came, 0 to 1.
        brier: Of the forecasts.
        baselines: Brier scores of climatology, persistence and the dyads' own rates.
        skill: Over each baseline: the share of its error that is gone; None where it has none.
        calibration_error: The expected calibration error, ten bins.
        counts_in_range: Share of counts in the told range of 90 %, where one event or more was expected; None where
            it never was.
        reliability: What came, by what was told.
    """

    kind: str
    months: int
    origins: tuple[int, ...]
    forecasts: int
    happened: float
    brier: float
    baselines: dict[str, float]
    skill: dict[str, float | None]
    calibration_error: float
    counts_in_range: float | None
    reliability: tuple[ReliabilityBin, ...]


def origins_of(record: DyadRecord, months: int, most: int) -> tuple[int, ...]:
    """The latest months, BETWEEN apart, before which LEAST are covered, and after them all months of the horizon."""
    covered = np.r_[0, np.cumsum(record.covered)]
    last = record.n_periods - 1 - months
    found = [
        at
        for at in range(last, -1, -BETWEEN)
        if covered[at + 1] >= LEAST and covered[at + 1 + months] - covered[at + 1] == months
    ]
    return tuple(sorted(found[:most]))


def scored(
    record: DyadRecord, origins: Sequence[int], horizons: Sequence[int], targets: Sequence[int] = range(len(TARGETS))
) -> Iterator[Scored]:  # fmt: skip
    """Forecasts from origins, and what came, of all dyads with an event by then.

    Args:
        record: The past up to now; of each origin only what was known then is looked at.
        origins: Months of the record.
        horizons: Places in HORIZONS.
        targets: Places in TARGETS.
    """
    came = np.zeros((record.n_dyads, record.n_periods + 1, len(TARGETS)))
    np.add.at(came, (record.dyad, record.period + 1, record.target), record.events)
    came = came.cumsum(axis=1)
    for origin in origins:
        known = record.until(origin)
        (standing,) = pass_over(known, [origin], np.unique(known.dyad))
        for part in forecasts_of(fit_dyads(known, horizons=horizons, targets=targets), standing):
            end = origin + 1 + HORIZONS[part.horizon]
            yield Scored(part, came[standing.rows, end, part.target] - came[standing.rows, origin + 1, part.target])


def told_and_happened(found: Sequence[Scored]) -> tuple[Floats, NDArray[np.bool_]]:
    """All probabilities, and whether the events came."""
    return np.concatenate([each.part.probability for each in found]), np.concatenate([each.came > 0 for each in found])


def scores_of_kind(kind: str, months: int, origins: Sequence[int], found: Sequence[Scored]) -> DyadScores:
    """Score forecasts, of which there is one at least."""
    told, happened = told_and_happened(found)
    score = brier(told, happened)
    baselines = {
        name: brier(np.concatenate([getattr(each.part, name) for each in found]), happened) for name in BASELINES
    }
    came = np.concatenate([each.came for each in found])
    low, high = (np.concatenate([getattr(each.part, end) for each in found]) for end in ("low", "high"))
    busy = np.concatenate([each.part.mean for each in found]) >= 1
    inside = (came >= low) & (came <= high)
    return DyadScores(
        kind,
        months,
        tuple(origins),
        len(told),
        float(happened.mean()),
        score,
        baselines,
        {name: skill(score, theirs) for name, theirs in baselines.items()},
        calibration_error(told, happened),
        float(inside[busy].mean()) if busy.any() else None,
        reliability(told, happened),
    )


def backtest_dyads(record: DyadRecord, *, most: int = 5) -> tuple[DyadScores, ...]:
    """Score quad classes and types over every horizon that the record is long enough for.

    Args:
        record: The past up to now.
        most: Origins of a horizon.
    """
    told: list[DyadScores] = []
    for at, months in enumerate(HORIZONS):
        origins = origins_of(record, months, most)
        found = list(scored(record, origins, [at]))
        for kind, quads in (("quad classes", True), ("types", False)):
            own = [each for each in found if is_quad(each.part.target) == quads]
            if own:
                told.append(scores_of_kind(kind, months, origins, own))
    return tuple(sorted(told, key=lambda each: (each.kind, each.months)))
