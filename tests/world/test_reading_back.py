"""Queries read the world's whole articles, and nothing else on the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import WorldError
from detente.world import World
from factories import corpus


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    world = World.open(tmp_path_factory.mktemp("query") / "world *1*")
    list(world.add(corpus(5)))
    return world


def test_views_and_their_nested_fields(world: World) -> None:
    answer = world.query(
        "SELECT s.source.id AS source, count(*) AS n FROM statements s JOIN articles a ON s.article_id = a.id "
        "WHERE a.copy_of IS NULL AND kind = 'tie' GROUP BY ALL"
    )

    assert answer.to_pylist() == [{"source": "USA", "n": 4}]


@pytest.mark.parametrize("sql", ["EXPLAIN SELECT 1", "DESCRIBE events", "FROM events", "WITH a AS (SELECT 1) FROM a"])
def test_what_only_reads_is_answered(sql: str, world: World) -> None:
    assert world.query(sql).num_rows > 0


@pytest.mark.parametrize(
    "sql",
    [
        "",
        "SELECT 1; SELECT 2",
        "COPY articles TO '{0}/out.csv'",
        "SELECT 1; COPY articles TO '{0}/out.csv'",
        "ATTACH '{0}/other.db'",
        "CREATE TABLE t AS SELECT 1",
        "DROP VIEW articles",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "LOAD spatial",
        "PRAGMA database_list",
    ],
)
def test_what_does_more_is_refused(sql: str, world: World, tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="one SELECT"):
        world.query(sql.format(tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "sql",
    [
        "FROM read_text('{0}')",
        "FROM '{0}'",
        "FROM read_csv('{0}')",
        "FROM glob('{0}')",
        "FROM read_parquet('http://127.0.0.1:9/x.parquet')",
        "FROM tmp_path",  # a Python variable
        "SELECT * FROM missing",
        "SELEC",
    ],
)
def test_nothing_else_is_reached(sql: str, world: World, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")

    with pytest.raises(WorldError, match="cannot be answered"):
        world.query(sql.format(tmp_path / "secret.csv"))


def test_an_empty_world_has_the_same_views(tmp_path: Path, world: World) -> None:
    empty = World.open(tmp_path / "none")

    for view in ("articles", "statements", "events"):
        assert empty.query(f"FROM {view}").num_rows == 0
        assert empty.query(f"DESCRIBE {view}").equals(world.query(f"DESCRIBE {view}"))
    assert not empty.path.exists()


def test_a_lost_file_is_told(tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    list(world.add(corpus(2)))
    for file in (world.path / "articles").glob("*.parquet"):
        file.unlink()

    with pytest.raises(WorldError, match="cannot be read"):
        list(world.articles())
    with pytest.raises(WorldError, match="cannot be read"):
        world.query("FROM articles")
