"""UN ideal points: both published headers, states by the year, the newest release counts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.feeds.registry import feed_named
from detente.feeds.un_ideal_points import UN_IDEAL_POINTS, release_of
from detente.world import World
from detente.world.importing import import_files
from detente.world.ledger import Counts
from feed_lines import rows

RECORDED = Path(__file__).parents[1] / "recorded" / "IdealpointestimatesAll_Mar2021.csv"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "un_ideal_points"

OLDER = """Row,ccode,session,NVotes,IdealPoint,QO%,Q5%,Q10%,Q50%,Q90%,Q95%,Q100%,iso3c,Countryname
1,2,1,42,1.6,1,1.1,1.2,1.6,1.9,2.1,3,USA,United States
2,20,1,42,0.75,0,0.5,0.6,0.7,0.9,1.0,2,CAN,Canada
"""


def points(world: World) -> list[tuple[object, ...]]:
    found = rows(world, "source_id, source_code, year, value, low, high", "series")
    return [tuple(row.values()) for row in found]


def test_each_line(tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    (done,) = import_files(world.path, UN_IDEAL_POINTS, [RECORDED])

    assert done.counts == Counts(9, 5, 0, 0, 4)
    assert points(world) == [
        ("USA", "2", 1946, 1.5, 1.25, 1.75),
        ("YUG", "345", 1975, -0.5, -0.75, -0.25),
        ("SRB", "345", 2015, 0.25, None, None),
        ("DEU", "260", 1985, 1.125, 1.0, 1.25),
        (None, "999", 1950, 0.0, -1.0, 1.0),
    ]
    assert [(row["line"], row["column_name"], row["reason"]) for row in rows(world, table="rejects")] == [
        (6, "IdealPoint", "no estimate"),
        (7, "ccode", "no COW code of digits"),
        (8, "session", "no session from 1 to 200"),
        (9, "IdealPoint", "no ideal point"),
    ]


@pytest.mark.parametrize("newer_first", [False, True])
def test_the_newest_release_counts_whatever_the_order(newer_first: bool, tmp_path: Path) -> None:
    older = tmp_path / "IdealpointestimatesAll_Apr2020.csv"
    older.write_text(OLDER)
    world = World.open(tmp_path / "world")
    for path in [RECORDED, older] if newer_first else [older, RECORDED]:
        import_files(world.path, UN_IDEAL_POINTS, [path])

    assert [row for row in points(world) if row[2] == 1946 and row[0] == "USA"] == [("USA", "2", 1946, 1.5, 1.25, 1.75)]
    assert [row for row in points(world) if row[0] == "CAN"] == [("CAN", "20", 1946, 0.75, 0.5, 1.0)]


def test_published_when_its_name_says_so(tmp_path: Path) -> None:
    nameless = tmp_path / "idealpointestimates.csv"
    nameless.write_text(OLDER)
    known, unknown = World.open(tmp_path / "known"), World.open(tmp_path / "unknown")
    import_files(known.path, UN_IDEAL_POINTS, [RECORDED])
    (done,) = import_files(unknown.path, UN_IDEAL_POINTS, [nameless])

    assert rows(known, "published_at", "series")[0] == {"published_at": datetime(2021, 3, 31, tzinfo=UTC)}
    assert rows(unknown, "published_at", "series")[0] == {"published_at": None}
    assert "not known" in str(done.note)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("IdealpointestimatesAll_Feb2024.csv", "2024-02-29"),
        ("idealpoints-September 2019.csv", "2019-09-30"),
        ("Idealpointestimates1946-2018.csv", None),
        ("Marmalade2020x.csv", None),
    ],
)
def test_release_of(name: str, day: str | None) -> None:
    assert (None if (found := release_of(name)) is None else found.isoformat()) == day


def test_another_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "IdealpointestimatesAll_Jun2024.csv"
    path.write_text("StateAbb,CCode,StateNme\nUSA,2,United States of America\n")
    (done,) = import_files(tmp_path / "world", UN_IDEAL_POINTS, [path])
    assert "idealpoint" in str(done.fault)
    assert "Is it a file of un-ideal-points?" in str(done.fault)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(alphabet='0123456789.,"-eNA é', max_size=40), max_size=6))
def test_any_lines_are_counted_once(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    folder = tmp_path_factory.mktemp("any")
    path = folder / "IdealpointestimatesAll_Apr2020.csv"
    path.write_text(OLDER + "".join(line + "\n" for line in lines))
    (done,) = import_files(folder / "world", UN_IDEAL_POINTS, [path])
    world = World.open(folder / "world")
    assert done.fault is None
    assert done.counts.rows == done.counts.added + done.counts.repeated + done.counts.rejected
    assert len(rows(world, table="rejects")) == done.counts.rejected
    assert len(points(world)) == done.counts.added
    assert len(rows(world, table="stored_series")) <= done.counts.rows


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the data beside the project is not here")
def test_published_release(tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    (done,) = import_files(world.path, feed_named("un-ideal-points"), [SHARED / "IdealpointestimatesAll_Jun2024.csv"])
    assert done.counts == Counts(11_238, 11_238, 0, 0, 0)
    found = {(row[0], row[2]): row[3:] for row in points(world)}
    assert found["USA", 1946] == (1.67635, 1.339545, 2.039101)  # the file's first line
    assert len(found) == 11_238  # no state twice in a year
    assert all(state for state, _ in found)
