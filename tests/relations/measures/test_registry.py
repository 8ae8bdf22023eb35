"""What every measure of the registry must do."""

from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

import detente.relations.measures as folder
from detente.relations.measures.base import NOTHING_BESIDE, Band, Beside, Measure, Needs
from detente.relations.measures.registry import MEASURES, measure_all
from relations.measures.dyads import UNKNOWN, act, dyad

DOCS = Path(__file__).parents[3] / "docs" / "measures.md"
POINTS = {2016: Band(0.5, 0.4, 0.6)}
BESIDE = Beside(acts=[act()], ideal_points=(POINTS, {2016: Band(-0.5, -0.6, -0.4)}))


def test_every_file_is_registered() -> None:
    files = {path.stem for path in Path(folder.__path__[0]).glob("*.py")} - {"__init__", "base", "registry"}
    assert {import_module(f"detente.relations.measures.{name}").MEASURE for name in files} == set(MEASURES)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.kinds[0].name)
@pytest.mark.parametrize("directed", [True, False])
def test_series_are_as_described(measure: Measure, directed: bool) -> None:
    months = dyad((5, 1, 2, 1), (0, 0, 0, 0), (1, 0, 0, 0), UNKNOWN, directed=directed)
    made = measure(months, BESIDE)
    assert tuple(series.name for series in made) == tuple(kind.name for kind in measure.kinds)
    for series in made:
        assert (series.directed, series.first, series.second) == (directed, "IND", "PAK")
        assert series.value.shape == series.low.shape == series.high.shape == series.months.shape == (4,)
        known = ~np.isnan(series.value)
        assert known[0]
        least, greatest = series.bounds
        assert (least <= series.low[known]).all()
        assert (series.low[known] <= series.value[known]).all()
        assert (series.value[known] <= series.high[known]).all()
        assert (series.high[known] <= greatest).all()
        if measure.needs is not Needs.IDEAL_POINTS:
            assert list(known) == [True, True, True, False]


def test_names_are_unique_and_documented() -> None:
    names = [kind.name for measure in MEASURES for kind in measure.kinds]
    assert len(names) == len(set(names))
    text = DOCS.read_text(encoding="utf-8")
    assert [name for name in names if f"`{name}`" not in text] == []


def test_what_is_needed_and_not_there_gives_no_series() -> None:
    months = dyad((5, 1, 2, 1))
    assert {series.name for series in measure_all(months, BESIDE)} - {
        series.name for series in measure_all(months, NOTHING_BESIDE)
    } == {"military_weight", "military_conflict_weight", "ideal_point_distance"}
