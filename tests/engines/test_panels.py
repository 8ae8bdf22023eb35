"""A world's panel: from articles, and the same by both engines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pytest

from detente.engines.duckdb import duckdb_panel
from detente.engines.panels import open_panel
from detente.relations.panel import DIRECTED_BY_STATE, PanelSpec
from detente.world import World
from factories import TEXT, article, long_text, reading, statement

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ROWS = 1_000_000

# Every column null now and then; actors, stories and outlets by hash, so that engines and runs see the same rows.
SYNTHETIC = f"""
    SELECT
        source_state AS source_id, target_state AS target_id, source_state, target_state,
        CASE WHEN h % 97 = 0 THEN NULL ELSE DATE '2010-01-01' + (h % 700)::INT END AS event_date,
        CASE h % 41 WHEN 0 THEN 'vague past' WHEN 1 THEN 'year' WHEN 2 THEN NULL WHEN 3 THEN 'month' ELSE 'day' END
            AS event_date_precision,
        CASE WHEN h % 31 = 0 THEN NULL ELSE 1 + h % 4 END::BIGINT AS quad_class,
        CASE WHEN h % 29 = 0 THEN NULL ELSE (h % 201)::INT - 100 END / 10.0::DOUBLE AS goldstein,
        CASE h % 23 WHEN 0 THEN 'denied' WHEN 1 THEN NULL ELSE 'reported' END AS status,
        CASE h % 19 WHEN 0 THEN 'negative' WHEN 1 THEN NULL ELSE 'positive' END AS polarity,
        CASE WHEN h % 17 = 0 THEN NULL ELSE 'story ' || i // 3 END AS story,
        CASE WHEN h % 13 = 0 THEN NULL ELSE 'outlet ' || h % 50 END AS outlet,
        CASE WHEN h % 11 = 0 THEN NULL ELSE h % 10 = 0 END AS is_copy,
        CASE WHEN h % 37 = 0 THEN 'id ' || i ELSE NULL END AS repeat_of
    FROM (
        SELECT i, h, CASE WHEN h % 53 = 0 THEN NULL ELSE 'S' || h % 40 END AS source_state,
            CASE WHEN h % 7 = 0 THEN NULL ELSE 'S' || (h >> 20) % 40 END AS target_state
        FROM (SELECT i, (hash(i) >> 8)::BIGINT AS h FROM range({ROWS}) AS numbers(i))
    )
"""


def read(path: Path, spec: PanelSpec = DIRECTED_BY_STATE) -> list[dict[str, object]]:
    with open_panel(path, spec) as panel:
        return panel.batches.read_all().to_pylist()  # type: ignore[no-any-return]  # pyarrow has no types


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """Two stories, one of them also told by a copy of another outlet."""
    first, second = long_text("first"), long_text("second")
    copied = first.replace("first60 ", "changed ")
    world = World.open(tmp_path / "a=b {c} 100% ü*")
    readings = [
        reading(text, [statement(of=article(text), quote=text.split()[0], id=text[:9] + outlet)], outlet=outlet)
        for text, outlet in ((first, "Dawn"), (second, "Dawn"), (copied, "The News"))
    ]
    assert [added.outcome for added in world.add(readings)] == ["added", "added", "copy"]
    return world.path


def test_articles_of_a_world(world: Path) -> None:
    (row,) = read(world)
    assert {name: row[name] for name in ("source", "target", "events", "stories", "outlets")} == {
        "source": "USA",
        "target": "PAK",
        "events": 2,
        "stories": 2,
        "outlets": 1,
    }


def test_a_copy_tells_the_same_story(world: Path) -> None:
    (row,) = read(world, PanelSpec(include_repeats=True))
    assert (row["events"], row["stories"], row["outlets"]) == (3, 2, 2)


def test_a_world_without_events(tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    assert [added.outcome for added in world.add([reading(TEXT, [])])] == ["added"]
    assert read(world.path) == []


@pytest.mark.slow
def test_spark_reads_the_same_world(world: Path, spark: SparkSession) -> None:
    for spec in (PanelSpec(), PanelSpec(include_repeats=True)):
        with open_panel(world, spec, "spark") as panel:
            assert panel.batches.read_all().to_pylist() == read(world, spec)


@pytest.mark.slow
@pytest.mark.parametrize("spec", [PanelSpec(), PanelSpec(directed=False, include_repeats=True)])
def test_both_engines_give_the_same_table(tmp_path: Path, spark: SparkSession, spec: PanelSpec) -> None:
    from detente.engines.spark_panel import spark_panel

    events = tmp_path / "events.parquet"
    connection = duckdb.connect()
    connection.sql(SYNTHETIC).write_parquet(str(events))
    by_duckdb = duckdb_panel(connection, connection.read_parquet(str(events)), spec, window_events=100_000)
    by_spark = spark_panel(spark.read.parquet(events.as_uri()), spec)
    assert by_spark.counted == by_duckdb.counted
    assert by_spark.left_out == by_duckdb.left_out
    assert by_duckdb.counted + sum(by_duckdb.left_out.values()) == ROWS
    expected: pa.Table = by_duckdb.batches.read_all()
    assert expected.num_rows > 17_000  # undirected: 780 pairs in 23 months
    assert by_spark.batches.read_all().cast(expected.schema).equals(expected)
