"""The shifts of a dyad: what the detectors find, united."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.relations.shifts.change import Change, Detector, Direction
from detente.relations.shifts.direction import share_direction
from detente.relations.shifts.false_alarms import FalseAlarms, packaged_false_alarms
from detente.relations.shifts.known_months import too_little
from detente.relations.shifts.online import HAZARD
from detente.relations.shifts.registry import LIVE, RETROSPECTIVE
from detente.relations.shifts.shift import Shift, describe_regime, month_at
from detente.relations.shifts.volume_alone import is_volume_alone

if TYPE_CHECKING:
    from detente.relations.dyad_months import DyadMonths

NEAR_MONTHS: Final = 2
"""Changes of different series so near each other are one shift."""

SAME_WAY_MONTHS: Final = 12
OTHER_WAY_MONTHS: Final = 3
"""Within so many months of a stronger shift the same way, or the other way, a weaker one is a part of its story."""

SHARE_FACTOR: Final = 2.0
"""The share's penalty over that of counts; the shares of few events jump about."""

DEFAULT_FALSE_ALARMS: Final = 1.0
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
        shifts: The strongest first.
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
    """The strongest first; equal ones by actors and month."""
    return tuple(sorted(shifts, key=lambda shift: (-shift.strength, shift.actors, shift.month)))


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

    Changes near each other are weighed against each other: the share of conflict tells the direction where it surely
    moved (`share_direction`), else the greater gain. Those for the winning direction stay in the group, the strongest
    first, and it gives the strength. Of shifts close to each other the strongest stays: steps of one gradual move, or
    a crisis and its diplomacy.
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
    weighed = [shift for group in groups if (shift := _weighed(dyad, group)) is not None]
    kept: list[tuple[list[Change], float]] = []
    for shift in sorted(weighed, key=lambda shift: -shift[1]):
        if not any(_same_story(shift[0][0], other[0][0]) for other in kept):
            kept.append(shift)
    return sorted(kept, key=lambda shift: shift[0][0].first)


def _same_story(change: Change, stronger: Change) -> bool:
    apart = abs(change.first - stronger.first)
    return apart <= (SAME_WAY_MONTHS if change.direction == stronger.direction else OTHER_WAY_MONTHS)


def _weighed(dyad: DyadMonths, group: list[Change]) -> tuple[list[Change], float] | None:
    """The changes that make a shift, the strongest first, and its strength; None where only the volume changed."""
    group = sorted(group, key=lambda change: -_strength(change))
    direction = share_direction(dyad, group[0])
    if direction is None and is_volume_alone(dyad, group[0]):
        return None
    direction = direction or _louder(group)
    # The counts alone may show that something changed, and the share of a longer time which way.
    agreeing = [change for change in group if change.direction == direction] or [replace(group[0], direction=direction)]
    return agreeing, _strength(agreeing[0])


def _louder(group: list[Change]) -> Direction:
    balance = sum(_strength(change) * change.direction for change in group)
    return Direction.TOWARDS_COOPERATION if balance > 0 else Direction.TOWARDS_CONFLICT


def _strength(change: Change) -> float:
    return change.gain / (SHARE_FACTOR if "share" in change.detector else 1.0)


def _described(dyad: DyadMonths, changes: list[Change], strength: float, settings: ShiftSettings) -> Shift:
    main = changes[0]
    reached = np.cumsum(main.weights)
    before, after = describe_regime(dyad, *main.before), describe_regime(dyad, *main.after)
    earliest, latest = (int(np.searchsorted(reached, mark)) for mark in (0.05, 0.95))
    return Shift(
        first_actor=dyad.first,
        second_actor=dyad.second,
        directed=dyad.directed,
        month=month_at(dyad, main.first),
        earliest=month_at(dyad, min(earliest, main.first)),
        latest=month_at(dyad, max(latest, main.first)),
        direction=main.direction,
        probability=_probability(main, strength, before.known_months + after.known_months),
        false_alarms=settings.table.rate(strength),
        strength=strength,
        detectors=tuple(dict.fromkeys(change.detector for change in changes)),
        before=before,
        after=after,
        until=month_at(dyad, main.after[1] + 1) if main.returned else None,
    )


def _probability(main: Change, strength: float, months: int) -> float:
    """Posterior of a change against none: Schwarz's approximation for each month it may lie in, added up."""
    log_odds = strength / 2 - np.log(main.weights.max()) - np.log(months) / 2 + np.log(HAZARD)
    return float(1 / (1 + np.exp(-log_odds)))
