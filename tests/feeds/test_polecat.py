from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from detente.feeds.files import find_files
from detente.feeds.listed_actors import listed_actors
from detente.feeds.polecat import COLUMNS, POLECAT
from detente.world import World
from detente.world.importing import Imported, import_files
from detente.world.ledger import Counts
from feed_lines import rows, write
from polecat_lines import header, polecat_line

SHARED = Path(__file__).parents[3] / "shared" / "data" / "feeds" / "polecat"
NAME = "ngecEvents.20230103111842.Release603.DV.txt"


def imported(folder: Path, *lines: str, name: str = NAME) -> tuple[World, Imported]:
    world = World.open(folder / "world")
    (done,) = import_files(world.path, POLECAT, [write(folder / name, *lines)])
    return world, done


def test_a_row_becomes_an_event(tmp_path: Path) -> None:
    world, done = imported(tmp_path, header(), polecat_line())
    assert done.counts == Counts(1, 1, 0, 0, 0)
    (row,) = rows(world)
    assert (row["source_id"], row["source_kind"], row["source_state"]) == ("vladimir-putin", "person", "RUS")
    assert (row["target_id"], row["target_kind"], row["target_state"]) == ("UKR.MIL", "military", "UKR")
    assert (row["source_code"], row["source_text"]) == ("Vladimir Putin", "the Russian president")
    assert row["target_code"] == "Ukrainian troops"
    assert (row["plover_type"], row["plover_mode"], row["quad_class"]) == ("ASSAULT", "aerial", 4)
    assert (row["feed_quad_class"], row["goldstein"], row["cameo_code"]) == (4, -9.5, "195")
    assert str(row["event_date"]) == str(row["stated_date"]) == "2023-01-03"
    assert str(row["published_at"]) == "2023-01-04 00:00:00+00:00"
    assert (row["place_name"], row["place_iso3"], row["place_precision"]) == ("Bakhmut", "UKR", "city")
    assert (row["feed_reference"], row["licence"]) == (
        "20230105-100/2023-01-03",
        "POLECAT: research and education only",
    )
    extra = dict(row["extra"])  # type: ignore[call-overload]
    assert extra["contexts"] == "military; territory"
    assert extra["source_cow"] == "365"
    assert "source_ids" not in extra  # one actor
    assert "target_title" not in extra  # None is missing


def test_none_is_missing_and_no_recipient_is_no_target(tmp_path: Path) -> None:
    nobody = dict.fromkeys(
        ("Recipient_Country", "Recipient_COW", "Primary_Recipient_Sector", "Recipient_Name_Raw", "Intensity"), "None"
    )
    world, _ = imported(tmp_path, header(), polecat_line(Event_Mode="None", **nobody))
    (row,) = rows(world)
    for column in ("target_id", "target_name", "target_state", "target_code", "goldstein", "plover_mode"):
        assert row[column] is None, column
    assert row["cameo_code"] == "190"  # ASSAULT without a mode


def test_an_event_of_many_is_one_row_and_names_all(tmp_path: Path) -> None:
    many = {
        "Actor_Name": "Vladimir Putin; Emmanuel Macron; None",
        "Actor_Country": "RUS; FRA; None",
        "Primary_Actor_Sector": "GOV; GOV; None",
        "Recipient_Name_Raw": "Ukrainian troops; Polish border guards",
        "Recipient_Country": "UKR; POL",
    }
    world, done = imported(tmp_path, header(), polecat_line(**many))
    assert done.counts == Counts(1, 1, 0, 0, 0)
    (row,) = rows(world)
    extra = dict(row["extra"])  # type: ignore[call-overload]
    assert row["source_id"] == "vladimir-putin"
    assert extra["source_ids"] == "vladimir-putin; emmanuel-macron; "  # the third is unknown, and is told as unknown
    assert extra["target_ids"] == "UKR.MIL; POL.MIL"
    assert extra["target_country"] == "UKR; POL"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ((None, "Russian soldiers", "RUS", "MIL"), ("RUS.MIL", "RUS")),
        ((None, "Russians", "RUS", "CVL"), ("RUS.CVL", "RUS")),  # the people, not the state
        ((None, "Russians", "RUS", None), ("RUS", "RUS")),
        ((None, "Russia", "RUS", "GOV"), ("RUS", "RUS")),
        ((None, "Hamas", "PSE", "REB"), ("hamas", None)),
        ((None, None, "USA", "GOV"), ("USA.GOV", "USA")),
        ((None, None, "USA", None), (None, "USA")),
        (("Jane Nobody", None, "NGA", "GOV"), ("polecat:Jane Nobody", "NGA")),
        (("Vladimir Putin", None, "BRA", None), ("polecat:Vladimir Putin", "BRA")),  # a namesake elsewhere
        ((None, "fighters", None, "REB"), ("polecat:fighters", None)),
    ],
)
def test_who_is_meant(asked: tuple[str | None, ...], found: tuple[str | None, str | None]) -> None:
    answer = listed_actors(asked)
    assert answer is not None
    assert answer[0] == found[0]
    assert answer[3] == found[1] or found[1] is None


def test_lists_of_other_lengths_belong_to_nobody_in_particular() -> None:
    answer = listed_actors((None, "troops; police; rebels", "UKR; POL", "MIL; COP; REB"))
    assert answer is not None
    assert (answer[3], answer[4]) == (None, "polecat:troops; polecat:police; polecat:rebels")


def test_without_intensity_and_under_its_other_name(tmp_path: Path) -> None:
    short = tuple(column for column in COLUMNS if column != "Intensity")
    assert len(short) == 39
    world, done = imported(tmp_path, header(short), polecat_line(short))
    assert done.counts.added == 1
    other = [f"Event {column}" if column == "Intensity" else column for column in COLUMNS]
    renamed = write(tmp_path / "ngecEvents.DV.2018.txt", header(other), polecat_line(Event_ID="2", Placename="Kyiv"))
    import_files(world.path, POLECAT, [renamed])
    assert [row["goldstein"] for row in rows(world)] == [None, -9.5]


def test_headers_longer_than_their_lines(tmp_path: Path) -> None:
    excess = (*COLUMNS[:7], "Headline", "Event Text", *COLUMNS[7:], "Feed", "Story ID")
    world, done = imported(tmp_path, header(excess), polecat_line())
    assert done.counts == Counts(1, 1, 0, 0, 0)
    assert rows(world, "source_id, place_iso3, outlet") == [
        {"source_id": "vladimir-putin", "place_iso3": "UKR", "outlet": "Example Wire"}
    ]


@pytest.mark.parametrize(("on_header", "on_line"), [("\t\t\t", "\t\t\t"), ("", "\t\t"), ("\t\t", ""), ("\t\t", "\t")])
def test_trailing_tabs(on_header: str, on_line: str, tmp_path: Path) -> None:
    world, done = imported(
        tmp_path, header() + on_header, polecat_line() + on_line, polecat_line(Event_ID="2", City="X")
    )
    assert done.counts.rejected == 0
    assert {row["outlet"] for row in rows(world)} == {"Example Wire"}


def test_a_cell_too_many_is_refused_not_dropped(tmp_path: Path) -> None:
    world, done = imported(tmp_path, header(), polecat_line() + "\tsurplus", polecat_line() + "\t" * 200)
    assert done.counts == Counts(2, 0, 0, 0, 2)
    assert [row["reason"] for row in rows(world, table="rejects")] == [
        "41 columns; expected 40",
        "140 columns; expected 40",
    ]


def test_single_quotes_are_letters_and_double_ones_quote(tmp_path: Path) -> None:
    first = polecat_line(Placename="N'Djamena", Source="L'Orient")
    second = polecat_line(Event_ID="2", Placename='"a ""quoted""\tplace"')
    world, done = imported(tmp_path, header(), first, second)
    assert done.counts.rejected == 0
    assert [row["place_name"] for row in rows(world)] == ["N'Djamena", 'a "quoted"\tplace']


def test_latin_1_where_the_file_is_latin_1(tmp_path: Path) -> None:
    lines = [header(), polecat_line(Placename="Bogotá"), polecat_line(Event_ID="2", Placename="São Paulo")]
    path = tmp_path / NAME
    path.write_bytes("\n".join(lines).encode("iso-8859-1"))
    world = World.open(tmp_path / "world")
    import_files(world.path, POLECAT, [path])
    assert [row["place_name"] for row in rows(world)] == ["Bogotá", "São Paulo"]
    assert rows(world, "encoding", "imports") == [{"encoding": "iso-8859-1"}]


def test_one_broken_line_does_not_garble_a_file_of_utf_8(tmp_path: Path) -> None:
    lines = [polecat_line(Event_ID=str(number), Placename=f"Bogotá {number}").encode() for number in range(3)]
    broken = polecat_line(Event_ID="9").encode().replace(b"Bakhmut", b"Bogot\xe1", 1)
    path = tmp_path / NAME
    path.write_bytes(b"\n".join([header().encode(), *lines, broken]))
    world = World.open(tmp_path / "world")
    (done,) = import_files(world.path, POLECAT, [path])
    assert done.counts == Counts(4, 3, 0, 0, 1)
    (refused,) = rows(world, "line, reason, raw", "rejects")
    assert (refused["line"], refused["reason"]) == (5, "not UTF-8")
    assert "Bogot\\xe1" in str(refused["raw"])


def test_a_yearly_archive_of_monthly_files_and_the_weekly_file_again(tmp_path: Path) -> None:
    months = {
        "Jan": [polecat_line(), polecat_line(Event_ID="2", Placename="Kyiv")],
        "Feb": [polecat_line(Event_ID="3", Placename="Lviv", Event_Date="2023-02-01", Publication_Date="2023-02-02")],
    }
    archive = tmp_path / "ngecEventsDV-2023.txt.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for month, lines in months.items():
            packed.writestr(f"ngecEventsDV-2023-{month}.txt", "\n".join([header(), *lines, ""]))
        packed.writestr("readme.txt", "not events")
    world = World.open(tmp_path / "world")
    done = import_files(world.path, POLECAT, [archive])
    assert [(file.name, file.counts.added) for file in done] == [
        ("ngecEventsDV-2023.txt.zip/ngecEventsDV-2023-Feb.txt", 1),
        ("ngecEventsDV-2023.txt.zip/ngecEventsDV-2023-Jan.txt", 2),
    ]
    weekly = write(tmp_path / NAME, header(), polecat_line(), polecat_line(Event_ID="4"))
    (again,) = import_files(world.path, POLECAT, [weekly])
    assert again.counts == Counts(2, 0, 2, 0, 0)  # the one by its id, the other is the same event under a new id
    assert rows(world, "feed_reference, repeat_kind, repeat_of")[-1] == {
        "feed_reference": "4/2023-01-03",
        "repeat_kind": "new id",
        "repeat_of": "20230105-100/2023-01-03",
    }


def test_file_names_as_published(tmp_path: Path) -> None:
    names = [NAME, "ngecEventsDV-2022.txt.gz", "ngecEvents.DV.2018.txt"]
    for name in (*names, "readme.txt", "events.2018.tab"):
        write(tmp_path / name, header())
    assert sorted(file.path.name for file in find_files([tmp_path], POLECAT)) == sorted(names)


def test_unknown_types_stay_and_have_no_quad_class(tmp_path: Path) -> None:
    world, done = imported(tmp_path, header(), polecat_line(Event_Type="STATEMENT", Event_Mode="loud"))
    assert done.counts.added == 1
    assert rows(world, "plover_type, plover_mode, quad_class, cameo_code, feed_quad_class") == [
        {
            "plover_type": "STATEMENT",
            "plover_mode": "loud",
            "quad_class": None,
            "cameo_code": None,
            "feed_quad_class": 4,
        }
    ]


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"Event_ID": "None"}, "Event ID", "no event id"),
        ({"Event_Date": "2023-02-30"}, "Event Date", "no date YYYY-MM-DD"),
        ({"Event_Date": "None"}, "Event Date", "no date YYYY-MM-DD"),
        ({"Publication_Date": "soon"}, "Publication Date", "no date YYYY-MM-DD"),
        ({"Event_Type": "None"}, "Event Type", "no event type in letters"),
        ({"Event_Type": "2023-01-03"}, "Event Type", "no event type in letters"),
        ({"Intensity": "-11"}, "Intensity", "no number from -10 to 10"),
        (
            {"Quad_Code": "CONFLICT"},
            "Quad Code",
            "none of VERBAL COOPERATION, MATERIAL COOPERATION, VERBAL CONFLICT, MATERIAL CONFLICT",
        ),
        ({"Latitude": "91"}, "Latitude", "no number from -90 to 90"),
    ],
)
def test_refused(changed: dict[str, str], column: str, reason: str, tmp_path: Path) -> None:
    line = polecat_line(**changed)
    world, done = imported(tmp_path, header(), line)
    assert done.counts == Counts(1, 0, 0, 0, 1)
    assert rows(world, "line, column_name, reason, raw", "rejects") == [
        {"line": 2, "column_name": column, "reason": reason, "raw": line}
    ]


def test_another_file_is_refused_as_a_whole(tmp_path: Path) -> None:
    _, done = imported(tmp_path, "Event ID\tEvent Date\tSource Name", "1\t2\t3")
    assert done.fault is not None
    assert "does not begin with a header of polecat" in done.fault


@pytest.mark.shared
def test_the_published_header() -> None:
    path = SHARED / "polecat_header.tsv"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    assert tuple(path.read_text(encoding="utf-8").strip("\r\n").split("\t")) == COLUMNS
