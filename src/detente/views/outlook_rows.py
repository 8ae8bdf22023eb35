"""An outlook as JSON rows: the stable form that `forecast --json` prints and docs/schema describes."""

from __future__ import annotations

from detente.forecast.dyads.past_record import PastScores
from detente.forecast.levels.level_forecast import LevelForecast
from detente.forecast.levels.rungs import RungForecast
from detente.forecast.outlook import EventForecast, Outlook
from detente.relations.levels.scale import LEVELS
from detente.views.json_rows import Row
from detente.views.json_values import day_text, number, number_or_none
from detente.views.relation_rows import level_row


def outlook_row(told: Outlook) -> Row:
    """An outlook as one object; records of earlier forecasts stand in `records`, which `record` names."""
    records: dict[str, Row] = {}
    for part in told.parts:
        if part.past is not None:
            records.setdefault(_record_name(part), past_row(part.past))
    return {
        "first": {"id": told.first.id, "name": told.first.name},
        "second": {"id": told.second.id, "name": told.second.name},
        "as_of": day_text(told.as_of),
        "asked": day_text(told.asked),
        "why_not": told.why_not,
        "based_on": {
            "since": day_text(told.since), "months": told.months, "dyads": told.dyads, "events": told.events
        },
        "events": [_part(part) for part in told.parts],
        "records": records,
        "level": None if told.level is None else level_row(told.level),
        "levels": [_level(ahead) for ahead in told.levels],
        "rungs": [_rung(rung) for rung in told.rungs],
        "record_years": told.record_years,
    }  # fmt: skip


def _level(ahead: LevelForecast) -> Row:
    names = [level.label for level in LEVELS]
    return {
        "years": ahead.years,
        "until": day_text(ahead.until),
        **{
            part: {name: number(each) for name, each in zip(names, getattr(ahead, part), strict=True)}
            for part in ("probabilities", "low", "high")
        },
        "higher": number(ahead.higher),
        "lower": number(ahead.lower),
        "rests_on": ahead.rests_on,
        "known": ahead.known,
        "record": ahead.record,
    }


def _rung(rung: RungForecast) -> Row:
    return {
        "rung": rung.rung,
        "years": rung.years,
        "probability": number_or_none(rung.probability),
        "low": number_or_none(rung.low),
        "high": number_or_none(rung.high),
        "reached": day_text(rung.reached),
        "cases": rung.cases,
        "came": rung.came,
        "among": rung.among,
        "why_not": rung.why_not,
    }


def past_row(past: PastScores) -> Row:
    """The record of earlier forecasts."""
    return {
        "forecasts": past.forecasts,
        "happened": number(past.happened),
        "brier": {
            "forecast": number(past.brier),
            "climatology": number(past.climatology),
            "persistence": number(past.persistence),
            "own_rate": number(past.own_rate),
        },
        "skill": {name: number_or_none(value) for name, value in past.skill.items()},
        "calibration_error": number(past.calibration_error),
        "reliability": [
            {
                "low": each.low,
                "high": each.high,
                "forecasts": each.forecasts,
                "told": number(each.told),
                "came": number(each.came),
            }
            for each in past.reliability
        ],
    }


def _part(part: EventForecast) -> Row:
    return {
        "target": part.target,
        "kind": part.kind,
        "months": part.months,
        "until": day_text(part.until),
        "method": part.method,
        "probability": number(part.probability),
        "expected": None if part.mean is None else {"mean": number(part.mean), "low": part.low, "high": part.high},
        "baselines": {
            "climatology": number_or_none(part.climatology),
            "persistence": number_or_none(part.persistence),
            "own_rate": number_or_none(part.own_rate),
        },
        "record": None if part.past is None else _record_name(part),
        "record_of_target": None
        if part.past_of_target is None
        else {
            "forecasts": part.past_of_target.forecasts,
            "happened": number(part.past_of_target.happened),
            "skill": {name: number_or_none(value) for name, value in part.past_of_target.skill.items()},
            "calibration_error": number(part.past_of_target.calibration_error),
        },
    }


def _record_name(part: EventForecast) -> str:
    return f"{part.kind}, {part.months} months"
