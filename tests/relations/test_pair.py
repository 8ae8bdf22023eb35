"""A pair's months out of a world's events, counted by hand."""

from datetime import date

import numpy as np

from detente.relations.coverage import Coverage
from detente.relations.dyad_months import DyadMonths
from detente.relations.pair import PairCells, Party, between, pair_cells, pair_months, pair_volumes
from detente.relations.panel import PanelSpec
from relations.events import collected, event, lazy_events

USA, PAK, TTP = Party("USA", True), Party("PAK", True), Party("ttp", False)
EVENTS = lazy_events(
    event("USA", "PAK", "2016-01-05", quad_class=1, goldstein=3.0, source_id="USA.GOV"),
    event("PAK", "USA", "2016-01-07", quad_class=3, goldstein=-2.0, target_id="USA.MIL"),
    event("PAK", "PAK", "2016-01-08", quad_class=4, goldstein=-9.0, source_id="ttp", story="s2"),
    event("PAK", "PAK", "2016-01-09", quad_class=4, goldstein=-9.0, target_id="ttp", story="s3"),
    event("IND", "PAK", "2016-02-01", quad_class=4, goldstein=None),
    event("IND", "PAK", "2016-02-01", status="denied"),
)
Q1: Coverage = [(date(2016, 1, 1), date(2016, 3, 31))]


def months(first: Party, second: Party, **changes: object) -> DyadMonths | None:
    cells, volumes = (make(EVENTS, first, second, PanelSpec()) for make in (pair_cells, pair_volumes))
    found = PairCells(*(list(each.collect("pyarrow").iter_rows(named=True)) for each in (cells, volumes)))
    return pair_months(found, first, second, **{"coverage": Q1} | changes)  # type: ignore[arg-type]


def test_a_state_acts_through_its_organs() -> None:
    both = months(USA, PAK)
    assert both is not None
    assert both.months.astype(str).tolist() == ["2016-01", "2016-02", "2016-03"]
    np.testing.assert_array_equal(both.quad_counts, [[1, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    np.testing.assert_array_equal(both.goldstein_sum, [1, 0, 0])
    np.testing.assert_array_equal(both.month_volume, [4, 1, 0])
    np.testing.assert_array_equal(both.first_volume, [2, 0, 0])
    np.testing.assert_array_equal(both.second_volume, [4, 1, 0])


def test_one_direction() -> None:
    one = months(PAK, USA, directed=True)
    assert one is not None
    np.testing.assert_array_equal(one.events, [1, 0, 0])


def test_a_group_beside_its_own_state_is_not_the_state() -> None:
    inner = months(PAK, TTP)
    assert inner is not None
    np.testing.assert_array_equal(inner.events, [2, 0, 0])
    np.testing.assert_array_equal(inner.first_volume, [4, 1, 0])
    np.testing.assert_array_equal(inner.second_volume, [2, 0, 0])
    assert len(collected(between(EVENTS, PAK, TTP))) == 2


def test_months_not_covered_are_unknown_but_for_what_was_found() -> None:
    found = months(USA, PAK, coverage=[(date(2016, 3, 1), date(2016, 3, 31))])
    assert found is not None
    np.testing.assert_array_equal(found.events, [2, np.nan, 0])
    np.testing.assert_array_equal(found.month_volume, [4, 1, 0])


def test_asked_months_only() -> None:
    found = months(USA, PAK, start=date(2016, 2, 10), end=date(2016, 2, 11))
    assert found is not None
    assert found.months.astype(str).tolist() == ["2016-02"]


def test_nothing_known_gives_no_months() -> None:
    assert months(Party("FRA", True), Party("DEU", True), coverage=[]) is None
