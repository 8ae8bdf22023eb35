"""ACLED: rows as they come in the wild, and living data. All rows are invented: none of ACLED's may be passed on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.actors.tables import read_table
from detente.feeds import acled
from detente.feeds.acled import ACLED
from detente.ontology import cameo_entry
from detente.world import World
from detente.world.importing import import_files
from detente.world.ledger import Counts
from feed_lines import rows, write

RECORDED = Path(__file__).parents[1] / "recorded" / "acled"
CUT = "event_id_cnty,event_date,country,actor1,fatalities,timestamp"


def test_rows_in_every_way_of_writing(tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    (done,) = import_files(world.path, ACLED, [RECORDED / "acled_invented.csv"])

    assert done.counts == Counts(7, 3, 0, 0, 4)
    mali, india, iraq = rows(world)
    assert (mali["source_id"], mali["source_state"], mali["target_id"]) == (
        *("MLI.MIL", "MLI", "acled:Blue Lantern Front"),
    )
    assert (mali["target_kind"], mali["target_state"]) == ("armed_group", None)
    assert (mali["cameo_code"], mali["plover_type"], mali["quad_class"], mali["goldstein"]) == (
        "190",
        "ASSAULT",
        4,
        -10.0,
    )
    assert (mali["event_date"], mali["event_date_end"], mali["event_date_precision"]) == (
        *(date(2023, 2, 16), date(2023, 2, 16), "day"),
    )
    assert mali["published_at"] == datetime(2023, 2, 21, 17, 20, tzinfo=UTC)  # 1677000000 seconds
    assert mali["quantities"] == [{"value": 3.0, "unit": "death", "approximate": True}]
    extra = dict(mali["extra"])  # type: ignore[call-overload]
    assert extra["notes"] == 'On 16 February, "lanterns" met a patrol,\nand both withdrew.'
    assert (extra["direction"], extra["interaction"]) == ("none", "12")
    # a month: the day given is one of it
    assert (india["event_date"], india["event_date_end"], india["event_date_precision"]) == (
        *(date(2025, 5, 1), date(2025, 5, 31), "month"),
    )
    assert (india["stated_date"], india["source_id"], india["target_id"]) == (date(2025, 5, 16), "IND.CVL", None)
    assert india["quantities"] is None  # no fatalities given is not none
    assert dict(india["extra"])["disorder_type"] == "Demostrations"  # type: ignore[call-overload]
    # a week: six days to either side
    assert (iraq["event_date"], iraq["event_date_end"], iraq["event_date_precision"]) == (
        *(date(2024, 1, 4), date(2024, 1, 16), "period"),
    )
    assert (iraq["source_state"], iraq["target_id"], iraq["plover_mode"]) == (None, "IRQ.CVL", "aerial")
    assert iraq["quantities"] == [{"value": 0.0, "unit": "death", "approximate": True}]
    assert {row["licence"] for row in rows(world, "licence")} == {"ACLED: no rows may be passed on"}
    assert [(row["line"], row["column_name"]) for row in rows(world, table="rejects")] == [
        (6, "event_date"),
        (7, "event_date"),
        (8, "fatalities"),
        (9, "timestamp"),
    ]


FIRST = (CUT, "AAA1,2024-01-01,Chad,Police Forces of Chad (2021-),1,1705000000", "AAA2,2024-01-02,Chad,,2,1705000000")
CHANGED = (CUT, "AAA1,2024-01-03,Chad,Military Forces of Chad (2021-),5,1706000000")
DELETED = ("event_id_cnty,deleted_timestamp", "AAA2,1706500000", "AAA3,1706500000")
RESTORED = (CUT, "AAA3,2024-01-09,Chad,,0,1707000000")


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_newest_counts_in_whatever_order(order: tuple[int, ...], tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    paths = [
        write(tmp_path / f"acled{number}.csv", *lines)
        for number, lines in enumerate((FIRST, CHANGED, DELETED, RESTORED))
    ]
    for number in order:
        (done,) = import_files(world.path, ACLED, [paths[number]])
        assert done.counts.rows == done.counts.added + done.counts.repeated

    found = sorted(tuple(row.values()) for row in rows(world, "feed_reference, event_date, source_id"))
    assert found == [("AAA1", date(2024, 1, 3), "TCD.MIL"), ("AAA3", date(2024, 1, 9), None)]


def test_deleted_at_the_second_of_its_last_change(tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    gone = write(tmp_path / "deleted.csv", "event_id_cnty,deleted_timestamp", "AAA1,1705000000")
    import_files(world.path, ACLED, [write(tmp_path / "acled.csv", *FIRST)])
    import_files(world.path, ACLED, [gone])
    assert [row["feed_reference"] for row in rows(world)] == ["AAA2"]


def test_a_file_without_timestamps_yields_to_one_with(tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    cut = write(tmp_path / "acled-cut.csv", "event_date,event_id_cnty", "01 January 2024,AAA1")
    import_files(world.path, ACLED, [cut])
    assert rows(world, "event_date, published_at, source_id") == [
        {"event_date": date(2024, 1, 1), "published_at": None, "source_id": None}
    ]
    import_files(world.path, ACLED, [write(tmp_path / "acled.csv", *CHANGED)])
    assert rows(world, "event_date") == [{"event_date": date(2024, 1, 3)}]


def test_columns_until_2023(tmp_path: Path) -> None:
    old = write(
        tmp_path / "acled-old.csv",
        "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,"
        "inter1,country,fatalities,timestamp,iso3",
        "7,466,MLI7,7,16 Feb 2019,2019,1,Battles,Armed clash,Unidentified Armed Group (Mali),3,Mali,2,1550600000,MLI",
    )
    world = World.open(tmp_path / "world")
    import_files(world.path, ACLED, [old])
    (event,) = rows(world)
    assert (event["source_id"], event["place_iso3"], event["event_date"]) == ("MLI.UAF", "MLI", date(2019, 2, 16))
    assert dict(event["extra"])["data_id"] == "7"  # type: ignore[call-overload]


def test_every_listed_type_is_a_cameo_code() -> None:
    listed = list(
        read_table(Path(acled.__file__).parent / "tables" / "acled_events.csv", ("sub_event_type", "cameo_code"))
    )
    assert len(listed) == 25
    for row in listed:
        if row["cameo_code"]:
            assert cameo_entry(row["cameo_code"]).plover is not None, row["sub_event_type"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(alphabet='AB12,"- \n/é\r\0', max_size=40), max_size=6))
def test_any_lines_are_counted_once(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "acled.csv").write_bytes(("\n".join([*FIRST, *lines]) + "\n").encode())
    (done,) = import_files(folder / "world", ACLED, [folder / "acled.csv"])
    world = World.open(folder / "world")
    assert done.fault is None
    assert done.counts.rows == done.counts.added + done.counts.repeated + done.counts.rejected
    assert len(rows(world, table="rejects")) == done.counts.rejected
    assert len(rows(world)) == done.counts.added
