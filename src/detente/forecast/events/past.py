"""The past in arrays, as compiled code takes it: counts by actor, role, pair and triple, and lists of them, latest
first.

A role is an actor with an event type, a pair two actors, a triple a pair with a type; each fact is entered both ways,
the way back with type + n_types ("kind" is a type with its direction). Entering an event costs the same however long
the past is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numba import njit

from detente.forecast.events.counting import FADED, count, faded
from detente.forecast.events.hashing import EMPTY, find, put

if TYPE_CHECKING:
    from numpy.typing import NDArray

TOP: Final = 32
"""Roles kept per kind by their slowly fading count."""
SLOW: Final = 3
"""The scale they are kept by."""
FRESH_WEIGHT: Final = 0.02
"""Weight of the latest event in an actor's or kind's shares of new pairs and triples: a memory of about 50 events."""

ACTOR, ROLE_FIRST, ROLE_NEXT, ROLE_BEFORE, IN_TOP = range(5)
"""Columns of `role_links`: its actor, latest triple; neighbours among the roles of the kind; 1 when in `top`."""
TARGET, SIZE, PAIR_FIRST, PAIR_NEXT, PAIR_BEFORE = range(5)
"""Columns of `pair_links`: target, number of triples, latest triple; neighbours among the source's pairs."""
KIND, PAIR, NEXT_OF_PAIR, BEFORE_OF_PAIR, NEXT_OF_ROLE, BEFORE_OF_ROLE, EVENT = range(7)
"""Columns of `triple_links`: kind, pair; neighbours among the pair's triples and the role's; latest event."""
STEP, EVENT_BEFORE = range(2)
"""Columns of `events`: step, and the same triple's event before."""
ROLES, PAIRS, TRIPLES, EVENTS = range(4)
"""Places in `used`."""


class Past(NamedTuple):
    """All arrays; float32 rows of counts as in `counting`, int32 links, EMPTY where there is none."""

    fade: NDArray[np.float32]
    used: NDArray[np.int64]
    actor: NDArray[np.float32]
    kind: NDArray[np.float32]
    role: NDArray[np.float32]
    pair: NDArray[np.float32]
    triple: NDArray[np.float32]
    actor_fresh: NDArray[np.float32]
    """(n_actors, 2): shares of new pairs and of new triples among the actor's late events."""
    kind_fresh: NDArray[np.float32]
    """(n_kinds, 2), likewise."""
    actor_first: NDArray[np.int32]
    """Latest pair of an actor."""
    actor_size: NDArray[np.int32]
    """Its number of pairs."""
    kind_first: NDArray[np.int32]
    """Latest role of a kind."""
    role_links: NDArray[np.int32]
    pair_links: NDArray[np.int32]
    triple_links: NDArray[np.int32]
    events: NDArray[np.int32]
    top: NDArray[np.int32]
    """(n_kinds, TOP) roles with the highest slowly fading counts."""
    role_keys: NDArray[np.int64]
    role_slots: NDArray[np.int32]
    pair_keys: NDArray[np.int64]
    pair_slots: NDArray[np.int32]
    triple_keys: NDArray[np.int64]
    triple_slots: NDArray[np.int32]


@njit(cache=True, nogil=True)
def role_of(past, actor, kind):
    """Slot of an actor with a kind, or EMPTY."""
    return find(past.role_keys, past.role_slots, np.int64(actor) * len(past.kind) + kind)


@njit(cache=True, nogil=True)
def pair_of(past, source, target):
    """Slot of two actors, or EMPTY."""
    return find(past.pair_keys, past.pair_slots, np.int64(source) * len(past.actor) + target)


@njit(cache=True, nogil=True)
def triple_of(past, pair, kind):
    """Slot of a pair (not EMPTY) with a kind, or EMPTY."""
    return find(past.triple_keys, past.triple_slots, np.int64(pair) * len(past.kind) + kind)


@njit(cache=True, nogil=True)
def mirrored(past, kind):
    """The kind seen from the other side."""
    n_types = len(past.kind) // 2
    return kind + n_types if kind < n_types else kind - n_types


@njit(cache=True, nogil=True)
def _to_front(first, owner, links, after, before, slot, new):
    head = first[owner]
    if head == slot:
        return
    if not new:
        following, leading = links[slot, after], links[slot, before]
        if leading != EMPTY:
            links[leading, after] = following
        if following != EMPTY:
            links[following, before] = leading
    links[slot, after] = head
    links[slot, before] = EMPTY
    if head != EMPTY:
        links[head, before] = slot
    first[owner] = slot


@njit(cache=True, nogil=True)
def _enter_top(past, kind, role, now):
    """Keep the kind's most frequent roles; a challenger replaces the lowest that it beats."""
    top, links = past.top, past.role_links
    if links[role, IN_TOP] == 1:
        return
    lowest, place = np.float32(np.inf), 0
    for i in range(TOP):
        held = top[kind, i]
        if held == EMPTY:
            top[kind, i] = role
            links[role, IN_TOP] = 1
            return
        left = faded(past.fade, past.role, held, SLOW, now)
        if left < lowest:
            lowest, place = left, i
    if past.role[role, FADED + SLOW] > lowest:
        links[top[kind, place], IN_TOP] = EMPTY
        top[kind, place] = role
        links[role, IN_TOP] = 1


@njit(cache=True, nogil=True)
def _role(past, actor, kind, now):
    role = role_of(past, actor, kind)
    new = role == EMPTY
    if new:
        role = np.int32(past.used[ROLES])
        past.used[ROLES] += 1
        put(past.role_keys, past.role_slots, np.int64(actor) * len(past.kind) + kind, role)
        past.role_links[role, ACTOR] = actor
    count(past.fade, past.role, role, now)
    _to_front(past.kind_first, kind, past.role_links, ROLE_NEXT, ROLE_BEFORE, role, new)
    _enter_top(past, kind, role, now)
    return role


@njit(cache=True, nogil=True)
def _pair(past, source, target, now):
    pair = pair_of(past, source, target)
    new = pair == EMPTY
    if new:
        pair = np.int32(past.used[PAIRS])
        past.used[PAIRS] += 1
        put(past.pair_keys, past.pair_slots, np.int64(source) * len(past.actor) + target, pair)
        past.pair_links[pair, TARGET] = target
        past.pair_links[pair, SIZE] = 0
        past.actor_size[source] += 1
    count(past.fade, past.pair, pair, now)
    _to_front(past.actor_first, source, past.pair_links, PAIR_NEXT, PAIR_BEFORE, pair, new)
    return pair, new


@njit(cache=True, nogil=True)
def _triple(past, pair, role, kind, now):
    links = past.triple_links
    triple = triple_of(past, pair, kind)
    new = triple == EMPTY
    if new:
        triple = np.int32(past.used[TRIPLES])
        past.used[TRIPLES] += 1
        put(past.triple_keys, past.triple_slots, np.int64(pair) * len(past.kind) + kind, triple)
        links[triple, KIND] = kind
        links[triple, PAIR] = pair
        past.pair_links[pair, SIZE] += 1
    count(past.fade, past.triple, triple, now)
    _to_front(past.pair_links[:, PAIR_FIRST], pair, links, NEXT_OF_PAIR, BEFORE_OF_PAIR, triple, new)
    _to_front(past.role_links[:, ROLE_FIRST], role, links, NEXT_OF_ROLE, BEFORE_OF_ROLE, triple, new)
    event = np.int32(past.used[EVENTS])
    past.used[EVENTS] += 1
    past.events[event, STEP] = now
    past.events[event, EVENT_BEFORE] = links[triple, EVENT]
    links[triple, EVENT] = event
    return new


@njit(cache=True, nogil=True)
def add_events(past, sources, kinds, targets, now):
    """Enter events of one step, given both ways; the arrays must have room."""
    for i in range(len(sources)):
        source, kind, target = sources[i], kinds[i], targets[i]
        count(past.fade, past.actor, source, now)
        count(past.fade, past.kind, kind, now)
        role = _role(past, source, kind, now)
        pair, new_pair = _pair(past, source, target, now)
        new_triple = _triple(past, pair, role, kind, now)
        past.actor_fresh[source, 0] += FRESH_WEIGHT * (new_pair - past.actor_fresh[source, 0])
        past.actor_fresh[source, 1] += FRESH_WEIGHT * (new_triple - past.actor_fresh[source, 1])
        past.kind_fresh[kind, 0] += FRESH_WEIGHT * (new_pair - past.kind_fresh[kind, 0])
        past.kind_fresh[kind, 1] += FRESH_WEIGHT * (new_triple - past.kind_fresh[kind, 1])
