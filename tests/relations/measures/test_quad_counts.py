import numpy as np

from detente.relations.measures.quad_counts import measure_quad_counts
from relations.measures.dyads import UNKNOWN, dyad


def test_each_class_is_one_series() -> None:
    series = measure_quad_counts(dyad((5, 1, 2, 0), (0, 0, 0, 0), UNKNOWN, directed=True))
    assert [each.name for each in series] == [
        "verbal_cooperation",
        "material_cooperation",
        "verbal_conflict",
        "material_conflict",
    ]
    np.testing.assert_array_equal(series[2].value, [2, 0, np.nan])
    np.testing.assert_array_equal(series[2].low, series[2].high)
    assert series[0].directed
