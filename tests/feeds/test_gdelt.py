from __future__ import annotations

import gzip
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from detente.feeds.files import find_files
from detente.feeds.gdelt import GDELT
from detente.ontology.cameo import cameo_entries
from detente.world import World
from detente.world.importing import Import, Imported, import_files
from detente.world.ledger import Counts
from feed_lines import COLUMNS_57, COLUMNS_58, COLUMNS_61, gdelt_line, rows, write
from reference_marks import Row, marks

SHARED = Path(__file__).parents[3] / "shared" / "data" / "feeds"
NAME = "20191024143000.export.CSV"


def imported(folder: Path, *lines: str, name: str = NAME) -> tuple[World, Imported]:
    world = World.open(folder / "world")
    (done,) = import_files(world.path, GDELT, [write(folder / name, *lines)])
    return world, done


def test_a_row_becomes_an_event(tmp_path: Path) -> None:
    world, done = imported(tmp_path, gdelt_line())
    assert done.counts == Counts(1, 1, 0, 0, 0)
    (row,) = rows(world)
    expected = {
        "source_id": "RUS",
        "source_kind": "state",
        "source_state": "RUS",
        "source_code": "RUS",
        "target_id": "PAK.MIL",
        "target_kind": "military",
        "target_state": "PAK",
        "target_text": "PAKISTAN",
        "cameo_code": "057",
        "plover_type": "SUPPORT",
        "quad_class": 1,
        "feed_quad_class": 1,
        "goldstein": 8.0,
        "event_date_precision": "day",
        "place_name": "Islamabad, Islamabad, Pakistan",
        "place_iso3": "PAK",
        "place_code": "PK",
        "place_region_code": "PK08",
        "place_latitude": 33.7,
        "place_precision": "city",
        "is_root": True,
        "mention_count": 10,
        "outlet_count": 2,
        "article_count": 10,
        "tone": -1.5,
        "story": "https://example.org/a",
        "outlet": "example.org",
        "feed": "gdelt",
        "feed_reference": "1000000001",
        "licence": "GDELT",
        "published_at": datetime(2019, 10, 24, 14, 30, tzinfo=UTC),
        "repeat_kind": None,
    }
    assert {name: row[name] for name in expected} == expected
    assert str(row["event_date"]) == str(row["event_date_end"]) == "2019-10-24"


def test_all_three_widths_in_one_file(tmp_path: Path) -> None:
    lines = [
        gdelt_line(
            columns,
            GLOBALEVENTID=str(number),
            ActionGeo_FullName=f"Place {number}",
            DATEADDED=added,
            SOURCEURL=f"https://example.org/{number}",
        )
        for number, (columns, added) in enumerate(
            [(COLUMNS_57, "20130201"), (COLUMNS_58, "20130501"), (COLUMNS_61, "20150218230000")] * 2
        )
    ]
    world, done = imported(tmp_path, *lines)
    assert done.counts == Counts(6, 6, 0, 0, 0)
    found = rows(world, "story, published_at::VARCHAR AS day, place_latitude, place_code")
    assert [row["story"] for row in found] == [
        None if number % 3 == 0 else f"https://example.org/{number}" for number in range(6)
    ]
    assert [str(row["day"])[:10] for row in found] == ["2013-02-01", "2013-05-01", "2015-02-18"] * 2
    assert {(row["place_latitude"], row["place_code"]) for row in found} == {(33.7, "PK")}


@pytest.mark.parametrize(
    ("stated", "precision"),
    [
        ("20191024", "day"),
        ("20191023", "day"),
        ("20191017", "vague past"),
        ("20190924", "vague past"),
        ("20181024", "vague past"),
        ("20191016", "day"),
    ],
)
def test_last_week_month_and_year_are_a_vague_past(stated: str, precision: str, tmp_path: Path) -> None:
    world, _ = imported(tmp_path, gdelt_line(SQLDATE=stated))
    (row,) = rows(world, "event_date, event_date_end, event_date_precision, strftime(stated_date, '%Y%m%d') AS stated")
    assert (row["event_date_precision"], row["stated"]) == (precision, stated)
    assert (row["event_date"] is None) == (row["event_date_end"] is None) == (precision == "vague past")


def test_fips_is_not_iso(tmp_path: Path) -> None:
    # NI is Nigeria and not Nicaragua, GM Germany and not the Gambia, and so on; two of them are today's Palestine.
    fips = {
        "NI": "NGA", "GM": "DEU", "RS": "RUS", "RB": "SRB", "SF": "ZAF", "UP": "UKR", "SU": "SDN", "GZ": "PSE",
        "WE": "PSE", "QQ": None, "": None,
    }  # fmt: skip
    lines = [
        gdelt_line(GLOBALEVENTID=str(number), ActionGeo_CountryCode=code, SOURCEURL=str(number))
        for number, code in enumerate(fips)
    ]
    world, _ = imported(tmp_path, *lines)
    assert {row["place_code"] or "": row["place_iso3"] for row in rows(world)} == fips


def test_unknown_codes_stay(tmp_path: Path) -> None:
    world, _ = imported(tmp_path, gdelt_line(Actor1Code="QQQ", Actor2Code="USAHLH", EventCode="999"))
    assert rows(world, "source_id, source_kind, source_code, target_id, target_state, cameo_code, plover_type") == [
        {
            "source_id": "cameo:QQQ",
            "source_kind": None,
            "source_code": "QQQ",
            "target_id": "cameo:USAHLH",
            "target_state": "USA",
            "cameo_code": "999",
            "plover_type": None,
        }
    ]


def test_no_second_actor_is_nobody(tmp_path: Path) -> None:
    world, done = imported(tmp_path, gdelt_line(Actor2Code="", Actor2Name="", AvgTone="", NumMentions=""))
    assert done.counts.added == 1
    (row,) = rows(world)
    for column in ("target_id", "target_name", "target_kind", "target_code", "tone", "mention_count"):
        assert row[column] is None, column


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"GLOBALEVENTID": "x1"}, "GLOBALEVENTID", "no event id of digits"),
        ({"SQLDATE": "20190231"}, "SQLDATE", "no date YYYYMMDD"),
        ({"SQLDATE": "2019 1 1"}, "SQLDATE", "no date YYYYMMDD"),
        ({"SQLDATE": ""}, "SQLDATE", "no date YYYYMMDD"),
        ({"DATEADDED": "00000101"}, "DATEADDED", "no date of 8 or 14 digits"),
        ({"DATEADDED": "20191024256000"}, "DATEADDED", "no date of 8 or 14 digits"),
        ({"EventCode": "5.7"}, "EventCode", "no CAMEO code of 2 to 4 digits"),
        ({"QuadClass": "5"}, "QuadClass", "no number from 1 to 4"),
        ({"QuadClass": "1.6"}, "QuadClass", "no number from 1 to 4"),
        ({"GoldsteinScale": "-10.5"}, "GoldsteinScale", "no number from -10 to 10"),
        ({"NumMentions": "2.5"}, "NumMentions", "no whole number"),
        ({"AvgTone": "nan"}, "AvgTone", "no number from -100 to 100"),
        ({"ActionGeo_Lat": "north"}, "ActionGeo_Lat", "no number from -90 to 90"),
        ({"ActionGeo_Long": "181"}, "ActionGeo_Long", "no number from -180 to 180"),
    ],
)
def test_refused(changed: dict[str, str], column: str, reason: str, tmp_path: Path) -> None:
    line = gdelt_line(COLUMNS_61, **changed)
    world, done = imported(tmp_path, line)
    assert done.counts == Counts(1, 0, 0, 0, 1)
    assert rows(world, "feed, file, line, column_name, reason, raw", "rejects") == [
        {"feed": "gdelt", "file": NAME, "line": 1, "column_name": column, "reason": reason, "raw": line}
    ]


def test_lines_that_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / NAME
    broken = [b"", b"only\ttwo", gdelt_line().encode()[:-1] + b"\xff", gdelt_line(Actor1Name="A\0B").encode()]
    path.write_bytes(b"\n".join([*broken, gdelt_line(GLOBALEVENTID="7").encode()]))
    world = World.open(tmp_path / "world")
    (done,) = import_files(world.path, GDELT, [path])
    assert done.counts == Counts(5, 1, 0, 0, 4)
    found = rows(world, "line, column_name, reason", "rejects")
    assert [(row["line"], row["reason"]) for row in found] == [
        (1, "empty line"),
        (2, "2 columns; expected 57 or 58 or 61"),
        (3, "not UTF-8"),
        (4, "control character (NUL or lone CR) inside the line"),
    ]
    assert {row["column_name"] for row in found} == {None}


def test_windows_line_ends_are_line_ends(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes((gdelt_line() + "\r\n" + gdelt_line(GLOBALEVENTID="2", SOURCEURL="") + "\r\n").encode())
    world = World.open(tmp_path / "world")
    (done,) = import_files(world.path, GDELT, [path])
    assert done.counts.rejected == 0
    assert [row["story"] for row in rows(world)] == ["https://example.org/a", None]


def test_repeats(tmp_path: Path) -> None:
    swapped = {"Actor1Code": "PAKMIL", "Actor2Code": "RUS"}
    lines = [
        gdelt_line(GLOBALEVENTID="1"),
        gdelt_line(GLOBALEVENTID="1"),
        gdelt_line(GLOBALEVENTID="2"),
        gdelt_line(COLUMNS_61, GLOBALEVENTID="3", **swapped),
        gdelt_line(GLOBALEVENTID="4", SOURCEURL="https://example.org/b"),
        gdelt_line(GLOBALEVENTID="5", SOURCEURL="https://example.org/c", ActionGeo_FullName="Lahore"),
        gdelt_line(GLOBALEVENTID="6", SOURCEURL="", ActionGeo_FullName="Quetta"),
        gdelt_line(GLOBALEVENTID="7", SOURCEURL="", ActionGeo_FullName="Karachi"),
    ]
    world, done = imported(tmp_path, *lines)
    assert done.counts == Counts(8, 4, 3, 1, 0)
    assert [(row["feed_reference"], row["repeat_kind"], row["repeat_of"]) for row in rows(world)] == [
        ("1", None, None),
        ("2", "same story", "1"),
        ("3", "mirrored", "1"),
        ("4", "new id", "1"),
        ("5", None, None),
        ("6", None, None),
        ("7", None, None),
    ]
    assert len(rows(world, table="counted_events")) == 4


def test_a_visit_and_its_host_are_two_sides_of_one_event(tmp_path: Path) -> None:
    swapped = {"Actor1Code": "PAKMIL", "Actor2Code": "RUS"}
    lines = [
        gdelt_line(GLOBALEVENTID="1", EventCode="042"),
        gdelt_line(COLUMNS_61, GLOBALEVENTID="2", EventCode="043", **swapped),
        gdelt_line(COLUMNS_61, GLOBALEVENTID="3", EventCode="043", **swapped),
        gdelt_line(COLUMNS_61, GLOBALEVENTID="4", EventCode="042", **swapped),
        gdelt_line(GLOBALEVENTID="5", EventCode="043"),
        gdelt_line(COLUMNS_61, GLOBALEVENTID="51", EventCode="041", **swapped),
        gdelt_line(COLUMNS_61, GLOBALEVENTID="6", EventCode="043", SOURCEURL="https://example.org/b", **swapped),
        gdelt_line(GLOBALEVENTID="7", EventCode="043", Actor1Code="", SOURCEURL="https://example.org/c"),
        gdelt_line(GLOBALEVENTID="8", EventCode="042", Actor2Code="", SOURCEURL="https://example.org/c"),
    ]
    world, done = imported(tmp_path, *lines)
    assert [(row["feed_reference"], row["repeat_kind"], row["repeat_of"]) for row in rows(world)] == [
        ("1", None, None),
        ("2", "mirrored", "1"),
        ("3", "same story", "2"),
        ("4", "same story", "2"),
        ("5", "same story", "1"),
        ("51", None, None),
        ("6", "new id", "2"),
        ("7", None, None),
        ("8", None, None),
    ]
    assert done.counts == Counts(9, 4, 4, 1, 0)


def test_repeats_of_what_an_earlier_run_stored(tmp_path: Path) -> None:
    world, _ = imported(tmp_path, gdelt_line(GLOBALEVENTID="1"))
    later = {"DATEADDED": "20191030000000", "SQLDATE": "20191024", "SOURCEURL": "https://example.org/z"}
    far = {"DATEADDED": "20191101150000", "SQLDATE": "20191024", "SOURCEURL": "https://example.org/y"}
    lines = [
        gdelt_line(GLOBALEVENTID="1"),
        gdelt_line(COLUMNS_61, GLOBALEVENTID="2", **later),
        gdelt_line(COLUMNS_61, GLOBALEVENTID="3", **far),
    ]
    second = [
        import_files(world.path, GDELT, [write(tmp_path / f"{n}.export.CSV", line)])[0] for n, line in enumerate(lines)
    ]
    assert [(done.counts.added, done.counts.repeated) for done in second[:2]] == [(0, 1), (0, 1)]


def test_the_same_content_again_adds_nothing_however_it_is_packed(tmp_path: Path) -> None:
    text = "".join(
        gdelt_line(GLOBALEVENTID=str(n), ActionGeo_FullName=str(n), SOURCEURL=str(n)) + "\n" for n in range(3)
    )
    plain = tmp_path / NAME
    plain.write_text(text, encoding="utf-8")
    packed = tmp_path / "again" / f"{NAME}.gz"
    packed.parent.mkdir()
    packed.write_bytes(gzip.compress(text.encode()))
    archive = tmp_path / "again" / "20191024144500.export.CSV.zip"
    with zipfile.ZipFile(archive, "w") as writing:
        writing.writestr("whatever.CSV", text)
    world = World.open(tmp_path / "world")
    (first,) = import_files(world.path, GDELT, [plain])
    again = import_files(world.path, GDELT, [plain, packed, archive])
    assert first.counts == Counts(3, 3, 0, 0, 0)
    assert [(done.before, done.counts) for done in again] == [(True, Counts(3, 0, 3, 0, 0))] * 3
    assert len(rows(world)) == 3


def test_a_dry_run_counts_the_same_and_writes_nothing(tmp_path: Path) -> None:
    lines = [gdelt_line(GLOBALEVENTID="1"), gdelt_line(GLOBALEVENTID="2"), gdelt_line(SQLDATE="never")]
    path = write(tmp_path / NAME, *lines)
    world = World.open(tmp_path / "world")
    run = Import(world, GDELT, [path], dry_run=True)
    (planned,) = list(run)
    assert [(each.column, each.reason, each.rows) for each in run.refused] == [("SQLDATE", "no date YYYYMMDD", 1)]
    assert not world.path.exists()
    (done,) = import_files(world.path, GDELT, [path])
    assert done.counts == planned.counts == Counts(3, 1, 1, 0, 1)


def test_file_names_as_published(tmp_path: Path) -> None:
    names = [
        NAME,
        "20150218230000.translation.export.CSV",
        "20130401.export.CSV.gz",
        "1979.csv",
        "200601.csv",
    ]
    for name in (*names, "20150218230000.mentions.CSV", "20150218230000.gkg.csv", "md5sums", "0601.csv"):
        write(tmp_path / name, gdelt_line())
    assert sorted(file.path.name for file in find_files([tmp_path], GDELT)) == sorted(names)


SAMPLES = {
    "gdelt_real_15min/20191024143000.export.CSV": 2111,
    "gdelt_spark_fixtures/events.csv": 100,
    "gdelt_spark_fixtures/events1.csv": 100,
    "gdelt_spark_fixtures/eventsT.csv": 100,
    "gdelt_provenance_fixtures/gdelt-bristol-miscoding.export.tsv": 10,
    "gdelt_provenance_fixtures/gdelt-events.export.tsv": 33,
}


def shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path


@pytest.mark.shared
@pytest.mark.parametrize("name", SAMPLES)
def test_every_line_of_the_samples_is_taken_and_every_code_known(name: str, tmp_path: Path) -> None:
    path = shared(name)
    cells = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    widths = {57: COLUMNS_57, 58: COLUMNS_58, 61: COLUMNS_61}
    raw = [dict(zip(widths[len(row)], row, strict=True)) for row in cells]
    (done,) = import_files(tmp_path, GDELT, [path])
    expected = marks(
        Row(
            row["Actor1Code"] or None,
            row["Actor2Code"] or None,
            (row["SOURCEURL"], row["SQLDATE"], row["EventCode"]) if row.get("SOURCEURL") else None,
            event_of(row),
        )
        for row in raw
    )
    repeated = expected["same story"] + expected["new id"]
    assert done.counts == Counts(SAMPLES[name], expected["first"], repeated, expected["mirrored"], 0)
    stored = Counter(row["repeat_kind"] or "first" for row in rows(World.open(tmp_path), "repeat_kind"))
    assert stored == expected
    assert {row["EventCode"] for row in raw} <= set(cameo_entries())


def event_of(row: dict[str, str]) -> tuple[str, ...] | None:
    added = datetime.strptime(row["DATEADDED"][:8], "%Y%m%d").date()
    lag = (added - datetime.strptime(row["SQLDATE"], "%Y%m%d").date()).days
    if lag in (7, 30, 365) or not (row["Actor1Code"] and row["Actor2Code"]):
        return None
    columns = ("SQLDATE", "EventCode", "Actor1Code", "Actor2Code", "ActionGeo_FullName", "ActionGeo_CountryCode")
    return tuple(row[column] for column in columns)


@pytest.mark.shared
def test_the_real_quarter_of_an_hour_holds_what_was_counted_in_it(tmp_path: Path) -> None:
    """DATA.md: 425 addresses, a quarter without second actor, event days 0, 1, 7, 30 or 365 before, 2.8 % not 0."""
    path = shared("gdelt_real_15min/20191024143000.export.CSV")
    import_files(tmp_path, GDELT, [path])
    found = (
        World.open(tmp_path)
        .query(
            """
        SELECT count(DISTINCT story) AS stories, count(*) FILTER (target_code IS NULL) AS alone,
            count(*) FILTER (stated_date <> published_at::DATE) AS past,
            count(*) FILTER (event_date_precision = 'vague past') AS vague,
            count(*) FILTER (date_diff('day', stated_date, published_at::DATE) = 1) AS yesterday,
            count(*) FILTER (place_code IS NOT NULL AND place_iso3 IS NULL) AS elsewhere
        FROM events
        """
        )
        .to_pylist()[0]
    )
    assert found["stories"] == 425
    assert round(found["alone"] / 2111, 2) == 0.25
    assert round(100 * found["past"] / 2111, 1) == 2.8
    assert found["vague"] + found["yesterday"] == found["past"]
    assert found["elsewhere"] <= 20


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "lines", "columns"),
    [
        ("gdelt_spark_fixtures/gkg.csv", 100, "27 columns"),
        ("gdelt_spark_fixtures/gkg1.csv", 95, "11 columns"),
        ("gdelt_spark_fixtures/gkg1Count.csv", 100, "15 columns"),
        ("gdelt_spark_fixtures/mentions.csv", 100, "16 columns"),
        ("gdelt_spark_fixtures/normDaily.csv", 100, "1 column"),
        ("gdelt_provenance_fixtures/gdelt-geo.json", 40, "1 column"),
        ("gdeltPyR_fixtures/GDELT_1.0_event_Column_Labels_Header_Row_Sep2016.tsv", 59, "1 column"),
    ],
)
def test_files_that_are_no_events_are_refused_line_by_line(name: str, lines: int, columns: str, tmp_path: Path) -> None:
    (done,) = import_files(tmp_path, GDELT, [shared(name)])
    assert done.counts == Counts(lines, 0, 0, 0, lines)
    reasons = {row["reason"] for row in rows(World.open(tmp_path), "reason", "rejects")}
    assert reasons == {f"{columns}; expected 57 or 58 or 61"}
