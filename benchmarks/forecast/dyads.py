"""Forecasts of dyads on rolling origins of ICEWS 2005-2009, beside climatology, persistence and the dyads' own rates.

At each origin everything is fitted anew on what was known then (`fit_dyads`, as the program runs it), for every
dyad with an event so far; what came is only looked at to score. Settings were chosen on the origins CHOOSING; figures
are of the later ones.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from detente.engines.coverage import world_coverage
from detente.engines.known_counts import known_counts
from detente.feeds.registry import feed_named
from detente.forecast.dyads.backtest_dyads import BASELINES, Scored, scored, scores_of_kind, told_and_happened
from detente.forecast.dyads.record import DyadRecord, record_of
from detente.forecast.dyads.scores import reliability
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


def figures(found: Sequence[Scored]) -> dict[str, Any]:
    """Brier score, skill against each baseline, calibration error, and how many counts lay in the told range."""
    told = scores_of_kind("", 0, (), found)
    row: dict[str, Any] = {
        "forecasts": told.forecasts,
        "happened": round(told.happened, 4),
        "brier": round(told.brier, 5),
    }
    for name in BASELINES:
        row[f"brier_{name}"] = round(told.baselines[name], 5)
        row[f"skill_over_{name}"] = round(told.skill[name] or 0.0, 4)
    row["calibration_error"] = round(told.calibration_error, 4)
    row["counts_in_range_where_one_or_more_expected"] = round(told.counts_in_range or 0.0, 4)
    return row
