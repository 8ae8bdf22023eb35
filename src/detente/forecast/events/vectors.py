"""Actors and kinds as short vectors: what speaks for two who never met.

A query's vector is the source's side (itself, its group and sector, whom it dealt with last and how) times one vector
of the kind plus another; its product with a target's vector (itself, group and sector) and the target's own term is
the score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numba import njit

from detente.forecast.events.hashing import EMPTY
from detente.forecast.events.past import KIND, PAIR_FIRST, PAIR_NEXT, TARGET

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.forecast.events.groups import Groups

DIM: Final = 96
CONTEXT: Final = 8
"""Latest partners of the source that a query's vector holds."""
_SPREAD: Final = 0.1
_TILE: Final = 512  # actors at a time: their scores stay in the fastest cache


class Vectors(NamedTuple):
    """float32 rows of DIM numbers, and each row's sum of squared gradients; groups and sectors are numbered from 1."""

    source: NDArray[np.float32]
    source_group: NDArray[np.float32]
    source_sector: NDArray[np.float32]
    partner: NDArray[np.float32]
    partner_kind: NDArray[np.float32]
    times: NDArray[np.float32]
    plus: NDArray[np.float32]
    target: NDArray[np.float32]
    target_group: NDArray[np.float32]
    target_sector: NDArray[np.float32]
    own: NDArray[np.float32]
    """(n_actors, 2): a target's own term, and its sum of squared gradients."""
    group: NDArray[np.int32]
    sector: NDArray[np.int32]


def new_vectors(n_kinds: int, groups: Groups, seed: int) -> Vectors:
    """Small random vectors, the same for the same seed."""
    rng = np.random.default_rng(seed)

    def rows(size: int, mean: float = 0.0) -> NDArray[np.float32]:
        table = np.full((size, DIM + 1), 1e-3, dtype=np.float32)
        table[:, :DIM] = rng.normal(mean, _SPREAD, (size, DIM))
        return table

    n_actors = len(groups.group)
    own = np.zeros((n_actors, 2), dtype=np.float32)
    own[:, 1] = 1e-2
    return Vectors(
        source=rows(n_actors),
        source_group=rows(groups.n_groups + 1),
        source_sector=rows(groups.n_sectors + 1),
        partner=rows(n_actors),
        partner_kind=rows(n_kinds),
        times=rows(n_kinds, mean=1.0),
        plus=rows(n_kinds),
        target=rows(n_actors),
        target_group=rows(groups.n_groups + 1),
        target_sector=rows(groups.n_sectors + 1),
        own=own,
        group=groups.group + np.int32(1),
        sector=groups.sector + np.int32(1),
    )


def target_rows(v: Vectors) -> NDArray[np.float32]:
    """(n_actors, DIM + 1): each actor's vector as a target, its own term last."""
    rows = v.target + v.target_group[v.group] + v.target_sector[v.sector]
    rows[:, DIM] = v.own[:, 0]
    return rows


@njit(cache=True, nogil=True)
def contexts(past, sources, partners, kinds):
    """Write each source's latest partners and what was last between them; EMPTY where there are fewer."""
    for i in range(len(sources)):
        pair = past.actor_first[sources[i]]
        for k in range(CONTEXT):
            if pair == EMPTY:
                partners[i, k] = EMPTY
                kinds[i, k] = EMPTY
            else:
                partners[i, k] = past.pair_links[pair, TARGET]
                kinds[i, k] = past.triple_links[past.pair_links[pair, PAIR_FIRST], KIND]
                pair = past.pair_links[pair, PAIR_NEXT]


@njit(cache=True, nogil=True, fastmath=True, forceinline=True)
def query_vector(v, source, kind, partners, kinds, side, out):
    """Fill `side` (the source's side, DIM) and `out` (DIM, and 1 for the target's own term)."""
    group, sector = v.group[source], v.sector[source]
    for d in range(DIM):
        side[d] = v.source[source, d] + v.source_group[group, d] + v.source_sector[sector, d]
    share = np.float32(1.0 / CONTEXT)
    for k in range(CONTEXT):
        partner, last = partners[k], kinds[k]
        if partner == EMPTY:
            break
        for d in range(DIM):
            side[d] += (v.partner[partner, d] + v.partner_kind[last, d]) * share
    for d in range(DIM):
        out[d] = side[d] * v.times[kind, d] + v.plus[kind, d]
    out[DIM] = 1.0


@njit(cache=True, nogil=True)
def query_rows(v, past, sources, kinds):
    """(n, DIM + 1): the vectors of queries, as of the past."""
    partners = np.empty((len(sources), CONTEXT), dtype=np.int32)
    last_kinds = np.empty((len(sources), CONTEXT), dtype=np.int32)
    contexts(past, sources, partners, last_kinds)
    rows = np.empty((len(sources), DIM + 1), dtype=np.float32)
    side = np.empty(DIM, dtype=np.float32)
    for i in range(len(sources)):
        query_vector(v, sources[i], kinds[i], partners[i], last_kinds[i], side, rows[i])
    return rows


@njit(cache=True, nogil=True, fastmath=True, forceinline=True)
def nearnesses(query, targets, n, actors, nearness):
    """Write each candidate's score less the best one's into `nearness`."""
    highest = np.float32(-np.inf)
    for i in range(n):
        actor = actors[i]
        score = np.float32(0.0)
        for d in range(DIM + 1):
            score += query[d] * targets[actor, d]
        nearness[i] = score
        highest = max(highest, score)
    for i in range(n):
        nearness[i] -= highest


@njit(cache=True, nogil=True, fastmath=True)
def all_scores(vectors, columns):
    """(n_queries, n_actors): every actor's score; a query's scores are the same whatever is asked beside it.

    Not a matrix product: that one rounds differently with the number of rows. `columns` is `target_rows` transposed.
    """
    n_actors = columns.shape[1]
    scores = np.zeros((len(vectors), n_actors), dtype=np.float32)
    for begin in range(0, n_actors, _TILE):
        end = min(begin + _TILE, n_actors)
        for i in range(len(vectors)):
            row = scores[i, begin:end]
            for d in range(DIM + 1):
                weight, column = vectors[i, d], columns[d, begin:end]
                for actor in range(end - begin):
                    row[actor] += weight * column[actor]
    return scores


@njit(cache=True, nogil=True)
def squashed(scores):
    """Float64 from 0 to 1 in the same order as the scores, which may be any numbers."""
    out = np.empty(scores.shape, dtype=np.float64)
    for i in range(scores.shape[0]):
        for j in range(scores.shape[1]):
            score = np.float64(scores[i, j])
            out[i, j] = 0.5 + 0.5 * score / (1.0 + abs(score))
    return out


@njit(cache=True, nogil=True)
def nearest(scores, most):
    """(n_queries, most): the actors with the highest scores, in no order; EMPTY where there are fewer actors."""
    found = np.full((len(scores), most), EMPTY, dtype=np.int32)
    held = np.empty(most, dtype=np.float32)
    for i in range(len(scores)):
        row = scores[i]
        n, lowest = 0, 0
        for actor in range(len(row)):
            if n < most:
                held[n] = row[actor]
                found[i, n] = actor
                if held[n] < held[lowest]:
                    lowest = n
                n += 1
            elif row[actor] > held[lowest]:
                held[lowest] = row[actor]
                found[i, lowest] = actor
                for k in range(most):
                    if held[k] < held[lowest]:
                        lowest = k
    return found
