"""`detente panel`: the rows, what is said about them, and whose data they are."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from detente.engines.spark import EngineMissingError, require_java
from detente.views.export.tables import METADATA_KEY, about_path
from factories import corpus
from feed_lines import gdelt_line, write


@pytest.fixture
def world(cli: Callable[..., Any], tmp_path: Path) -> Path:
    """RUS to PAK twice in October 2019 and once in November, of them one told twice; one event of a vague past."""
    day: dict[str, Any] = {"SQLDATE": "20191024"}
    lines = [
        gdelt_line(GLOBALEVENTID="1", SOURCEURL="https://a.org/1", **day),
        gdelt_line(GLOBALEVENTID="2", SOURCEURL="https://b.org/2", EventCode="190", GoldsteinScale="-10", **day),
        gdelt_line(GLOBALEVENTID="3", SOURCEURL="https://b.org/2", EventCode="190", GoldsteinScale="-10", **day),
        gdelt_line(GLOBALEVENTID="4", SOURCEURL="https://a.org/3", SQLDATE="20191101", DATEADDED="20191101000000"),
        gdelt_line(GLOBALEVENTID="5", SOURCEURL="https://a.org/4", SQLDATE="20190924"),
    ]
    write(tmp_path / "20191024143000.export.CSV", *lines)
    assert cli("import", "gdelt", tmp_path, "--world", tmp_path / "world").code == 0
    return tmp_path / "world"


EXPECTED = [
    ("RUS", "PAK", "2019-10-01", 1, 0, 0, 1, 2, 2, 2, 2, -2.0),
    ("RUS", "PAK", "2019-11-01", 1, 0, 0, 0, 1, 1, 1, 1, 8.0),
]


def test_a_parquet_file_carries_the_licences(cli: Callable[..., Any], world: Path, tmp_path: Path) -> None:
    output = tmp_path / "panel.parquet"
    ran = cli("panel", "--world", world, "-o", output)
    assert ran.code == 0
    assert "Feeds and their licences: gdelt (GDELT)." in ran.out
    table = pq.read_table(output)
    rows = [tuple(row.values())[:12] for row in table.to_pylist()]
    assert [(*row[:2], row[2].isoformat(), *row[3:]) for row in rows] == EXPECTED
    about = json.loads(table.schema.metadata[METADATA_KEY])
    assert about["licences"] == {"gdelt": "GDELT"}
    assert (about["counted"], about["left_out"]) == (3, {"repeat": 1, "vague past": 1})


def test_a_csv_file_has_them_beside_it(cli: Callable[..., Any], world: Path, tmp_path: Path) -> None:
    output = tmp_path / "panel.csv"
    told = json.loads(cli("panel", "--world", world, "-o", output, "--json").out)
    with output.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["source"], row["month"], row["events"]) for row in rows] == [
        *(("RUS", "2019-10-01", "2"), ("RUS", "2019-11-01", "1")),
    ]
    about = json.loads(about_path(output).read_text("utf-8"))
    assert about["licences"] == told["licences"] == {"gdelt": "GDELT"}
    assert told["rows"] == 2


def test_articles_have_no_stated_licence(cli: Callable[..., Any], world: Path, tmp_path: Path) -> None:
    from detente.world import World

    list(World.open(world).add(corpus(1)))
    told = json.loads(cli("panel", "--world", world, "-o", tmp_path / "panel.csv", "--json").out)
    assert told["licences"] == {"article": None, "gdelt": "GDELT"}


def test_events_that_make_no_dyad_are_told(cli: Callable[..., Any], world: Path, tmp_path: Path) -> None:
    lines = [
        gdelt_line(GLOBALEVENTID="71", Actor2Code="", SOURCEURL="https://a.org/71"),
        gdelt_line(GLOBALEVENTID="72", Actor2Code="RUSGOV", SOURCEURL="https://a.org/72"),
    ]
    write(tmp_path / "20191024144500.export.CSV", *lines)
    assert cli("import", "gdelt", tmp_path, "--world", world).code == 0
    ran = cli("panel", "--world", world, "-o", tmp_path / "panel.csv")
    assert "2 dyad-months of 3 events" in ran.out
    assert "2 more events are not between two states; the volumes count them too." in ran.out
    told = json.loads(cli("panel", "--world", world, "-o", tmp_path / "panel.csv", "--json").out)
    assert (told["rows"], told["events"], told["counted"]) == (2, 3, 5)


def test_options(cli: Callable[..., Any], world: Path, tmp_path: Path) -> None:
    output = tmp_path / "panel.parquet"
    assert (
        cli("panel", "--world", world, "-o", output, "--undirected", "--include-repeats", "--to", "2019-10").code == 0
    )
    (row,) = pq.read_table(output).to_pylist()
    assert (row["actor_a"], row["actor_b"], row["events"], row["stories"]) == ("PAK", "RUS", 3, 2)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-o", "panel.txt"], "ends in .parquet or .csv"),
        (["-o", "panel.csv", "--engine", "pandas"], "give one of duckdb, spark"),
        (["-o", "panel.csv", "--by", "city"], "give state or actor"),
        (["-o", "nowhere/panel.csv"], "cannot be written"),
    ],
)
def test_wrong_use(
    cli: Callable[..., Any], world: Path, words: list[str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(world.parent)
    ran = cli("panel", "--world", world, *words)
    assert ran.code == 2
    assert message in ran.err


@pytest.mark.slow
def test_spark_writes_the_same_file(cli: Callable[..., Any], world: Path, tmp_path: Path) -> None:
    try:
        require_java()
        pytest.importorskip("pyspark")
    except EngineMissingError as error:
        pytest.skip(str(error))
    for engine in ("duckdb", "spark"):
        assert cli("panel", "--world", world, "-o", tmp_path / f"{engine}.csv", "--engine", engine).code == 0
    assert (tmp_path / "spark.csv").read_text("utf-8") == (tmp_path / "duckdb.csv").read_text("utf-8")
