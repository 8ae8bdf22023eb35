"""The prediction ledger as JSON rows: the stable form that `ledger --json` prints and docs/schema describes."""

from __future__ import annotations

from detente.forecast.ledger.entries import Resolved
from detente.forecast.ledger.resolving import SpeakerScore, counts
from detente.pipeline.ledger import Ledger
from detente.views.json_rows import Row
from detente.views.json_values import day_text, number_or_none


def ledger_row(told: Ledger) -> Row:
    """The ledger as one object."""
    return {
        "within_days": told.within,
        "coverage": [{"start": day_text(low), "end": day_text(high)} for low, high in told.coverage],
        "speakers": [speaker_row(each) for each in told.speakers],
        "entries": [entry_row(each) for each in told.entries],
    }


def speaker_row(score: SpeakerScore) -> Row:
    """A speaker's score."""
    return {
        "speaker": score.speaker,
        "name": score.name,
        "predictions": score.predictions,
        "resolved": score.resolved,
        "came": score.came,
        "hit_rate": number_or_none(score.hit_rate),
        "brier": number_or_none(score.brier),
        "brier_climatology": number_or_none(score.baselines.get("climatology")),
        "brier_own_rate": number_or_none(score.baselines.get("own_rate")),
    }


def entry_row(each: Resolved) -> Row:
    """A prediction with what came of it."""
    entry, rule = each.entry, each.entry.rule
    return {
        "id": entry.id,
        "speaker": entry.speaker,
        "speaker_name": entry.speaker_name,
        "said": day_text(entry.said),
        "wording": entry.wording,
        "condition": entry.condition,
        "status": entry.status,
        "probability": number_or_none(entry.probability),
        "rule": None
        if rule is None
        else {
            "what": rule.what,
            "source": rule.source,
            "target": rule.target,
            "directed": rule.directed,
            "after": day_text(rule.after),
            "until": day_text(rule.until),
            "assumed": rule.assumed,
            "negated": rule.negated,
            "supplied": list(rule.supplied),
            "words": rule.words,
        },
        "outcome": each.outcome.value,
        "why": each.why,
        "events": each.events,
        "first_event": None
        if each.first_event is None
        else {"id": each.first_event[0], "day": day_text(each.first_event[1])},
        "scored": counts(each),
        "actors": list(entry.actors),
    }
