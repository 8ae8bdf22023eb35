"""The recurrency baseline: what happened between the same two comes again, else what comes most often.

Source: Gastinger, Meilicke, Errica, Sztyler, Schuelke & Stuckenschmidt, "History Repeats Itself: A Baseline for
Temporal Knowledge Graph Forecasting", IJCAI 2024, combined baseline; written anew from the paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from detente.forecast.facts import Facts
from detente.forecast.protocol import Known, average_ranks

if TYPE_CHECKING:
    from numpy.typing import NDArray

FADES: Final = (0.01, 0.1, 1.0)
"""Steepness per step of the strict part, 2 ** (-fade * lag), to choose from."""
SHARES: Final = (0.5, 0.9, 0.99, 0.999)
"""Weights of the strict part, to choose from; the relaxed part has the rest."""
_UNASKED: Final = (0.1, 0.99)
"""Fade and weight of a type that validation does not ask."""
_MOST_ASKED: Final = 10_000
"""Validation queries that are used, evenly spread: dozens for each common type."""
_CHUNK: Final = 256


class RecurrencyBaseline:
    """Combined recurrency: per type, a weighted sum of two scores.

    Strict: 2 ** (-fade * steps since the same source, type and target). Relaxed: the target's share of the type's
    past events.
    Fade and weight are chosen for each type by mean reciprocal rank on held-out facts.
    """

    def __init__(self, n_actors: int, n_types: int) -> None:
        """Know nothing yet."""
        self.n_actors, self.n_types = n_actors, n_types
        self._last: dict[tuple[int, int], dict[int, int]] = {}
        self._counts: dict[int, NDArray[np.float64]] = {}
        self._fade = np.full(2 * n_types, _UNASKED[0])
        self._weight = np.full(2 * n_types, _UNASKED[1])

    def fit(self, past: Facts, held_out: Facts, *, block: int = 1) -> None:
        """Learn the past, then choose on the held-out facts that follow it, then learn these too.

        Args:
            past: One way, in order, each fact once.
            held_out: Likewise.
            block: 1 when the held-out facts of a step are known at the next; else they are all forecast from `past`.
        """
        for step, facts in past.by_step():
            self.append(facts, step=step)
        known = Known.of(held_out, self.n_types, self.n_actors)
        every = max(1, 2 * len(held_out) // _MOST_ASKED)
        reciprocal: list[NDArray[np.float64]] = []
        kinds: list[NDArray[np.int64]] = []
        for step, facts in held_out.by_step():
            asked = facts.both_ways(self.n_types)[::every]
            for start in range(0, len(asked), _CHUNK):
                part = asked[slice(start, start + _CHUNK)]
                reciprocal.append(self._tried(part, known))
                kinds.append(part.type)
            if block == 1:
                self.append(facts, step=step)
        if block > 1:
            for step, facts in held_out.by_step():
                self.append(facts, step=step)
        if kinds:
            self._choose(np.concatenate(reciprocal), np.concatenate(kinds))

    def append(self, facts: Facts, *, step: int) -> None:
        """Add one step's facts to the past."""
        both = facts.both_ways(self.n_types)
        for source, kind, target in zip(both.source.tolist(), both.type.tolist(), both.target.tolist(), strict=True):
            self._last.setdefault((source, kind), {})[target] = step
            if kind not in self._counts:
                self._counts[kind] = np.zeros(self.n_actors)
            self._counts[kind][target] += 1

    def scores(self, queries: Facts) -> NDArray[np.float64]:
        """(n_queries, n_actors), higher is likelier; targets are not read."""
        return self._combined(*self._parts(queries), self._fade[queries.type], self._weight[queries.type])

    def _tried(self, queries: Facts, known: Known) -> NDArray[np.float64]:
        """(n_queries, n_fades * n_weights) reciprocal ranks."""
        lags, relaxed = self._parts(queries)
        columns = []
        for fade in FADES:
            for weight in SHARES:
                scores = self._combined(lags, relaxed, np.full(len(queries), fade), np.full(len(queries), weight))
                columns.append(1.0 / average_ranks(scores, queries, known))
        return np.column_stack(columns)

    def _choose(self, reciprocal: NDArray[np.float64], kinds: NDArray[np.int64]) -> None:
        tried = [(fade, weight) for fade in FADES for weight in SHARES]
        for kind in np.unique(kinds):
            best = int(reciprocal[kinds == kind].mean(axis=0).argmax())
            self._fade[kind], self._weight[kind] = tried[best]

    def _parts(self, queries: Facts) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lags to the same triple (inf where there was none) and shares, each (n_queries, n_actors)."""
        lags = np.full((len(queries), self.n_actors), np.inf)
        relaxed = np.zeros((len(queries), self.n_actors))
        for row, (source, kind, step) in enumerate(
            zip(queries.source.tolist(), queries.type.tolist(), queries.step.tolist(), strict=True)
        ):
            last = self._last.get((source, kind))
            if last:
                lags[row, list(last)] = step - np.fromiter(last.values(), dtype=np.int64, count=len(last))
            counts = self._counts.get(kind)
            if counts is not None:
                relaxed[row] = counts / counts.sum()
        return lags, relaxed

    @staticmethod
    def _combined(
        lags: NDArray[np.float64], relaxed: NDArray[np.float64], fade: NDArray[np.float64], weight: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        strict = np.exp2(-fade[:, None] * lags)
        return np.asarray(weight[:, None] * strict + (1.0 - weight[:, None]) * relaxed)
