"""What speaks for a candidate, as hashed clues: each rule, count and group that applies to it becomes one number.

Families keep clues apart for nets and explanations. Clues are hashed into a table of weights (Weinberger et al. 2009).
"""

from __future__ import annotations

import math
from enum import IntEnum
from typing import TYPE_CHECKING, Final

import numpy as np
from numba import njit

from detente.forecast.events.counting import FADED, LAST, LONGEST_LAG
from detente.forecast.events.groups import NONE
from detente.forecast.events.hashing import EMPTY, find
from detente.forecast.events.past import KIND, NEXT_OF_PAIR, PAIR_FIRST, SIZE, mirrored, role_of
from detente.forecast.events.tallies import N_TALLIES, tally_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZE_OF_TABLE: Final = 1 << 22
MOST_TRIPLES: Final = 12
"""Latest triples of a pair that speak."""
N_LAGS: Final = 16
"""Buckets of lags: two per doubling, the last is open (181 steps and more)."""
MIDDLE: Final = 2
SLOW: Final = 3
"""Scales of the counts used."""
_P1: Final = -7046029254386353131
_P2: Final = -4658895280553007687  # another odd constant, from splitmix64 (Steele et al. 2014)


class Family(IntEnum):
    """What a clue is about."""

    NEVER_MET = 0
    RULE = 1
    """After (source, earlier kind, candidate) so long ago, or so often, comes the asked kind."""
    PAIR = 2
    """How late and how often the two met at all."""
    SAME = 3
    """How late and how often the very triple came."""
    ROLE = 4
    """How late and how often the candidate is at this end of the kind."""
    ACTOR = 5
    """Who the candidate is and how busy it is."""
    PATH = 6
    """Over a common partner."""
    GROUP = 7
    """States, their organs and sectors."""
    VECTOR = 8
    """Nearness of vectors."""
    ASKED = 9
    """What else is asked of the same day; only where that is known."""


N_FAMILIES: Final = len(Family)
F_NEVER_MET, F_RULE, F_PAIR, F_SAME, F_ROLE = (int(family) for family in tuple(Family)[:5])
F_ACTOR, F_PATH, F_GROUP, F_VECTOR, F_ASKED = (int(family) for family in tuple(Family)[5:])


_LAG_BUCKETS: Final[NDArray[np.int64]] = np.minimum(
    (2.0 * np.log2(np.maximum(np.arange(LONGEST_LAG + 1), 1)) + 1e-6).astype(np.int64), N_LAGS - 1
)


@njit(cache=True, nogil=True)
def lag_bucket(then, now):
    """Of the steps between: 0 for one step, then two buckets per doubling."""
    lag = np.int64(now - then)
    return _LAG_BUCKETS[lag if lag < LONGEST_LAG else LONGEST_LAG]


@njit(cache=True, nogil=True)
def level(count):
    """Bucket of a faded count, two per doubling from 1/16 up."""
    return min(max(np.int64(2.0 * math.log2(count + 1e-9)) + 9, 0), 31)


@njit(cache=True, nogil=True)
def _left(fade, counts, slot, scale, now):
    return counts[slot, FADED + scale] * fade[min(np.int64(now - counts[slot, LAST]), LONGEST_LAG), scale]


@njit(cache=True, nogil=True)
def _id(what, head, a, b):
    x = np.int64(what) * 1000003 + np.int64(head)
    x = x * _P1 + np.int64(a)
    x = (x ^ (x >> 31)) * _P2 + np.int64(b)
    x = (x ^ (x >> 29)) * _P1
    return np.int32((x ^ (x >> 32)) & (SIZE_OF_TABLE - 1))


@njit(cache=True, nogil=True)
def describe(past, tallies, source, kind, now, n, asked, work):
    """Write the clues of each of the `n` candidates into `work`; their nearness must be known.

    Arrays are taken out of their tuples first: inside the loop each look into a tuple would cost more than the work.
    """
    fade, actors, roles, pairs, triples = past.fade, past.actor, past.role, past.pair, past.triple
    pair_links, triple_links = past.pair_links, past.triple_links
    role_keys, role_slots, triple_keys, triple_slots = (
        past.role_keys, past.role_slots, past.triple_keys, past.triple_slots
    )  # fmt: skip
    groups, sectors, counts = tallies.group, tallies.sector, tallies.counts
    tally_keys, tally_slots, base = tallies.keys, tallies.slots, tallies.base[0]
    asked_keys, asked_counts, asked_actors = asked.keys, asked.counts, asked.actors
    clue, family, first_clue = work.clue, work.family, work.first_clue
    actor_at, pair_at, rank, nearness = work.actor, work.pair, work.rank, work.nearness
    via, leg = work.via, work.leg
    n_kinds, other_kind = len(past.kind), mirrored(past, kind)
    role = role_of(past, source, kind)
    role_total = (_left(fade, roles, role, MIDDLE, now) if role != EMPTY else np.float32(0.0)) + np.float32(0.5)
    source_total = _left(fade, actors, source, MIDDLE, now) + np.float32(0.5)
    source_group, source_sector = groups[source], sectors[source]
    k = 0
    for i in range(n):
        pair, actor = pair_at[i], actor_at[i]
        first_clue[i] = k
        cold = np.int64(pair == EMPTY)
        if cold:
            clue[k], family[k] = _id(1, kind, 0, 0), F_NEVER_MET
            k += 1
        else:
            triple, seen, same = pair_links[pair, PAIR_FIRST], 0, np.int32(EMPTY)
            while triple != EMPTY and seen < MOST_TRIPLES:
                body = triple_links[triple, KIND]
                clue[k], family[k] = _id(2, kind, body, lag_bucket(triples[triple, LAST], now)), F_RULE
                count = level(_left(fade, triples, triple, MIDDLE, now))
                clue[k + 1], family[k + 1] = _id(3, kind, body, count), F_RULE
                k += 2
                if body == kind:
                    same = triple
                triple = triple_links[triple, NEXT_OF_PAIR]
                seen += 1
            if triple != EMPTY and same == EMPTY:
                same = find(triple_keys, triple_slots, np.int64(pair) * n_kinds + kind)
            lag, size = lag_bucket(pairs[pair, LAST], now), pair_links[pair, SIZE]
            clue[k], family[k] = _id(4, kind, lag, min(rank[i, 0], 20)), F_PAIR
            count = level(_left(fade, pairs, pair, SLOW, now))
            clue[k + 1], family[k + 1] = _id(5, kind, count, min(size, 10)), F_PAIR
            share = level(64.0 * _left(fade, pairs, pair, MIDDLE, now) / source_total)
            clue[k + 2], family[k + 2] = _id(6, kind, share, 0), F_PAIR
            k += 3
            if same != EMPTY:
                lag = lag_bucket(triples[same, LAST], now)
                clue[k], family[k] = _id(7, kind, lag, level(_left(fade, triples, same, SLOW, now))), F_SAME
                share = level(64.0 * _left(fade, triples, same, MIDDLE, now) / role_total)
                clue[k + 1], family[k + 1] = _id(8, kind, share, 0), F_SAME
                clue[k + 2], family[k + 2] = _id(9, 0, min(rank[i, 1], 30), lag), F_SAME
                k += 3
        role = find(role_keys, role_slots, np.int64(actor) * n_kinds + other_kind)
        if role == EMPTY:
            clue[k] = _id(10, kind, 0, 0)
        else:
            count = level(_left(fade, roles, role, SLOW, now))
            clue[k] = _id(11, kind, lag_bucket(roles[role, LAST], now), count)
        family[k] = F_ROLE
        clue[k + 1], family[k + 1] = _id(12, kind, actor, 0), F_ACTOR
        count = level(_left(fade, actors, actor, MIDDLE, now))
        clue[k + 2], family[k + 2] = _id(13, kind, count, lag_bucket(actors[actor, LAST], now)), F_ACTOR
        clue[k + 3], family[k + 3] = _id(14, kind, level(256.0 * via[actor, 0]), 0), F_PATH
        clue[k + 4], family[k + 4] = _id(15, kind, level(256.0 * via[actor, 1]), 0), F_PATH
        k += 5
        one, two = leg[actor, 0], leg[actor, 1]
        if one != EMPTY:
            begin, end = (
                triple_links[pair_links[one, PAIR_FIRST], KIND],
                triple_links[pair_links[two, PAIR_FIRST], KIND],
            )
            clue[k], family[k] = _id(30, kind, begin, end), F_PATH
            lag, lag_two = lag_bucket(pairs[one, LAST], now), lag_bucket(pairs[two, LAST], now)
            clue[k + 1], family[k + 1] = _id(31, kind, lag, lag_two), F_PATH
            k += 2
        group, sector = groups[actor], sectors[actor]
        same_group = 2 if group == NONE or source_group == NONE else np.int64(group == source_group)
        clue[k], family[k] = _id(16, kind, same_group, sector), F_GROUP
        clue[k + 1], family[k + 1] = _id(17, source_sector, same_group, sector), F_GROUP
        k += 2
        for which in range(N_TALLIES):
            key = tally_key(base, which, source, source_group, source_sector, kind, actor, group, sector)
            count = np.int64(-2)
            if key != EMPTY:
                slot = find(tally_keys, tally_slots, key)
                count = level(_left(fade, counts, slot, SLOW, now)) if slot != EMPTY else np.int64(-1)
            clue[k], family[k] = _id(20 + which, kind, count, cold), F_GROUP
            k += 1
        clue[k], family[k] = _id(18, kind, min(max(np.int64(-4.0 * nearness[i]), 0), 63), cold), F_VECTOR
        k += 1
        if len(asked_actors) > 0:
            here = min(max(find(asked_keys, asked_counts, np.int64(actor) * n_kinds + other_kind), 0), 3)
            clue[k], family[k] = _id(40, kind, here, min(asked_actors[actor], 7)), F_ASKED
            clue[k + 1], family[k + 1] = _id(41, here, cold, min(rank[i, 1], 5)), F_ASKED
            k += 2
    first_clue[n] = k
