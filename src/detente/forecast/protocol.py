"""The rules of the test, kept apart from every method: what is asked, what is filtered, how ties rank, what is cold.

Each test fact is asked twice, (source, type, ?) and (?, type, target); every actor is ranked; other right answers of
the same step are taken out (time-aware filter); equal scores share their average rank. Gastinger et al., "Comparing
apples and oranges?" (ECML 2023), show how far figures drift when one of these differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from detente.forecast.facts import Facts

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Stratum(IntEnum):
    """What history knew of a query's right answer."""

    RECURRENT = 0
    """The same source, type and target came before."""
    DYAD_SEEN = 1
    """The two met before, either way, but not so."""
    COLD = 2
    """The two never met."""


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Right answers by query: what the time-aware filter takes out, all parts of the data set together."""

    keys: NDArray[np.int64]
    targets: NDArray[np.int64]
    n_types: int
    n_actors: int

    @staticmethod
    def of(facts: Facts, n_types: int, n_actors: int) -> Known:
        """Index facts (one way); both directions are found, and a fact told twice counts once."""
        both = facts.in_order().both_ways(n_types)
        keys = _query_keys(both, n_types, n_actors)
        order = np.lexsort((both.target, keys))
        return Known(keys[order], both.target[order], n_types, n_actors)

    def answers(self, queries: Facts) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where each query's right answers lie in `targets`: first, and one past the last."""
        keys = _query_keys(queries, self.n_types, self.n_actors)
        return np.searchsorted(self.keys, keys, "left"), np.searchsorted(self.keys, keys, "right")


def _query_keys(queries: Facts, n_types: int, n_actors: int) -> NDArray[np.int64]:
    return (queries.step * (2 * n_types) + queries.type) * n_actors + queries.source


def average_ranks(scores: NDArray[np.float64], queries: Facts, known: Known) -> NDArray[np.float64]:
    """Rank of each query's answer.

    Args:
        scores: (n_queries, n_actors), higher is likelier.
        queries: Asked with their answers in `target`.
        known: The other right answers, which are taken out.

    Returns:
        1 + actors with a higher score + half of the others with an equal one.
    """
    rows = np.arange(len(queries))
    own = scores[rows, queries.target][:, None]
    higher, equal = (scores > own).sum(axis=1), (scores == own).sum(axis=1) - 1
    first, last = known.answers(queries)
    counts = last - first
    query = np.repeat(rows, counts)
    other = known.targets[np.repeat(first - np.r_[0, np.cumsum(counts)[:-1]], counts) + np.arange(counts.sum())]
    query, other = query[(left := other != queries.target[query])], other[left]
    their, mine = scores[query, other], own[query, 0]
    higher = higher - np.bincount(query[their > mine], minlength=len(queries))
    equal = equal - np.bincount(query[their == mine], minlength=len(queries))
    return np.asarray(1.0 + higher + equal / 2.0)


def strata(
    queries: Facts, history: Facts, n_types: int, n_actors: int, *, until: int | None = None
) -> NDArray[np.int64]:
    """The `Stratum` of each query, seen from the history before it.

    Args:
        queries: Of one direction or both.
        history: Facts (one way), of any steps.
        n_types: Event types of the data set.
        n_actors: Its actors.
        until: Facts at or after this step do not count, whatever the query's step (multi-step).
    """
    both = history.both_ways(n_types)
    horizon = queries.step if until is None else np.minimum(queries.step, until)

    def seen(asked: NDArray[np.int64], known: NDArray[np.int64]) -> NDArray[np.bool_]:
        order = np.lexsort((both.step, known))
        keys, first = np.unique(known[order], return_index=True)
        if not len(keys):
            return np.zeros(len(asked), dtype=np.bool_)
        place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        return np.asarray((keys[place] == asked) & (both.step[order][first][place] < horizon))

    def dyads(facts: Facts) -> NDArray[np.int64]:
        return facts.source * n_actors + facts.target

    def triples(facts: Facts) -> NDArray[np.int64]:
        return dyads(facts) * (2 * n_types) + facts.type

    met = np.where(seen(dyads(queries), dyads(both)), Stratum.DYAD_SEEN, Stratum.COLD)
    return np.where(seen(triples(queries), triples(both)), Stratum.RECURRENT, met)
