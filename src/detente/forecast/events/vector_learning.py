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


@njit(cache=True, nogil=True, fastmath=True)
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


@njit(cache=True, nogil=True, fastmath=True)
def _target_row(v, actor, out):
    group, sector = v.group[actor], v.sector[actor]
    for d in range(DIM):
        out[d] = v.target[actor, d] + v.target_group[group, d] + v.target_sector[sector, d]


@njit(cache=True, nogil=True, fastmath=True)
def _move_target(v, actor, gradient, scale, own):
    _move(v.target, actor, gradient, scale)
    _move(v.target_group, v.group[actor], gradient, scale)
    _move(v.target_sector, v.sector[actor], gradient, scale)
    v.own[actor, 1] += own * own
    v.own[actor, 0] -= RATE * own / np.sqrt(v.own[actor, 1])


@njit(cache=True, nogil=True, fastmath=True)
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
    right = np.empty((BATCH, DIM), dtype=np.float32)
    side = np.empty((BATCH, DIM), dtype=np.float32)
    query = np.empty((BATCH, DIM + 1), dtype=np.float32)
    own = np.empty(BATCH, dtype=np.float32)
    scratch = np.empty(DIM, dtype=np.float32)
    for start in range(0, len(sources), BATCH):
        size = min(BATCH, len(sources) - start)
        for j in range(N_NEGATIVES):
            if j % 2 and n_seen > 0:
                negative[j] = np.searchsorted(totals, np.random.randint(n_seen), side="right")
            else:
                negative[j] = np.random.randint(n_actors)
            share = 0.5 * seen[negative[j]] / max(n_seen, 1) + 0.5 / n_actors
            log_odds[j] = np.log(N_NEGATIVES * share)
            _target_row(v, negative[j], rows[j])
        for b in range(size):
            e = start + b
            query_vector(v, sources[e], kinds[e], partners[e], partner_kinds[e], side[b], query[b])
            _target_row(v, targets[e], right[b])
        asked = np.ascontiguousarray(query[:size, :DIM])
        chance = np.dot(asked, rows.T)
        for b in range(size):
            target = targets[start + b]
            score = v.own[target, 0]
            for d in range(DIM):
                score += asked[b, d] * right[b, d]
            highest = score
            for j in range(N_NEGATIVES):
                if negative[j] == target:
                    chance[b, j] = np.float32(-1e30)
                else:
                    chance[b, j] += v.own[negative[j], 0] - log_odds[j]
                highest = max(highest, chance[b, j])
            total = np.exp(score - highest)
            own[b] = total
            for j in range(N_NEGATIVES):
                chance[b, j] = np.exp(chance[b, j] - highest)
                total += chance[b, j]
            own[b] = own[b] / total - np.float32(1.0)
            for j in range(N_NEGATIVES):
                chance[b, j] /= total
        back = np.dot(chance, rows)
        at_rows = np.dot(chance.T, asked)
        for b in range(size):
            for d in range(DIM):
                back[b, d] += own[b] * right[b, d]
            _move_target(v, targets[start + b], asked[b], own[b], own[b])
        for j in range(N_NEGATIVES):
            drawn = np.float32(0.0)
            for b in range(size):
                drawn += chance[b, j]
            if drawn > np.float32(1e-4):
                _move_target(v, negative[j], at_rows[j], np.float32(1.0), drawn)
        for b in range(size):
            e = start + b
            _move_source(v, sources[e], kinds[e], partners[e], partner_kinds[e], side[b], back[b], scratch)
