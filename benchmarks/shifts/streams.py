"""Dyads with known truth: a step, a drift, or only a change of media volume."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.relations.dyad_months import DyadMonths

Kind = Literal["none", "step", "drift", "volume", "copies"]


@dataclass(frozen=True, slots=True)
class Stream:
    """What a stream is like.

    Attributes:
        kind: `step` changes conflict and cooperation at once, `drift` over a year; `volume` has five times as many
            events of everybody from then on, `copies` every event five times over; `none` changes nothing.
        events: Mean events a month before.
        share: Share of conflict before.
        factor: By how much conflict grows; cooperation falls by its square root.
        noise: Standard deviation of the monthly log-rate, what makes counts more variable than Poisson's.
        months: Length.
        at: Month of the change, counted from 0.
    """

    kind: Kind
    events: float = 10.0
    share: float = 0.3
    factor: float = 3.0
    noise: float = 0.4
    months: int = 120
    at: int = 60

    @property
    def direction(self) -> int:
        """The right direction of a shift; 0 where none is right."""
        return 0 if self.kind in ("none", "volume", "copies") else (-1 if self.factor > 1 else 1)


DRIFT_MONTHS = 12
WORLD_VOLUME = 20_000.0
VOLUME_FACTOR = 5


def make_stream(stream: Stream, generator: np.random.Generator) -> DyadMonths:
    """One dyad drawn from a stream."""
    month = np.arange(stream.months)
    after = np.clip((month - stream.at + 1) / (DRIFT_MONTHS if stream.kind == "drift" else 1), 0.0, 1.0)
    change = after * np.log(stream.factor) if stream.direction else np.zeros(stream.months)
    more = np.where(after > 0, VOLUME_FACTOR, 1) if stream.kind in ("volume", "copies") else np.ones(stream.months)
    drawn = more if stream.kind == "volume" else np.ones(stream.months)
    mood = np.exp(generator.normal(0, stream.noise, (2, stream.months)) - stream.noise**2 / 2)
    conflict = generator.poisson(stream.events * stream.share * np.exp(change) * mood[0] * drawn)
    cooperation = generator.poisson(stream.events * (1 - stream.share) * np.exp(-change / 2) * mood[1] * drawn)
    if stream.kind == "copies":
        conflict, cooperation = conflict * more, cooperation * more
    return dyad_of(cooperation.astype(float), conflict.astype(float), WORLD_VOLUME * more)


def dyad_of(
    cooperation: np.ndarray[tuple[int], np.dtype[np.float64]],
    conflict: np.ndarray[tuple[int], np.dtype[np.float64]],
    volume: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> DyadMonths:
    """A dyad with these counts; all of them verbal, all months covered."""
    nothing = np.zeros_like(conflict)
    events = cooperation + conflict
    return DyadMonths(
        first="AAA",
        second="BBB",
        directed=False,
        months=np.datetime64("2000-01", "M") + np.arange(len(events)),
        covered=np.ones(len(events), bool),
        quad_counts=np.column_stack([cooperation, nothing, conflict, nothing]),
        events=events,
        scored_events=events,
        goldstein_sum=2 * cooperation - 3 * conflict,
        stories=events,
        outlets=np.minimum(events, 1.0),
        first_volume=volume / 20,
        second_volume=volume / 20,
        month_volume=volume,
    )
