"""A shift: when relations of two actors changed, which way, how much, how surely, and what carries it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.relations.shifts.known_months import known_months

if TYPE_CHECKING:
    from detente.relations.dyad_months import DyadMonths
    from detente.relations.shifts.change import Direction


class Interval(NamedTuple):
    """A value and the 90 % interval around it."""

    low: float
    value: float
    high: float


@dataclass(frozen=True, slots=True)
class Regime:
    """How things stood over some months.

    Attributes:
        start, end: First day of the first and of the last month.
        first, last: Positions of these months in the dyad's arrays; the events between carry the regime.
        known_months: How many of them are known.
        events: Events of quad classes 1 to 4 in them.
        conflict_share: Share of conflict, 0 to 1; None without events.
        conflict_rate, cooperation_rate: Events a month, in a month of usual volume.
    """

    start: date
    end: date
    first: int
    last: int
    known_months: int
    events: int
    conflict_share: Interval | None
    conflict_rate: Interval
    cooperation_rate: Interval


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift.

    Attributes:
        first_actor, second_actor: Ids, as in DyadMonths.
        directed: Whether it is what the first does to the second.
        month: First day of the most likely first month of the new regime.
        earliest, latest: First days of the months between which it lies with 90 % probability, if there is one.
        direction: Towards cooperation or towards conflict.
        probability: That one change rather than none lies in the months of both regimes, given the noise that the
            detectors allow for and one change in five years beforehand; 0 to 1 (docs/shifts.md).
        false_alarms: Shifts as strong as this, per dyad and ten years, where months and signs are shuffled.
        strength: Gain of the strongest detector that found it, twice a log-likelihood ratio; a share's is halved.
        detectors: Their names, the strongest first. They agree on the direction, or it is one count that tells the
            time, and the share of conflict over both regimes that tells the direction.
        before, after: The regimes on both sides.
        until: First day of the month in which things were back at the level from before; None where they were not.
    """

    first_actor: str
    second_actor: str
    directed: bool
    month: date
    earliest: date
    latest: date
    direction: Direction
    probability: float
    false_alarms: float
    strength: float
    detectors: tuple[str, ...]
    before: Regime
    after: Regime
    until: date | None

    @property
    def actors(self) -> tuple[str, str]:
        """Both ids."""
        return self.first_actor, self.second_actor


def describe_regime(dyad: DyadMonths, first: int, last: int) -> Regime:
    """The regime of the months at positions `first` to `last`, both included.

    The share has a Beta(1, 1) prior, the rates the Jeffreys prior; intervals are those of independent events.
    """
    from scipy.special import betaincinv, gammaincinv

    known = known_months(dyad)
    own = (known.at >= first) & (known.at <= last)
    conflict, cooperation = float(known.conflict[own].sum()), float(known.cooperation[own].sum())
    exposure = max(float(known.exposure[own].sum()), 1e-9)

    def rate(count: float) -> Interval:
        low, high = gammaincinv(count + 0.5, [0.05, 0.95]) / exposure
        return Interval(float(low) if count else 0.0, count / exposure, float(high))

    share = None
    if conflict + cooperation > 0:
        low, high = betaincinv(conflict + 1, cooperation + 1, [0.05, 0.95])
        share = Interval(float(low), conflict / (conflict + cooperation), float(high))
    return Regime(
        start=month_at(dyad, first),
        end=month_at(dyad, last),
        first=first,
        last=last,
        known_months=int(own.sum()),
        events=int(conflict + cooperation),
        conflict_share=share,
        conflict_rate=rate(conflict),
        cooperation_rate=rate(cooperation),
    )


def month_at(dyad: DyadMonths, position: int) -> date:
    """First day of the month at a position; one past the last is the month that follows."""
    month = dyad.months[0] + np.timedelta64(position, "M")
    day: date = month.astype("datetime64[D]").item()
    return day
