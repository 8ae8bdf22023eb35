"""The next-event forecaster: one pass over the past, step by step; each step is forecast, learned from, entered."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.forecast.events.asked import Asked, asked_of, not_known
from detente.forecast.events.groups import group_actors
from detente.forecast.events.hashing import EMPTY
from detente.forecast.events.lessons import lessons
from detente.forecast.events.model import Model, Prepared, is_right
from detente.forecast.events.queries import Queries
from detente.forecast.events.ranker import Ranker
from detente.forecast.events.rows import RowsGathered
from detente.forecast.events.settings import Settings
from detente.forecast.events.vectors import squashed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from detente.forecast.events.learned import Learned
    from detente.forecast.facts import Facts

_CHUNK: Final = 256


class EventForecaster:
    """Ranks all actors for (source, type, ?) and, with types + n_types, for (?, type, target)."""

    def __init__(self, actors: Sequence[str], n_types: int, settings: Settings | None = None) -> None:
        """Know nothing yet.

        Args:
            actors: Names; a bracket tells the state that an organ belongs to. "" where there is no name.
            n_types: Event types.
            settings: As chosen on the valid parts, unless given.
        """
        self.settings = settings or Settings()
        self.n_actors, self.n_types = len(actors), n_types
        self._groups = group_actors(actors)
        self.model = self._new_model(None)
        # Steps are learned from as they were forecast, by a second model whose past ends before them.
        self._behind = self._new_model(self.model.learned)
        self._waiting: deque[tuple[int, Facts]] = deque()
        self.ranker: Ranker | None = None

    def fit(self, past: Facts) -> None:
        """Learn from the past in one pass, then teach the nets its latest queries.

        Args:
            past: In order of its steps, each fact once, one way.
        """
        days = {step: facts.both_ways(self.n_types) for step, facts in past.by_step()}
        if not days:
            return
        steps, block, views, seed = list(days), self.settings.block, self.settings.views, self.settings.seed
        shown_from, sought_from = self._windows(days)
        ahead, behind = self.model, self._behind
        rows, prepared = RowsGathered(), dict[int, Prepared]()
        for lesson in lessons(steps, block, shown_from=shown_from, views=views, seed=seed):
            model, both = ahead if lesson.is_shown else behind, days[lesson.step]
            _enter(model, days, steps, until=lesson.known)
            queries = Queries.of(both)
            ready = prepared.pop(lesson.step, None) or self._prepared(
                model, queries, both, lesson.step, seek=lesson.step >= sought_from
            )
            if not lesson.is_shown:
                model.learn(ready, queries, both, lesson.step)
                continue
            actors, features = model.measure(ready, self.settings.shown)
            rows.add(queries.kind, actors, features, is_right(actors, queries))
            if block == 1:  # the next lesson is this step's own, seen from the same past
                prepared[lesson.step] = ready
        for model in (ahead, behind):
            _enter(model, days, steps, until=steps[-1])
        self.ranker = Ranker.taught(
            rows.joined(), 2 * self.n_types, nets=self.settings.nets, passes=self.settings.passes, seed=seed
        )

    def append(self, facts: Facts, *, step: int) -> None:
        """Enter one more step: forecasts know of it from now on. What it teaches waits for `catch_up`."""
        both = facts.both_ways(self.n_types)
        self.model.enter(both, step)
        self._waiting.append((step, both))

    def catch_up(self) -> None:
        """Learn from the steps appended since, each as it was forecast; takes far longer than to enter them.

        The nets stay as they are.
        """
        while self._waiting:
            step, both = self._waiting.popleft()
            queries = Queries.of(both)
            ready = self._prepared(self._behind, queries, both, step, seek=True)
            self._behind.learn(ready, queries, both, step)
            self._behind.enter(both, step)

    def scores(self, queries: Facts, day: Facts | None = None) -> NDArray[np.float64]:
        """Score all actors for each query.

        Args:
            queries: Of steps after all that is known; their targets are not read.
            day: Where `day_queries_known`, the other queries of the same day (targets are not read).

        Returns:
            (n_queries, n_actors), higher is likelier: below 0 who is no candidate, from 2 up whom the nets put in
            order.

        Raises:
            ValueError: A query's step is not after the last one entered.
        """
        if len(queries) and queries.step.min() <= self.model.history.last_step:
            raise ValueError(f"step {queries.step.min()} is asked, but step {self.model.history.last_step} is known")
        asked = self._asked(day if day is not None else queries[:0])
        parts = [self._scored(queries[slice(i, i + _CHUNK)], asked) for i in range(0, len(queries), _CHUNK)]
        return np.concatenate([np.empty((0, self.n_actors)), *parts])

    def _scored(self, queries: Facts, asked: Asked) -> NDArray[np.float64]:
        ready = self.model.prepare(queries.source, queries.type, queries.step, asked, seek=True, keep=True)
        everyone: NDArray[np.float64] = squashed(ready.scores)
        everyone -= 2.0
        actors, features = self.model.measure(ready, self.settings.kept, everyone)
        if self.ranker is not None:
            real = actors != EMPTY
            row, _ = np.nonzero(real)
            told = self.ranker.scores(features[real], queries.type[row])
            everyone[row, actors[real]] = 2.0 + squashed(told[None, :])[0]
        return everyone

    def ordered(self, source: int, kind: int, step: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The kept candidates of one query, the best first, and their features."""
        one = (np.array([source]), np.array([kind]), np.array([step]))
        ready = self.model.prepare(*one, not_known(2 * self.n_types), seek=True)
        actors, features = self.model.measure(ready, self.settings.kept)
        real = actors[0] != EMPTY
        actors, features = actors[0][real], features[0][real]
        if self.ranker is None or not len(actors):
            return actors, features
        order = np.argsort(-self.ranker.scores(features, np.full(len(features), kind)), kind="stable")
        return actors[order], features[order]

    def net_parts(self, features: NDArray[np.float32], place: int, kind: int) -> tuple[tuple[str, float], ...]:
        """What each feature adds to a candidate's score beyond its query's mean candidate; nothing without nets."""
        return self.ranker.parts(features, place, kind) if self.ranker is not None else ()

    def _new_model(self, learned: Learned | None) -> Model:
        settings = self.settings
        return Model(self._groups, self.n_types, seed=settings.seed, threads=settings.threads, learned=learned)

    def _prepared(self, model: Model, queries: Queries, both: Facts, step: int, *, seek: bool) -> Prepared:
        steps = np.full(len(queries), step)
        return model.prepare(queries.source, queries.kind, steps, self._asked(both), seek=seek)

    def _asked(self, both: Facts) -> Asked:
        n_kinds = 2 * self.n_types
        if not self.settings.day_queries_known:
            return not_known(n_kinds)
        return asked_of(both, self.n_actors, n_kinds)

    def _windows(self, days: dict[int, Facts]) -> tuple[int, int]:
        """First step that the nets are taught, and first in which candidates are sought by vector."""
        settings = self.settings
        last = max(days, default=0)
        taught_from = sought_from = last + 1
        asked = 0
        for step in reversed(days):
            if asked >= settings.taught * (1.0 + settings.warm_up):
                break
            asked += len(Queries.of(days[step]))
            sought_from = step
            if asked <= settings.taught or taught_from > last:
                taught_from = step
        return taught_from, sought_from


def _enter(model: Model, days: dict[int, Facts], steps: list[int], *, until: int) -> None:
    """Enter all steps up to `until` that the model does not have yet."""
    for step in steps[bisect_right(steps, model.history.last_step) : bisect_right(steps, until)]:
        model.enter(days[step], step)
