"""How often an actor does each type of thing to anybody, or has it done to it: within a month, and whether at all.

The model of dyads serves: an actor and everybody else are the two sides of one "dyad", so that the same regression,
calibration and record tell of an actor's acts what they tell of a dyad's events.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.forecast.dyads.fitted import fit_dyads, forecasts_of
from detente.forecast.dyads.record import period_end
from detente.forecast.dyads.samples import standing_now
from detente.forecast.dyads.targets import HORIZONS, QUADS, TARGETS
from detente.forecast.outlook import EventForecast

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from detente.forecast.dyads.fitted import FittedTarget
    from detente.forecast.dyads.record import DyadRecord

MONTH: Final = HORIZONS.index(1)
TYPES: Final = range(len(QUADS), len(TARGETS))

ANYONE: Final = ""
"""The side of a record that stands for everybody else: before all ids, as sides are in alphabetical order."""


@dataclass(frozen=True, slots=True)
class FittedRates:
    """What rates are told by.

    Attributes:
        record: The past of all actors, each beside ANYONE; None where no feed covers a month.
        fitted: Empty where the past is too short for a model.
        why_not: Why no model was fitted, or None.
    """

    record: DyadRecord | None
    fitted: tuple[FittedTarget, ...]
    why_not: str | None

    @property
    def months(self) -> int:
        """Months of the record that feeds covered whole."""
        return 0 if self.record is None else int(self.record.covered.sum())


def fit_act_rates(record: DyadRecord | None, least_months: int) -> FittedRates:
    """Fit on a record whose dyads are an actor and ANYONE.

    Args:
        record: The past; None where no feed covers a month.
        least_months: Covered months below which no model is fitted.
    """
    rates = FittedRates(record, (), None)
    if record is None:
        return FittedRates(None, (), "no feed of the whole world's events covers a month, so that silence says nothing")
    if rates.months < least_months:
        why = f"feeds cover {rates.months} whole months; {least_months} are needed for a model"
        return FittedRates(record, (), why)
    return FittedRates(record, tuple(fit_dyads(record, horizons=[MONTH], targets=TYPES)), None)


def rates_of(rates: FittedRates, actor: str, as_of: date) -> list[EventForecast]:
    """The rates of an actor's types, in the order of TARGETS; empty where there is no record, or none of the actor.

    Without a model, method `count`: the mean of the covered months, and the share of them that had one.
    """
    record = rates.record
    place = None if record is None else record.place_of(ANYONE, actor)
    if record is None or place is None or not record.covered.any():
        return []
    until = period_end(as_of.year * 12 + as_of.month + HORIZONS[MONTH], as_of)
    if not rates.fitted:
        return _counted(record, place, until)
    return [
        EventForecast(
            target=TARGETS[told.target],
            kind="type",
            months=HORIZONS[MONTH],
            until=until,
            method=told.method,
            probability=float(told.probability[0]),
            mean=float(told.mean[0]),
            low=int(told.low[0]),
            high=int(told.high[0]),
            climatology=float(told.climatology[0]),
            persistence=float(told.persistence[0]),
            own_rate=float(told.own_rate[0]),
            past=told.past,
            past_of_target=told.past_of_target,
        )
        for told in forecasts_of(rates.fitted, standing_now(record, [place]))
    ]


def _counted(record: DyadRecord, place: int, until: date) -> list[EventForecast]:
    own = (record.dyad == place) & (record.period >= 0) & record.covered[np.clip(record.period, 0, None)]
    months = int(record.covered.sum())
    found = []
    for target in TYPES:
        chosen = own & (record.target == target)
        found.append(_plain(target, record.events[chosen], record.period[chosen], months, until))
    return found


def _plain(
    target: int, events: NDArray[np.float64], periods: NDArray[np.int64], months: int, until: date
) -> EventForecast:  # fmt: skip
    share = len(np.unique(periods)) / months
    return EventForecast(
        target=TARGETS[target],
        kind="type",
        months=HORIZONS[MONTH],
        until=until,
        method="count",
        probability=share,
        mean=float(events.sum()) / months,
        low=None,
        high=None,
        climatology=None,
        persistence=None,
        own_rate=share,
        past=None,
        past_of_target=None,
    )
