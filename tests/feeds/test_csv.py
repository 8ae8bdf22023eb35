"""CSV and Parquet by a user's mapping: what it says is checked, what the file hides is found out, and told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from detente.errors import InputError
from detente.feeds.registry import feed_for
from detente.world import World
from detente.world.importing import Imported, import_files
from detente.world.ledger import Counts
from feed_lines import rows

RECORDED = Path(__file__).parents[1] / "recorded" / "csv"

ORDINARY = {
    "name": "made-up",
    "columns": {"id": "Nr", "date": "Day", "source": "From", "target": "To", "cameo": "Code"},
}


def mapping_of(folder: Path, **changed: object) -> Path:
    path = folder / "mapping.yaml"
    path.write_text(yaml.safe_dump(ORDINARY | changed))
    return path


def take(folder: Path, data: str | bytes, mapping: Path | None, name: str = "data.csv") -> tuple[Imported, World]:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    world = World.open(folder / "world")
    (done,) = import_files(world.path, feed_for("csv", [path], mapping), [path])
    return done, world


def test_a_mapped_file(tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    path = RECORDED / "border.csv"
    (done,) = import_files(world.path, feed_for("csv", [path], RECORDED / "border.yaml"), [path])

    assert done.counts == Counts(6, 3, 0, 0, 3)
    assert done.note == "parted by semicolons, utf-8"
    shots, visit, unknown = rows(world)
    assert (shots["source_id"], shots["target_id"], shots["cameo_code"]) == ("IND.COP", "PAK", "190")
    assert (shots["plover_type"], shots["quad_class"], shots["goldstein"]) == ("ASSAULT", 4, -10.0)
    assert (shots["event_date"], shots["feed"], shots["licence"]) == (date(2021, 5, 3), "csv-border", "CC BY 4.0")
    assert dict(shots["extra"]) == {"Notiz": "Schüsse; kein Schaden", "Wert": "-9,5"}  # type: ignore[call-overload]
    assert (visit["target_id"], visit["target_code"], visit["extra"]) == ("IRQ", "irq", None)
    assert (unknown["source_id"], unknown["target_id"], unknown["target_state"]) == (
        *("border:Nobody in Particular", "border:QQQ", None),
    )
    assert (unknown["cameo_code"], unknown["plover_type"], unknown["outlet"]) == ("9999", None, None)
    assert [(row["line"], row["column_name"], row["reason"]) for row in rows(world, table="rejects")] == [
        (4, "Tag", "no date as %d.%m.%Y"),
        (6, None, "7 columns; expected 8"),
        (7, None, "a quote that is never closed"),
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"nme": "x"}, r"nme: no such field. Did you mean 'name'\? Allowed: name, licence"),
        ({"name": "Not a name"}, "name: 'Not a name'; expected a short name"),
        ({"table": "event"}, r"table: 'event' is not known. Did you mean 'events'\?"),
        ({"columns": {"date": "Day"}}, "columns.source: is missing; events need date, source"),
        ({"columns": {"date": "Day", "source": "From"}}, "nothing says what happened; name one of cameo, plover"),
        ({"columns": {"dat": "Day"}}, r"columns.dat: no such field. Did you mean 'date'\?"),
        ({"columns": {"date": "Day", "source": "Form", "cameo": "Code"}}, r"no column 'Form'. Did you mean 'From'\?"),
        ({"columns": {"date": "Day", "source": 7, "cameo": "Code"}}, "columns.source: 7; expected a column's name"),
        (
            {"columns": {"date": {"column": "Day", "format": "%d.%m.%Q"}, "source": "From", "cameo": "Code"}},
            r"columns.date.format: '%d.%m.%Q' has %Q; allowed are",
        ),
        (
            {"columns": {"date": {"column": "Day", "format": "%d.%m."}, "source": "From", "cameo": "Code"}},
            "has no year",
        ),
        (
            {"columns": {"date": "Day", "source": {"column": "From", "scheme": "iso"}, "cameo": "Code"}},
            r"columns.source.scheme: 'iso' is not known. Did you mean 'iso\d'\? Allowed: name, iso3",
        ),
        (
            {"columns": {"date": "Day", "source": {"column": "From", "value": "x"}, "cameo": "Code"}},
            "columns.source: needs either `column: NAME` or `value: TEXT`",
        ),
        ({"extra": "Nr"}, r"extra: 'Nr'; expected a list"),
        ({"extra": ["Nix"]}, "extra: data.csv has no column 'Nix'"),
        ({"header": ["Nr", "Day", "From", "To"]}, "header: has no 'Code', which a field asks for"),
        ({"delimiter": "semi"}, "delimiter: 'semi'; expected one character, or tab, comma"),
        ({"encoding": "klingon"}, "encoding: 'klingon' is not known"),
        ({"encoding": "base64"}, "encoding: 'base64' is not known"),
    ],
)
def test_a_slip_in_the_mapping_is_told(changed: dict[str, object], said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        take(tmp_path, "Nr,Day,From,To,Code\n1,2021-05-03,Iran,Iraq,042\n", mapping_of(tmp_path, **changed))


def test_without_a_mapping_the_fields_own_names_are_read(tmp_path: Path) -> None:
    text = "id\tdate\tsource\ttarget\tplover\tmode\tstory\n1\t2021-05-03 18:30:00\tIran\tIraq\tassault\taerial\tu\n"
    done, world = take(tmp_path, text, None)
    assert done.counts == Counts(1, 1, 0, 0, 0)
    (event,) = rows(world)
    assert (event["plover_type"], event["plover_mode"], event["cameo_code"], event["quad_class"]) == (
        *("ASSAULT", "aerial", "195", 4),
    )
    assert (event["feed"], event["event_date"], event["story"]) == ("csv", date(2021, 5, 3), "u")


def test_a_file_of_other_names_needs_a_mapping(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"has the columns Nr, Day; columns.date: is missing.*--mapping FILE.yaml"):
        take(tmp_path, "Nr,Day\n1,2\n", None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1251"])
def test_the_encoding_is_found_out(encoding: str, tmp_path: Path) -> None:
    word = "Россия и Украина договорились" if encoding == "cp1251" else "Schüsse über die Grenze, größer"
    text = "Nr,Day,From,To,Code,Note\n" + "".join(f'{n},2021-05-03,Iran,Iraq,042,"{word}"\n' for n in range(20))
    done, world = take(tmp_path, text.encode(encoding), mapping_of(tmp_path, extra=["Note"]))
    assert done.counts == Counts(20, 20, 0, 0, 0)
    assert {row["note"] for row in rows(world, "extra['Note'] AS note")} == {word}


def test_one_broken_line_does_not_change_the_encoding(tmp_path: Path) -> None:
    lines = [f"{n},2021-05-03,Iran,Iraq,042,Schüsse\n".encode() for n in range(5)]
    data = b"Nr,Day,From,To,Code,Note\n" + b"".join(lines) + b"9,2021-05-03,Iran,Iraq,042,Sch\xfcsse\n"
    done, world = take(tmp_path, data, mapping_of(tmp_path))
    assert done.counts == Counts(6, 5, 0, 0, 1)
    assert [row["reason"] for row in rows(world, table="rejects")] == ["not UTF-8"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter: str, tmp_path: Path) -> None:
    text = f'Nr,Day,From,To,Code\n1,2021-05-03,"Iran{delimiter}; or so",Iraq,042\n'.replace(",", "\0")
    text = text.replace("\0", delimiter)
    done, _ = take(tmp_path, text, mapping_of(tmp_path))
    assert done.counts.added == 1


def test_a_file_without_header(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, header=["Nr", "Day", "From", "To", "Code", "rest"])
    done, world = take(tmp_path, "1|2021-05-03|Iran|Iraq|042|x\n2|2021-05-03|Iran|Iraq\n", mapping)
    assert done.counts == Counts(2, 1, 0, 0, 1)
    assert rows(world, "source_id, target_id") == [{"source_id": "IRN", "target_id": "IRQ"}]


def test_months_and_years_are_spans(tmp_path: Path) -> None:
    columns = ORDINARY["columns"] | {"date": {"column": "Day", "format": "%m/%Y"}}  # type: ignore[operator]
    done, world = take(
        tmp_path, "Nr,Day,From,To,Code\n1,02/2020,Iran,Iraq,042\n", mapping_of(tmp_path, columns=columns)
    )
    assert done.counts.added == 1
    assert rows(world, "event_date, event_date_end, event_date_precision, published_at") == [
        {
            "event_date": date(2020, 2, 1),
            "event_date_end": date(2020, 2, 29),
            "event_date_precision": "month",
            "published_at": datetime(2020, 2, 29, tzinfo=UTC),
        }
    ]


def test_codes_of_states_go_by_the_year_and_one_value_for_all(tmp_path: Path) -> None:
    columns = {
        "date": {"column": "Day", "format": "%d %B %Y"},
        "source": {"column": "From", "scheme": "cow"},
        "target": {"value": "UN Security Council"},
        "label": {"value": "Make a visit"},
        "goldstein": "Score",
        "country": "Where",
    }
    text = "Day,From,Score,Where\n1 May 1975,345,,Chad\n1 May 2010,345,0,TCD\n2 May 2010,345,11,\n"
    done, world = take(tmp_path, text, mapping_of(tmp_path, columns=columns))
    assert done.counts == Counts(3, 2, 0, 0, 1)
    found = rows(world, "source_id, target_name, target_state, cameo_code, goldstein, place_iso3")
    assert [tuple(row.values()) for row in found] == [
        ("YUG", "UN Security Council", None, "042", 1.9, "TCD"),  # no score given: the code's own
        ("SRB", "UN Security Council", None, "042", 0.0, "TCD"),  # a zero that is given is a zero
    ]
    assert [(row["column_name"], row["reason"]) for row in rows(world, table="rejects")] == [
        ("Score", "no number from -10 to 10")
    ]


def test_the_same_row_without_an_id_is_the_same_thing(tmp_path: Path) -> None:
    columns = {"date": "Day", "source": "From", "cameo": "Code"}
    text = "Day,From,Code\n2021-05-03,Iran,042\n2021-05-03,Iran,042\n2021-05-03,Iran,\n2021-05-03,,042\n"
    done, _ = take(tmp_path, text, mapping_of(tmp_path, columns=columns))
    assert done.counts == Counts(4, 3, 1, 0, 0)


def test_a_story_tells_repeats_and_mirrors(tmp_path: Path) -> None:
    columns = ORDINARY["columns"] | {"story": "Url"}  # type: ignore[operator]
    line = "{},2021-05-03,{},{},042,u\n"
    text = "Nr,Day,From,To,Code,Url\n" + "".join(
        line.format(n, *pair) for n, pair in enumerate([("Iran", "Iraq"), ("Iran", "Iraq"), ("Iraq", "Iran")])
    )
    done, _ = take(tmp_path, text, mapping_of(tmp_path, columns=columns))
    assert done.counts == Counts(3, 1, 1, 1, 0)


def test_unknown_plover_types_are_refused(tmp_path: Path) -> None:
    columns = {"date": "Day", "source": "From", "plover": "Type", "mode": "How"}
    text = "Day,From,Type,How\n2021-05-03,Iran,Consult,visit\n2021-05-03,Iran,Picnic,\n2021-05-03,Iran,ASSAULT,picnic\n"
    done, world = take(tmp_path, text, mapping_of(tmp_path, columns=columns))
    assert done.counts == Counts(3, 1, 0, 0, 2)
    assert {row["reason"] for row in rows(world, table="rejects")} == {"no PLOVER type, or no mode of it"}


def test_yearly_values(tmp_path: Path) -> None:
    columns = {
        "measure": {"value": "trade share"},
        "source": {"column": "A", "scheme": "iso3"},
        "target": {"column": "B", "scheme": "iso3"},
        "year": "Year",
        "value": "Share",
        "published": "Out",
    }
    text = "A,B,Year,Share,Out\nDEU,FRA,2019,0.25,2020-06-30\nDEU,FRA,2020,,2021-06-30\nDEU,FRA,20x,1,2021-06-30\n"
    done, world = take(tmp_path, text, mapping_of(tmp_path, table="series", columns=columns))
    assert done.counts == Counts(3, 1, 0, 0, 2)
    found = rows(world, "measure, source_id, target_id, year, value, low, published_at, feed", "series")
    assert [tuple(row.values()) for row in found] == [
        ("trade share", "DEU", "FRA", 2019, 0.25, None, datetime(2020, 6, 30, tzinfo=UTC), "csv-made-up")
    ]


def test_parquet(tmp_path: Path) -> None:
    table = pa.table(
        {
            "Nr": [1, 2, 3],
            "Day": pa.array([date(2021, 5, 3), None, date(2021, 5, 4)], pa.date32()),
            "From": pa.array(["Iran", "Iran", 'the "Police" (India)']).dictionary_encode(),
            "To": ["Iraq", None, "Chad"],
            "Code": ["042", "042", "190"],
            "At": pa.array([datetime(2021, 5, 3, 18, 30), None, None], pa.timestamp("ns", tz="UTC")),
            "Tags": [["a"], [], None],
        }
    )
    path = tmp_path / "data.parquet"
    parquet.write_table(table, path)
    columns = ORDINARY["columns"] | {"published": "At"}  # type: ignore[operator]
    done, world = take(tmp_path, path.read_bytes(), mapping_of(tmp_path, columns=columns), "data.parquet")
    assert done.counts == Counts(3, 2, 0, 0, 1)
    assert rows(world, "feed_reference, source_text, target_id, event_date, published_at") == [
        {
            "feed_reference": "1",
            "source_text": "Iran",
            "target_id": "IRQ",
            "event_date": date(2021, 5, 3),
            "published_at": datetime(2021, 5, 3, 18, 30, tzinfo=UTC),
        },
        {
            "feed_reference": "3",
            "source_text": 'the "Police" (India)',
            "target_id": "TCD",
            "event_date": date(2021, 5, 4),
            "published_at": None,
        },
    ]
    assert [(row["line"], row["column_name"]) for row in rows(world, table="rejects")] == [(3, "Day")]


def test_a_damaged_parquet_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no sound Parquet"):
        take(tmp_path, b"PAR1 and nothing more", mapping_of(tmp_path), "data.parquet")


def test_a_second_file_of_other_columns_is_told(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path)
    good, other = tmp_path / "a.csv", tmp_path / "b.csv"
    good.write_text("Nr,Day,From,To,Code\n1,2021-05-03,Iran,Iraq,042\n")
    other.write_text("Nr,When,From,To,Code\n1,2021-05-03,Iran,Iraq,042\n")
    done = import_files(tmp_path / "world", feed_for("csv", [good, other], mapping), [good, other])
    assert [file.counts.added for file in done] == [1, 0]
    assert "of its columns day and perhaps others are missing" in str(done[1].fault)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.text(alphabet='0123456789-.,;"%AIranİ é\t\r\0', max_size=40), max_size=6),
    st.sampled_from(["ISO", "%d.%m.%Y", "%y%j", "%B %Y", "%Y-%m-%d %H:%M"]),
)
def test_any_lines_are_counted_once(tmp_path_factory: pytest.TempPathFactory, lines: list[str], written: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    columns = {
        "date": {"column": "Day", "format": written},
        "source": "From",
        "target": {"column": "To", "scheme": "gw"},
        "plover": "Code",
        "latitude": "Lat",
        "story": "Nr",
    }
    text = "Nr,Day,From,To,Code,Lat\n" + "".join(f"{line}\n" for line in lines)
    done, world = take(folder, text, mapping_of(folder, columns=columns))
    assert done.fault is None
    assert done.counts.rows == done.counts.added + done.counts.repeated + done.counts.mirrored + done.counts.rejected
    assert len(rows(world, table="rejects")) == done.counts.rejected
