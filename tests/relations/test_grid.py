from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from detente.relations.coverage import Coverage
from detente.relations.grid import fill_months
from detente.relations.panel import DIRECTED_BY_STATE, PanelSpec, dyad_month
from relations.events import event, lazy_events

YEAR = ((date(2016, 1, 1), date(2016, 12, 31)),)


def filled(
    *rows: dict[str, Any], start: date, end: date, coverage: Coverage, spec: PanelSpec = DIRECTED_BY_STATE
) -> dict[Any, Any]:
    panel = dyad_month(lazy_events(*rows), spec).collect("pyarrow")
    grid = fill_months(panel, start, end, coverage=coverage, spec=spec)
    assert grid.columns == [*panel.columns, "covered"]
    return {(row[spec.sides[0]], row[spec.sides[1]], row["month"].month): row for row in grid.to_arrow().to_pylist()}


def test_zero_where_covered_and_null_elsewhere() -> None:
    coverage = ((date(2016, 2, 1), date(2016, 4, 15)),)
    rows = filled(
        event(day="2016-02-05", goldstein=2.0), start=date(2016, 1, 9), end=date(2016, 4, 1), coverage=coverage
    )
    assert [(month, row["covered"], row["events"], row["goldstein_sum"]) for (_, _, month), row in rows.items()] == [
        (1, False, None, None),
        (2, True, 1, 2.0),
        (3, True, 0, 0.0),
        (4, False, None, None),  # half of April is not covered
    ]


def test_a_row_outside_of_the_coverage_stays() -> None:
    rows = filled(event(day="2016-02-05"), start=date(2016, 2, 1), end=date(2016, 2, 1), coverage=())
    assert [(row["covered"], row["events"]) for row in rows.values()] == [(False, 1)]


def test_intervals_that_adjoin_cover_a_month_together() -> None:
    halves = ((date(2016, 3, 16), date(2016, 3, 31)), (date(2016, 3, 1), date(2016, 3, 15)))
    rows = filled(event(day="2016-02-05"), start=date(2016, 3, 1), end=date(2016, 3, 1), coverage=halves)
    assert [row["covered"] for row in rows.values()] == [True]
    gap = ((date(2016, 3, 1), date(2016, 3, 14)), (date(2016, 3, 16), date(2016, 3, 31)))
    rows = filled(event(day="2016-02-05"), start=date(2016, 3, 1), end=date(2016, 3, 1), coverage=gap)
    assert [row["covered"] for row in rows.values()] == [False]


@pytest.mark.parametrize("spec", [PanelSpec(), PanelSpec(directed=False)])
def test_volumes_come_from_other_rows_of_the_month(spec: PanelSpec) -> None:
    rows = filled(
        event("PAK", "USA", day="2016-02-05"),
        event("IND", "USA", day="2016-03-05"),
        start=date(2016, 2, 1), end=date(2016, 4, 1), coverage=YEAR, spec=spec,
    )  # fmt: skip
    march, april = rows["PAK", "USA", 3], rows["PAK", "USA", 4]
    assert [march[name] for name in (*spec.volumes, "month_volume")] == [None, 1, 1]
    assert [april[name] for name in (*spec.volumes, "month_volume")] == [None, None, None]
    assert april["events"] == 0


def test_refuses_an_interval_that_ends_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        filled(event(), start=date(2016, 2, 1), end=date(2016, 1, 1), coverage=YEAR)
    with pytest.raises(ValueError, match="before it starts"):
        filled(event(), start=date(2016, 1, 1), end=date(2016, 2, 1), coverage=((date(2016, 2, 1), date(2016, 1, 1)),))
