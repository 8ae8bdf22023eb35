"""What is next of an actor as JSON rows: what `forecast A --json` prints and docs/schema describes."""

from __future__ import annotations

from detente.forecast.next_events import (
    ActorName,
    NextEvents,
    PastAct,
    RankedActor,
    RankRecord,
    TypeAhead,
)
from detente.forecast.scores import RankScores
from detente.views.json_rows import Row
from detente.views.json_values import day_text, number, number_or_none


def next_row(told: NextEvents) -> Row:
    """The answer as one object."""
    held = told.held_out
    return {
        "actor": {"id": told.actor.id, "name": told.actor.name},
        "role": told.role,
        "as_of": day_text(told.as_of),
        "asked": day_text(told.asked),
        "why_not_rated": told.why_not_rated,
        "why_not_ranked": told.why_not_ranked,
        "based_on": {
            "since": day_text(told.since),
            "months": told.months,
            "until": day_text(told.until),
            "facts": told.facts,
            "used": told.used,
            "events": told.total,
            "actors": told.actors,
            "late": number(told.late),
        },
        "held_out": None
        if held is None
        else {
            "first": day_text(held.first),
            "last": day_text(held.last),
            "days": held.days,
            "setting": "single-step",
            "filter": "time-aware",
            "ties": "average rank",
            "all_actors": _record(held.all_actors),
            "peers": None if held.peers is None else _record(held.peers),
            "own": None if held.own is None else _record(held.own),
        },
        "types": [type_row(kind) for kind in told.types],
    }


def type_row(kind: TypeAhead) -> Row:
    """One type."""
    rate = kind.rate
    return {
        "type": kind.type,
        "events": kind.events,
        "last": day_text(kind.last),
        "rate": None
        if rate is None
        else {
            "months": rate.months,
            "until": day_text(rate.until),
            "method": rate.method,
            "probability": number(rate.probability),
            "expected": {"mean": number_or_none(rate.mean), "low": rate.low, "high": rate.high},
            "baselines": {
                "climatology": number_or_none(rate.climatology),
                "persistence": number_or_none(rate.persistence),
                "own_rate": number_or_none(rate.own_rate),
            },
            "record": None
            if rate.past_of_target is None
            else {
                "forecasts": rate.past_of_target.forecasts,
                "happened": number(rate.past_of_target.happened),
                "skill": {name: number_or_none(value) for name, value in rate.past_of_target.skill.items()},
                "calibration_error": number(rate.past_of_target.calibration_error),
            },
        },
        "ranked": [ranked_row(each) for each in kind.ranked],
        "record": None if kind.record is None else _record(kind.record),
        "met": [act_row(act) for act in kind.met],
    }


def ranked_row(each: RankedActor) -> Row:
    """One ranked actor."""
    return {
        "actor": _actor(each.actor),
        "rank": each.rank,
        "before": None if each.before is None else act_row(each.before),
        "reasons": [
            {"about": reason.about, "log_odds": number(reason.log_odds), "acts": [act_row(act) for act in reason.acts]}
            for reason in each.reasons
        ],
        "nets": {feature: number(value) for feature, value in each.nets},
    }


def act_row(act: PastAct) -> Row:
    """A past act; `events` are evidence ids of the days in `last`."""
    return {
        "source": _actor(act.source),
        "type": act.type,
        "target": _actor(act.target),
        "days": act.days,
        "last": [day_text(day) for day in act.last],
        "events": list(act.events),
    }


def _actor(actor: ActorName) -> Row:
    return {"id": actor.id, "name": actor.name}


def _record(record: RankRecord) -> Row:
    return {**_scores(record.scores), "baseline": {"name": "recurrency", **_scores(record.baseline)}}


def _scores(scores: RankScores) -> Row:
    return {
        "mrr": number(scores.mrr),
        "hits": {str(at): number(share) for at, share in scores.hits.items()},
        "queries": scores.queries,
    }
