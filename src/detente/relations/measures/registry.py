"""All measures, in the order in which a relation shows them. A new measure is one file and one line here."""

from __future__ import annotations

from typing import Final

from detente.relations.dyad_months import DyadMonths
from detente.relations.measures import (
    conflict_share,
    evidence_counts,
    goldstein_stock,
    ideal_point_distance,
    intensity,
    military_weight,
    quad_counts,
)
from detente.relations.measures.base import NOTHING_BESIDE, Beside, Measure, MeasuredMonths

MEASURES: Final[tuple[Measure, ...]] = (
    quad_counts.MEASURE,
    conflict_share.MEASURE,
    goldstein_stock.MEASURE,
    intensity.MEASURE,
    military_weight.MEASURE,
    ideal_point_distance.MEASURE,
    evidence_counts.MEASURE,
)


def measure_all(dyad: DyadMonths, beside: Beside = NOTHING_BESIDE) -> tuple[MeasuredMonths, ...]:
    """Every series of every measure for a dyad; those that need what is not handed in are left out."""
    return tuple(series for measure in MEASURES for series in measure(dyad, beside))
