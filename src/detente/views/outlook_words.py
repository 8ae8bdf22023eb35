"""Words for the numbers of an outlook, alike in the terminal, the page, the report and the notebook."""

from __future__ import annotations

from collections.abc import Sequence

from detente.forecast.levels.base_rates import HORIZONS
from detente.forecast.levels.level_forecast import LevelForecast
from detente.forecast.levels.rungs import PACT, RungForecast
from detente.forecast.outlook import EventForecast, Outlook
from detente.relations.levels.level import LevelEstimate


def chance_words(probability: float | None) -> str:
    """A probability in percent; what is nearly sure or nearly out of the question is not rounded to it.

    >>> chance_words(0.314), chance_words(0.0004), chance_words(0.9996), chance_words(0.012), chance_words(None)
    ('31 %', 'under 0.1 %', 'over 99.9 %', '1.2 %', '')
    """
    if probability is None:
        return ""
    if probability < 0.001:
        return "under 0.1 %"
    if probability > 0.999:
        return "over 99.9 %"
    narrow = probability < 0.1 or probability > 0.99
    return f"{probability * 100:.1f} %" if narrow else f"{probability * 100:.0f} %"


def count_words(part: EventForecast) -> str:
    """The expected events with their range."""
    if part.mean is None:
        return ""
    mean = f"{part.mean:,.0f}" if part.mean >= 10 else f"{part.mean:.1f}" if part.mean >= 0.1 else "under 0.1"
    return f"{mean} ({part.low:,} to {part.high:,})"


def record_words(part: EventForecast) -> str:
    """How good such forecasts have been."""
    past = part.past
    if past is None:
        return "no record: the past is too short to have tried such forecasts"
    own = past.skill["own_rate"]
    mean = past.skill["climatology"]
    return (
        f"{past.forecasts:,} such forecasts made in the last months: Brier {past.brier:.4f}, "
        f"{_less(mean)} than climatology, {_less(own)} than own rates; off by {past.calibration_error:.1%} on average"
    )


def method_words(parts: Sequence[EventForecast]) -> str:
    """What forecasts rest on that are none of a model; empty where all are."""
    if any(part.method == "first contact" for part in parts):
        return "The two have no event in the record: how often such pairs had their first. "
    plain = [part.target for part in parts if part.method == "own rate"]
    return f"By the pair's own rate, put right by what came: {', '.join(plain)}. " if plain else ""


def level_now_words(told: Outlook) -> str:
    """The level that the forecast of levels starts from."""
    if told.level is None:
        return "No level is known to start from: no month of events."
    if not isinstance(told.level, LevelEstimate):
        return f"No level is known to start from: {told.level.reason}."
    chance = max(told.level.probabilities)
    return f"Starts from {told.level.likeliest.label} ({chance:.0%} likely, from the year to {told.level.month:%b %Y})."


def level_record_words(ahead: LevelForecast) -> str:
    """What the forecast of levels rests on and how good such forecasts were."""
    record = ahead.record
    return (
        f"Base rates of {ahead.rests_on:,} dyad-years that ended by {ahead.known}; nothing else tried was better over "
        f"five years or more. Of {record['dyad_years']:,} dyad-years after 2008, {record['moved']:,} moved: minus log "
        f"probability {record['base_rate']:.3f} by base rates from a coded level, {record['no_change']:.3f} by no "
        f"change, {record['all_dyads']:.3f} by the share of all dyads"
    )


def rung_words(rung: RungForecast) -> str:
    """The chance of a rung with its range, or why there is none."""
    if rung.probability is None:
        return "not to be told"
    low, high = (chance_words(end).removesuffix(" %") for end in (rung.low, rung.high))
    return f"{chance_words(rung.probability)} ({low} to {high})"


def rungs_basis_words(told: Outlook) -> str:
    """What rungs are counted on."""
    most = max((rung.years for rung in told.rungs if rung.probability is not None and rung.rung != PACT), default=0)
    years = f"{told.record_years} whole years of events"
    beyond = f"nothing beyond {most} year{'s' if most > 1 else ''} can be told from it" if most < HORIZONS[-1] else ""
    return (
        f"Counted on stretches of this world's record ({years}{'; ' + beyond if beyond else ''}). Exercises share the "
        "code of all military cooperation; no code tells basing rights. Defence pacts: base rate of all dyads (ATOP), "
        "most by pacts of many states."
    )


def basis_words(told: Outlook) -> str:
    """What the forecast rests on."""
    if told.since is None:
        return f"No forecast of events: {told.why_not}."
    late = f" (feeds end there; asked was {told.asked:%d %b %Y})" if told.asked and told.asked > told.as_of else ""
    return (
        f"From what was published by {told.as_of:%d %b %Y}{late}: {told.months} whole months since "
        f"{told.since:%d %b %Y}, {told.dyads:,} dyads, {told.events:,} events between these two."
    )


def _less(skill: float | None) -> str:
    if skill is None:
        return "no other"
    return f"{skill:.0%} less" if skill >= 0 else f"{-skill:.0%} more"
