"""What else is asked of the same day: an input that the protocol forbids and some published figures use.

Each fact is asked from both ends, so the queries of a day tell who takes part in what. Only for comparison with such
figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from detente.forecast.events.hashing import EMPTY, find, new_map, put

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.forecast.facts import Facts


class Asked(NamedTuple):
    """How often each (actor, kind) is asked on the day, and each actor with any kind; empty where not known."""

    keys: NDArray[np.int64]
    counts: NDArray[np.int32]
    actors: NDArray[np.int32]
    n_kinds: NDArray[np.int64]


@njit(cache=True, nogil=True)
def _enter(keys, counts, actors, sources, kinds, n_kinds):
    for i in range(len(sources)):
        key = np.int64(sources[i]) * n_kinds + kinds[i]
        put(keys, counts, key, max(find(keys, counts, key), 0) + 1)
        actors[sources[i]] += 1


def not_known(n_kinds: int) -> Asked:
    """As the protocol has it: a query knows nothing of the others."""
    keys, counts = new_map(1)
    return Asked(keys, counts, np.empty(0, dtype=np.int32), np.array([n_kinds]))


def asked_of(both: Facts, n_actors: int, n_kinds: int) -> Asked:
    """The queries of a day's facts, given both ways."""
    keys, counts = new_map(len(both))
    actors = np.zeros(n_actors, dtype=np.int32)
    _enter(keys, counts, actors, both.source, both.type, n_kinds)
    return Asked(keys, counts, actors, np.array([n_kinds]))


def known(asked: Asked) -> bool:
    """Whether the day's queries are an input."""
    return len(asked.actors) > 0


def actors_asked(asked: Asked, kinds: NDArray[np.int64], n_types: int, most: int) -> NDArray[np.int32]:
    """(n_queries, most): the actors asked at the other end of each query's kind, the most asked first, then EMPTY."""
    found = np.full((len(kinds), most), EMPTY, dtype=np.int32)
    held = np.flatnonzero(asked.keys != EMPTY)
    actors, own = np.divmod(asked.keys[held], asked.n_kinds[0])
    for kind in np.unique(kinds):
        other = kind + n_types if kind < n_types else kind - n_types
        here = held[own == other]
        order = np.lexsort((actors[own == other], -asked.counts[here]))[:most]
        found[kinds == kind, : len(order)] = actors[own == other][order]
    return found
