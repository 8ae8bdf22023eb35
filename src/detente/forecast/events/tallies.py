"""What groups of actors do: counts by group and sector, for pairs that never met themselves.

A ministry's events inform its state and the other way: each event counts for the source's group, for the target's,
and for both.
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
"""0: group, kind, target. 1: source, kind, target's group. 2: both groups, kind. 3: both sectors, whether one group,
kind. 4: group, target's sector, whether one group, kind. 5: sector, kind, target."""


class Tallies(NamedTuple):
    """All arrays, as compiled code takes them."""

    group: NDArray[np.int32]
    """As named, or the guess of `_vote`, or NONE."""
    named: NDArray[np.bool_]
    """Whether the name tells the group."""
    votes: NDArray[np.int32]
    sector: NDArray[np.int32]
    keys: NDArray[np.int64]
    slots: NDArray[np.int32]
    counts: NDArray[np.float32]
    used: NDArray[np.int64]
    base: NDArray[np.int64]


@njit(cache=True, nogil=True)
def tally_key(base, which, source, source_group, source_sector, kind, target, target_group, target_sector):
    """The tally's key, or EMPTY where a group that it needs is not known."""
    same = np.int64(source_group == target_group and source_group != NONE)
    first, last = np.int64(source_group), np.int64(target)
    if which == 1:
        first, last = np.int64(source), np.int64(target_group)
    elif which == 2:
        last = np.int64(target_group)
    elif which == 3:
        first, last = np.int64(source_sector) + 1, (np.int64(target_sector) + 1) * 2 + same
    elif which == 4:
        last = (np.int64(target_sector) + 1) * 2 + same
    elif which == 5:
        first = np.int64(source_sector) + 1
    if first == NONE or last == NONE:
        return np.int64(EMPTY)
    return ((which * base + first) * base + kind) * base + last


@njit(cache=True, nogil=True)
def _count_groups(fade, tallies, sources, kinds, targets, now):
    keys, slots, counts, used, base = tallies.keys, tallies.slots, tallies.counts, tallies.used, tallies.base[0]
    group, sector = tallies.group, tallies.sector
    for i in range(len(sources)):
        source, target = sources[i], targets[i]
        for which in range(N_TALLIES):
            key = tally_key(
                base, which, source, group[source], sector[source], kinds[i], target, group[target], sector[target]
            )
            if key == EMPTY:
                continue
            slot = find(keys, slots, key)
            if slot == EMPTY:
                slot = np.int32(used[0])
                used[0] += 1
                put(keys, slots, key, slot)
            count(fade, counts, slot, now)


@njit(cache=True, nogil=True)
def _vote(tallies, sources, targets):
    """A group for actors whose name tells none, by majority vote over their past partners (Boyer & Moore 1981)."""
    group, named, votes = tallies.group, tallies.named, tallies.votes
    for i in range(len(sources)):
        source, partner = sources[i], targets[i]
        if named[source] or not named[partner]:
            continue
        if group[source] == group[partner]:
            votes[source] += 1
        elif votes[source] > 0:
            votes[source] -= 1
        else:
            group[source] = group[partner]
            votes[source] = 1


class Hierarchy:
    """Counts by group and sector; grows by `append` with the history."""

    def __init__(self, groups: Groups, n_kinds: int) -> None:
        """Know nothing yet."""
        n_actors = len(groups.group)
        keys, slots = new_map(1024)
        self.tallies = Tallies(
            group=groups.group.copy(),
            named=groups.group != NONE,
            sector=groups.sector,
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
        _vote(self.tallies, both.source, both.target)
