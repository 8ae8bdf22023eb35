"""Score next-event forecasts on a data set's test part, by the rules in `protocol`, with the baseline beside them."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from detente.errors import InputError
from detente.forecast.baselines.recurrency import RecurrencyBaseline
from detente.forecast.events.explain import Explanation, explain_query
from detente.forecast.events.forecaster import EventForecaster
from detente.forecast.events.settings import MULTI_STEP, SINGLE_STEP
from detente.forecast.facts import Facts
from detente.forecast.measuring import Stage
from detente.forecast.protocol import Known, Stratum, average_ranks, strata
from detente.forecast.scores import RankScores, score_ranks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from detente.forecast.events.settings import Settings
    from detente.forecast.facts import EventData

SETTINGS: Final = ("single-step", "multi-step")
"""Whether the test part's own past may be used as its steps pass, or nothing after the valid part."""
_CHUNK: Final = 256
_TIMED: Final = 400
"""Queries that are asked once more, alone, to tell how long one takes."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall seconds and peak resident memory of the process, in MiB; None where the system tells none."""

    seconds: float
    peak_mib: float | None


@dataclass(frozen=True, slots=True)
class MethodScores:
    """A method's scores.

    Attributes:
        scores: Over both directions of all test facts.
        strata: By `Stratum`.
        fit, predict: Cost of learning the past, and of ranking the test part (learning it as its steps pass included).
    """

    scores: RankScores
    strata: dict[Stratum, RankScores]
    fit: Cost
    predict: Cost


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds: of one query alone at the median and the 99th percentile; of one step at the median, to append it
    so that forecasts know of it, and to learn from it.

    NaN where nothing was timed, or nothing appended (multi-step).
    """

    median: float
    p99: float
    append: float
    learn: float


@dataclass(frozen=True, slots=True)
class ExplainedQuery:
    """A test query, its right answer, the rank that it got and the best-ranked actors with what carried them."""

    source: int
    kind: int
    target: int
    step: int
    rank: float
    best: tuple[Explanation, ...]


@dataclass(frozen=True, slots=True)
class EventsBacktest:
    """What `backtest_events` found.

    Attributes:
        setting: One of `SETTINGS`.
        day_queries_known: Whether the other queries of the same step were an input, against the protocol.
        detente: The forecaster's scores.
        baseline: Those of the recurrency baseline in the same process; None where not asked for.
        latency: How long single steps take.
        explained: Some queries, where asked for.
    """

    setting: str
    day_queries_known: bool
    detente: MethodScores
    baseline: MethodScores | None
    latency: Latency
    explained: tuple[ExplainedQuery, ...]


class Method(Protocol):
    """What is tested: scores queries of a step that is not over, and learns it when it is."""

    def append(self, facts: Facts, *, step: int) -> None:
        """Learn one step."""

    def scores(self, queries: Facts) -> NDArray[np.float64]:
        """(n_queries, n_actors), higher is likelier; targets are not read."""


def backtest_events(
    data: EventData,
    setting: str = "single-step",
    *,
    day_queries_known: bool = False,
    explain: int = 0,
    baseline: bool = True,
    seed: int = 0,
    settings: Settings | None = None,
) -> EventsBacktest:
    """Fit on all before the test part, then rank every actor for each test fact, asked from both ends.

    Args:
        data: Facts cut by time.
        setting: "single-step": each step's facts are learned once it has been ranked. "multi-step": none are.
        day_queries_known: Let the other queries of a step be an input; only to compare with figures that do.
        explain: How many test queries to explain, evenly spread.
        baseline: Whether to run the recurrency baseline beside.
        seed: Of everything drawn.
        settings: Of the forecaster, unless as chosen for the setting; with their own seed.

    Raises:
        InputError: The setting is none of `SETTINGS`.
    """
    if setting not in SETTINGS:
        raise InputError(f"setting {setting!r} is not known; expected {' or '.join(SETTINGS)}.")
    test = data.test.in_order()
    past = Facts.joined(data.train, data.valid).in_order()
    past = past[past.step < test.step[0]]  # the first test step may begin in the part before
    horizon = int(test.step[-1]) - int(past.step[-1]) if len(past) else 1
    block = horizon if setting == "multi-step" else 1
    usual = MULTI_STEP if setting == "multi-step" else SINGLE_STEP
    chosen = replace(settings or replace(usual, seed=seed), block=block, day_queries_known=day_queries_known)

    stage = Stage()
    forecaster = EventForecaster(data.actors, data.n_types, chosen)
    forecaster.fit(past)
    fit = Cost(stage.seconds(), stage.peak_mib())
    watch = _Watch(forecaster, data, test, explain)
    detente = _tested(watch, data, test, fit, until=None if block == 1 else int(test.step[0]))
    found = _baseline(data, past, test, block) if baseline else None
    return EventsBacktest(setting, day_queries_known, detente, found, watch.latency(), tuple(watch.explained))


class _Watch:
    """The forecaster with a watch beside: times single queries and appends, and explains some queries as they come."""

    def __init__(self, forecaster: EventForecaster, data: EventData, test: Facts, explain: int) -> None:
        self._forecaster, self._data = forecaster, data
        self._day = test[:0]
        both = 2 * len(test)
        self._explain = set(np.linspace(0, both - 1, min(explain, both)).astype(int).tolist())
        self._every = max(1, both // _TIMED)
        self._asked = 0
        self._queries: list[float] = []
        self._appends: list[float] = []
        self._lessons: list[float] = []
        self._known = Known.of(data.all_facts, data.n_types, data.n_actors)
        self.explained: list[ExplainedQuery] = []

    def begin(self, queries: Facts) -> None:
        """The queries of a step, before they are asked."""
        self._day = queries

    def scores(self, queries: Facts) -> NDArray[np.float64]:
        day = self._day if self._forecaster.settings.day_queries_known else None
        scores = self._forecaster.scores(queries, day)
        for i in range(len(queries)):
            if self._asked % self._every == 0:
                began = time.perf_counter()
                self._forecaster.scores(queries[slice(i, i + 1)], day)
                self._queries.append(time.perf_counter() - began)
            if self._asked in self._explain:
                self._tell(queries[slice(i, i + 1)], scores[i : i + 1])
            self._asked += 1
        return scores

    def append(self, facts: Facts, *, step: int) -> None:
        began = time.perf_counter()
        self._forecaster.append(facts, step=step)
        entered = time.perf_counter()
        self._forecaster.catch_up()
        self._appends.append(entered - began)
        self._lessons.append(time.perf_counter() - entered)

    def latency(self) -> Latency:
        """Over all that was timed."""
        queries, appends, lessons = (
            np.array(timed or [np.nan]) * 1e3 for timed in (self._queries, self._appends, self._lessons)
        )
        of_query = float(np.median(queries)), float(np.percentile(queries, 99))
        return Latency(*of_query, float(np.median(appends)), float(np.median(lessons)))

    def _tell(self, query: Facts, scores: NDArray[np.float64]) -> None:
        source, kind, target, step = (int(each[0]) for each in (query.source, query.type, query.target, query.step))
        rank = float(average_ranks(scores, query, self._known)[0])
        best = tuple(explain_query(self._forecaster, source, kind, step))
        self.explained.append(ExplainedQuery(source, kind, target, step, rank, best))


def _baseline(data: EventData, past: Facts, test: Facts, block: int) -> MethodScores:
    stage = Stage()
    method = RecurrencyBaseline(data.n_actors, data.n_types)
    first = int(data.valid.step.min()) if len(data.valid) else int(test.step[0])
    method.fit(past[past.step < first], past[past.step >= first], block=block)
    fit = Cost(stage.seconds(), stage.peak_mib())
    return _tested(method, data, test, fit, until=None if block == 1 else int(test.step[0]))


def _tested(method: Method, data: EventData, test: Facts, fit: Cost, *, until: int | None) -> MethodScores:
    stage = Stage()
    known = Known.of(data.all_facts, data.n_types, data.n_actors)
    ranks, asked = [], []
    for step, facts in test.by_step():
        queries = facts.both_ways(data.n_types)
        if isinstance(method, _Watch):
            method.begin(queries)
        ranks += [average_ranks(method.scores(part), part, known) for part in _chunks(queries)]
        asked.append(queries)
        if until is None:
            whole = data.all_facts
            method.append(whole[whole.step == step], step=step)
    predict = Cost(stage.seconds(), stage.peak_mib())
    all_ranks, queries = np.concatenate(ranks), Facts.joined(*asked)
    which = strata(queries, data.all_facts, data.n_types, data.n_actors, until=until)
    return MethodScores(
        score_ranks(all_ranks),
        {stratum: score_ranks(all_ranks[which == stratum]) for stratum in Stratum},
        fit,
        predict,
    )


def _chunks(queries: Facts) -> Iterator[Facts]:
    for start in range(0, len(queries), _CHUNK):
        yield queries[slice(start, start + _CHUNK)]
