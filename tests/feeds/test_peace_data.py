"""Peace Data: levels of two states by year. The recorded lines are our own, in the published layout."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.feeds.peace_data import PEACE_DATA
from detente.world.ledger import Counts
from dyad_series import imported_series

RECORDED = Path(__file__).parents[1] / "recorded" / "peacedatav30dyadyrmean.csv"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "peacedata_v3"


def test_each_line(tmp_path: Path) -> None:
    counts, stored, refused = imported_series(tmp_path, PEACE_DATA, RECORDED)
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


def test_another_version_may_reach_this_year(tmp_path: Path) -> None:
    (tmp_path / "peacedata_dyadyr_mean.csv").write_text("2020,2021,1\n2020,2999,1\n")
    counts, stored, _ = imported_series(tmp_path, PEACE_DATA, tmp_path / "peacedata_dyadyr_mean.csv")
    assert [row[4] for row in stored] == [2021]
    assert counts.rejected == 1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(alphabet="0123456789.,-eNA é", max_size=24), max_size=6))
def test_any_lines_are_counted_once(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    folder = tmp_path_factory.mktemp("any")
    path = folder / "peacedatav30dyadyrmean.csv"
    path.write_text("2020,1990,1\n" + "".join(line + "\n" for line in lines))
    counts, stored, refused = imported_series(folder, PEACE_DATA, path)
    assert counts.rows == counts.added + counts.repeated + counts.rejected
    assert (len(stored), len(refused)) == (counts.added, counts.rejected)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the data beside the project is not here")
def test_published_file(tmp_path: Path) -> None:
    counts, stored, _ = imported_series(tmp_path, PEACE_DATA, SHARED / RECORDED.name)
    assert (counts.rows, counts.rejected) == (117_569, 18_264)  # 82 without a level, 18,182 after 2020
    assert len({(row[2], row[3], row[4]) for row in stored}) == counts.added
