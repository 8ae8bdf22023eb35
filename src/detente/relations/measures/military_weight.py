"""How military a relation is: the share of military acts among all of its events."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from detente.ontology.cameo import cameo_entries, cameo_for
from detente.relations.acts import Act
from detente.relations.dyad_months import DyadMonths
from detente.relations.measures.base import Beside, Kind, Measure, MeasuredMonths, Needs, beta_share, own_acts

_MISSING: Final = "nothing is known of the month"
_UNIT: Final = "share of events"

KINDS: Final = (
    Kind("military_weight", _UNIT, (0.0, 1.0), _MISSING),
    Kind("military_conflict_weight", _UNIT, (0.0, 1.0), _MISSING),
)

MILITARY_CONTEXTS: Final = frozenset({"military", "peacekeeping"})
"""Contexts of CAMEO codes, as tables/cameo.csv gives them, that make an event one of armed forces."""

UNCONVENTIONAL: Final = ("ASSAULT", "unconventional")
"""Weapons of mass destruction, which PLOVER's contexts do not call military."""


def is_military(act: Act) -> bool:
    """Whether an act is one of armed forces, in words or deeds, for or against the other.

    Joint exercises, military aid, a ceasefire, a threat with force, an alert, a blockade and a fight are; police,
    protest, abduction and sanctions are not. An act without a code has that of its type and mode.
    """
    return _is_military(act.cameo_code or (cameo_for(act.plover_type, act.mode) if act.plover_type else ""))


@lru_cache(maxsize=1024)
def _is_military(code: str) -> bool:
    entry = cameo_entries().get(code)
    if entry is None or entry.plover is None:
        return False
    return bool(MILITARY_CONTEXTS & set(entry.plover.contexts)) or entry.plover[:2] == UNCONVENTIONAL


def measure_military_weight(dyad: DyadMonths, beside: Beside) -> tuple[MeasuredMonths, ...]:
    """The share of military acts, and of military conflict, among a dyad's events.

    Two states that hold exercises and two that shell each other have the same military weight; the second series
    tells them apart.

    Args:
        dyad: Its months, directed or not.
        beside: With `acts`, the events that the dyad's counts count; others of other months are left aside.

    Returns:
        Two series, n_months: mean and 90 % interval of the posterior under Beta(1, 1), 0 to 1. A covered month
        without events has the prior's interval, the widest.

    Raises:
        ValueError: There are no acts, or a month has more of them than events are counted.
    """
    if beside.acts is None:
        raise ValueError("measure_military_weight: no acts were handed in; look the dyad's events up first")
    military, conflict = np.zeros(len(dyad)), np.zeros(len(dyad))
    for act in own_acts(dyad, beside.acts):
        number = int((np.datetime64(act.day, "M") - dyad.months[0]).astype(int)) if len(dyad) else -1
        if 0 <= number < len(dyad) and is_military(act):
            military[number] += 1
            conflict[number] += (act.quad_class or 0) >= 3
    if (military > np.where(np.isnan(dyad.events), 0, dyad.events)).any():
        raise ValueError(
            "measure_military_weight: more military acts than counted events; hand in those that were counted"
        )
    return tuple(
        kind.of(dyad, *beta_share(np.where(np.isnan(dyad.events), np.nan, counts), dyad.events, (1.0, 1.0)))
        for kind, counts in zip(KINDS, (military, conflict), strict=True)
    )


MEASURE: Final = Measure(KINDS, measure_military_weight, Needs.ACTS)
