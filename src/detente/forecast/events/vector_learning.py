"""Learn vectors from events as they pass: sampled softmax over shared negatives, corrected for the sampling, Adagrad
by row.

Sources: Bengio & Senecal 2008 (the correction); Duchi, Hazan & Singer 2011. Each event is learned from once, after it
was forecast.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from detente.forecast.events.hashing import EMPTY
from detente.forecast.events.vectors import CONTEXT, DIM, query_vector

N_NEGATIVES: Final = 1024
"""Drawn for each batch, half from past targets, half from all actors."""
BATCH: Final = 16
RATE: Final = np.float32(0.07)
DECAY: Final = np.float32(2e-5)
_SMALL: Final = np.float32(1e-5)  # gradients below move nothing worth the time


@njit(cache=True, nogil=True, fastmath=True, forceinline=True)
def _move(table, row, gradient, scale):
    squares = np.float32(0.0)
    for d in range(DIM):
        g = gradient[d] * scale
        squares += g * g
    table[row, DIM] += squares * np.float32(1.0 / DIM)
    rate = RATE / np.sqrt(table[row, DIM])
    shrink = DECAY * RATE
    for d in range(DIM):
        table[row, d] -= rate * gradient[d] * scale + shrink * table[row, d]


@njit(cache=True, nogil=True, fastmath=True, forceinline=True)
def _target_row(v, actor, out):
    group, sector = v.group[actor], v.sector[actor]
    for d in range(DIM):
        out[d] = v.target[actor, d] + v.target_group[group, d] + v.target_sector[sector, d]


@njit(cache=True, nogil=True, fastmath=True, forceinline=True)
def _move_target(v, actor, gradient, scale, own):
    _move(v.target, actor, gradient, scale)
    _move(v.target_group, v.group[actor], gradient, scale)
    _move(v.target_sector, v.sector[actor], gradient, scale)
    v.own[actor, 1] += own * own
    v.own[actor, 0] -= RATE * own / np.sqrt(v.own[actor, 1])


@njit(cache=True, nogil=True, fastmath=True, forceinline=True)
def _move_source(v, source, kind, partners, kinds, side, back, scratch):
    """Pass the gradient `back` (at the query's vector) on to all that made it; `side` is spoilt."""
    one, share = np.float32(1.0), np.float32(1.0 / CONTEXT)
    for d in range(DIM):
        scratch[d] = back[d] * v.times[kind, d]
        side[d] *= back[d]
    _move(v.times, kind, side, one)
    _move(v.plus, kind, back, one)
    _move(v.source, source, scratch, one)
    _move(v.source_group, v.group[source], scratch, one)
    _move(v.source_sector, v.sector[source], scratch, one)
    for k in range(CONTEXT):
        if partners[k] == EMPTY:
            break
        _move(v.partner, partners[k], scratch, share)
        _move(v.partner_kind, kinds[k], scratch, share)


@njit(cache=True, nogil=True, fastmath=True, forceinline=True)
def _chances(query, right, bias, target, negative, log_odds, columns, chance):
    """Fill `chance` with the softmax of the negatives beside the target; returns the target's own less 1."""
    score = bias
    for d in range(DIM):
        score += query[d] * right[d]
    for j in range(N_NEGATIVES):
        chance[j] = log_odds[j]
    for d in range(DIM):
        weight, column = query[d], columns[d]
        for j in range(N_NEGATIVES):
            chance[j] += weight * column[j]
    highest = score
    for j in range(N_NEGATIVES):
        if negative[j] == target:
            chance[j] = np.float32(-1e30)
        highest = max(highest, chance[j])
    own = np.exp(score - highest)
    total = own
    for j in range(N_NEGATIVES):
        chance[j] = np.exp(chance[j] - highest)
        total += chance[j]
    for j in range(N_NEGATIVES):
        chance[j] /= total
    return own / total - np.float32(1.0)


@njit(cache=True, nogil=True, fastmath=True)
def learn_vectors(v, sources, kinds, targets, partners, partner_kinds, seen, n_seen, seed):
    """One pass over events, given both ways in the order they are learned in.

    `partners` and `partner_kinds`, (n, CONTEXT), are as `contexts` wrote them before the events were entered; `seen`
    is how often each actor was a target so far, `n_seen` in all: half of the negatives are drawn from these.
    """
    np.random.seed(seed)
    n_actors = len(v.target)
    totals = np.cumsum(seen)
    negative = np.empty(N_NEGATIVES, dtype=np.int64)
    log_odds = np.empty(N_NEGATIVES, dtype=np.float32)
    rows = np.empty((N_NEGATIVES, DIM), dtype=np.float32)
    columns = np.empty((DIM, N_NEGATIVES), dtype=np.float32)
    moved = np.empty((N_NEGATIVES, DIM), dtype=np.float32)
    right = np.empty((BATCH, DIM), dtype=np.float32)
    side = np.empty((BATCH, DIM), dtype=np.float32)
    query = np.empty((BATCH, DIM + 1), dtype=np.float32)
    back = np.empty((BATCH, DIM), dtype=np.float32)
    chance = np.empty(N_NEGATIVES, dtype=np.float32)
    drawn = np.empty(N_NEGATIVES, dtype=np.float32)
    scratch = np.empty(DIM, dtype=np.float32)
    for start in range(0, len(sources), BATCH):
        size = min(BATCH, len(sources) - start)
        for j in range(N_NEGATIVES):
            if j % 2 and n_seen > 0:
                negative[j] = np.searchsorted(totals, np.random.randint(n_seen), side="right")
            else:
                negative[j] = np.random.randint(n_actors)
            share = 0.5 * seen[negative[j]] / max(n_seen, 1) + 0.5 / n_actors
            log_odds[j] = v.own[negative[j], 0] - np.log(N_NEGATIVES * share)
            _target_row(v, negative[j], rows[j])
            drawn[j] = 0.0
        for d in range(DIM):
            for j in range(N_NEGATIVES):
                columns[d, j] = rows[j, d]
                moved[j, d] = 0.0
        for b in range(size):
            e = start + b
            query_vector(v, sources[e], kinds[e], partners[e], partner_kinds[e], side[b], query[b])
            _target_row(v, targets[e], right[b])
        for b in range(size):
            target = targets[start + b]
            own = _chances(query[b], right[b], v.own[target, 0], target, negative, log_odds, columns, chance)
            for d in range(DIM):
                back[b, d] = own * right[b, d]
            for j in range(N_NEGATIVES):
                if chance[j] > _SMALL:
                    drawn[j] += chance[j]
                    for d in range(DIM):
                        back[b, d] += chance[j] * rows[j, d]
                        moved[j, d] += chance[j] * query[b, d]
            _move_target(v, target, query[b], own, own)
        for j in range(N_NEGATIVES):
            if drawn[j] > _SMALL:
                _move_target(v, negative[j], moved[j], np.float32(1.0), drawn[j])
        for b in range(size):
            e = start + b
            _move_source(v, sources[e], kinds[e], partners[e], partner_kinds[e], side[b], back[b], scratch)
