"""Levels of the peace scale some years ahead, after the cut-off of 2008, beside no change and the share of all dyads.

Twice: from the coded level (does the base rate hold?), and from the level that Detente estimates from the events of
2009 (what a user gets). Minus the mean logarithm of the probability given to the coded level: less is better.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np

HERE: Final = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent / "shifts"), str(HERE.parents[1] / "training" / "levels")]

from icews import icews_dyads  # noqa: E402

import labels  # noqa: E402 - found by the line above
from detente.forecast.levels.base_rates import HORIZONS, moves_table  # noqa: E402
from detente.forecast.levels.level_forecast import forecast_levels  # noqa: E402
from detente.relations.levels.level import LevelEstimate, level_at  # noqa: E402

AS_OF: Final = date(2009, 12, 31)


def run() -> dict[str, Any]:
    """Scores from coded and from estimated levels, by years ahead."""
    coded = labels.levels()
    shares = np.bincount([by_year[2008] for by_year in coded.values() if 2008 in by_year], minlength=5) + 0.5
    shares = shares / shares.sum()
    estimated = [
        (by_year, level.probabilities)
        for dyad in icews_dyads()
        if (by_year := coded.get((dyad.first, dyad.second)))
        and isinstance(level := level_at(dyad, AS_OF), LevelEstimate)
    ]
    result: dict[str, Any] = {"from coded levels": moves_table()["record"]}
    result["from levels estimated from events"] = {
        f"{years} years": _scores(estimated, years, shares) for years in HORIZONS
    }
    return json.loads(json.dumps(result))  # type: ignore[no-any-return]


def _scores(
    estimated: Sequence[tuple[dict[int, int], tuple[float, ...]]], years: int, shares: np.ndarray[Any, Any]
) -> dict[str, Any]:  # fmt: skip
    end = AS_OF.year + years
    rows = [(by_year, now) for by_year, now in estimated if end in by_year]
    at = HORIZONS.index(years)
    told = [forecast_levels(now, AS_OF)[at].probabilities[by_year[end]] for by_year, now in rows]
    return {
        "dyads": len(rows),
        "level forecast": _loss(told),
        "estimated level as it is": _loss([now[by_year[end]] for by_year, now in rows]),
        "share of all dyads in 2008": _loss([float(shares[by_year[end]]) for by_year, _ in rows]),
    }


def _loss(told: Sequence[float]) -> float:
    return round(float(-np.log(np.clip(told, 1e-9, 1)).mean()), 4)


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))
