"""The relations of two states with everybody else, as far as shifts need them: counts of conflict and cooperation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from detente.relations.dyad_months import DyadMonths
from detente.relations.shifts.moved_together import MovedTogether, moved_together
from detente.relations.shifts.shift import Shift
from detente.relations.shifts.union import find_shifts, rank_shifts

MOST_OTHERS: Final = 20
"""States that each of the two has most events with: whose relations are searched for moves at the same time."""


class DyadCell(NamedTuple):
    """Events of one of the two with another state in a month."""

    party: str
    other: str
    month: date
    cooperation: int
    conflict: int


def company_of(
    shifts: Sequence[Shift],
    pair: DyadMonths,
    cells: Iterable[DyadCell],
    find: Callable[[DyadMonths], Sequence[Shift]] = find_shifts,
) -> list[MovedTogether]:
    """Of each shift of a pair the third parties whose relations with either moved at the same time.

    Args:
        shifts: Of the pair, undirected.
        pair: Its months; others are looked at over the same ones.
        cells: What either has with other states, in those months or more.
        find: How shifts are found; whoever asks for many pairs has one that keeps what it found.

    Returns:
        One for each shift. Searched are the MOST_OTHERS states that each of the two has most events with; what is
        expected by chance counts their shifts.
    """
    if not shifts:
        return []
    found = rank_shifts(shift for dyad in third_dyads(pair, cells) for shift in find(dyad))
    return [moved_together(shift, found, len(pair)) for shift in shifts]


def third_dyads(pair: DyadMonths, cells: Iterable[DyadCell], *, most: int = MOST_OTHERS) -> list[DyadMonths]:
    """Dyads of either with the `most` states that it has most events with, over the pair's months.

    Only cooperation and conflict are known, all of it as verbal, and the volume of the one; the rest is NaN. A month
    that the feeds cover and in which nothing happened counts zero, as it does for the pair.
    """
    events: Counter[tuple[str, str]] = Counter()
    by_dyad: dict[tuple[str, str], list[DyadCell]] = defaultdict(list)
    for cell in cells:
        if cell.other not in (pair.first, pair.second):
            events[cell.party, cell.other] += cell.cooperation + cell.conflict
            by_dyad[cell.party, cell.other].append(cell)
    counts = {}
    position = {month: at for at, month in enumerate(pair.months.astype("datetime64[D]").tolist())}
    for party in (pair.first, pair.second):
        for key in sorted((key for key in events if key[0] == party), key=lambda key: (-events[key], key))[:most]:
            counts[key] = np.where(pair.covered, 0.0, np.nan)[:, None] * np.ones(4)
            for cell in by_dyad[key]:
                if (at := position.get(cell.month)) is not None:
                    counts[key][at] = cell.cooperation, 0.0, cell.conflict, 0.0
    unknown = np.full(len(pair), np.nan)
    volumes = {pair.first: pair.first_volume, pair.second: pair.second_volume}
    return [
        replace(
            pair,
            first=min(key),
            second=max(key),
            quad_counts=table,
            events=table.sum(axis=1),
            scored_events=unknown,
            goldstein_sum=unknown,
            stories=unknown,
            outlets=unknown,
            first_volume=volumes.get(min(key), unknown),
            second_volume=volumes.get(max(key), unknown),
        )
        for key, table in sorted(counts.items())
    ]
