"""Rankings of who does what to whom next, and how good they have been on the last days before the one asked from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from detente.forecast.baselines.recurrency import RecurrencyBaseline
from detente.forecast.events.explain import explain_query
from detente.forecast.events.forecaster import EventForecaster
from detente.forecast.events.settings import Settings
from detente.forecast.facts import Facts
from detente.forecast.next_events import RankRecord
from detente.forecast.protocol import Known, average_ranks
from detente.forecast.scores import score_ranks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from detente.forecast.events.explain import Explanation

HELD_OUT: Final = 0.05
"""Share of the days that rankings are tried on, the last ones."""

LEAST_DAYS: Final = 60
"""Days with facts below which nobody is ranked: two weeks of nets' lessons and three days to try them on."""

LEAST_FACTS: Final = 300
"""Facts below which nobody is ranked."""

MOST_TRIED: Final = 3_000
"""Held-out facts that are ranked, evenly spread."""

QUICK: Final = Settings(taught=20_000, nets=2)
"""For somebody who waits."""

_CHUNK: Final = 256


class TriedRanker:
    """A forecaster that has learned all facts, the last days of them after it was tried on them.

    Args:
        facts: In order, each once.
        actors: Names, as `EventForecaster` takes them.
        n_types: Event types.
        mirrored: Whether sources are asked for, (?, type, target), in place of targets.
        settings: Of the forecaster.
        progress: Told in words what is going on.

    Attributes:
        tried: The steps that it was tried on.
    """

    def __init__(
        self,
        facts: Facts,
        actors: Sequence[str],
        n_types: int,
        *,
        mirrored: bool = False,
        settings: Settings = QUICK,
        progress: Callable[[str], None] = lambda words: None,
    ) -> None:
        self._mirrored, self._n_types = mirrored, n_types
        steps = np.unique(facts.step)
        tried = steps[-max(1, round(HELD_OUT * len(steps))) :]
        past = facts[facts.step < tried[0]]
        progress(f"learning {len(past):,} facts of {len(steps) - len(tried):,} days")
        self._forecaster = EventForecaster(actors, n_types, settings)
        self._forecaster.fit(past)
        baseline = RecurrencyBaseline(len(actors), n_types)
        chosen_on = past.step >= steps[-2 * len(tried)]
        baseline.fit(past[~chosen_on], past[chosen_on])
        self.tried = tuple(tried.tolist())
        self._asked, self._ranks, self._plain = self._tries(baseline, facts, tried, len(actors), progress)

    def explain(self, actor: int, kind: int, step: int, *, most: int) -> list[Explanation]:
        """The best-ranked actors at the other end of an actor's next event of a type, and why.

        Args:
            actor: Its number.
            kind: The type's.
            step: After all that was learned.
            most: How many.
        """
        asked = kind + self._n_types if self._mirrored else kind
        return explain_query(self._forecaster, actor, asked, step, most=most)

    def record(
        self, *, actor: int | None = None, among: NDArray[np.bool_] | None = None, kind: int | None = None
    ) -> RankRecord | None:
        """How good rankings were; None where none was tried.

        Args:
            actor: Only those asked of this actor.
            among: (n_actors,) only those asked of these.
            kind: Only those of this type.
        """
        chosen = np.ones(len(self._ranks), dtype=np.bool_)
        if actor is not None:
            chosen &= self._asked.source == actor
        if among is not None:
            chosen &= among[self._asked.source]
        if kind is not None:
            chosen &= self._asked.type % self._n_types == kind
        if not chosen.any():
            return None
        return RankRecord(score_ranks(self._ranks[chosen]), score_ranks(self._plain[chosen]))

    def _tries(
        self,
        baseline: RecurrencyBaseline,
        facts: Facts,
        steps: NDArray[np.int64],
        n_actors: int,
        progress: Callable[[str], None],
    ) -> tuple[Facts, NDArray[np.float64], NDArray[np.float64]]:
        """Rank each step's facts from the steps before, then learn them: queries, ranks, ranks by the baseline."""
        held = facts[facts.step >= steps[0]]
        known = Known.of(held, self._n_types, n_actors)
        every = max(1, -(-len(held) // MOST_TRIED))
        asked: list[Facts] = []
        ranks: list[NDArray[np.float64]] = []
        plain: list[NDArray[np.float64]] = []
        seen = 0
        for done, (step, of_step) in enumerate(held.by_step()):
            progress(f"ranking the last {len(steps):,} days, each from the days before: {done:,} done")
            drawn = of_step[(np.arange(len(of_step)) + seen) % every == 0]
            seen += len(of_step)
            both = drawn.both_ways(self._n_types)
            half = len(drawn)
            queries = both[slice(half, None)] if self._mirrored else both[slice(half)]
            for at in range(0, len(queries), _CHUNK):
                part = queries[slice(at, at + _CHUNK)]
                asked.append(part)
                ranks.append(average_ranks(self._forecaster.scores(part), part, known))
                plain.append(average_ranks(baseline.scores(part), part, known))
            self._forecaster.append(of_step, step=step)
            self._forecaster.catch_up()
            baseline.append(of_step, step=step)
        return Facts.joined(*asked), np.concatenate(ranks), np.concatenate(plain)
