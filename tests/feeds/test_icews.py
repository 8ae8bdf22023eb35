from __future__ import annotations

import csv
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from detente.feeds.files import find_files
from detente.feeds.icews import COLUMNS, ICEWS
from detente.world import World
from detente.world.importing import Imported, import_files
from detente.world.ledger import Counts
from feed_lines import rows, write
from icews_lines import header, icews_line
from reference_marks import Row, marks

SAMPLE = Path(__file__).parents[3] / "shared" / "data" / "feeds" / "icews" / "events.2018.sample.tab"
NAME = "events.2018.20200427084805.tab"


def imported(folder: Path, *lines: str, name: str = NAME) -> tuple[World, Imported]:
    world = World.open(folder / "world")
    (done,) = import_files(world.path, ICEWS, [write(folder / name, *lines)])
    return world, done


def test_a_row_becomes_an_event(tmp_path: Path) -> None:
    world, done = imported(tmp_path, header(), icews_line())
    assert done.counts == Counts(1, 1, 0, 0, 0)
    (row,) = rows(world)
    assert (row["source_id"], row["source_kind"], row["source_state"]) == ("RUS.GOV", "government", "RUS")
    assert (row["target_id"], row["target_name"], row["target_state"]) == ("vladimir-putin", "Vladimir Putin", "RUS")
    assert row["source_code"] == row["source_text"] == "Foreign Affairs (Russia)"
    assert (row["cameo_code"], row["plover_type"], row["quad_class"], row["goldstein"]) == ("040", "CONSULT", 1, 1.0)
    assert row["feed_quad_class"] is None  # ICEWS gives none
    assert str(row["event_date"]) == str(row["stated_date"]) == "2018-06-01"
    assert str(row["published_at"]) == "2018-06-01 00:00:00+00:00"
    assert row["place_name"] == "Moscow, Moskva, Russian Federation"
    assert (row["place_iso3"], row["place_code"], row["place_precision"]) == ("RUS", "Russian Federation", "city")
    assert (row["story"], row["sentence"], row["outlet"]) == ("47400351", 2, "Example Wire")
    assert row["feed_reference"] == "30000001/2018-06-01"
    extra = dict(row["extra"])  # type: ignore[call-overload]
    assert extra == {
        "event_text": "Consult",
        "source_country": "Russian Federation",
        "source_sectors": "Executive,Foreign Ministry,Government",
        "target_country": "Russian Federation",
        "target_sectors": "Elite,Executive,Government",
    }


@pytest.mark.parametrize("missing", ["NULL", "NA", ""])
def test_missing_is_missing_and_namibia_is_not(missing: str, tmp_path: Path) -> None:
    namibia = {"Source_Name": "Government (Namibia)", "Source_Country": "Namibia", "Country": "Namibia"}
    gone = dict.fromkeys(("City", "Province", "Latitude", "Longitude", "Intensity", "Target_Sectors"), missing)
    world, done = imported(tmp_path, header(), icews_line(missing=missing, **namibia, **gone))
    assert done.counts.added == 1
    (row,) = rows(world)
    assert (row["source_id"], row["place_iso3"], row["place_name"]) == ("NAM.GOV", "NAM", "Namibia")
    assert (row["goldstein"], row["place_latitude"], row["place_precision"]) == (None, None, "country")
    assert "target_sectors" not in dict(row["extra"])  # type: ignore[call-overload]


def test_id_and_day_are_the_key(tmp_path: Path) -> None:
    lines = [icews_line(), icews_line(Event_Date="2018-06-02"), icews_line(Event_Text="other", Story_ID="9")]
    world, done = imported(tmp_path, header(), *lines)
    assert done.counts == Counts(3, 2, 1, 0, 0)
    assert [row["feed_reference"] for row in rows(world)] == ["30000001/2018-06-01", "30000001/2018-06-02"]


def test_american_dates_and_no_code(tmp_path: Path) -> None:
    columns = tuple(column for column in COLUMNS if column != "CAMEO Code")
    first = icews_line(columns, Event_Date="12/31/2017", Event_Text="Make a visit")
    second = icews_line(columns, Event_ID="2", Event_Date="1/2/2017", Event_Text="Dance a polka")
    world, done = imported(tmp_path, header(columns), first, second, name="Events.2017.20201006.tab")
    assert done.counts == Counts(2, 2, 0, 0, 0)
    assert rows(world, "event_date::VARCHAR AS day, cameo_code, plover_type, plover_mode") == [
        {"day": "2017-12-31", "cameo_code": "042", "plover_type": "CONSULT", "plover_mode": "visit"},
        {"day": "2017-01-02", "cameo_code": "Dance a polka", "plover_type": None, "plover_mode": None},
    ]


def test_the_file_without_codes_repeats_the_one_with_them(tmp_path: Path) -> None:
    columns = tuple(column for column in COLUMNS if column != "CAMEO Code")
    world, _ = imported(tmp_path, header(), icews_line())
    later = write(tmp_path / "events.later.tab", header(columns), icews_line(columns, Event_Date="6/1/2018"))
    (again,) = import_files(world.path, ICEWS, [later])
    assert again.counts == Counts(1, 0, 1, 0, 0)


def test_unknown_codes_stay_as_they_are(tmp_path: Path) -> None:
    world, done = imported(tmp_path, header(), icews_line(CAMEO_Code="13y", Event_Text="Threaten"))
    assert done.counts.added == 1
    assert rows(world, "cameo_code, plover_type, quad_class") == [
        {"cameo_code": "13y", "plover_type": None, "quad_class": None}
    ]


def test_quotes_are_letters(tmp_path: Path) -> None:
    lines = [
        icews_line(Publisher='The "Daily" Wire'),
        icews_line(Event_ID="2", Publisher='"open', City="A"),
        icews_line(Event_ID="3", City='B"'),
    ]
    world, done = imported(tmp_path, header(), *lines)
    assert done.counts.rejected == 0
    assert [row["outlet"] for row in rows(world)] == ['The "Daily" Wire', '"open', "Example Wire"]


def test_sectors_in_another_order_are_the_same_actor(tmp_path: Path) -> None:
    lines = [
        icews_line(Event_ID=str(number), Story_ID=str(number), City=f"C{number}", Source_Sectors=sectors)
        for number, sectors in enumerate(
            ("Government,Executive,Foreign Ministry", "Foreign Ministry,Government,Executive")
        )
    ]
    world, _ = imported(tmp_path, header(), *lines)
    found = rows(world, "source_id, extra")
    assert found[0] == found[1]


def test_headers_as_r_writes_them(tmp_path: Path) -> None:
    for spelt in (".", "_"):
        names = header().lower().replace(" ", spelt)
        world, done = imported(
            tmp_path, names, icews_line(missing="NA", Event_ID=str(ord(spelt)), Story_ID=spelt, City=spelt)
        )
        assert done.counts == Counts(1, 1, 0, 0, 0)
    assert len(rows(world)) == 2


def test_who_does_to_whom_twice_in_a_story(tmp_path: Path) -> None:
    swapped = {"Source_Name": "Vladimir Putin", "Target_Name": "Foreign Affairs (Russia)"}
    lines = [
        icews_line(),
        icews_line(Event_ID="2", **swapped),
        icews_line(Event_ID="3", Sentence_Number="5"),
        icews_line(Event_ID="4", Story_ID="9"),
        icews_line(Event_ID="5", Story_ID="10", City="Sochi"),
        icews_line(Event_ID="6", CAMEO_Code="042", Event_Text="Make a visit"),
    ]
    world, done = imported(tmp_path, header(), *lines)
    assert done.counts == Counts(6, 3, 2, 1, 0)
    assert [row["repeat_kind"] for row in rows(world)] == [None, "mirrored", "same story", "new id", None, None]
    assert {row["repeat_of"] for row in rows(world)} == {None, "30000001/2018-06-01"}


def test_nobody_is_no_actor(tmp_path: Path) -> None:
    world, _ = imported(tmp_path, header(), icews_line(Target_Name="Unspecified Actor", Target_Country="NULL"))
    assert rows(world, "target_id, target_text, target_kind") == [
        {"target_id": None, "target_text": "Unspecified Actor", "target_kind": None}
    ]


def test_an_unknown_name_keeps_its_state(tmp_path: Path) -> None:
    world, _ = imported(tmp_path, header(), icews_line(Source_Name="Jo Nobody", Source_Country="Chad"))
    assert rows(world, "source_id, source_name, source_kind, source_state, source_code") == [
        {
            "source_id": "icews:Jo Nobody",
            "source_name": "Jo Nobody",
            "source_kind": None,
            "source_state": "TCD",
            "source_code": "Jo Nobody",
        }
    ]


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"Event_ID": "3e+07"}, "Event ID", "no event id of digits"),
        ({"Event_Date": "31/12/2017"}, "Event Date", "no date YYYY-MM-DD or M/D/YYYY"),
        ({"Event_Date": "0000-01-01"}, "Event Date", "no date YYYY-MM-DD or M/D/YYYY"),
        ({"Event_Date": "NULL"}, "Event Date", "no date YYYY-MM-DD or M/D/YYYY"),
        ({"Event_Text": "NA", "CAMEO_Code": ""}, "Event Text", "neither a CAMEO code nor an event text"),
        ({"Intensity": "nan"}, "Intensity", "no number from -10 to 10"),
        ({"Sentence_Number": "1.7"}, "Sentence Number", "no whole number"),
        ({"Longitude": "E 37"}, "Longitude", "no number from -180 to 180"),
    ],
)
def test_refused(changed: dict[str, str], column: str, reason: str, tmp_path: Path) -> None:
    line = icews_line(**changed)
    world, done = imported(tmp_path, header(), line)
    assert done.counts == Counts(1, 0, 0, 0, 1)
    assert rows(world, "file, line, column_name, reason, raw", "rejects") == [
        {"file": NAME, "line": 2, "column_name": column, "reason": reason, "raw": line}
    ]


def test_file_names_as_published(tmp_path: Path) -> None:
    names = [NAME, "Events.2017.20201006.tab", "20190309-icews-events.tab", "events.1995.20150313082510.tab.zip"]
    for name in names[:3]:
        write(tmp_path / name, header())
    with zipfile.ZipFile(tmp_path / names[3], "w") as archive:
        archive.writestr("events.1995.20150313082510.tab", header() + "\n" + icews_line() + "\n")
    write(tmp_path / "CAMEO.CDB.09b5.pdf.txt", "not events")
    assert sorted(file.path.name for file in find_files([tmp_path], ICEWS)) == sorted(names)
    assert sum(done.counts.added for done in import_files(tmp_path / "world", ICEWS, [tmp_path])) == 1


@pytest.mark.shared
def test_the_sample_of_2018(tmp_path: Path) -> None:
    if not SAMPLE.exists():
        pytest.skip(f"{SAMPLE} is not there")
    with SAMPLE.open(encoding="utf-8", newline="") as lines:
        sample = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))

    # What DATA.md counted, so that the columns are those that it means.
    within = ("Event Date", "Story ID", "CAMEO Code")
    directed = {
        (row["Source Name"], row["Target Name"], row["Sentence Number"], *(row[c] for c in within)) for row in sample
    }
    mirrored = [
        row
        for row in sample
        if (row["Target Name"], row["Source Name"], row["Sentence Number"], *(row[c] for c in within)) in directed
    ]
    stories = {(row["Source Name"], row["Target Name"], *(row[c] for c in within)) for row in sample}
    assert (len(sample), len(mirrored), len(sample) - len(stories)) == (3705, 1002, 80)

    world, done = imported(tmp_path, SAMPLE.read_text(encoding="utf-8").rstrip("\n"), name="events.2018.sample.tab")
    places = ("City", "District", "Province", "Country")
    expected = marks(
        Row(
            row["Source Name"],
            row["Target Name"],
            tuple(row[column] for column in within),
            (row["Event Date"], row["Source Name"], row["Target Name"], row["CAMEO Code"], *(row[c] for c in places)),
        )
        for row in sample
    )
    assert Counter(row["repeat_kind"] or "first" for row in rows(world, "repeat_kind")) == expected
    assert expected == {"first": 2548, "same story": 80, "mirrored": 635, "new id": 442}
    assert done.counts == Counts(3705, 2548, 522, 635, 0)

    # DATA.md's 971: what repeats day, actors and code of a row before, wherever it was.
    before: set[tuple[str, ...]] = set()
    kinds: Counter[object] = Counter()
    for row in rows(world, "stated_date::VARCHAR AS day, source_code, target_code, cameo_code, repeat_kind"):
        kind = row.pop("repeat_kind")
        told = tuple(map(str, row.values()))
        kinds[kind] += told in before
        before.add(told)
    assert kinds == {"new id": 442, None: 237, "mirrored": 212, "same story": 80}
    assert sum(kinds.values()) == 971

    known = world.query("SELECT count(*) FILTER (source_kind IS NOT NULL) AS n, count(source_state) AS s FROM events")
    assert known.to_pylist()[0]["n"] > 0.89 * len(sample)
    assert known.to_pylist()[0]["s"] > 0.95 * len(sample)
    assert world.query(
        "SELECT count(*) AS n FROM events WHERE plover_type IS NULL AND cameo_code > '03'"
    ).to_pylist() == [{"n": 0}]
    assert world.query("SELECT count(*) AS n FROM events WHERE place_iso3 IS NULL").to_pylist() == [{"n": 2}]
