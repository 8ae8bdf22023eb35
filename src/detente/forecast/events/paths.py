"""Paths of two steps: the source has to do with a partner, and the partner with a candidate."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from detente.forecast.events.counting import faded
from detente.forecast.events.hashing import EMPTY
from detente.forecast.events.past import NEXT_OF_ROLE, PAIR, PAIR_NEXT, ROLE_FIRST, TARGET, role_of

HOPS: Final = 20
"""Partners followed, and partners of each."""
SCALE: Final = 2
"""Half-life of the counts that weigh a path."""
_TRACE: Final = np.float32(1e-9)  # keeps a path whose counts have faded to nothing


@njit(cache=True, nogil=True)
def follow(past, source, kind, now, work):
    """Weigh paths source - partner - candidate: each leg is its share of what its actor does, lately.

    Returns:
        Number of actors in `work.touched`.
    """
    fade, pairs, triples = past.fade, past.pair_links, past.triple_links
    touched, walked = 0, 0
    total = faded(fade, past.actor, source, SCALE, now) + np.float32(1.0)
    pair = past.actor_first[source]
    while pair != EMPTY and walked < HOPS:
        partner = pairs[pair, TARGET]
        first = faded(fade, past.pair, pair, SCALE, now) / total
        around = faded(fade, past.actor, partner, SCALE, now) + np.float32(1.0)
        second, steps = past.actor_first[partner], 0
        while second != EMPTY and steps < HOPS:
            weight = first * faded(fade, past.pair, second, SCALE, now) / around + _TRACE
            touched = _reach(work, touched, pairs[second, TARGET], 0, weight, pair, second)
            second = pairs[second, PAIR_NEXT]
            steps += 1
        role = role_of(past, partner, kind)
        if role != EMPTY:
            around = faded(fade, past.role, role, SCALE, now) + np.float32(1.0)
            triple, steps = past.role_links[role, ROLE_FIRST], 0
            while triple != EMPTY and steps < HOPS:
                second = triples[triple, PAIR]
                weight = first * faded(fade, past.triple, triple, SCALE, now) / around + _TRACE
                touched = _reach(work, touched, pairs[second, TARGET], 1, weight, pair, second)
                triple = triples[triple, NEXT_OF_ROLE]
                steps += 1
        pair = pairs[pair, PAIR_NEXT]
        walked += 1
    return touched


@njit(cache=True, nogil=True)
def _reach(work, touched, actor, way, weight, first, second):
    if work.heaviest[actor] == 0.0:
        work.touched[touched] = actor
        touched += 1
    work.via[actor, way] += weight
    if weight > work.heaviest[actor]:
        work.heaviest[actor] = weight
        work.leg[actor, 0] = first
        work.leg[actor, 1] = second
    return touched
