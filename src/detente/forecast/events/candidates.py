"""Who could be the answer: actors gathered from the past along seven ways, one or two hundred of thousands."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from detente.forecast.events.hashing import EMPTY, find
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
    role_of,
)
from detente.forecast.events.paths import best_ends, follow
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
def _add(place, actors, rank, n, actor):
    if place[actor] != EMPTY or n == len(actors):
        return n
    place[actor] = n
    actors[n] = actor
    rank[n, 0] = FAR
    rank[n, 1] = FAR
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
    place, actors, rank, pairs = work.place, work.actor, work.rank, work.pair
    n = _own(past, source, kind, place, actors, rank)
    other, role_links, top = mirrored(past, kind), past.role_links, past.top
    role, walked = past.kind_first[other], 0
    while role != EMPTY and walked < MOST_OF_KIND:
        n = _add(place, actors, rank, n, role_links[role, ACTOR])
        role = role_links[role, ROLE_NEXT]
        walked += 1
    for i in range(TOP):
        role = top[other, i]
        if role == EMPTY:
            break
        n = _add(place, actors, rank, n, role_links[role, ACTOR])
    touched = follow(past, source, kind, now, work)
    for actor in best_ends(touched, work.touched, work.via, place, MOST_FAR):
        n = _add(place, actors, rank, n, actor)
    for actor in more:
        if actor != EMPTY:
            n = _add(place, actors, rank, n, actor)
    keys, slots, n_actors = past.pair_keys, past.pair_slots, len(past.actor)
    for i in range(n):
        pairs[i] = find(keys, slots, np.int64(source) * n_actors + actors[i])
    return n, touched


@njit(cache=True, nogil=True)
def _own(past, source, kind, place, actors, rank):
    """The source's latest partners, and its latest targets of the kind."""
    pair_links, triple_links = past.pair_links, past.triple_links
    n = 0
    pair, walked = past.actor_first[source], 0
    while pair != EMPTY and walked < MOST_PARTNERS:
        n = _add(place, actors, rank, n, pair_links[pair, TARGET])
        rank[n - 1, 0] = walked
        pair = pair_links[pair, PAIR_NEXT]
        walked += 1
    role = role_of(past, source, kind)
    triple, walked = (past.role_links[role, ROLE_FIRST] if role != EMPTY else np.int32(EMPTY)), 0
    while triple != EMPTY and walked < MOST_SAME:
        actor = pair_links[triple_links[triple, PAIR], TARGET]
        n = _add(place, actors, rank, n, actor)
        rank[place[actor], 1] = walked
        triple = triple_links[triple, NEXT_OF_ROLE]
        walked += 1
    return n


@njit(cache=True, nogil=True)
def clear(work, n, touched):
    """Make the scratch space clean again."""
    place, actors, reached = work.place, work.actor, work.touched
    via, leg, heaviest = work.via, work.leg, work.heaviest
    for i in range(n):
        place[actors[i]] = EMPTY
    for i in range(touched):
        actor = reached[i]
        via[actor, 0] = 0.0
        via[actor, 1] = 0.0
        heaviest[actor] = 0.0
        leg[actor, 0] = EMPTY
        leg[actor, 1] = EMPTY
