"""Backtests as the JSON objects that `backtest events`, `dyads` and `levels` print with --json."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.forecast.published import peers
from detente.views.json_rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.forecast.backtest_events import EventsBacktest, ExplainedQuery, MethodScores
    from detente.forecast.events.explain import PastEvents, Reason
    from detente.forecast.facts import EventData
    from detente.forecast.levels.backtest_levels import LevelScores
    from detente.forecast.scores import RankScores
    from detente.pipeline.backtests import DyadsBacktest, LevelsBacktest

PROTOCOL = {
    "filter": "time-aware",
    "ties": "average rank",
    "directions": "both",
    "ranked": "all actors",
    "queries": "one at a time",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Names of actors and types, and what a step is called: a date where one is known, else the set's number."""

    actors: Sequence[str]
    types: Sequence[str]
    when: Callable[[int], str]

    def actor(self, number: int) -> str:
        """Its name, or its number."""
        return self.actors[number].replace("_", " ") or f"actor {number}"

    def type(self, kind: int) -> str:
        """The type's name, or its number; the same in both directions."""
        number = kind % len(self.types)
        return self.types[number].replace("_", " ") or f"type {number}"

    def fact(self, source: int, kind: int, target: int) -> tuple[str, str, str]:
        """Who did what to whom, whichever side it was told from."""
        if kind >= len(self.types):
            source, target = target, source
        return self.actor(source), self.type(kind), self.actor(target)


def backtest_row(found: EventsBacktest, data: EventData, name: str, words: Words) -> Row:
    """The object; numbers that are not there are null."""
    published, figures = peers(
        data.n_actors, data.n_types, len(data.test), found.setting, day_queries=found.day_queries_known
    )
    return {
        "data": name,
        "setting": found.setting,
        "ties": PROTOCOL["ties"],
        "protocol": PROTOCOL | ({"queries": "the day's others known"} if found.day_queries_known else {}),
        "comparable": not found.day_queries_known,
        **_method(found.detente),
        "latency_ms": {
            "query_median": _number(found.latency.median),
            "query_p99": _number(found.latency.p99),
            "append": _number(found.latency.append),
            "learn": _number(found.latency.learn),
        },
        "baseline": {"name": "recurrency", **_method(found.baseline)} if found.baseline else None,
        "published": {"data": published, "mrr": figures},
        "explained": [explained_row(each, words) for each in found.explained],
    }


def explained_row(query: ExplainedQuery, words: Words) -> Row:
    """A query with its best-ranked actors and why."""
    asked = "target" if query.kind < len(words.types) else "source"
    return {
        "asked": asked,
        "given": words.actor(query.source),
        "type": words.type(query.kind),
        "when": words.when(query.step),
        "answer": words.actor(query.target),
        "rank": query.rank,
        "best": [
            {
                "actor": words.actor(each.actor),
                "rank": each.rank,
                "probability": _number(each.probability),
                "reasons": [_reason(reason, words) for reason in each.reasons],
                "nets": {feature: _number(value) for feature, value in each.nets},
            }
            for each in query.best
        ],
    }


def _reason(reason: Reason, words: Words) -> Row:
    events = [_events(each, words) for each in reason.events]
    return {"about": reason.family, "log_odds": _number(reason.weight), "events": events}


def _events(events: PastEvents, words: Words) -> Row:
    source, kind, target = words.fact(events.source, events.kind, events.target)
    dates = [words.when(step) for step in events.steps]
    return {"source": source, "type": kind, "target": target, "times": events.number, "dates": dates}


def _method(method: MethodScores) -> Row:
    mib = [peak for peak in (method.fit.peak_mib, method.predict.peak_mib) if peak is not None]
    return {
        **_scores(method.scores),
        "strata": {stratum.name.lower(): _scores(scores) for stratum, scores in method.strata.items()},
        "seconds": {"fit": round(method.fit.seconds, 2), "predict": round(method.predict.seconds, 2)},
        "peak_mib": round(max(mib)) if mib else None,
        "peak_mib_by_stage": {"fit": _whole(method.fit.peak_mib), "predict": _whole(method.predict.peak_mib)},
    }


def _scores(scores: RankScores) -> Row:
    return {
        "mrr": _number(scores.mrr),
        "hits": {str(at): _number(share) for at, share in scores.hits.items()},
        "queries": scores.queries,
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), 4)


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def dyads_backtest_row(found: DyadsBacktest) -> Row:
    """What `backtest dyads --json` prints."""
    return {
        "as_of": found.as_of.isoformat(),
        "dyads": found.dyads,
        "scores": [
            {
                "kind": each.kind,
                "months": each.months,
                "origins": [found.origins[at].isoformat() for at in each.origins],
                "forecasts": each.forecasts,
                "happened": _number(each.happened),
                "brier": _exact(each.brier),
                "baselines": {name: _exact(value) for name, value in each.baselines.items()},
                "skill": {name: None if value is None else _number(value) for name, value in each.skill.items()},
                "calibration_error": _number(each.calibration_error),
                "counts_in_range": None if each.counts_in_range is None else _number(each.counts_in_range),
                "reliability": [
                    {
                        "low": bin_.low,
                        "high": bin_.high,
                        "forecasts": bin_.forecasts,
                        "told": _number(bin_.told),
                        "came": _number(bin_.came),
                    }
                    for bin_ in each.reliability
                ],
            }
            for each in found.scores
        ],
    }


def levels_backtest_row(found: LevelsBacktest) -> Row:
    """What `backtest levels --json` prints."""
    return {
        "first": found.first,
        "last": found.last,
        "from_coded": [_levels(each) for each in found.coded],
        "year": found.year,
        "from_estimated": [_levels(each) for each in found.estimated],
    }


def _levels(each: LevelScores) -> Row:
    return {
        "years": each.years,
        "dyad_years": each.dyad_years,
        "moved": each.moved,
        "forecast": _number(each.forecast),
        "as_it_is": _number(each.as_it_is),
        "all_dyads": _number(each.all_dyads),
    }


def _exact(value: float) -> float:
    return round(value, 6)
