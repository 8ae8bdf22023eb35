"""How good forecasts were that were made some months ago, by a model that knew no more than was known then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.forecast.dyads.features import Columns, own_rate
from detente.forecast.dyads.scores import ReliabilityBin, brier, calibration_error, reliability, skill

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.forecast.dyads.model import TargetModel

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PastScores:
    """The record of forecasts of one kind over one horizon.

    Attributes:
        forecasts: How many.
        happened: How often the event came, 0 to 1.
        brier: Of the forecasts; then of the baselines.
        calibration_error: The expected calibration error, ten bins.
        reliability: What came, by what was told.
    """

    forecasts: int
    happened: float
    brier: float
    climatology: float
    persistence: float
    own_rate: float
    calibration_error: float
    reliability: tuple[ReliabilityBin, ...]

    @property
    def skill(self) -> dict[str, float | None]:
        """Of the baselines' Brier scores the share that is gone, by baseline."""
        return {name: skill(self.brier, getattr(self, name)) for name in ("climatology", "persistence", "own_rate")}


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """Forecasts of one target from some months, made by a model fitted before them, and what came."""

    target: int
    period: NDArray[np.int64]
    told: Floats
    mean: Floats
    came: Floats
    climatology: Floats
    persistence: Floats
    own_rate: Floats


def try_model(model: TargetModel, columns: Columns, came: Floats) -> Tried:
    """Forecasts from months after those that the model was fitted on, beside what `came`, (n_rows,)."""
    standing = columns.standing
    return Tried(
        model.target,
        standing.period,
        model.probability(columns),
        model.mean(columns),
        came,
        np.full(len(came), model.climatology),
        model.persistence(columns),
        own_rate(standing, model.target, model.horizon),
    )


def joined(tried: Sequence[Tried]) -> Tried:
    """Several targets' forecasts as one list; `target` is that of the first."""
    names = ("period", "told", "mean", "came", "climatology", "persistence", "own_rate")
    return Tried(tried[0].target, *(np.concatenate([getattr(each, name) for each in tried]) for name in names))


def scores_of(tried: Tried, told: Floats) -> PastScores:
    """The record of probabilities told for these cases, of which there is one at least."""
    happened = tried.came > 0
    return PastScores(
        forecasts=len(happened),
        happened=float(happened.mean()),
        brier=brier(told, happened),
        climatology=brier(tried.climatology, happened),
        persistence=brier(tried.persistence, happened),
        own_rate=brier(tried.own_rate, happened),
        calibration_error=calibration_error(told, happened),
        reliability=reliability(told, happened),
    )


def where(tried: Tried, chosen: NDArray[np.bool_]) -> Tried:
    """Some of the cases."""
    names = ("period", "told", "mean", "came", "climatology", "persistence", "own_rate")
    return Tried(tried.target, *(getattr(tried, name)[chosen] for name in names))
