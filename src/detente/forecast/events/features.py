"""The numbers about a candidate that trees are grown on: sums of weights by family, lags, counts, shares and the query itself.

A row of float32 for each of the best candidates. What never happened has lag LONGEST_LAG and count 0; a count that cannot be
known has -1.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from detente.forecast.events.asked import times_asked
from detente.forecast.events.clues import N_FAMILIES, Family
from detente.forecast.events.counting import GAP, LONGEST_LAG, N_SCALES, NUMBER, faded, lag_of
from detente.forecast.events.hashing import EMPTY
from detente.forecast.events.past import SIZE, mirrored, role_of, triple_of
from detente.forecast.events.tallies import N_TALLIES, group_of, tally

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
    "actor_new_pairs",
    "asked_here",
    "asked",
)
"""Columns, in order."""
N_FEATURES: Final = len(NAMES)
_MIDDLE, _SLOW = 2, 3
_FLOOR: Final = np.float32(0.5)  # keeps shares of little from being large


@njit(cache=True, nogil=True)
def _write_counts(fade, counts, slot, now, out, k):
    """Lag, number, gap and faded counts of a row, or of nothing."""
    if slot == EMPTY:
        out[k] = LONGEST_LAG
        for j in range(1, 3 + N_SCALES):
            out[k + j] = 0.0
    else:
        out[k] = lag_of(counts, slot, now)
        out[k + 1] = counts[slot, NUMBER]
        out[k + 2] = counts[slot, GAP]
        for scale in range(N_SCALES):
            out[k + 3 + scale] = faded(fade, counts, slot, scale, now)
    return k + 3 + N_SCALES


@njit(cache=True, nogil=True)
def measure(past, tallies, weights, source, kind, now, n, best, asked, work, out):
    """Write a row for each of the candidates at places `best` among `n`, the best first."""
    fade = past.fade
    other_kind = mirrored(past, kind)
    own_role = role_of(past, source, kind)
    source_left = faded(fade, past.actor, source, _MIDDLE, now)
    role_left = faded(fade, past.role, own_role, _MIDDLE, now) if own_role != EMPTY else np.float32(0.0)
    kind_left = faded(fade, past.kind, kind, _SLOW, now)
    for place in range(len(best)):
        i, row = best[place], out[place]
        actor, pair = work.actor[i], work.pair[i]
        nearer = 0
        for j in range(n):
            nearer += work.nearness[j] > work.nearness[i]
        row[0] = work.score[i]
        row[1] = work.score[i] - work.score[best[0]]
        row[2] = place
        row[3] = work.probability[i]
        row[4] = work.nearness[i]
        row[5] = nearer
        k = 6
        for family in range(N_FAMILIES):
            row[k + family] = 0.0
        for clue in range(work.n_clues[i]):
            row[k + work.family[i, clue]] += weights[work.clue[i, clue], 0]
        k += N_FAMILIES
        same = triple_of(past, pair, kind) if pair != EMPTY else np.int32(EMPTY)
        back = triple_of(past, pair, other_kind) if pair != EMPTY else np.int32(EMPTY)
        role = role_of(past, actor, other_kind)
        k = _write_counts(fade, past.triple, same, now, row, k)
        k = _write_counts(fade, past.triple, back, now, row, k)
        k = _write_counts(fade, past.pair, pair, now, row, k)
        k = _write_counts(fade, past.role, role, now, row, k)
        k = _write_counts(fade, past.actor, actor, now, row, k)
        row[k] = work.rank[i, 0]
        row[k + 1] = work.rank[i, 1]
        row[k + 2] = past.pair_links[pair, SIZE] if pair != EMPTY else 0
        row[k + 3] = faded(fade, past.pair, pair, _MIDDLE, now) / (source_left + _FLOOR) if pair != EMPTY else 0.0
        row[k + 4] = faded(fade, past.triple, same, _MIDDLE, now) / (role_left + _FLOOR) if same != EMPTY else 0.0
        row[k + 5] = faded(fade, past.role, role, _SLOW, now) / (kind_left + _FLOOR) if role != EMPTY else 0.0
        row[k + 6] = work.via[actor, 0]
        row[k + 7] = work.via[actor, 1]
        first, second = work.leg[actor, 0], work.leg[actor, 1]
        row[k + 8] = lag_of(past.pair, first, now) if first != EMPTY else LONGEST_LAG
        row[k + 9] = lag_of(past.pair, second, now) if first != EMPTY else LONGEST_LAG
        k += 10
        for which in range(N_TALLIES):
            slot = tally(tallies, which, source, kind, actor)
            if slot >= 0:
                row[k + which] = faded(fade, tallies.counts, slot, _SLOW, now)
            else:
                row[k + which] = 0.0 if slot == EMPTY else -1.0
            if which < 3:
                row[k + N_TALLIES + which] = lag_of(tallies.counts, slot, now) if slot >= 0 else LONGEST_LAG
        k += N_TALLIES + 3
        group, source_group = group_of(tallies, actor), group_of(tallies, source)
        row[k] = -1.0 if group < 0 or source_group < 0 else np.float32(group == source_group)
        row[k + 1] = tallies.sector[actor]
        row[k + 2] = source_left
        row[k + 3] = past.actor_size[source]
        row[k + 4] = role_left
        row[k + 5] = past.role[own_role, NUMBER] if own_role != EMPTY else 0.0
        row[k + 6] = lag_of(past.role, own_role, now) if own_role != EMPTY else LONGEST_LAG
        row[k + 7] = past.kind[kind, NUMBER]
        row[k + 8] = past.actor_fresh[source, 0]
        row[k + 9] = past.actor_fresh[source, 1]
        row[k + 10] = past.kind_fresh[kind, 0]
        row[k + 11] = past.kind_fresh[kind, 1]
        row[k + 12] = n
        row[k + 13] = past.actor_fresh[actor, 0]
        row[k + 14], row[k + 15] = times_asked(asked, actor, other_kind)


@njit(cache=True, nogil=True)
def best_places(n, most, work):
    """Places of the best candidates by score, the best first; the earlier candidate first among equals."""
    return np.argsort(-work.score[:n], kind="mergesort")[:most]
