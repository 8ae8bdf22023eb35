"""What models are fitted on and tried on: how dyads stood at months of the past, and what came after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.forecast.dyads.pass_over import Standing, pass_over
from detente.forecast.dyads.targets import HORIZONS, TARGETS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.forecast.dyads.record import DyadRecord

FIRST: Final = 8
"""Months of a record before the first from which on is forecast: shares of fewer stretches say little."""


@dataclass(frozen=True, slots=True)
class SampleSettings:
    """How much is looked at. `dyads` and `rows` (of all months together) bound the time; `origins` the months."""

    dyads: int = 6000
    rows: int = 30_000
    origins: int = 30
    tried: int = 6
    tried_rows: int = 2500
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Dyads at months of the past.

    Attributes:
        fitted: Some rows of each of the months a model may be fitted on.
        tried: The same, drawn on their own, to try models on. Both None in a record too short for any.
        periods: The months, rising.
        came: (n_dyads_looked_at, n_periods + 1, n_targets) events up to each month.
        place: Where a dyad of the record stands in `came`.
        covered: As the record has it.
    """

    fitted: Standing | None
    tried: Standing | None
    periods: tuple[int, ...]
    came: NDArray[np.float32]
    place: NDArray[np.int64]
    covered: NDArray[np.bool_]

    def counts(self, standing: Standing, horizon: int) -> NDArray[np.float64]:
        """(n_rows, n_targets) events in the months after a standing, by place in HORIZONS."""
        rows, now = self.place[standing.rows], standing.period
        after = self.came[rows, now + 1 + HORIZONS[horizon]] - self.came[rows, now + 1]
        return np.asarray(after, dtype=np.float64)

    def known_after(self, period: int, horizon: int) -> bool:
        """Whether all months of the horizon after a month lie in the record and were covered."""
        end = period + HORIZONS[horizon]
        return end < len(self.covered) and bool(self.covered[period + 1 : end + 1].all())


def draw(record: DyadRecord, settings: SampleSettings) -> Samples:
    """Draw what is fitted and tried from a record, whose last month is now."""
    dyads = _drawn(record, settings)
    now = record.n_periods - 1
    periods = range(max(FIRST, now - max(HORIZONS) - settings.origins + 1), now)
    share = max(1, settings.rows // max(1, min(settings.origins, len(periods))))
    fitted, tried = [], []
    for period, standing in zip(periods, pass_over(record, periods, dyads), strict=True):
        fitted.append(standing.take(_some(len(standing.rows), share, settings.seed, period)))
        tried.append(standing.take(_some(len(standing.rows), settings.tried_rows, settings.seed + 1, period)))
    place = np.full(record.n_dyads, -1)
    place[dyads] = np.arange(len(dyads))
    came = np.zeros((len(dyads), record.n_periods + 1, len(TARGETS)), np.float32)
    own = (place[record.dyad] >= 0) & (record.period < record.n_periods)
    np.add.at(came, (place[record.dyad[own]], record.period[own] + 1, record.target[own]), record.events[own])
    return Samples(
        Standing.joined(fitted) if fitted else None,
        Standing.joined(tried) if tried else None,
        tuple(periods),
        came.cumsum(axis=1, dtype=np.float32),
        place,
        record.covered,
    )


def standing_now(record: DyadRecord, places: Sequence[int], settings: SampleSettings | None = None) -> Standing:
    """How dyads stand at the end of the record, beside the same other dyads that models are fitted on."""
    wanted = np.asarray(places, np.int64)
    beside = np.union1d(_drawn(record, settings or SampleSettings()), wanted)
    (standing,) = pass_over(record, [record.n_periods - 1], beside)
    return standing.take(np.flatnonzero(np.isin(standing.rows, wanted)))


def _drawn(record: DyadRecord, settings: SampleSettings) -> NDArray[np.int64]:
    met = np.unique(record.dyad)
    if len(met) <= settings.dyads:
        return met
    return np.sort(np.random.default_rng(settings.seed).choice(met, settings.dyads, replace=False))


def _some(rows: int, most: int, seed: int, period: int) -> NDArray[np.int64]:
    if rows <= most:
        return np.arange(rows)
    return np.sort(np.random.default_rng((seed, period)).choice(rows, most, replace=False))
