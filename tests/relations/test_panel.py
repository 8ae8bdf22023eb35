"""The panel's counts on events small enough to count by hand."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from detente.relations.panel import (
    DIRECTED_BY_STATE,
    PanelSpec,
    count_cells,
    counted_events,
    dyad_month,
    month_after,
    tally_months,
    why_left_out,
)
from relations.events import collected, event, lazy_events

UNDIRECTED = PanelSpec(directed=False)


def panel(*rows: dict[str, Any], spec: PanelSpec = DIRECTED_BY_STATE) -> dict[tuple[str, str, str], dict[str, Any]]:
    """The panel's rows by (first actor, second actor, month)."""
    first, second = spec.sides
    found = collected(dyad_month(lazy_events(*rows), spec))
    by_key = {(row[first], row[second], row["month"].isoformat()[:7]): row for row in found}
    assert len(by_key) == len(found)
    return by_key


def tally(*rows: dict[str, Any], spec: PanelSpec = DIRECTED_BY_STATE) -> dict[str | None, int]:
    totals: dict[str | None, int] = {}
    for row in collected(tally_months(lazy_events(*rows), spec)):
        totals[row["left_out"]] = totals.get(row["left_out"], 0) + row["events"]
    return totals


def test_counts_of_one_dyad_month() -> None:
    (row,) = panel(
        event(day="2016-09-01", quad_class=1, goldstein=3.4, story="s1", outlet="o1"),
        event(day="2016-09-30", quad_class=1, goldstein=-0.4, story="s1", outlet="o2"),
        event(day="2016-09-15", quad_class=2, goldstein=None, story="s2", outlet=None),
        event(day="2016-09-15", quad_class=4, goldstein=-10.0, story=None, outlet="o2"),
        event(day="2016-09-15", quad_class=None, goldstein=None, story=None, outlet=None),
    ).values()
    assert row == {
        "source": "USA",
        "target": "PAK",
        "month": date(2016, 9, 1),
        "verbal_cooperation": 2,
        "material_cooperation": 1,
        "verbal_conflict": 0,
        "material_conflict": 1,
        "events": 5,
        "scored_events": 3,
        "stories": 2,
        "outlets": 2,
        "goldstein_sum": -7.0,
        "source_volume": 5,
        "target_volume": 5,
        "month_volume": 5,
    }


def test_a_month_without_events_has_no_row() -> None:
    rows = panel(event(day="2016-01-31"), event(day="2016-03-01"))
    assert set(rows) == {("USA", "PAK", "2016-01"), ("USA", "PAK", "2016-03")}


def test_a_goldstein_sum_without_any_score_is_null_and_not_zero() -> None:
    (row,) = panel(event(goldstein=None)).values()
    assert row["goldstein_sum"] is None
    assert row["scored_events"] == 0


def test_direction() -> None:
    rows = (event("USA", "PAK", story="s1"), event("PAK", "USA", story="s1"), event("PAK", "USA", story="s2"))
    directed = panel(*rows)
    assert {key[:2]: row["events"] for key, row in directed.items()} == {("USA", "PAK"): 1, ("PAK", "USA"): 2}
    undirected = panel(*rows, spec=UNDIRECTED)
    assert {key[:2]: (row["events"], row["stories"]) for key, row in undirected.items()} == {("PAK", "USA"): (3, 2)}


def test_volumes_count_every_event_an_actor_takes_part_in_once() -> None:
    rows = (
        event("USA", "PAK"),
        event("PAK", "USA"),
        event("USA", None),  # against nobody named
        event("USA", "USA"),  # inside one state
        event(None, "PAK"),
        event("IND", "CHN"),
        event("IND", "PAK", day="2016-10-01"),  # another month
    )
    by_dyad = panel(*rows)
    row = by_dyad["USA", "PAK", "2016-09"]
    assert (row["source_volume"], row["target_volume"], row["month_volume"]) == (4, 3, 6)
    assert by_dyad["IND", "PAK", "2016-10"]["month_volume"] == 1
    assert {key[:2] for key in by_dyad} == {("USA", "PAK"), ("PAK", "USA"), ("IND", "CHN"), ("IND", "PAK")}
    undirected = panel(*rows, spec=UNDIRECTED)["PAK", "USA", "2016-09"]
    assert (undirected["volume_a"], undirected["volume_b"], undirected["month_volume"]) == (3, 4, 6)


def test_what_is_left_out_is_told_by_its_first_reason() -> None:
    rows = (
        event(),
        event(event_date_precision="month"),
        event(is_copy=True, event_date_precision="year"),
        event(repeat_of="gdelt 7"),
        event(status="predicted"),
        event(polarity="negative"),
        event(event_date_precision="vague past"),
        event(day=None),
        event(event_date_precision="year"),
        event(event_date_precision=None),
    )
    assert tally(*rows) == {
        None: 2,
        "copy": 1,
        "repeat": 1,
        "not said to have happened": 2,
        "vague past": 1,
        "undated": 1,
        "coarsely dated": 2,
    }
    (row,) = panel(*rows).values()
    assert (row["events"], row["month_volume"]) == (2, 2)


def test_copies_and_repeats_on_demand() -> None:
    rows = (event(), event(is_copy=True), event(repeat_of="gdelt 7"))
    (row,) = panel(*rows, spec=PanelSpec(include_repeats=True)).values()
    assert (row["events"], row["stories"]) == (3, 1)


@pytest.mark.parametrize(
    ("status", "counted"), [("asserted", 1), ("alleged", 1), (None, 1), ("denied", 0), ("asked", 0)]
)
def test_statuses(status: str | None, counted: int) -> None:
    assert len(panel(event(status=status, polarity=None))) == counted


def test_flags_unknown_to_a_feed_leave_nothing_out() -> None:
    assert tally(event(is_copy=None, status=None, polarity=None)) == {None: 1}


def test_by_actor() -> None:
    rows = (event(source_id="USA.MIL"), event(source_id="USA.GOV"), event(source_id="USA.GOV", target_id="USA.MIL"))
    assert {key[:2] for key in panel(*rows)} == {("USA", "PAK")}
    by_actor = panel(*rows, spec=PanelSpec(by="actor"))
    assert {key[:2] for key in by_actor} == {("USA.MIL", "PAK"), ("USA.GOV", "PAK"), ("USA.GOV", "USA.MIL")}


def test_a_window_takes_whole_months() -> None:
    days = ("2016-08-31", "2016-09-01", "2016-10-31", "2016-11-01")
    spec = PanelSpec(start=date(2016, 9, 20), end=date(2016, 10, 2))
    assert {key[2] for key in panel(*(event(day=day) for day in days), spec=spec)} == {"2016-09", "2016-10"}
    undated = event(day=None)
    assert tally(*(event(day=day) for day in days), undated, spec=spec) == {None: 2, "undated": 1}


def test_cells_keep_what_has_no_dyad() -> None:
    cells = collected(count_cells(lazy_events(event("USA", None), event("USA", "USA")), UNDIRECTED))
    assert {(cell["first"], cell["second"]): cell["events"] for cell in cells} == {("USA", None): 1, ("USA", "USA"): 1}


def test_no_events_make_an_empty_panel() -> None:
    assert panel() == {}


def test_month_after() -> None:
    assert month_after(date(2016, 2, 29)) == date(2016, 3, 1)
    assert month_after(date(2016, 11, 1)) == date(2016, 12, 1)


@pytest.mark.parametrize("include_repeats", [False, True])
def test_what_is_counted_is_what_no_reason_leaves_out(include_repeats: bool) -> None:
    choices: dict[str, list[Any]] = {
        "day": ["2016-09-20", None],
        "event_date_precision": ["day", "month", "year", "vague past", None],
        "status": ["asserted", "reported", "alleged", "denied", "possible", None],
        "polarity": ["positive", "negative", None],
        "is_copy": [False, True, None],
        "repeat_of": [None, "x"],
    }
    rows = [
        event(story=str(at), **dict(zip(choices, each, strict=True)))
        for at, each in enumerate(product(*choices.values()))
    ]
    spec = PanelSpec(include_repeats=include_repeats)
    told = collected(lazy_events(*rows).with_columns(why=why_left_out(spec)))
    counted = collected(counted_events(lazy_events(*rows), spec))
    assert {row["story"] for row in counted} == {row["story"] for row in told if row["why"] is None}
    assert counted
