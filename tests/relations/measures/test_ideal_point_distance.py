"""Distances by hand, and those of Russia and Pakistan in the published ideal points."""

import csv
from pathlib import Path

import numpy as np
import pytest

from detente.relations.measures.base import Band, Beside
from detente.relations.measures.ideal_point_distance import (
    distance,
    distance_by_year,
    measure_ideal_point_distance,
    yearly_series,
)
from relations.measures.dyads import dyad

POINTS = Path(__file__).parents[3].parent / "shared" / "data" / "un_ideal_points" / "IdealpointestimatesAll_Jun2024.csv"


def test_half_widths_add_as_squares() -> None:
    # 3 and 4 make 5: the upper one's lower half-width and the lower one's upper.
    apart = distance(Band(-10, -11, -6), Band(10, 7, 11))
    assert (apart.value, apart.low) == (20, 15)
    assert apart.high == pytest.approx(20 + 2**0.5)
    assert distance(Band(0.1, -1, 1), Band(0, -1, 1)).low == 0
    assert distance(Band(1, 1, 1), Band(3, 3, 3)) == distance(Band(3, 3, 3), Band(1, 1, 1)) == Band(2, 2, 2)


def test_a_year_for_each_of_its_months() -> None:
    first, second = {2015: Band(1, 0.5, 1.5), 2017: Band(1, 1, 1)}, {2015: Band(-1, -1.5, -0.5), 2016: Band(0, 0, 0)}
    months = dyad(*[(0, 0, 0, 0)] * 3, start="2015-11")
    (apart,) = measure_ideal_point_distance(months, Beside(ideal_points=(first, second)))
    np.testing.assert_array_equal(apart.value, [2, 2, np.nan])
    np.testing.assert_allclose(apart.high, [2 + 0.5**0.5, 2 + 0.5**0.5, np.nan])


def test_rows_of_a_series_table() -> None:
    row = {"measure": "ideal_point", "source_id": "PAK", "year": 2015, "value": -0.5, "low": None, "high": 0.1}
    others = [row | {"source_id": "IND"}, row | {"measure": "other"}, row | {"year": 2016, "value": None}]
    assert yearly_series([row, *others], "PAK", "ideal_point") == {2015: Band(-0.5, -0.5, 0.1)}


def test_without_points_there_is_no_measure() -> None:
    with pytest.raises(ValueError, match="no ideal points"):
        measure_ideal_point_distance(dyad((0, 0, 0, 0)), Beside())


@pytest.mark.shared
@pytest.mark.skipif(not POINTS.exists(), reason="needs ../shared/data/un_ideal_points")
def test_russia_and_pakistan() -> None:
    """Estimates of June 2024, all votes, of sessions 50, 60, 70 and 75; session 1 sat in 1946."""
    with POINTS.open(encoding="latin-1") as lines:
        rows = [
            {
                "measure": "ideal_point",
                "source_id": row["iso3c"],
                "year": int(row["session"]) + 1945,
                "value": float(row["IdealPointAll"]),
                "low": float(row["Q5%All"]),
                "high": float(row["Q95%All"]),
            }
            for row in csv.DictReader(lines)
            if row["iso3c"] in ("RUS", "PAK") and row["IdealPointAll"] != "NA"
        ]
    apart = distance_by_year(yearly_series(rows, "RUS", "ideal_point"), yearly_series(rows, "PAK", "ideal_point"))
    for year, published in {1995: 2.35, 2005: 0.71, 2015: 0.39, 2020: 0.21}.items():
        assert apart[year].value == pytest.approx(published, abs=0.01)
        assert apart[year].low <= apart[year].value <= apart[year].high
