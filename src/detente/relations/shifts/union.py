"""The shifts of a dyad: what the detectors find, united."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.relations.shifts.change import Change, Detector, Direction
from detente.relations.shifts.false_alarms import FalseAlarms, packaged_false_alarms
from detente.relations.shifts.known_months import too_little
from detente.relations.shifts.registry import LIVE, RETROSPECTIVE
from detente.relations.shifts.shift import Shift, describe_regime, month_at

if TYPE_CHECKING:
    from detente.relations.dyad_months import DyadMonths

NEAR_MONTHS: Final = 2
"""Changes of different series so near each other are one shift."""

SHARE_FACTOR: Final = 1.5
"""The share's penalty over that of counts; the shares of few events jump about."""

DEFAULT_FALSE_ALARMS: Final = 0.5
"""False alarms per dyad and decade that the penalty is set for, unless asked otherwise."""


@dataclass(frozen=True, slots=True)
class ShiftSettings:
    """What to look for.

    `false_alarms` is how many a dyad may have in ten years on shuffled data. `table` says which penalty that is.
    """

    false_alarms: float = DEFAULT_FALSE_ALARMS
    table: FalseAlarms = field(default_factory=packaged_false_alarms)

    @property
    def penalty(self) -> float:
        """The least strength of a shift."""
        return self.table.penalty(self.false_alarms)


@dataclass(frozen=True, slots=True)
class ShiftSurvey:
    """All shifts of many dyads.

    Attributes:
        shifts: The most probable and strongest first.
        searched: How many dyads were searched.
        skipped: How many were not, by reason.
    """

    shifts: tuple[Shift, ...]
    searched: int
    skipped: dict[str, int]


def find_shifts(dyad: DyadMonths, settings: ShiftSettings | None = None) -> tuple[Shift, ...]:
    """The shifts of one dyad, in order of time; none where there is too little evidence (`too_little` says why)."""
    return _shifts(dyad, settings or ShiftSettings(), RETROSPECTIVE)


def live_shifts(dyad: DyadMonths, settings: ShiftSettings | None = None) -> tuple[Shift, ...]:
    """What may have begun in the last three months: at most one shift, for watching and not yet for the record."""
    return _shifts(dyad, settings or ShiftSettings(), LIVE)


def survey_shifts(dyads: Iterable[DyadMonths], settings: ShiftSettings | None = None) -> ShiftSurvey:
    """The shifts of many dyads, ranked; each is searched on its own."""
    settings = settings or ShiftSettings()
    found: list[Shift] = []
    skipped: dict[str, int] = {}
    searched = 0
    for dyad in dyads:
        if (reason := too_little(dyad)) is not None:
            skipped[reason] = skipped.get(reason, 0) + 1
            continue
        searched += 1
        found += find_shifts(dyad, settings)
    return ShiftSurvey(rank_shifts(found), searched, skipped)


def rank_shifts(shifts: Iterable[Shift]) -> tuple[Shift, ...]:
    """The most probable and strongest first."""
    return tuple(sorted(shifts, key=lambda shift: (-shift.probability, -shift.strength, shift.actors, shift.month)))


def _shifts(dyad: DyadMonths, settings: ShiftSettings, detectors: tuple[Detector, ...]) -> tuple[Shift, ...]:
    if too_little(dyad) is not None:
        return ()
    return tuple(
        _described(dyad, changes, strength, settings)
        for changes, strength in united_changes(dyad, settings.penalty, detectors)
    )


def united_changes(
    dyad: DyadMonths, penalty: float, detectors: tuple[Detector, ...] = RETROSPECTIVE
) -> list[tuple[list[Change], float]]:
    """Groups of changes that are one shift each, with the shift's strength.

    Changes near each other are weighed against each other: what speaks for the other direction is taken off, and
    what is left must exceed the penalty. Only those for the winning direction stay in the group, strongest first.
    """
    found: list[Change] = []
    for detector in detectors:
        factor = SHARE_FACTOR if "share" in detector.name else 1.0
        found += detector.changes(dyad, penalty * factor)
    found.sort(key=lambda change: change.first)
    groups: list[list[Change]] = []
    for change in found:
        if groups and change.first - groups[-1][-1].first <= NEAR_MONTHS:
            groups[-1].append(change)
        else:
            groups.append([change])
    return [shift for group in groups if (shift := _weighed(group, penalty)) is not None]


def _weighed(group: list[Change], penalty: float) -> tuple[list[Change], float] | None:
    gains = [change.gain / (SHARE_FACTOR if "share" in change.detector else 1.0) for change in group]
    net = sum(gain * change.direction for gain, change in zip(gains, group, strict=True))
    if abs(net) < penalty:
        return None
    direction = Direction(1 if net > 0 else -1)
    agreeing = [pair for pair in zip(gains, group, strict=True) if pair[1].direction == direction]
    agreeing.sort(key=lambda pair: -pair[0])
    return [change for _, change in agreeing], abs(net)


def _described(dyad: DyadMonths, changes: list[Change], strength: float, settings: ShiftSettings) -> Shift:
    main = changes[0]
    reached = np.cumsum(main.weights)
    earliest, latest = (int(np.searchsorted(reached, mark)) for mark in (0.05, 0.95))
    return Shift(
        first_actor=dyad.first,
        second_actor=dyad.second,
        directed=dyad.directed,
        month=month_at(dyad, main.first),
        earliest=month_at(dyad, min(earliest, main.first)),
        latest=month_at(dyad, max(latest, main.first)),
        direction=main.direction,
        probability=settings.table.probability(strength),
        strength=strength,
        detectors=tuple(dict.fromkeys(change.detector for change in changes)),
        before=describe_regime(dyad, *main.before),
        after=describe_regime(dyad, *main.after),
        until=month_at(dyad, main.after[1] + 1) if main.returned else None,
    )
