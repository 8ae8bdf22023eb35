"""How far apart two states vote in the United Nations General Assembly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import hypot
from typing import Any, Final

import numpy as np

from detente.relations.dyad_months import DyadMonths
from detente.relations.measures.base import Band, Beside, Kind, Measure, MeasuredMonths, Needs, YearlySeries

KIND: Final = Kind(
    name="ideal_point_distance",
    unit="points of the ideal-point scale (about one standard deviation of all states)",
    bounds=(0.0, np.inf),
    missing="one of the two has no ideal point for the year",
)


def yearly_series(rows: Iterable[Mapping[str, Any]], actor: str, measure: str) -> dict[int, Band]:
    """One actor's outside series.

    Args:
        rows: Rows of a world's series table: measure, source_id, year, value, low, high.
        actor: Its id (iso3).
        measure: The name of the series.

    Returns:
        By year; a row without a value is left out, one without an interval has its value for both ends.
    """
    own = (row for row in rows if row["source_id"] == actor and row["measure"] == measure and row["value"] is not None)
    return {row["year"]: Band(row["value"], _end(row, "low"), _end(row, "high")) for row in own}


def _end(row: Mapping[str, Any], end: str) -> float:
    return float(row["value"] if row[end] is None else row[end])


def distance(first: Band, second: Band) -> Band:
    """The distance of two points, its interval from theirs as independent errors: half-widths add as squares.

    >>> distance(Band(1.5, 1.2, 1.9), Band(-0.5, -0.9, -0.1))
    Band(value=2.0, low=1.5, high=2.565685424949238)
    """
    upper, lower = (first, second) if first.value >= second.value else (second, first)
    apart = upper.value - lower.value
    nearer = hypot(upper.value - upper.low, lower.high - lower.value)
    farther = hypot(upper.high - upper.value, lower.value - lower.low)
    return Band(apart, max(0.0, apart - nearer), apart + farther)


def distance_by_year(first: YearlySeries, second: YearlySeries) -> dict[int, Band]:
    """The distance in each year that both have."""
    return {year: distance(first[year], second[year]) for year in sorted(first.keys() & second.keys())}


def measure_ideal_point_distance(dyad: DyadMonths, beside: Beside) -> tuple[MeasuredMonths, ...]:
    """Distance of two states' UN ideal points, the year's for each of its months.

    Args:
        dyad: Its months, directed or not; the distance has no direction.
        beside: With `ideal_points`. A session runs from September: who looks back on what could be known on a day
            hands in the years that were published by then.

    Returns:
        One series, n_months, 0 or more, with the interval that the ideal points' own (90 %) imply.

    Raises:
        ValueError: There are no ideal points.

    Source:
        Bailey, Strezhnev & Voeten (2017), Journal of Conflict Resolution 61:430-456.
    """
    if beside.ideal_points is None:
        raise ValueError("measure_ideal_point_distance: no ideal points were handed in; import them (un-ideal-points)")
    by_year = distance_by_year(*beside.ideal_points)
    unknown = Band(np.nan, np.nan, np.nan)
    years = dyad.months.astype("datetime64[Y]").astype(int) + 1970
    bands = [by_year.get(year, unknown) for year in years.tolist()]
    value, low, high = (np.array([getattr(band, end) for band in bands], float) for end in ("value", "low", "high"))
    return (KIND.of(dyad, value, low, high),)


MEASURE: Final = Measure((KIND,), measure_ideal_point_distance, Needs.IDEAL_POINTS)
