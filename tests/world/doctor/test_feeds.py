"""What the doctor says of feeds: rows by month, age, gaps, codes that nobody knows, rejects. Counted by hand."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from detente.feeds.fetch.gaps import GAPS_FILE, Gap, read_gaps, record_gaps
from detente.feeds.fetch.names import Series, Window
from detente.feeds.gdelt import GDELT
from detente.world import World
from detente.world.doctor import doctor
from detente.world.doctor.codes import UnknownCode
from detente.world.doctor.gaps import NO_FILE, WorldGap
from detente.world.doctor.refusals import Rejects
from detente.world.doctor.stored import Stored
from detente.world.importing import Import, import_files
from detente.world.ledger import Counts
from factories import corpus
from feed_lines import COLUMNS_61, gdelt_line, write


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World.open(tmp_path / "world")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


def day_file(folder: Path, day: str, *lines: dict[str, str]) -> Path:
    """A file of events that GDELT added at noon of the day, each with an id of its own."""
    made = []
    for number, changed in enumerate(lines):
        usual = {"GLOBALEVENTID": f"{day}{number}", "SQLDATE": day, "DATEADDED": f"{day}120000"}
        made.append(gdelt_line(COLUMNS_61, **(usual | {"SOURCEURL": str(number)} | changed)))
    return write(folder / f"{day}120000.export.CSV", *made)


def test_rows_and_days_by_month(world: World, folder: Path) -> None:
    day_file(folder, "20191030", {}, {"EventCode": "036"}, {"SQLDATE": "20191029"}, {"SQLDATE": "20190930"})
    day_file(folder, "20191101", {})
    import_files(world.path, GDELT, [folder])
    list(world.add(corpus(2)))
    article, gdelt = doctor(world).feeds

    assert gdelt.stored == (
        Stored("events", "2019-10", 3, 2),
        Stored("events", "2019-11", 1, 1),
        Stored("events", None, 1, None),  # 30 days before it was added: a vague past
    )
    assert (gdelt.feed, gdelt.licence, gdelt.files, gdelt.counts) == ("gdelt", "GDELT", 2, Counts(5, 5))
    assert gdelt.first_published == datetime(2019, 10, 30, 12, tzinfo=UTC)
    assert gdelt.last_published == datetime(2019, 11, 1, 12, tzinfo=UTC)
    assert gdelt.last_ingested is not None
    assert (article.feed, article.licence, article.files, article.last_published is not None) == (
        *("article", None, 0, True),
    )
    assert article.last_ingested == doctor(world).last_ingested


def test_days_that_no_file_spans_are_gaps(world: World, folder: Path) -> None:
    for day in ("20191024", "20191025", "20191028"):
        day_file(folder, day, {})
    import_files(world.path, GDELT, [folder])
    assert doctor(world).gaps == (
        WorldGap("gdelt", None, datetime(2019, 10, 26, tzinfo=UTC), datetime(2019, 10, 28, tzinfo=UTC), NO_FILE),
    )


SERIES = Series(2)
MISSING = Window(datetime(2019, 10, 26, tzinfo=UTC), datetime(2019, 10, 28, tzinfo=UTC))


def test_gaps_of_a_fetch_come_along_and_go_when_a_later_one_closes_them(world: World, folder: Path) -> None:
    for day in ("20191024", "20191028"):
        day_file(folder, day, {})
    asked = Window(datetime(2019, 10, 24, tzinfo=UTC), datetime(2019, 10, 29, tzinfo=UTC))
    record_gaps(folder, [(SERIES, asked)], [Gap(SERIES, MISSING.start, MISSING.end, "not in GDELT's list")])
    list(Import(world, GDELT, [folder], dry_run=True))
    assert not world.path.exists()
    import_files(world.path, GDELT, [folder])

    without_file, recorded = doctor(world).gaps
    assert recorded == WorldGap("gdelt", str(SERIES), MISSING.start, MISSING.end, "not in GDELT's list")
    assert (without_file.start, without_file.end) == (datetime(2019, 10, 25, tzinfo=UTC), MISSING.end)

    for day in ("20191025", "20191026", "20191027"):
        day_file(folder, day, {})
    record_gaps(folder, [(SERIES, asked)], [])
    import_files(world.path, GDELT, [folder])
    assert doctor(world).gaps == ()
    assert read_gaps(world.path).covered == ((SERIES, asked),)


def test_a_damaged_gaps_file_stops_neither_an_import_nor_the_doctor(world: World, folder: Path) -> None:
    day_file(folder, "20191024", {})
    (folder / GAPS_FILE).write_text("{")
    work = Import(world, GDELT, [folder])
    (done,) = work
    assert done.counts.added == 1
    assert "cannot be read as a gaps file" in str(work.gaps_fault)

    (world.path / GAPS_FILE).write_text(json.dumps({"format": 99}))
    report = doctor(world)
    assert (report.gaps, report.is_sound) == ((), False)
    assert "format 99" in str(report.gaps_fault)


def test_unknown_codes_are_listed_and_known_ones_are_not(world: World, folder: Path) -> None:
    day_file(
        folder,
        "20191024",
        {"Actor1Code": "ZZZ", "Actor1Name": "NOBODY"},
        {"Actor1Code": "ZZZ", "Actor2Code": "", "Actor2Name": ""},
        {"Actor1Code": "USAZZZ", "Actor1Name": "SOMEBODY", "ActionGeo_CountryCode": "QQ"},
        {"EventCode": "99"},
        {"EventCode": "010"},  # dropped by PLOVER, but CAMEO's
        {"Actor1Code": "", "Actor1Name": "", "ActionGeo_CountryCode": ""},
    )
    import_files(world.path, GDELT, [folder])
    found = {(each.kind, each.code): each for each in doctor(world).unknown_codes}
    assert found.keys() == {("actor", "ZZZ"), ("actor", "USAZZZ"), ("place", "QQ"), ("event", "99")}
    assert found["actor", "ZZZ"].rows == 2
    assert found["actor", "USAZZZ"] == UnknownCode("gdelt", "actor", "USAZZZ", 1, "USA", "SOMEBODY", "201910242")
    assert found["place", "QQ"].text == "Islamabad, Islamabad, Pakistan"
    assert found["event", "99"].example == "201910243"


def test_rejects_by_file_and_reason(world: World, folder: Path) -> None:
    first = day_file(folder, "20191024", {}, {"SQLDATE": "x"}, {"SQLDATE": "y"}, {"EventCode": "z"})
    day_file(folder, "20191025", {"SQLDATE": "x"})
    import_files(world.path, GDELT, [folder])
    date, code = "no date YYYYMMDD", "no CAMEO code of 2 to 4 digits"
    assert doctor(world).rejects == (
        Rejects("gdelt", first.name, "SQLDATE", date, 2, 2),
        Rejects("gdelt", first.name, "EventCode", code, 1, 4),
        Rejects("gdelt", "20191025120000.export.CSV", "SQLDATE", date, 1, 1),
    )
