"""Yearly facts of two states: Peace Data, ATOP, rivalries. The recorded lines are our own, in their layouts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.feeds.atop import ATOP
from detente.feeds.base import Feed
from detente.feeds.peace_data import PEACE_DATA
from detente.feeds.tss_rivalries import TSS_RIVALRIES
from detente.world import World
from detente.world.importing import import_files
from detente.world.ledger import Counts
from feed_lines import rows

RECORDED = Path(__file__).parents[1] / "recorded"
SHARED = Path(__file__).parents[3] / "shared" / "data"
PACTS = """ccode1,ccode2,year,atop_defense,atop_offense
2.0,20.0,1990.0,1.0,0.0
365.0,225.0,1970.0,0.0,0.0
2,20,1991,2,0
two,20,1991,1,0
2,20,,1,0
"""
RIVALRIES = """tssr_id,rivalry,ccode1,ccode2,start,end,principal
1,India-Pakistan,750.0,770.0,1947.0,2020.0,1
2,Nowhere-Pakistan,999.0,770.0,1947.0,1950.0,
3,India-Pakistan 2,750.0,770.0,2020.0,1947.0,
"""


def found(folder: Path, feed: Feed, path: Path) -> tuple[Counts, list[tuple[object, ...]], list[tuple[object, ...]]]:
    world = World.open(folder / "world")
    (done,) = import_files(world.path, feed, [path])
    stored = rows(world, "source_id, target_id, source_code, target_code, year, value", "series")
    refused = rows(world, table="rejects")
    return (
        done.counts,
        [tuple(row.values()) for row in stored],
        [(row["line"], row["column_name"], row["reason"]) for row in refused],
    )


def test_peace_data(tmp_path: Path) -> None:
    counts, stored, refused = found(tmp_path, PEACE_DATA, RECORDED / "peacedatav30dyadyrmean.csv")
    assert counts == Counts(8, 4, 0, 0, 4)
    assert stored == [
        ("USA", "CAN", "2", "20", 1990, 1.0),
        ("RUS", "PAK", "365", "770", 2015, 0.5),
        ("IND", "PAK", "750", "770", 2015, 0.0833333333),
        ("WSM", "PAK", "990", "770", 2015, 0.5),
    ]
    assert refused == [
        (2, "mean", "no level"),
        (4, "year", "no year"),
        (5, "year", "after the last year of the data"),
        (7, "mean", "no number from 0 to 1"),
    ]


def test_atop(tmp_path: Path) -> None:
    (tmp_path / "atop_alliance.csv").write_text(PACTS)
    counts, stored, refused = found(tmp_path, ATOP, tmp_path / "atop_alliance.csv")
    assert counts == Counts(5, 2, 0, 0, 3)
    assert stored == [("USA", "CAN", "2", "20", 1990, 1.0), ("RUS", "CHE", "365", "225", 1970, 0.0)]
    assert [column for _, column, _ in refused] == ["atop_defense", "ccode1", "year"]


def test_rivalries(tmp_path: Path) -> None:
    (tmp_path / "tss_rivalries.csv").write_text(RIVALRIES)
    counts, stored, refused = found(tmp_path, TSS_RIVALRIES, tmp_path / "tss_rivalries.csv")
    assert counts == Counts(3, 2, 0, 0, 1)
    assert stored == [("IND", "PAK", "750", "770", 1947, 2020.0), (None, "PAK", "999", "770", 1947, 1950.0)]
    assert refused == [(4, "end", "ends before it starts")]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(alphabet="0123456789.,-eNA é", max_size=24), max_size=6))
def test_any_lines_are_counted_once(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    folder = tmp_path_factory.mktemp("any")
    path = folder / "peacedatav30dyadyrmean.csv"
    path.write_text("2020,1990,1\n" + "".join(line + "\n" for line in lines))
    counts, stored, refused = found(folder, PEACE_DATA, path)
    assert counts.rows == counts.added + counts.repeated + counts.rejected
    assert (len(stored), len(refused)) == (counts.added, counts.rejected)


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "peacedata_v3").is_dir(), reason="the data beside the project is not here")
def test_published_peace_data(tmp_path: Path) -> None:
    counts, stored, _ = found(tmp_path, PEACE_DATA, SHARED / "peacedata_v3" / "peacedatav30dyadyrmean.csv")
    assert (counts.rows, counts.rejected) == (117_569, 18_264)  # 82 without a level, 18,182 after 2020
    assert len({(row[2], row[3], row[4]) for row in stored}) == counts.added
