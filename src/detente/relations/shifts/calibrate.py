"""False alarms on shuffled data: what a penalty costs in alarms where there is nothing to find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.relations.dyad_months import DyadMonths
from detente.relations.shifts.false_alarms import FalseAlarms
from detente.relations.shifts.known_months import known_months, too_little
from detente.relations.shifts.union import united_changes

if TYPE_CHECKING:
    from numpy.typing import NDArray

BUSY: Final = 100
"""Events from which a dyad counts for the table: in quieter ones hardly anything can be found, false or not."""

PENALTIES: Final = (3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 12.0, 15.0, 20.0, 30.0, 50.0)


def calibrate(
    dyads: Sequence[DyadMonths],
    *,
    penalties: Sequence[float] = PENALTIES,
    shuffles: int = 1,
    seed: int = 0,
    min_events: int = BUSY,
) -> FalseAlarms:
    """Count shifts in a record and in shuffled copies.

    Args:
        dyads: The record.
        penalties: Increasing.
        shuffles: Copies of each kind.
        seed: Of the shuffling; the same gives the same table.
        min_events: Dyads with fewer events are left out, and those with too little evidence in any case.

    Returns:
        Rates per dyad and ten years of known months.

    Raises:
        ValueError: No dyad has enough evidence.
    """
    usable = [dyad for dyad in dyads if too_little(dyad) is None and np.nansum(dyad.quad_counts) >= min_events]
    if not usable:
        raise ValueError(
            f"calibrate: none of {len(dyads)} dyads has {min_events} events; give a longer record or lower min_events"
        )
    generator = np.random.default_rng(seed)
    decades = sum(len(known_months(dyad)) for dyad in usable) / 120
    recorded = _counted(usable, penalties) / decades
    time, sign, both = (np.zeros(len(penalties)) for _ in range(3))
    for _ in range(shuffles):
        moved = [time_shuffled(dyad, generator) for dyad in usable]
        time += _counted(moved, penalties)
        sign += _counted([sign_shuffled(dyad, generator) for dyad in usable], penalties)
        both += _counted([sign_shuffled(dyad, generator) for dyad in moved], penalties)
    shuffled = (tuple(map(float, total / shuffles / decades)) for total in (time, sign, both))
    return FalseAlarms(tuple(map(float, penalties)), tuple(map(float, recorded)), *shuffled)


def _counted(dyads: Sequence[DyadMonths], penalties: Sequence[float]) -> NDArray[np.float64]:
    return np.array([sum(len(united_changes(dyad, penalty)) for dyad in dyads) for penalty in penalties], float)


def time_shuffled(dyad: DyadMonths, generator: np.random.Generator) -> DyadMonths:
    """The dyad with its known months in random order; each month keeps all of its counts and its volume."""
    known = known_months(dyad).at
    order = np.arange(len(dyad))
    order[known] = generator.permutation(known)
    arrays = {
        each.name: getattr(dyad, each.name)[order]
        for each in fields(dyad)
        if isinstance(getattr(dyad, each.name), np.ndarray) and each.name not in ("months", "covered")
    }
    return replace(dyad, **arrays)


def sign_shuffled(dyad: DyadMonths, generator: np.random.Generator) -> DyadMonths:
    """The dyad with conflict dealt out at random among its events: one share throughout, months as busy as before.

    Only verbal classes remain, as no detector looks at more than cooperation and conflict.
    """
    known = known_months(dyad)
    events = (known.cooperation + known.conflict).astype(np.int64)
    conflict = generator.multivariate_hypergeometric(events, int(known.conflict.sum()), method="marginals")
    quad_counts = np.full_like(dyad.quad_counts, np.nan)
    quad_counts[known.at] = np.column_stack([events - conflict, 0 * events, conflict, 0 * events])
    return replace(dyad, quad_counts=quad_counts)
