"""All targets and horizons fitted on one record, each with its calibration and its past record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.forecast.dyads.calibration import Calibration, fit_calibration
from detente.forecast.dyads.counting import Spread, count_range, fit_spread
from detente.forecast.dyads.features import Columns, own_rate
from detente.forecast.dyads.model import TargetModel, fit_target
from detente.forecast.dyads.pass_over import Standing
from detente.forecast.dyads.past_record import (
    PastScores,
    Tried,
    joined,
    scores_of,
    try_model,
    where,
)
from detente.forecast.dyads.samples import Samples, SampleSettings, draw
from detente.forecast.dyads.targets import HORIZONS, QUADS, TARGETS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.forecast.dyads.record import DyadRecord

    Floats = NDArray[np.float64]

KINDS: Final = (range(len(QUADS)), range(len(QUADS), len(TARGETS)))
"""Targets whose forecasts are calibrated together: the quad classes, and the types."""


@dataclass(frozen=True, slots=True, eq=False)
class TargetForecast:
    """Forecasts of one target over one horizon for some dyads; every array is (n_rows,).

    Attributes:
        target, horizon: Places in TARGETS and HORIZONS.
        method: model, or own rate where the record is too thin for one, or the model did no better there.
        probability: Calibrated, of at least one event.
        mean, low, high: Expected events and the range of 90 %.
        climatology, persistence, own_rate: What the baselines say.
        past: The record of all forecasts of quad classes, or of types, over the horizon, so calibrated; None where
            the world's past is too short to have one.
        past_of_target: That of this target alone.
    """

    target: int
    horizon: int
    method: str
    probability: Floats
    mean: Floats
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    climatology: Floats
    persistence: Floats
    own_rate: Floats
    past: PastScores | None
    past_of_target: PastScores | None


@dataclass(frozen=True, slots=True, eq=False)
class FittedTarget:
    """What one target over one horizon is forecast by; `curve` is None where there is none, or none helped."""

    model: TargetModel
    use_model: bool
    curve: Calibration | None
    spread: Spread
    scale: float
    past: PastScores | None
    past_of_target: PastScores | None

    def forecast(self, now: Columns) -> TargetForecast:
        """Forecasts for dyads as they stand."""
        model = self.model
        own = own_rate(now.standing, model.target, model.horizon)
        by_model = self.use_model and model.whether is not None
        told = model.probability(now) if by_model else own
        mean = model.mean(now) * self.scale
        low, high = count_range(mean, self.spread)
        return TargetForecast(
            model.target,
            model.horizon,
            "model" if by_model else "own rate",
            told if self.curve is None else self.curve(told),
            mean,
            low,
            high,
            np.full(len(own), model.climatology),
            model.persistence(now),
            own,
            self.past,
            self.past_of_target,
        )


def fit_dyads(
    record: DyadRecord,
    *,
    horizons: Sequence[int] = range(len(HORIZONS)),
    targets: Sequence[int] = range(len(TARGETS)),
    settings: SampleSettings | None = None,
) -> list[FittedTarget]:
    """Fit on a record.

    Args:
        record: The past; nothing else is known.
        horizons: Places in HORIZONS.
        targets: Places in TARGETS.
        settings: How much is looked at.

    Returns:
        One a target and horizon; none where the record has too few months to begin with.
    """
    settings = settings or SampleSettings()
    samples = draw(record, settings)
    fitted: list[FittedTarget] = []
    for horizon in horizons if samples.fitted is not None else ():
        fitted += _fit_horizon(samples, targets, horizon, settings)
    return fitted


def forecasts_of(fitted: Sequence[FittedTarget], standing: Standing) -> list[TargetForecast]:
    """Forecasts for dyads as they stand at the end of the record."""
    now = Columns(standing)
    return [each.forecast(now) for each in fitted]


def _fit_horizon(
    samples: Samples, targets: Sequence[int], horizon: int, settings: SampleSettings
) -> list[FittedTarget]:  # fmt: skip
    assert samples.fitted is not None, "the record has months"
    assert samples.tried is not None, "the record has months"
    known = [period for period in samples.periods if samples.known_after(period, horizon)]
    if not known:
        return []
    tried_at = known[-settings.tried :]
    before = [period for period in known if period + HORIZONS[horizon] <= tried_at[0]]
    recent = _columns(samples.fitted, known[-settings.origins :])
    came = samples.counts(recent.standing, horizon)
    models = {target: fit_target(recent, came[:, target], target, horizon) for target in targets}
    trials = _tried(samples, targets, horizon, before[-settings.origins :], tried_at) if before else {}
    fitted: list[FittedTarget] = []
    for kind in KINDS:
        chosen = [target for target in targets if target in kind]
        if chosen:
            fitted += _judged(
                [models[target] for target in chosen], [trials[each] for each in chosen if each in trials]
            )
    return fitted


def _tried(
    samples: Samples, targets: Sequence[int], horizon: int, before: Sequence[int], tried_at: Sequence[int]
) -> dict[int, Tried]:  # fmt: skip
    """Forecasts of the latest months by models that end before them."""
    assert samples.fitted is not None, "the record has months"
    assert samples.tried is not None, "the record has months"
    early, trial = _columns(samples.fitted, before), _columns(samples.tried, tried_at)
    known, came = samples.counts(early.standing, horizon), samples.counts(trial.standing, horizon)
    return {
        target: try_model(fit_target(early, known[:, target], target, horizon), trial, came[:, target])
        for target in targets
    }


def _judged(models: Sequence[TargetModel], trials: Sequence[Tried]) -> list[FittedTarget]:
    """The models of one kind, with the curve, spread and record that the trials give."""
    if not trials or len(set(trials[0].period.tolist())) < 2:
        return [FittedTarget(model, True, None, Spread(1.0, 0.0), 1.0, None, None) for model in models]
    together = joined(trials)
    scale = float((together.came.sum() + 1) / (together.mean.sum() + 1))
    spread = fit_spread(together.mean * scale, together.came)
    by_model, by_own_rate = (_best_curve(trials, attrgetter(name)) for name in ("told", "own_rate"))
    use_model = by_model.past.brier < by_own_rate.past.brier
    chosen = by_model if use_model else by_own_rate
    return [
        FittedTarget(model, use_model, chosen.curve, spread, scale, chosen.past, past)
        for model, past in zip(models, chosen.by_target, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Calibrated:
    """A curve for forecasts from now on, and how good the earlier half's curve was on the later half of the trials."""

    curve: Calibration | None
    past: PastScores
    by_target: tuple[PastScores, ...]


def _best_curve(trials: Sequence[Tried], told: Callable[[Tried], Floats]) -> _Calibrated:
    """With a curve, or without one where the later half was forecast better so: few trials make a crude curve."""
    right, raw = _calibrated(trials, told), _as_told(trials, told)
    return raw if raw.past.brier < right.past.brier else right


def _as_told(trials: Sequence[Tried], told: Callable[[Tried], Floats]) -> _Calibrated:
    months = np.unique(trials[0].period)
    late = [where(trial, trial.period >= months[len(months) // 2]) for trial in trials]
    together = joined(late)
    return _Calibrated(
        None, scores_of(together, told(together)), tuple(scores_of(trial, told(trial)) for trial in late)
    )


def _calibrated(trials: Sequence[Tried], told: Callable[[Tried], Floats]) -> _Calibrated:
    months = np.unique(trials[0].period)
    middle = months[len(months) // 2]
    together = joined(trials)
    late = together.period >= middle
    curve = fit_calibration(told(together)[~late], together.came[~late] > 0)
    by_target = []
    for trial in trials:
        own = where(trial, trial.period >= middle)
        by_target.append(scores_of(own, curve(told(own))))
    tested = where(together, late)
    whole = fit_calibration(told(together), together.came > 0)
    return _Calibrated(whole, scores_of(tested, curve(told(tested))), tuple(by_target))


def _columns(standing: Standing, months: Sequence[int]) -> Columns:
    return Columns(standing.take(np.flatnonzero(np.isin(standing.period, months))))
