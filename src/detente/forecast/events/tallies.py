"""What groups of actors do: counts by group and sector, for pairs that never met themselves.

A ministry's events inform its state and the other way: each event counts for the source's group, for the target's, and for both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numba import njit

from detente.forecast.events.counting import count, grown, new_counts
from detente.forecast.events.groups import NONE
from detente.forecast.events.hashing import EMPTY, find, new_map, put, with_room

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.forecast.events.groups import Groups
    from detente.forecast.facts import Facts

N_TALLIES: Final = 6
"""0: group, kind, target. 1: source, kind, target's group. 2: both groups, kind. 3: both sectors, whether one group, kind.
4: group, target's sector, whether one group, kind. 5: sector, kind, target."""
NO_TALLY: Final = -2
"""Slot where a group that the tally needs is not known; EMPTY where it is known and nothing was counted."""


class Tallies(NamedTuple):
    """All arrays, as compiled code takes them."""

    group: NDArray[np.int32]
    sector: NDArray[np.int32]
    guess: NDArray[np.int32]
    """Group of an actor whose name tells none, by majority vote over its past partners (Boyer & Moore 1981)."""
    votes: NDArray[np.int32]
    keys: NDArray[np.int64]
    slots: NDArray[np.int32]
    counts: NDArray[np.float32]
    used: NDArray[np.int64]
    base: NDArray[np.int64]


@njit(cache=True, nogil=True)
def group_of(tallies, actor):
    """Its named group, or the guessed one, or NONE."""
    named = tallies.group[actor]
    return named if named != NONE else tallies.guess[actor]


@njit(cache=True, nogil=True)
def _key(tallies, which, source, kind, target):
    base = tallies.base[0]
    source_group, target_group = np.int64(group_of(tallies, source)), np.int64(group_of(tallies, target))
    source_sector, target_sector = np.int64(tallies.sector[source]) + 1, np.int64(tallies.sector[target]) + 1
    same = np.int64(source_group == target_group and source_group != NONE)
    first, last = source_group, np.int64(target)
    if which == 1:
        first, last = np.int64(source), target_group
    elif which == 2:
        last = target_group
    elif which == 3:
        first, last = source_sector, target_sector * 2 + same
    elif which == 4:
        last = target_sector * 2 + same
    elif which == 5:
        first = source_sector
    if first == NONE or last == NONE:
        return np.int64(EMPTY)
    return ((which * base + first) * base + kind) * base + last


@njit(cache=True, nogil=True)
def tally(tallies, which, source, kind, target):
    """Slot in `counts`, EMPTY or NO_TALLY."""
    key = _key(tallies, which, source, kind, target)
    return find(tallies.keys, tallies.slots, key) if key != EMPTY else np.int32(NO_TALLY)


@njit(cache=True, nogil=True)
def _count_groups(fade, tallies, sources, kinds, targets, now):
    keys, slots, counts, used = tallies.keys, tallies.slots, tallies.counts, tallies.used
    for i in range(len(sources)):
        for which in range(N_TALLIES):
            key = _key(tallies, which, sources[i], kinds[i], targets[i])
            if key == EMPTY:
                continue
            slot = find(keys, slots, key)
            if slot == EMPTY:
                slot = np.int32(used[0])
                used[0] += 1
                put(keys, slots, key, slot)
            count(fade, counts, slot, now)
    for i in range(len(sources)):  # votes after counting: a key must not change between an event's two directions
        source, partner = sources[i], tallies.group[targets[i]]
        if partner == NONE or tallies.group[source] != NONE:
            continue
        if tallies.guess[source] == partner:
            tallies.votes[source] += 1
        elif tallies.votes[source] > 0:
            tallies.votes[source] -= 1
        else:
            tallies.guess[source] = partner
            tallies.votes[source] = 1


class Hierarchy:
    """Counts by group and sector; grows by `append` with the history."""

    def __init__(self, groups: Groups, n_kinds: int) -> None:
        """Know nothing yet."""
        n_actors = len(groups.group)
        keys, slots = new_map(1024)
        self.tallies = Tallies(
            group=groups.group,
            sector=groups.sector,
            guess=np.full(n_actors, NONE, dtype=np.int32),
            votes=np.zeros(n_actors, dtype=np.int32),
            keys=keys,
            slots=slots,
            counts=new_counts(1024),
            used=np.zeros(1, dtype=np.int64),
            base=np.array([max(n_actors, n_kinds, groups.n_groups, 2 * groups.n_sectors) + 4], dtype=np.int64),
        )

    def append(self, both: Facts, step: int, fade: NDArray[np.float32]) -> None:
        """Add one step's facts, given both ways."""
        needed = int(self.tallies.used[0]) + N_TALLIES * len(both)
        keys, slots = with_room(self.tallies.keys, self.tallies.slots, needed)
        self.tallies = self.tallies._replace(keys=keys, slots=slots, counts=grown(self.tallies.counts, needed))
        _count_groups(fade, self.tallies, both.source, both.type, both.target, step)
