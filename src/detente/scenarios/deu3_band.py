"""How far the weighted compromise was off where it could be checked: the residuals of DEU III.

Of the 364 issues of DEU III, 351 have an outcome and at least three positions. On them the salience-weighted mean is
off by 23.64 points of 100 on average, the plain mean by 23.63, and saying 50 always by 27.96: it knows a little.

Source:
    Arregui & Perarnaud 2021, A new dataset on legislative decision-making in the European Union: the DEU III dataset,
    doi:10.34810/data53; residuals computed from it by benchmarks/scenarios.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ISSUES: Final = 351
MEAN_ERROR: Final = 23.64
"""Mean absolute error of the salience-weighted mean, in points of a scale from 0 to 100."""
ALWAYS_FIFTY: Final = 27.96
"""The same of saying 50 whatever the positions are."""

SHARE: Final = 0.8
"""Share of the outcomes that lie in the band."""

WARNING: Final = (
    "Error band: 80 % of 351 issues of EU legislation (DEU III) ended inside it; nothing comparable is known for "
    "bargains between rivals, where errors may be larger. In DEU III the compromise was off by 23.6 points of 100 on "
    "average; saying 50 each time, by 28.0."
)


@dataclass(frozen=True, slots=True)
class Residuals:
    """Quantiles of outcome less compromise, for issues whose compromise lay from `low` to below `high`."""

    low: float
    high: float
    issues: int
    tenth: float
    ninetieth: float


RESIDUALS: Final = (
    Residuals(0.0, 35.0, 89, -24.3, 52.0),
    Residuals(35.0, 65.0, 176, -49.1, 38.9),
    Residuals(65.0, 100.0, 86, -35.7, 19.5),
)
"""Each issue left out once, bands made from the others hold 79 % of the outcomes."""


def error_band(compromise: float) -> tuple[float, float]:
    """Where 80 % of the outcomes lay, for a compromise on a scale from 0 to 100.

    >>> error_band(50.0)
    (0.9, 88.9)
    """
    row = next((row for row in RESIDUALS if compromise < row.high), RESIDUALS[-1])
    low, high = compromise + row.tenth, compromise + row.ninetieth
    return round(max(low, 0.0), 6), round(min(high, 100.0), 6)
