"""Paths of two steps: the source has to do with a partner, and the partner with a candidate."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from detente.forecast.events.counting import faded
from detente.forecast.events.hashing import EMPTY, find
from detente.forecast.events.past import NEXT_OF_ROLE, PAIR, PAIR_NEXT, ROLE_FIRST, TARGET

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
    fade, actors, roles, pairs, triples = past.fade, past.actor, past.role, past.pair, past.triple
    pair_links, triple_links, role_links, first_pair = (
        past.pair_links, past.triple_links, past.role_links, past.actor_first
    )  # fmt: skip
    role_keys, role_slots, n_kinds = past.role_keys, past.role_slots, len(past.kind)
    via, leg, heaviest, reached = work.via, work.leg, work.heaviest, work.touched
    touched, walked = 0, 0
    total = faded(fade, actors, source, SCALE, now) + np.float32(1.0)
    pair = first_pair[source]
    while pair != EMPTY and walked < HOPS:
        partner = pair_links[pair, TARGET]
        first = faded(fade, pairs, pair, SCALE, now) / total
        share = first / (faded(fade, actors, partner, SCALE, now) + np.float32(1.0))
        second, steps = first_pair[partner], 0
        while second != EMPTY and steps < HOPS:
            weight = share * faded(fade, pairs, second, SCALE, now) + _TRACE
            actor = pair_links[second, TARGET]
            touched = _reach(via, leg, heaviest, reached, touched, actor, 0, weight, pair, second)
            second = pair_links[second, PAIR_NEXT]
            steps += 1
        role = find(role_keys, role_slots, np.int64(partner) * n_kinds + kind)
        if role != EMPTY:
            share = first / (faded(fade, roles, role, SCALE, now) + np.float32(1.0))
            triple, steps = role_links[role, ROLE_FIRST], 0
            while triple != EMPTY and steps < HOPS:
                second = triple_links[triple, PAIR]
                weight = share * faded(fade, triples, triple, SCALE, now) + _TRACE
                actor = pair_links[second, TARGET]
                touched = _reach(via, leg, heaviest, reached, touched, actor, 1, weight, pair, second)
                triple = triple_links[triple, NEXT_OF_ROLE]
                steps += 1
        pair = pair_links[pair, PAIR_NEXT]
        walked += 1
    return touched


@njit(cache=True, nogil=True)
def _reach(via, leg, heaviest, reached, touched, actor, way, weight, first, second):
    if heaviest[actor] == 0.0:
        reached[touched] = actor
        touched += 1
    via[actor, way] += weight
    if weight > heaviest[actor]:
        heaviest[actor] = weight
        leg[actor, 0] = first
        leg[actor, 1] = second
    return touched


@njit(cache=True, nogil=True)
def best_ends(touched, reached, via, place, most):
    """The actors with the heaviest paths that have no place yet, `most` at most, in no order."""
    held = np.empty(most, dtype=np.float32)
    ends = np.empty(most, dtype=np.int32)
    n, lowest = 0, 0
    for i in range(touched):
        actor = reached[i]
        if place[actor] != EMPTY:
            continue
        weight = via[actor, 0] + via[actor, 1]
        if n < most:
            held[n], ends[n] = weight, actor
            if weight < held[lowest]:
                lowest = n
            n += 1
        elif weight > held[lowest]:
            held[lowest], ends[lowest] = weight, actor
            for k in range(most):
                if held[k] < held[lowest]:
                    lowest = k
    return ends[:n]
