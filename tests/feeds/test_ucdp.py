"""UCDP: candidate files without a header, broken estimates, spans of days, newer releases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.feeds.ucdp import COLUMNS, UCDP, release_of
from detente.world import World
from detente.world.importing import import_files
from detente.world.ledger import Counts
from feed_lines import rows, write

RECORDED = Path(__file__).parents[1] / "recorded" / "GEDEvent_v24_0_1.csv"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "feeds" / "ucdp_ged"

ORDINARY = {
    "id": "900001",
    "year": "2024",
    "type_of_violence": "1",
    "side_a": "Government of Myanmar (Burma)",
    "side_b": "KNU",
    "date_start": "2024-01-03",
    "date_end": "2024-01-03",
    "best": "4",
    "low": "4",
    "high": "4",
    "country_id": "775",
    "gwnoa": "775",
}


def line(**changed: str) -> str:
    return ",".join((ORDINARY | changed).get(column, "") for column in COLUMNS)


def test_a_candidate_file_without_a_header(tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    (done,) = import_files(world.path, UCDP, [RECORDED])

    assert done.counts == Counts(6, 3, 0, 0, 3)
    assert done.note == "release 24.0.1, due by 2024-02-29"
    fight, killing, war = rows(world)
    assert (fight["source_id"], fight["source_state"], fight["target_id"], fight["target_state"]) == (
        *("MMR.GOV", "MMR", "knu", "MMR"),
    )
    assert (fight["event_date"], fight["event_date_end"], fight["event_date_precision"]) == (
        *(date(2024, 1, 3), date(2024, 1, 3), "day"),
    )
    assert (fight["cameo_code"], fight["plover_type"], fight["quad_class"], fight["goldstein"]) == (
        *("190", "ASSAULT", 4, -10.0),
    )
    assert (fight["outlet_count"], fight["place_iso3"], fight["place_precision"]) == (2, "MMR", "city")
    assert fight["quantities"] == [{"value": 2.0, "unit": "death", "approximate": False}]
    assert fight["published_at"] == datetime(2024, 2, 29, tzinfo=UTC)
    extra = dict(fight["extra"])  # type: ignore[call-overload]
    assert extra["where_description"] == "North of Sample Town,\nby the river"
    assert (extra["direction"], extra.get("deaths_order"), extra["release"]) == ("none", None, "24.0.1")
    # against civilians: a direction, those of the country; the estimate lies above its upper bound
    assert (killing["source_id"], killing["source_kind"], killing["source_state"]) == ("ucdp:7777", "armed_group", None)
    assert (killing["target_id"], killing["cameo_code"], killing["goldstein"]) == ("MMR.CVL", "180", -9.0)
    assert (killing["event_date_precision"], killing["outlet_count"]) == ("month", None)
    extra = dict(killing["extra"])  # type: ignore[call-overload]
    assert (extra.get("direction"), extra["best"], extra["high"]) == (None, "5", "3")
    assert extra["deaths_order"] == "low <= best <= high does not hold"
    # no deaths, but up to four: zero is what the row says
    assert (war["source_id"], war["target_id"], war["event_date_precision"]) == ("RUS.GOV", "UKR.GOV", "period")
    assert war["quantities"] == [{"value": 0.0, "unit": "death", "approximate": True}]
    assert [(row["line"], row["column_name"], row["reason"]) for row in rows(world, table="rejects")] == [
        (5, "id", "no event id of digits"),
        (6, "date_end", "before date_start"),
        (7, None, "3 columns; expected 49"),
    ]


def test_a_file_of_49_other_columns_is_no_candidate_file(tmp_path: Path) -> None:
    path = write(tmp_path / "GEDEvent_v25_1.csv", ",".join(f"column{n}" for n in range(49)), line())
    (done,) = import_files(tmp_path / "world", UCDP, [path])
    assert "Is it a file of ucdp?" in str(done.fault)


@pytest.mark.parametrize("newer_first", [False, True])
def test_the_newer_release_counts_whatever_the_order(newer_first: bool, tmp_path: Path) -> None:
    header = ",".join(COLUMNS)
    month = write(tmp_path / "GEDEvent_v24_0_1.csv", line(best="1"))
    yearly = write(tmp_path / "GEDEvent_v25_1.csv", header, line(best="9"))
    nameless = write(tmp_path / "ged_part.csv", header, line(best="5"))
    world = World.open(tmp_path / "world")
    for path in [yearly, month, nameless] if newer_first else [nameless, month, yearly]:
        import_files(world.path, UCDP, [path])

    (event,) = rows(world, "quantities[1].value AS best")
    assert event == {"best": 9.0}


@pytest.mark.parametrize(
    ("name", "release", "due"),
    [
        ("GEDEvent_v25_1.csv", "25.1", date(2025, 6, 30)),
        ("ged251-csv.zip", "25.1", date(2025, 6, 30)),
        ("GEDEvent_v25_0_12.csv", "25.0.12", date(2026, 1, 31)),
        ("GEDEvent_v24_01_24_12.csv", "24.01.24.12", date(2025, 1, 31)),
        ("GEDEvent_v25_0_13.csv", None, None),
        ("ged_myanmar_49col.csv", None, None),
    ],
)
def test_release_of(name: str, release: str | None, due: date | None) -> None:
    assert (release_of(name) or (None, None)) == (release, due)


def test_several_governments_on_one_side_are_no_one_state(tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    several = line(side_a='"Government of Australia, Government of United States"', gwnoa='"900, 2"')
    import_files(world.path, UCDP, [write(tmp_path / "GEDEvent_v25_0_1.csv", several)])
    (event,) = rows(world)
    assert (event["source_state"], event["source_text"]) == (
        None,
        "Government of Australia, Government of United States",
    )


def test_numbers_of_states_go_by_the_year(tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    changed = {"side_a": "Government of Serbia (Yugoslavia)", "gwnoa": "345", "country_id": "345"}
    path = write(tmp_path / "GEDEvent_v25_0_1.csv", line(year="1999", **changed), line(id="9", year="1989", **changed))
    import_files(world.path, UCDP, [path])
    assert [row["source_state"] for row in rows(world)] == ["YUG", "YUG"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(alphabet='012-,"x \né\r\0', max_size=60), max_size=6))
def test_any_lines_are_counted_once(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    folder = tmp_path_factory.mktemp("any")
    path = folder / "GEDEvent_v25_0_1.csv"
    path.write_bytes(("\n".join([line(), *lines]) + "\n").encode())
    (done,) = import_files(folder / "world", UCDP, [path])
    world = World.open(folder / "world")
    assert done.fault is None
    assert done.counts.rows == done.counts.added + done.counts.repeated + done.counts.rejected
    assert len(rows(world, table="rejects")) == done.counts.rejected


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the data beside the project is not here")
def test_real_rows(tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    (done,) = import_files(world.path, UCDP, [SHARED])
    assert done.counts == Counts(7_374, 7_374, 0, 0, 0)
    (found,) = world.query(
        "SELECT count(*) FILTER (event_date < event_date_end) AS spans, "
        "count(*) FILTER (extra['deaths_order'] IS NOT NULL) AS broken, "
        "count(*) FILTER (outlet_count IS NULL) AS no_sources, count(DISTINCT feed_reference) AS ids, "
        "count(*) FILTER (contains(extra['where_description'], chr(10))) AS breaks FROM events"
    ).to_pylist()
    assert found == {"spans": 1_088, "broken": 10, "no_sources": 2_108, "ids": 7_374, "breaks": 1_363}
