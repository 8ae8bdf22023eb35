"""Who could be the answer: actors gathered from the past along seven ways, one or two hundred of thousands."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from detente.forecast.events.hashing import EMPTY
from detente.forecast.events.past import (
    ACTOR,
    NEXT_OF_ROLE,
    PAIR,
    PAIR_NEXT,
    ROLE_FIRST,
    ROLE_NEXT,
    TARGET,
    TOP,
    mirrored,
    pair_of,
    role_of,
)
from detente.forecast.events.paths import follow
from detente.forecast.events.work import FAR

MOST_PARTNERS: Final = 120
"""The source's latest partners."""
MOST_SAME: Final = 40
"""Latest targets of the same kind from the source."""
MOST_OF_KIND: Final = 25
"""Latest targets of the kind from anybody; its TOP most frequent ones come with them."""
MOST_BUSY: Final = 15
"""Busiest actors of late."""
MOST_FAR: Final = 40
"""Best ends of paths."""
MOST_NEAR: Final = 40
"""Nearest by vector."""
MOST_ASKED: Final = 120
"""Actors that the day's other queries name, where those are known."""


@njit(cache=True, nogil=True)
def _add(work, n, actor):
    if work.place[actor] != EMPTY or n == len(work.actor):
        return n
    work.place[actor] = n
    work.actor[n] = actor
    work.rank[n, 0] = FAR
    work.rank[n, 1] = FAR
    return n + 1


@njit(cache=True, nogil=True)
def gather(past, source, kind, now, more, work):
    """Fill `work` with candidates and path weights; `clear` must follow before the next query.

    Args:
        past: What happened before `now`.
        source: Who acts (or is acted on, by a mirrored kind).
        kind: What is asked.
        now: The step asked for.
        more: Further candidates: the busiest actors, those nearest by vector.
        work: Clean scratch space.

    Returns:
        Number of candidates, and of actors that paths touched.
    """
    n = _own(past, source, kind, work)
    other = mirrored(past, kind)
    role, walked = past.kind_first[other], 0
    while role != EMPTY and walked < MOST_OF_KIND:
        n = _add(work, n, past.role_links[role, ACTOR])
        role = past.role_links[role, ROLE_NEXT]
        walked += 1
    for i in range(TOP):
        role = past.top[other, i]
        if role == EMPTY:
            break
        n = _add(work, n, past.role_links[role, ACTOR])
    touched = follow(past, source, kind, now, work)
    n = _ends(touched, n, work)
    for i in range(len(more)):
        if more[i] != EMPTY:
            n = _add(work, n, more[i])
    for i in range(n):
        work.pair[i] = pair_of(past, source, work.actor[i])
    return n, touched


@njit(cache=True, nogil=True)
def _own(past, source, kind, work):
    """The source's latest partners, and its latest targets of the kind."""
    n = 0
    pair, walked = past.actor_first[source], 0
    while pair != EMPTY and walked < MOST_PARTNERS:
        n = _add(work, n, past.pair_links[pair, TARGET])
        work.rank[n - 1, 0] = walked
        pair = past.pair_links[pair, PAIR_NEXT]
        walked += 1
    role = role_of(past, source, kind)
    triple, walked = (past.role_links[role, ROLE_FIRST] if role != EMPTY else np.int32(EMPTY)), 0
    while triple != EMPTY and walked < MOST_SAME:
        actor = past.pair_links[past.triple_links[triple, PAIR], TARGET]
        n = _add(work, n, actor)
        work.rank[work.place[actor], 1] = walked
        triple = past.triple_links[triple, NEXT_OF_ROLE]
        walked += 1
    return n


@njit(cache=True, nogil=True)
def _ends(touched, n, work):
    """The best ends of paths that are no candidates yet."""
    for _ in range(MOST_FAR):
        best, weight = EMPTY, np.float32(0.0)
        for i in range(touched):
            actor = work.touched[i]
            both = work.via[actor, 0] + work.via[actor, 1]
            if both > weight and work.place[actor] == EMPTY:
                best, weight = actor, both
        if best == EMPTY:
            break
        n = _add(work, n, best)
    return n


@njit(cache=True, nogil=True)
def clear(work, n, touched):
    """Make the scratch space clean again."""
    for i in range(n):
        work.place[work.actor[i]] = EMPTY
    for i in range(touched):
        actor = work.touched[i]
        work.via[actor, 0] = 0.0
        work.via[actor, 1] = 0.0
        work.heaviest[actor] = 0.0
        work.leg[actor, 0] = EMPTY
        work.leg[actor, 1] = EMPTY
