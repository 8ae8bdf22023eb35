"""A world asked how good its forecasts of dyads and levels would have been."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from detente.engines.coded_levels import coded_levels
from detente.engines.coverage import world_coverage
from detente.engines.known_counts import known_counts
from detente.errors import InputError
from detente.forecast.dyads.backtest_dyads import LEAST, DyadScores, backtest_dyads
from detente.forecast.dyads.record import period_end, record_of
from detente.forecast.levels.backtest_levels import LevelScores, score_coded, score_estimated
from detente.pipeline.forecasts import NoCoverageError, level_of_pair
from detente.pipeline.parties import find_pair
from detente.relations.levels.level import LevelEstimate
from detente.world.reading_back import connected

FIRST_YEAR: Final = 2009
"""Level forecasts from earlier years were looked at when the base rates were chosen."""

LEAST_EVENTS: Final = 3
"""Of a dyad in a year, from which on its level is estimated."""


@dataclass(frozen=True, slots=True)
class DyadsBacktest:
    """Scores of dyad forecasts.

    Attributes:
        as_of: The last day that was looked at.
        dyads: That had an event.
        origins: The day that each origin ends on, by its place in the record.
        scores: By kind and horizon.
    """

    as_of: date
    dyads: int
    origins: dict[int, date]
    scores: tuple[DyadScores, ...]


@dataclass(frozen=True, slots=True)
class LevelsBacktest:
    """Scores of level forecasts, by years ahead.

    Attributes:
        first, last: Years forecast from, where the level was coded.
        coded: From coded levels.
        year: At whose end levels were estimated from events; None where the world has no such year.
        estimated: From these.
    """

    first: int
    last: int
    coded: tuple[LevelScores, ...]
    year: int | None
    estimated: tuple[LevelScores, ...]


def dyads_backtest(root: Path, *, as_of: date | None = None, origins: int = 5) -> DyadsBacktest:
    """Forecast from past months of a world what is known by now.

    Args:
        root: The world's directory.
        as_of: The last day that is looked at; None is the last that feeds cover.
        origins: Of each horizon, three months apart, the latest ones.

    Raises:
        NoCoverageError: No feed of the whole world's events covers the time.
        InputError: The record is too short to forecast from a past month.
        WorldError: The world cannot be read.
    """
    with connected(root) as connection:
        coverage = world_coverage(connection)
    ends = [high if as_of is None else min(high, as_of) for low, high in coverage if as_of is None or low <= as_of]
    if not ends:
        raise NoCoverageError(f"{root} has no feed of the whole world's events: import gdelt, icews, polecat or tkg.")
    day = max(ends)
    counts = known_counts(root, day)
    record = record_of({name: counts[name].to_pylist() for name in counts.column_names}, coverage, day)
    scores = () if record is None else backtest_dyads(record, most=origins)
    if record is None or not scores:
        covered = 0 if record is None else int(record.covered.sum())
        raise InputError(
            f"{root}: feeds cover {covered} whole months up to {day}; {LEAST} are needed before a month that is "
            "forecast from, and the months forecast after it."
        )
    start = day.year * 12 + day.month - record.n_periods + 1
    told = {at: period_end(start + at, day) for each in scores for at in each.origins}
    return DyadsBacktest(day, record.n_dyads, dict(sorted(told.items())), scores)


def levels_backtest(root: Path, *, first: int = FIRST_YEAR, year: int | None = None) -> LevelsBacktest:
    """Forecast levels from past years, and hold them against the levels coded since.

    Args:
        root: The world's directory; Peace Data must be imported.
        first: The first year that is forecast from.
        year: At whose end levels are estimated from events; None is the first one, from `first` on, that feeds cover.

    Raises:
        InputError: The world has no coded levels of years from `first` on.
        WorldError: The world cannot be read.
    """
    with connected(root) as connection:
        coded, coverage = coded_levels(connection), world_coverage(connection)
    last = max((at for by_year in coded.values() for at in by_year), default=0)
    if last <= first:
        raise InputError(
            f"{root} has no coded levels of the peace scale after {first}: detente import peace-data FILE."
        )
    years = [
        at
        for at in range(first, last)
        if any(low <= date(at, 1, 1) and date(at, 12, 31) <= high for low, high in coverage)
    ]
    chosen = year if year is not None else min(years, default=None)
    estimated = {} if chosen is None else _estimated(root, chosen, set(coded))
    return LevelsBacktest(
        first,
        last,
        score_coded(coded, first, last),
        chosen,
        () if chosen is None else score_estimated(coded, estimated, chosen),
    )


def _estimated(root: Path, year: int, asked: set[tuple[str, str]]) -> dict[tuple[str, str], tuple[float, ...]]:
    """Levels of coded dyads with events in a year, as estimated at its end."""
    day = date(year, 12, 31)
    with connected(root) as connection:
        coverage = world_coverage(connection)
    rows = known_counts(root, day).to_pylist()
    events: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row["period"] > day.year * 12 + day.month - 12:
            events[row["first"], row["second"]] += row["events"]
    found = {}
    for dyad in sorted(dyad for dyad, n in events.items() if n >= LEAST_EVENTS and dyad in asked):
        level = level_of_pair(root, *find_pair(root, *dyad), day, coverage)
        if isinstance(level, LevelEstimate):
            found[dyad] = level.probabilities
    return found
