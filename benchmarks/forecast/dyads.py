"""Forecasts of dyads on rolling origins of ICEWS 2005-2009, beside climatology, persistence and the dyads' own rates.

At each origin everything is fitted anew on what was known then (`fit_dyads`, as the program runs it), for every
dyad with an event so far; what came is only looked at to score. Settings were chosen on the origins CHOOSING; figures
are of the later ones.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np

from detente.engines.coverage import world_coverage
from detente.engines.known_counts import known_counts
from detente.feeds.registry import feed_named
from detente.forecast.dyads.fitted import TargetForecast, fit_dyads, forecasts_of
from detente.forecast.dyads.pass_over import pass_over
from detente.forecast.dyads.record import DyadRecord, record_of
from detente.forecast.dyads.scores import brier, calibration_error, reliability, skill
from detente.forecast.dyads.targets import HORIZONS, QUADS, TARGETS, is_quad
from detente.world.importing import import_files
from detente.world.reading_back import connected

TKG: Final = Path(__file__).parents[3] / "shared" / "data" / "tkg" / "ICEWS05-09"
AS_OF: Final = date(2009, 12, 31)
IMAGE: Final = Path(__file__).parents[2] / "docs" / "images" / "forecast-reliability.svg"
CHOOSING: Final = (32, 35, 38, 41)
"""Origins, months since January 2005; over 1 and 3 months, they look no farther than the end of September 2008."""
REPORTED: Final = {1: (44, 47, 50, 53, 56, 58), 3: (44, 47, 50, 53, 56), 6: (44, 47, 50, 53), 12: (44, 47)}
"""Origins by horizon in months: from the end of September 2008 on."""

KINDS: Final = {"quad classes": range(len(QUADS)), "types": range(len(QUADS), len(TARGETS))}


@dataclass(frozen=True)
class Scored:
    """One target forecast from one origin, and what came of it."""

    part: TargetForecast
    came: np.ndarray[Any, Any]


def run() -> dict[str, Any]:
    """Scores by kind and horizon, and those of each quad class over three months."""
    record = icews_record()
    by_horizon = {months: list(scored(record, REPORTED[months], [at])) for at, months in enumerate(HORIZONS)}
    result: dict[str, Any] = {}
    for kind, targets in KINDS.items():
        result[kind] = {
            f"{months} months": figures([each for each in found if each.part.target in targets])
            for months, found in by_horizon.items()
        }
    for target, name in enumerate(QUADS):
        result[f"{name}, 3 months"] = figures([each for each in by_horizon[3] if each.part.target == target])
    told, happened = told_and_happened([each for each in by_horizon[3] if is_quad(each.part.target)])
    result["reliability of quad classes, 3 months"] = [
        [each.low, each.high, each.forecasts, round(each.told, 4), round(each.came, 4)]
        for each in reliability(told, happened)
    ]
    draw(result)
    return result


def draw(result: dict[str, Any]) -> None:
    """Write the reliability diagram of quad classes over three months."""
    from detente.forecast.dyads.past_record import PastScores
    from detente.forecast.dyads.scores import ReliabilityBin
    from detente.views.charts.files import write_spec
    from detente.views.charts.outlook_charts import reliability_chart
    from detente.views.charts.palette import LIGHT

    bins = tuple(ReliabilityBin(*each) for each in result["reliability of quad classes, 3 months"])
    past = PastScores(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, bins)
    write_spec(reliability_chart([("quad classes, 3 months", past)], LIGHT).to_dict(), IMAGE)


def icews_record(world: Path | None = None) -> DyadRecord:
    """The record of ICEWS 2005-2009, imported as any user's world is."""
    with tempfile.TemporaryDirectory() as folder:
        root = world or Path(folder) / "world"
        if world is None:
            import_files(root, feed_named("tkg"), [TKG])
        counts = known_counts(root, AS_OF)
        with connected(root) as connection:
            coverage = world_coverage(connection)
    record = record_of({name: counts[name].to_pylist() for name in counts.column_names}, coverage, AS_OF)
    assert record is not None, "ICEWS covers its years"
    return record


def scored(
    record: DyadRecord, origins: Sequence[int], horizons: Sequence[int], targets: Sequence[int] = range(len(TARGETS))
) -> Iterable[Scored]:  # fmt: skip
    """Forecasts from origins, and what came, of all dyads with an event by then."""
    came = np.zeros((record.n_dyads, record.n_periods + 1, len(TARGETS)))
    np.add.at(came, (record.dyad, record.period + 1, record.target), record.events)
    came = came.cumsum(axis=1)
    for origin in origins:
        known = record.until(origin)
        (standing,) = pass_over(known, [origin], np.unique(known.dyad))
        for part in forecasts_of(fit_dyads(known, horizons=horizons, targets=targets), standing):
            end = origin + 1 + HORIZONS[part.horizon]
            yield Scored(part, came[standing.rows, end, part.target] - came[standing.rows, origin + 1, part.target])


def told_and_happened(found: Sequence[Scored]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """All probabilities, and whether the events came."""
    return np.concatenate([each.part.probability for each in found]), np.concatenate([each.came > 0 for each in found])


def figures(found: Sequence[Scored]) -> dict[str, Any]:
    """Brier score, skill against each baseline, calibration error, and how many counts lay in the told range."""
    told, happened = told_and_happened(found)
    score = brier(told, happened)
    row: dict[str, Any] = {
        "forecasts": len(told),
        "happened": round(float(happened.mean()), 4),
        "brier": round(score, 5),
    }
    for name in ("climatology", "persistence", "own_rate"):
        theirs = brier(np.concatenate([getattr(each.part, name) for each in found]), happened)
        row[f"brier_{name}"] = round(theirs, 5)
        row[f"skill_over_{name}"] = round(skill(score, theirs) or 0.0, 4)
    came = np.concatenate([each.came for each in found])
    low, high = (np.concatenate([getattr(each.part, end) for each in found]) for end in ("low", "high"))
    busy = np.concatenate([each.part.mean for each in found]) >= 1
    inside = (came >= low) & (came <= high)
    row["calibration_error"] = round(calibration_error(told, happened), 4)
    row["counts_in_range"] = round(float(inside.mean()), 4)
    row["counts_in_range_where_one_or_more_expected"] = round(float(inside[busy].mean()), 4)
    return row
