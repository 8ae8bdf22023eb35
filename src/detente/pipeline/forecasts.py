"""A world asked what is ahead of two actors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.engines.coverage import world_coverage
from detente.engines.known_counts import KnownOfPair, known_counts, known_of_pair
from detente.errors import DetenteError
from detente.forecast.dyads.first_contact import first_contact_rate
from detente.forecast.dyads.fitted import FittedTarget, TargetForecast, fit_dyads, forecasts_of
from detente.forecast.dyads.record import DyadRecord, period_end, record_of, whole_years
from detente.forecast.dyads.samples import standing_now
from detente.forecast.dyads.targets import HORIZONS, TARGETS, is_quad
from detente.forecast.levels.level_forecast import forecast_levels
from detente.forecast.levels.rungs import forecast_rungs, rung_record
from detente.forecast.outlook import EventForecast, Outlook
from detente.pipeline.known_of_pair import OutsideSources, known_of
from detente.pipeline.parties import find_pair, party
from detente.relations.levels.level import LevelEstimate, NotEnoughEvidence, level_at
from detente.relations.pair import Party, pair_months
from detente.relations.relation import SaidOfPair
from detente.world.held import remembered
from detente.world.reading_back import connected

if TYPE_CHECKING:
    from detente.relations.coverage import Coverage
    from detente.relations.relation import PartyName

LEAST_MONTHS = 24
"""Months of a record below which nothing is forecast: there are too few stretches to count how often."""


class NoCoverageError(DetenteError):
    """No feed of the whole world's events covers any time: silence says nothing, and no rate can be counted."""


def forecast(
    root: Path, first: str, second: str, *, as_of: date | None = None, user_actors: Sequence[Path] = ()
) -> Outlook:
    """What is ahead of two actors of a world.

    Args:
        root: The world's directory.
        first: A name, id or code.
        second: Another's.
        as_of: Nothing that was published after this day is looked at; None is the last day that feeds cover.
        user_actors: YAML files with actors of the user's own.

    Raises:
        UnknownActorError: A name means nobody.
        NoCoverageError: No feed covers any day, and no day was given.
        WorldError: The world cannot be read.
    """
    a, b = find_pair(root, first, second, user_actors)
    with connected(root) as connection:
        coverage = world_coverage(connection)
    day = last_covered_day(coverage, as_of)
    if day is None and as_of is None:
        raise NoCoverageError(
            f"{root} has no feed of the whole world's events, so that silence says nothing and no rate can be counted: "
            "import gdelt, icews, polecat or tkg."
        )
    if day is None:
        assert as_of is not None, "else the first error was raised"
        return Outlook(a, b, as_of, as_of, None, 0, 0, 0, (), "no feed covers a day up to then")
    sides = tuple(sorted((party(a), party(b)), key=lambda side: side.id))
    apart = tuple(side for side in sides if not side.is_state)
    record, fitted = remembered(root, ("forecast of events", day, apart), lambda: _fitted(root, day, apart, coverage))
    told = outlook_of(record, fitted, a, b, day, as_of)
    return replace(told, **_how_far(root, a, b, day, coverage))


def level_of_pair(
    root: Path, a: PartyName, b: PartyName, day: date, coverage: Coverage
) -> LevelEstimate | NotEnoughEvidence | None:
    """The level of two actors as it could be estimated on a day; None where no month of theirs is known."""
    return _level(known_of_pair(root, day, party(a), party(b)), a, b, day, coverage)


def _level(
    known: KnownOfPair, a: PartyName, b: PartyName, day: date, coverage: Coverage
) -> LevelEstimate | NotEnoughEvidence | None:
    spans = [(low, min(high, day)) for low, high in coverage if low <= day]
    months = pair_months(known.cells, party(a), party(b), coverage=spans, end=day)
    said = [SaidOfPair(*each) for each in known.said]
    # Yearly series do not say when they were published, so that none may enter a forecast of a day in the past.
    return None if months is None else level_at(months, day, known_of(a, b, day, OutsideSources(), said))


def _how_far(root: Path, a: PartyName, b: PartyName, day: date, coverage: Coverage) -> dict[str, Any]:
    """Level now, levels and rungs ahead, from what was known on the day."""
    known = known_of_pair(root, day, party(a), party(b))
    level = _level(known, a, b, day, coverage)
    years = whole_years(coverage, day)
    rungs = {name: known.rungs[name].to_pylist() for name in known.rungs.column_names}
    return {
        "level": level,
        "levels": forecast_levels(level.probabilities, day) if isinstance(level, LevelEstimate) else (),
        "rungs": forecast_rungs(rung_record(rungs, years), a.id, b.id, day) if years else (),
        "record_years": years,
    }


def outlook_of(
    record: DyadRecord | None,
    fitted: Sequence[FittedTarget],
    a: PartyName,
    b: PartyName,
    as_of: date,
    asked: date | None,
) -> Outlook:
    """The outlook of two actors from a record that ends with `as_of`, and what was fitted on it."""
    covered = 0 if record is None else int(record.covered.sum())
    if record is None or covered < LEAST_MONTHS or not fitted:
        why = f"feeds cover {covered} whole months up to {as_of}; {LEAST_MONTHS} are needed"
        return Outlook(a, b, as_of, asked, None, covered, 0, 0, (), why)
    place = record.place_of(a.id, b.id)
    own = np.zeros(0) if place is None else record.events[(record.dyad == place) & (record.target < 4)]
    standing = None
    if place is not None and len(own):
        standing = standing_now(record, [place])
    parts = (
        _first_contacts(record, fitted, as_of)
        if standing is None
        else (_part(each, as_of) for each in forecasts_of(fitted, standing))
    )
    return Outlook(
        a,
        b,
        as_of,
        asked,
        period_end(as_of.year * 12 + as_of.month - record.n_periods, as_of) + timedelta(days=1),
        covered,
        len(np.unique(record.dyad)),
        int(own.sum()),
        tuple(sorted(parts, key=lambda part: (part.months, part.kind, TARGETS.index(part.target)))),
    )


def last_covered_day(coverage: Coverage, as_of: date | None) -> date | None:
    """The last day up to `as_of` that feeds cover."""
    ends = [high if as_of is None else min(high, as_of) for low, high in coverage if as_of is None or low <= as_of]
    return max(ends, default=None)


def _fitted(
    root: Path, day: date, apart: Sequence[Party], coverage: Coverage
) -> tuple[DyadRecord | None, list[FittedTarget]]:  # fmt: skip
    counts = known_counts(root, day, apart)
    columns = {name: counts[name].to_pylist() for name in counts.column_names}
    record = record_of(columns, coverage, day)
    return record, [] if record is None or record.covered.sum() < LEAST_MONTHS else fit_dyads(record)


def _part(told: TargetForecast, as_of: date) -> EventForecast:
    months = HORIZONS[told.horizon]
    return EventForecast(
        target=TARGETS[told.target],
        kind="quad" if is_quad(told.target) else "type",
        months=months,
        until=period_end(as_of.year * 12 + as_of.month + months, as_of),
        method=told.method,
        probability=float(told.probability[0]),
        mean=float(told.mean[0]),
        low=int(told.low[0]),
        high=int(told.high[0]),
        climatology=float(told.climatology[0]),
        persistence=float(told.persistence[0]),
        own_rate=float(told.own_rate[0]),
        past=told.past,
        past_of_target=told.past_of_target,
    )


def _first_contacts(record: DyadRecord, fitted: Sequence[FittedTarget], as_of: date) -> Iterator[EventForecast]:
    for each in fitted:
        target, horizon = each.model.target, each.model.horizon
        yield EventForecast(
            target=TARGETS[target],
            kind="quad" if is_quad(target) else "type",
            months=HORIZONS[horizon],
            until=period_end(as_of.year * 12 + as_of.month + HORIZONS[horizon], as_of),
            method="first contact",
            probability=first_contact_rate(record, target, horizon),
            mean=None,
            low=None,
            high=None,
            climatology=None,
            persistence=None,
            own_rate=None,
            past=None,
            past_of_target=None,
        )
