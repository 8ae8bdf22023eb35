"""The numbers about a candidate that nets are taught: sums of weights by family, lags, counts, shares and the
query itself.

A row of float32 for each of the best candidates. What never happened has lag LONGEST_LAG and count 0; a count that
cannot be known has -1.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from detente.forecast.events.clues import N_FAMILIES, Family
from detente.forecast.events.counting import GAP, LONGEST_LAG, N_SCALES, NUMBER, faded, lag_of
from detente.forecast.events.hashing import EMPTY, find
from detente.forecast.events.past import SIZE, mirrored, role_of
from detente.forecast.events.tallies import N_TALLIES, tally_key

_COUNTED: Final = ("same", "mirrored", "pair", "role", "actor")
"""What has all columns of `_write_counts`."""
_COUNTS: Final = ("lag", "number", "gap", *(f"faded_{scale}" for scale in range(N_SCALES)))

NAMES: Final = (
    "score",
    "score_behind",
    "score_rank",
    "probability",
    "nearness",
    "nearness_rank",
    *(f"clues_{family.name.lower()}" for family in Family),
    *(f"{what}_{name}" for what in _COUNTED for name in _COUNTS),
    "partner_rank",
    "same_rank",
    "pair_size",
    "share_of_source",
    "share_of_role",
    "share_of_kind",
    "path",
    "path_of_kind",
    "path_first_lag",
    "path_second_lag",
    *(f"group_{which}" for which in range(N_TALLIES)),
    *(f"group_{which}_lag" for which in (0, 1, 2)),
    "same_group",
    "sector",
    "actor_new_pairs",
    "asked_here",
    "asked",
    "source_faded",
    "source_partners",
    "own_role_faded",
    "own_role_number",
    "own_role_lag",
    "kind_number",
    "source_new_pairs",
    "source_new_triples",
    "kind_new_pairs",
    "kind_new_triples",
    "candidates",
)
"""Columns, in order."""
N_FEATURES: Final = len(NAMES)
_MIDDLE, _SLOW = 2, 3
_FLOOR: Final = np.float32(0.5)  # keeps shares of little from being large


@njit(cache=True, nogil=True)
def _write_counts(fade, counts, slot, now, out, place, k):
    """Lag, number, gap and faded counts of a row, or of nothing."""
    if slot == EMPTY:
        out[place, k] = LONGEST_LAG
        for j in range(1, 3 + N_SCALES):
            out[place, k + j] = 0.0
    else:
        out[place, k] = lag_of(counts, slot, now)
        out[place, k + 1] = counts[slot, NUMBER]
        out[place, k + 2] = counts[slot, GAP]
        for scale in range(N_SCALES):
            out[place, k + 3 + scale] = faded(fade, counts, slot, scale, now)
    return k + 3 + N_SCALES


@njit(cache=True, nogil=True)
def measure(past, tallies, weights, source, kind, now, n, best, asked, work, out):
    """Write a row for each of the candidates at places `best` among `n`, the best first."""
    fade, actors, roles, pairs, triples = past.fade, past.actor, past.role, past.pair, past.triple
    pair_links, actor_fresh = past.pair_links, past.actor_fresh
    role_keys, role_slots, triple_keys, triple_slots = (
        past.role_keys, past.role_slots, past.triple_keys, past.triple_slots
    )  # fmt: skip
    groups, sectors, counts = tallies.group, tallies.sector, tallies.counts
    tally_keys, tally_slots, base = tallies.keys, tallies.slots, tallies.base[0]
    asked_keys, asked_counts, asked_actors = asked.keys, asked.counts, asked.actors
    clue, family, first_clue = work.clue, work.family, work.first_clue
    rank, nearness, score, probability = work.rank, work.nearness, work.score, work.probability
    via, leg = work.via, work.leg
    n_kinds, other_kind = len(past.kind), mirrored(past, kind)
    own_role = role_of(past, source, kind)
    source_left = faded(fade, actors, source, _MIDDLE, now)
    role_left = faded(fade, roles, own_role, _MIDDLE, now) if own_role != EMPTY else np.float32(0.0)
    kind_left = faded(fade, past.kind, kind, _SLOW, now)
    of_query = _of_query(past, source, kind, own_role, now, n)
    for place in range(len(best)):
        i = best[place]
        actor, pair = work.actor[i], work.pair[i]
        nearer = 0
        for j in range(n):
            nearer += nearness[j] > nearness[i]
        out[place, 0] = score[i]
        out[place, 1] = score[i] - score[best[0]]
        out[place, 2] = place
        out[place, 3] = probability[i]
        out[place, 4] = nearness[i]
        out[place, 5] = nearer
        k = 6
        for j in range(N_FAMILIES):
            out[place, k + j] = 0.0
        for j in range(first_clue[i], first_clue[i + 1]):
            out[place, k + family[j]] += weights[clue[j], 0]
        k += N_FAMILIES
        same, back = np.int32(EMPTY), np.int32(EMPTY)
        if pair != EMPTY:
            same = find(triple_keys, triple_slots, np.int64(pair) * n_kinds + kind)
            back = find(triple_keys, triple_slots, np.int64(pair) * n_kinds + other_kind)
        role = find(role_keys, role_slots, np.int64(actor) * n_kinds + other_kind)
        k = _write_counts(fade, triples, same, now, out, place, k)
        k = _write_counts(fade, triples, back, now, out, place, k)
        k = _write_counts(fade, pairs, pair, now, out, place, k)
        k = _write_counts(fade, roles, role, now, out, place, k)
        k = _write_counts(fade, actors, actor, now, out, place, k)
        out[place, k] = rank[i, 0]
        out[place, k + 1] = rank[i, 1]
        out[place, k + 2] = pair_links[pair, SIZE] if pair != EMPTY else 0
        out[place, k + 3] = faded(fade, pairs, pair, _MIDDLE, now) / (source_left + _FLOOR) if pair != EMPTY else 0.0
        out[place, k + 4] = faded(fade, triples, same, _MIDDLE, now) / (role_left + _FLOOR) if same != EMPTY else 0.0
        out[place, k + 5] = faded(fade, roles, role, _SLOW, now) / (kind_left + _FLOOR) if role != EMPTY else 0.0
        out[place, k + 6] = via[actor, 0]
        out[place, k + 7] = via[actor, 1]
        first, second = leg[actor, 0], leg[actor, 1]
        out[place, k + 8] = lag_of(pairs, first, now) if first != EMPTY else LONGEST_LAG
        out[place, k + 9] = lag_of(pairs, second, now) if first != EMPTY else LONGEST_LAG
        k += 10
        group, sector = groups[actor], sectors[actor]
        for which in range(N_TALLIES):
            key = tally_key(base, which, source, groups[source], sectors[source], kind, actor, group, sector)
            slot = find(tally_keys, tally_slots, key) if key != EMPTY else np.int32(EMPTY)
            if slot != EMPTY:
                out[place, k + which] = faded(fade, counts, slot, _SLOW, now)
            else:
                out[place, k + which] = 0.0 if key != EMPTY else -1.0
            if which < 3:
                out[place, k + N_TALLIES + which] = lag_of(counts, slot, now) if slot != EMPTY else LONGEST_LAG
        k += N_TALLIES + 3
        out[place, k] = -1.0 if group < 0 or groups[source] < 0 else np.float32(group == groups[source])
        out[place, k + 1] = sector
        out[place, k + 2] = actor_fresh[actor, 0]
        out[place, k + 3] = 0.0
        out[place, k + 4] = 0.0
        if len(asked_actors) > 0:
            here = find(asked_keys, asked_counts, np.int64(actor) * n_kinds + other_kind)
            out[place, k + 3] = max(here, 0)
            out[place, k + 4] = asked_actors[actor]
        k += 5
        for j in range(len(of_query)):
            out[place, k + j] = of_query[j]


@njit(cache=True, nogil=True)
def _of_query(past, source, kind, own_role, now, n):
    """What is the same for all candidates: it tells what to make of the rest."""
    values = np.zeros(11, dtype=np.float32)
    values[0] = faded(past.fade, past.actor, source, _MIDDLE, now)
    values[1] = past.actor_size[source]
    values[4] = LONGEST_LAG
    if own_role != EMPTY:
        values[2] = faded(past.fade, past.role, own_role, _MIDDLE, now)
        values[3] = past.role[own_role, NUMBER]
        values[4] = lag_of(past.role, own_role, now)
    values[5] = past.kind[kind, NUMBER]
    values[6] = past.actor_fresh[source, 0]
    values[7] = past.actor_fresh[source, 1]
    values[8] = past.kind_fresh[kind, 0]
    values[9] = past.kind_fresh[kind, 1]
    values[10] = n
    return values


@njit(cache=True, nogil=True)
def best_places(n, most, score):
    """Places of the best candidates by score, the best first; the earlier candidate first among equals."""
    return np.argsort(-score[:n], kind="mergesort")[:most]
