"""A step's queries with all their right answers, and the compiled loops over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from detente.forecast.events.candidates import clear, gather
from detente.forecast.events.clues import describe
from detente.forecast.events.features import N_FEATURES, best_places, measure
from detente.forecast.events.hashing import EMPTY
from detente.forecast.events.vectors import nearnesses
from detente.forecast.events.weights import learn, weigh
from detente.forecast.events.work import MOST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.forecast.facts import Facts


@dataclass(frozen=True, slots=True, eq=False)
class Queries:
    """Queries of one step, each once; the answers of query i are `answers[starts[i]:starts[i + 1]]`."""

    source: NDArray[np.int64]
    kind: NDArray[np.int64]
    starts: NDArray[np.int64]
    answers: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.source)

    @staticmethod
    def of(both: Facts) -> Queries:
        """From facts of one step, given both ways."""
        order = np.lexsort((both.target, both.type, both.source))
        source, kind = both.source[order], both.type[order]
        first = np.flatnonzero(np.r_[True, (np.diff(source) != 0) | (np.diff(kind) != 0)][: len(source)])
        return Queries(source[first], kind[first], np.r_[first, len(source)], both.target[order])


@njit(cache=True, nogil=True)
def ready(past, tallies, weights, source, kind, now, more, vector, targets, asked, work):
    """Gather, describe and weigh the candidates of one query; returns what `gather` does."""
    n, touched = gather(past, source, kind, now, more, work)
    nearnesses(vector, targets, n, work.actor, work.nearness)
    describe(past, tallies, source, kind, now, n, asked, work)
    weigh(weights, n, work.clue, work.first_clue, work.score, work.probability)
    return n, touched


@njit(cache=True, nogil=True)
def describe_queries(
    past, tallies, sources, kinds, starts, answers, which, now, more, vectors, targets, asked, work
):  # fmt: skip
    """Gather and describe the candidates of the queries `which` of one step; weights are not looked at.

    Returns:
        As `learn_described` takes them: all clues; where each candidate's begin within its query's (one more than
        there are candidates); whether each is an answer; candidates a query; where each query's clues begin.
    """
    size = len(which)
    clues = np.empty(size * 4096, dtype=np.int32)
    first_clues = np.empty(size * (MOST + 1), dtype=np.int32)
    right = np.empty(size * MOST, dtype=np.bool_)
    counts = np.empty(size, dtype=np.int32)
    first = np.empty(size + 1, dtype=np.int64)
    first[0] = 0
    held = 0
    for i in range(size):
        q = which[i]
        n, touched = gather(past, sources[q], kinds[q], now, more[q], work)
        nearnesses(vectors[q], targets, n, work.actor, work.nearness)
        describe(past, tallies, sources[q], kinds[q], now, n, asked, work)
        for j in range(starts[q], starts[q + 1]):
            work.is_answer[answers[j]] = True
        end = first[i] + work.first_clue[n]
        if end > len(clues):
            larger = np.empty(2 * end, dtype=np.int32)
            larger[: first[i]] = clues[: first[i]]
            clues = larger
        clues[first[i] : end] = work.clue[: work.first_clue[n]]
        first_clues[held + i : held + i + n + 1] = work.first_clue[: n + 1]
        for c in range(n):
            right[held + c] = work.is_answer[work.actor[c]]
        counts[i] = n
        first[i + 1] = end
        held += n
        for j in range(starts[q], starts[q + 1]):
            work.is_answer[answers[j]] = False
        clear(work, n, touched)
    return clues, first_clues, right, counts, first


@njit(cache=True, nogil=True)
def learn_described(weights, clues, first_clues, right, counts, first, score, probability):
    """Learn weights from described queries, one after the other; those without an answer among them teach nothing."""
    held = 0
    for i in range(len(counts)):
        n = counts[i]
        found = 0
        for c in range(held, held + n):
            found += right[c]
        if found > 0:
            clue = clues[first[i] : first[i + 1]]
            first_clue = first_clues[held + i : held + i + n + 1]
            weigh(weights, n, clue, first_clue, score, probability)
            learn(
                weights, n, np.float32(1.0) / np.float32(found), clue, first_clue, probability, right[held : held + n]
            )
        held += n


@njit(cache=True, nogil=True)
def measure_queries(past, tallies, weights, sources, kinds, steps, more, vectors, targets, asked, most, work, everyone):
    """Features of each query's best candidates, nothing learned.

    `everyone`, (n_queries, n_actors), holds scores below 0 that the candidates' own replace, from 0 to 1; (0, 0)
    where they are not wanted.

    Returns:
        (n_queries, most) actors, the best first and EMPTY where there are fewer; (n_queries, most, N_FEATURES).
    """
    actors = np.full((len(sources), most), EMPTY, dtype=np.int32)
    features = np.zeros((len(sources), most, N_FEATURES), dtype=np.float32)
    for q in range(len(sources)):
        n, touched = ready(
            past, tallies, weights, sources[q], kinds[q], steps[q], more[q], vectors[q], targets, asked, work
        )
        best = best_places(n, most, work.score)
        measure(past, tallies, weights, sources[q], kinds[q], steps[q], n, best, asked, work, features[q])
        for i in range(len(best)):
            actors[q, i] = work.actor[best[i]]
        if len(everyone) > 0:
            for i in range(n):
                score = np.float64(work.score[i])
                everyone[q, work.actor[i]] = 0.5 + 0.5 * score / (1.0 + abs(score))
        clear(work, n, touched)
    return actors, features
