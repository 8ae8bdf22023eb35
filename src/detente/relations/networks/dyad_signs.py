"""The signs of a world's dyads on a day, from what happened in the months before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from detente.relations.networks.build import Ties

SURE: Final = 0.95
"""Posterior probability from which a dyad's share of conflict counts as above or below the record's."""

MONTHS: Final = 12
"""How many months before the day are looked at."""

LEAST_EVENTS: Final = 5
"""Fewer events in the window give no sign."""


@dataclass(frozen=True, slots=True)
class DyadCount:
    """What happened between two actors in a window, either way.

    `friendly` and `hostile` are ids of events that show each side best, the most telling first.
    """

    first: str
    second: str
    conflict: int
    events: int
    friendly: tuple[str, ...] = ()
    hostile: tuple[str, ...] = ()


def record_share(counts: Iterable[DyadCount]) -> float:
    """The share of conflict among all events of the dyads, 0 to 1; 0.5 where there are none."""
    conflict = events = 0
    for count in counts:
        conflict, events = conflict + count.conflict, events + count.events
    return conflict / events if events else 0.5


def signs_of_dyads(counts: Iterable[DyadCount], *, sure: float = SURE, least_events: int = LEAST_EVENTS) -> Ties:
    """Signed ties of the dyads whose share of conflict is surely another than the record's own.

    News tells of conflict and of cooperation in a proportion of its own, which changes with feeds and years. A dyad
    is hostile where its share is above that of all dyads together with at least probability `sure`, and friendly where
    it is below; the others have no sign. The share has a uniform prior.

    Args:
        counts: One row per dyad.
        sure: Probability, above 0.5.
        least_events: Dyads with fewer events have no sign.

    Returns:
        Ties with sign, weight (the number of events) and the most telling event of its side.

    Source:
        Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.4.
    """
    from scipy.special import betainc

    rows = list(counts)
    share = record_share(rows)
    first, second, sign, weight, evidence = [], [], [], [], []
    for row in rows:
        if row.events < least_events:
            continue
        below = float(betainc(1 + row.conflict, 1 + row.events - row.conflict, share))
        if max(below, 1 - below) < sure:
            continue
        first.append(row.first)
        second.append(row.second)
        sign.append(1 if below > 0.5 else -1)
        weight.append(float(row.events))
        telling = row.friendly if below > 0.5 else row.hostile
        evidence.append(telling[0] if telling else "")
    return Ties(first, second, sign, weight, evidence)


def joined_ties(*parts: Ties) -> Ties:
    """The rows of several Ties, one after the other."""
    return Ties(
        [each for part in parts for each in part.first],
        [each for part in parts for each in part.second],
        [each for part in parts for each in part.sign],
        [each for part in parts for each in (part.weight or [1.0] * len(part.first))],
        [each for part in parts for each in (part.evidence or [""] * len(part.first))],
    )
