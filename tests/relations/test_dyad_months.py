"""Dyads cut out of a filled panel, checked by hand."""

from datetime import date

import numpy as np
import pytest

from detente.relations.dyad_months import DyadMonths, dyads_of
from detente.relations.panel import PanelSpec, dyad_month
from relations.events import event, lazy_events

UNDIRECTED = PanelSpec(directed=False)


def dyads(least: int = 1) -> dict[tuple[str, str], DyadMonths]:
    events = lazy_events(
        event("USA", "PAK", "2016-01-05", quad_class=1, goldstein=3.0),
        event("PAK", "USA", "2016-01-07", quad_class=3, goldstein=-2.0),
        event("USA", "PAK", "2016-03-01", quad_class=4, goldstein=-10.0),
        event("IND", "PAK", "2016-03-01", quad_class=4, goldstein=None),
    )
    panel = dyad_month(events, UNDIRECTED).collect("pyarrow")
    coverage = [(date(2016, 1, 1), date(2016, 4, 2))]
    return {(each.first, each.second): each for each in dyads_of(panel, coverage, UNDIRECTED, least_events=least)}


def test_counts_of_each_month() -> None:
    pak_usa = dyads()["PAK", "USA"]
    assert list(pak_usa.months.astype(str)) == ["2016-01", "2016-02", "2016-03", "2016-04"]
    np.testing.assert_array_equal(pak_usa.covered, [True, True, True, False])
    np.testing.assert_array_equal(pak_usa.cooperation, [1, 0, 0, np.nan])
    np.testing.assert_array_equal(pak_usa.conflict, [1, 0, 1, np.nan])
    np.testing.assert_array_equal(pak_usa.goldstein_sum, [1, 0, -10, np.nan])
    np.testing.assert_array_equal(pak_usa.first_volume, [2, 0, 2, np.nan])
    np.testing.assert_array_equal(pak_usa.month_volume, [2, 0, 2, np.nan])


def test_each_dyad_has_its_own_rows() -> None:
    assert set(dyads()) == {("PAK", "USA"), ("IND", "PAK")}
    np.testing.assert_array_equal(dyads()["IND", "PAK"].scored_events, [0, 0, 0, np.nan])


def test_dyads_with_few_events_are_passed_over() -> None:
    assert set(dyads(least=3)) == {("PAK", "USA")}


def test_up_to_keeps_only_months_that_had_ended() -> None:
    pak_usa = dyads()["PAK", "USA"]
    assert list(pak_usa.up_to(date(2016, 3, 31)).months.astype(str)) == ["2016-01", "2016-02"]
    assert len(pak_usa.up_to(date(2016, 4, 1))) == 3


def test_shapes_are_checked() -> None:
    one = dyads()["PAK", "USA"]
    arguments = {name: getattr(one, name) for name in DyadMonths.__slots__}
    with pytest.raises(ValueError, match=r"events has shape \(3,\), expected \(4,\)"):
        DyadMonths(**arguments | {"events": one.events[:3]})
    with pytest.raises(ValueError, match="without a gap"):
        DyadMonths(**arguments | {"months": one.months[::-1]})
