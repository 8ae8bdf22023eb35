"""All that is learned at one moment, and how it is asked and taught: history, groups, weights and vectors."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from detente.forecast.events.asked import Asked, actors_asked, known, not_known
from detente.forecast.events.candidates import MOST_ASKED, MOST_BUSY, MOST_NEAR, clear
from detente.forecast.events.hashing import EMPTY
from detente.forecast.events.history import History
from detente.forecast.events.learned import Learned
from detente.forecast.events.queries import describe_queries, learn_described, measure_queries, ready
from detente.forecast.events.tallies import Hierarchy
from detente.forecast.events.vector_learning import learn_vectors
from detente.forecast.events.vectors import CONTEXT, all_scores, contexts, nearest, query_rows
from detente.forecast.events.work import MOST, new_work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from detente.forecast.events.groups import Groups
    from detente.forecast.events.queries import Queries
    from detente.forecast.events.work import Work
    from detente.forecast.facts import Facts

    _Described = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]

_CHUNK: Final = 128
_DESCRIBED: Final = 64
"""Queries described at a time, to be learned from."""
_LATE: Final = 1  # scale by which actors are busy


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Queries of one moment, their vectors (n, DIM + 1) and all targets' (n_actors, DIM + 1), further candidates."""

    source: NDArray[np.int64]
    kind: NDArray[np.int64]
    step: NDArray[np.int64]
    vectors: NDArray[np.float32]
    targets: NDArray[np.float32]
    more: NDArray[np.int32]
    asked: Asked
    scores: NDArray[np.float32] | None = None
    """(n, n_actors) by vectors, where they were to be kept."""

    def part(self, which: slice) -> Prepared:
        """Some of the queries."""
        return Prepared(
            self.source[which], self.kind[which], self.step[which],
            self.vectors[which], self.targets, self.more[which], self.asked,
        )  # fmt: skip


class Model:
    """What is known up to a moment; `learn` and `enter` move it on."""

    def __init__(
        self, groups: Groups, n_types: int, *, seed: int, threads: int, learned: Learned | None = None
    ) -> None:
        """Know no past yet, and nothing else but what is given as learned."""
        n_actors = len(groups.group)
        self.seed = seed
        self.learned = learned or Learned(groups, 2 * n_types, seed)
        self.history = History(n_actors, n_types)
        self.hierarchy = Hierarchy(groups, 2 * n_types)
        self._works = [new_work(n_actors) for _ in range(max(threads, 1))]
        self._pool = ThreadPoolExecutor(max(threads, 1))
        self._busy: NDArray[np.int32] | None = None

    def prepare(
        self,
        source: NDArray[np.int64],
        kind: NDArray[np.int64],
        step: NDArray[np.int64],
        asked: Asked,
        *,
        seek: bool,
        keep: bool = False,
    ) -> Prepared:
        """Look up the vectors of queries; with `seek`, also the nearest actors as candidates; `keep` all scores."""
        if self._busy is None:
            self._busy = self.history.busiest(MOST_BUSY, _LATE)
        targets, columns = self.learned.targets
        vectors = query_rows(self.learned.vectors, self.history.past, source, kind)
        parts = [np.broadcast_to(self._busy, (len(source), len(self._busy)))]
        scores = None
        if known(asked):
            parts.append(actors_asked(asked, kind, self.history.n_types, MOST_ASKED))
        if keep:
            scores = all_scores(vectors, columns)
            parts.append(nearest(scores, MOST_NEAR))
        elif seek:
            chunks = [vectors[i : i + _CHUNK] for i in range(0, len(source), _CHUNK)]
            found = self._pool.map(self._nearest, chunks) if len(chunks) > 1 else map(self._nearest, chunks)
            parts.append(np.concatenate([np.empty((0, MOST_NEAR), dtype=np.int32), *found]))
        more = np.ascontiguousarray(np.concatenate(parts, axis=1))
        return Prepared(source, kind, step, vectors, targets, more, asked, scores)

    def _nearest(self, vectors: NDArray[np.float32]) -> NDArray[np.int32]:
        """Of one query as `all_scores` has it; of many at once by a matrix product, which rounds a little otherwise."""
        _, columns = self.learned.targets
        many = len(vectors) > 1
        return np.asarray(nearest(vectors @ columns if many else all_scores(vectors, columns), MOST_NEAR))

    def measure(
        self, queries: Prepared, most: int, everyone: NDArray[np.float64] | None = None
    ) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Best candidates and their features, as `measure_queries` has them; the model stays as it is."""
        n, n_works = len(queries.source), len(self._works)
        bounds = [n * i // n_works for i in range(n_works + 1)]
        nowhere = np.empty((0, 0))

        def run(i: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
            which = slice(bounds[i], bounds[i + 1])
            part = queries.part(which)
            return measure_queries(  # type: ignore[no-any-return]
                self.history.past, self.hierarchy.tallies, self.learned.weights, part.source, part.kind, part.step,
                part.more, part.vectors, part.targets, part.asked, most, self._works[i],
                nowhere if everyone is None else everyone[which],
            )  # fmt: skip

        if n_works == 1 or n < 2 * n_works:  # handing one query over takes longer than the query
            bounds = [0, n]
            return run(0)
        parts = list(self._pool.map(run, range(n_works)))
        return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])

    @contextmanager
    def inspected(self, source: int, kind: int, step: int) -> Iterator[tuple[int, Work]]:
        """The number of candidates of one query and all that was found out about each, until the context ends."""
        asked, work = not_known(2 * self.history.n_types), self._works[0]
        query = self.prepare(np.array([source]), np.array([kind]), np.array([step]), asked, seek=True)
        n, touched = ready(
            self.history.past, self.hierarchy.tallies, self.learned.weights, source, kind, step, query.more[0],
            query.vectors[0], query.targets, asked, work,
        )  # fmt: skip
        try:
            yield n, work
        finally:
            clear(work, n, touched)

    def learn(self, prepared: Prepared, queries: Queries, both: Facts, step: int) -> None:
        """Learn from one step's facts, as seen from the history before them."""
        learned, rng = self.learned, np.random.default_rng([self.seed, step])
        order = rng.permutation(len(queries))
        events = both[rng.permutation(len(both))]
        partners = np.empty((len(events), CONTEXT), dtype=np.int32)
        last_kinds = np.empty_like(partners)
        contexts(self.history.past, events.source, partners, last_kinds)
        moving = self._pool.submit(
            learn_vectors,
            learned.vectors, events.source, events.type, events.target, partners, last_kinds,
            learned.seen, int(learned.seen.sum()), int(rng.integers(2**31)),
        )  # fmt: skip
        scores, chances = np.empty(MOST, dtype=np.float32), np.empty(MOST, dtype=np.float32)
        for described in self._described(prepared, queries, order, step):
            learn_described(learned.weights, *described, scores, chances)
        moving.result()
        np.add.at(learned.seen, events.target, 1)
        learned.changed()

    def _described(
        self, prepared: Prepared, queries: Queries, order: NDArray[np.int64], step: int
    ) -> Iterator[_Described]:  # fmt: skip
        """What `describe_queries` gives of all queries in the order given, some at a time, made by several threads."""
        free = deque(self._works)

        def run(which: NDArray[np.int64]) -> _Described:
            work = free.pop()
            try:
                return describe_queries(  # type: ignore[no-any-return]
                    self.history.past, self.hierarchy.tallies, queries.source, queries.kind, queries.starts,
                    queries.answers, which, step, prepared.more, prepared.vectors, prepared.targets, prepared.asked,
                    work,
                )  # fmt: skip
            finally:
                free.append(work)

        parts = [order[i : i + _DESCRIBED] for i in range(0, len(order), _DESCRIBED)]
        waiting: deque[Future[_Described]] = deque()
        for part in parts:
            waiting.append(self._pool.submit(run, part))
            if len(waiting) > 2 * len(self._works):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def enter(self, both: Facts, step: int) -> None:
        """Enter one step's facts in the history."""
        self.history.append(both, step)
        self.hierarchy.append(both, step, self.history.past.fade)
        self._busy = None


def is_right(actors: NDArray[np.int32], queries: Queries) -> NDArray[np.bool_]:
    """Which of each query's candidates are right answers."""
    owner = np.repeat(np.arange(len(queries)), np.diff(queries.starts))
    size = int(max(queries.answers.max(initial=0), actors.max(initial=0))) + 1
    right = np.unique(owner * size + queries.answers)
    rows = np.arange(len(queries))[:, None] * size
    return np.asarray(np.isin(rows + actors, right) & (actors != EMPTY))
