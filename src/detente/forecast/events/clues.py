"""What speaks for a candidate, as hashed clues: each rule, count and group that applies to it becomes one number.

Families keep clues apart for trees and explanations. Clues are hashed into a table of weights (Weinberger et al. 2009).
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

import numpy as np
from numba import njit

from detente.forecast.events.asked import times_asked
from detente.forecast.events.counting import faded, lag_of
from detente.forecast.events.groups import NONE
from detente.forecast.events.hashing import EMPTY
from detente.forecast.events.past import (
    KIND,
    NEXT_OF_PAIR,
    PAIR_FIRST,
    SIZE,
    mirrored,
    role_of,
    triple_of,
)
from detente.forecast.events.tallies import N_TALLIES, group_of, tally

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


@njit(cache=True, nogil=True)
def lag_bucket(lag):
    """0 for one step, then two buckets per doubling."""
    return min(np.int64(2.0 * np.log2(max(lag, 1)) + 1e-6), N_LAGS - 1)


@njit(cache=True, nogil=True)
def level(count):
    """Bucket of a faded count, two per doubling from 1/16 up."""
    return min(max(np.int64(2.0 * np.log2(count + 1e-9)) + 9, 0), 31)


@njit(cache=True, nogil=True)
def _add(work, i, family, what, head, a, b):
    x = np.int64(what) * 1000003 + np.int64(head)
    x = x * _P1 + np.int64(a)
    x = (x ^ (x >> 31)) * _P2 + np.int64(b)
    x = (x ^ (x >> 29)) * _P1
    k = work.n_clues[i]
    work.clue[i, k] = np.int32((x ^ (x >> 32)) & (SIZE_OF_TABLE - 1))
    work.family[i, k] = family
    work.n_clues[i] = k + 1


@njit(cache=True, nogil=True)
def describe(past, tallies, source, kind, now, n, asked, work):
    """Write the clues of each of the `n` candidates into `work`.

    The candidates' nearness must be known.
    """
    fade = past.fade
    role = role_of(past, source, kind)
    role_total = faded(fade, past.role, role, MIDDLE, now) if role != EMPTY else np.float32(0.0)
    source_total = faded(fade, past.actor, source, MIDDLE, now)
    other_kind = mirrored(past, kind)
    for i in range(n):
        work.n_clues[i] = 0
        pair, actor = work.pair[i], work.actor[i]
        if pair == EMPTY:
            _add(work, i, F_NEVER_MET, 1, kind, 0, 0)
        else:
            same = _of_pair(past, kind, now, i, source_total, work)
            if same != EMPTY:
                _of_same(past, kind, now, i, same, role_total, work)
        _of_actor(past, kind, other_kind, now, i, work)
        _of_path(past, kind, now, i, work)
        _of_groups(past, tallies, source, kind, now, i, work)
        near = max(np.int64(-4.0 * work.nearness[i]), 0)
        _add(work, i, F_VECTOR, 18, kind, min(near, 63), pair == EMPTY)
        if len(asked.actors) > 0:
            here, anywhere = times_asked(asked, actor, other_kind)
            _add(work, i, F_ASKED, 40, kind, min(here, 3), min(anywhere, 7))
            _add(work, i, F_ASKED, 41, min(here, 3), pair == EMPTY, min(work.rank[i, 1], 5))


@njit(cache=True, nogil=True)
def _of_pair(past, kind, now, i, source_total, work):
    """Rules over the pair's latest triples, and the pair as such; returns the triple of the asked kind, or EMPTY."""
    fade, links, pair = past.fade, past.triple_links, work.pair[i]
    triple, seen = past.pair_links[pair, PAIR_FIRST], 0
    while triple != EMPTY and seen < MOST_TRIPLES:
        body = links[triple, KIND]
        _add(work, i, F_RULE, 2, kind, body, lag_bucket(lag_of(past.triple, triple, now)))
        _add(work, i, F_RULE, 3, kind, body, level(faded(fade, past.triple, triple, MIDDLE, now)))
        triple = links[triple, NEXT_OF_PAIR]
        seen += 1
    lag, size = lag_bucket(lag_of(past.pair, pair, now)), past.pair_links[pair, SIZE]
    _add(work, i, F_PAIR, 4, kind, lag, min(work.rank[i, 0], 20))
    _add(work, i, F_PAIR, 5, kind, level(faded(fade, past.pair, pair, SLOW, now)), min(size, 10))
    share = 64.0 * faded(fade, past.pair, pair, MIDDLE, now) / (source_total + 0.5)
    _add(work, i, F_PAIR, 6, kind, level(share), 0)
    return triple_of(past, pair, kind)


@njit(cache=True, nogil=True)
def _of_same(past, kind, now, i, same, role_total, work):
    lag = lag_bucket(lag_of(past.triple, same, now))
    _add(work, i, F_SAME, 7, kind, lag, level(faded(past.fade, past.triple, same, SLOW, now)))
    share = 64.0 * faded(past.fade, past.triple, same, MIDDLE, now) / (role_total + 0.5)
    _add(work, i, F_SAME, 8, kind, level(share), 0)
    _add(work, i, F_SAME, 9, 0, min(work.rank[i, 1], 30), lag)


@njit(cache=True, nogil=True)
def _of_actor(past, kind, other_kind, now, i, work):
    fade, actor = past.fade, work.actor[i]
    role = role_of(past, actor, other_kind)
    if role == EMPTY:
        _add(work, i, F_ROLE, 10, kind, 0, 0)
    else:
        lag = lag_bucket(lag_of(past.role, role, now))
        _add(work, i, F_ROLE, 11, kind, lag, level(faded(fade, past.role, role, SLOW, now)))
    _add(work, i, F_ACTOR, 12, kind, actor, 0)
    lag = lag_bucket(lag_of(past.actor, actor, now))
    _add(work, i, F_ACTOR, 13, kind, level(faded(fade, past.actor, actor, MIDDLE, now)), lag)


@njit(cache=True, nogil=True)
def _of_path(past, kind, now, i, work):
    actor = work.actor[i]
    _add(work, i, F_PATH, 14, kind, level(256.0 * work.via[actor, 0]), 0)
    _add(work, i, F_PATH, 15, kind, level(256.0 * work.via[actor, 1]), 0)
    first, second = work.leg[actor, 0], work.leg[actor, 1]
    if first != EMPTY:
        links = past.triple_links
        one, two = past.pair_links[first, PAIR_FIRST], past.pair_links[second, PAIR_FIRST]
        _add(work, i, F_PATH, 30, kind, links[one, KIND], links[two, KIND])
        lags = lag_bucket(lag_of(past.pair, first, now)), lag_bucket(lag_of(past.pair, second, now))
        _add(work, i, F_PATH, 31, kind, lags[0], lags[1])


@njit(cache=True, nogil=True)
def _of_groups(past, tallies, source, kind, now, i, work):
    actor = work.actor[i]
    group, source_group = group_of(tallies, actor), group_of(tallies, source)
    sector = tallies.sector[actor]
    same = 2 if group == NONE or source_group == NONE else np.int64(group == source_group)
    _add(work, i, F_GROUP, 16, kind, same, sector)
    _add(work, i, F_GROUP, 17, tallies.sector[source], same, sector)
    for which in range(N_TALLIES):
        slot = tally(tallies, which, source, kind, actor)
        value = level(faded(past.fade, tallies.counts, slot, SLOW, now)) if slot >= 0 else np.int64(slot)
        _add(work, i, F_GROUP, 20 + which, kind, value, work.pair[i] == EMPTY)
