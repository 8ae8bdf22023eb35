"""Every registered feed is whole: its expressions run, its columns exist, it has a test and a row in the docs."""

from pathlib import Path

import pyarrow as pa
import pytest

from detente.errors import InputError
from detente.feeds.base import Feed
from detente.feeds.registry import FEEDS, feed_named
from detente.world.piece_rows import PieceRows
from detente.world.schema import arrow_schema
from detente.world.seen import key_columns

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_a_feed_is_whole(feed: Feed) -> None:
    names = set(arrow_schema(feed.table).names)
    assert set(feed.columns) <= names
    assert set(key_columns(feed)) <= names
    assert feed.licence
    assert feed.title
    raw = set(feed.raw_columns)
    for lookup in feed.lookups:
        assert set(lookup.key) <= raw
    assert {rule.column for rule in feed.rules} <= raw
    assert (ROOT / "tests" / "feeds" / f"test_{feed.name.replace('-', '_')}.py").exists()
    assert f"| `{feed.name}` |" in (ROOT / "docs" / "feeds.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_its_expressions_are_sound_sql(feed: Feed) -> None:
    """On a table of one row without any value: nothing raises, whatever is missing."""
    from detente.feeds.sql import rows_sql

    columns = {name: pa.nulls(1, pa.string()) for name in feed.raw_columns}
    raw = pa.table(columns | {"file": pa.array([0], pa.int32()), "line": pa.array([1], pa.int64())})
    with PieceRows(feed) as rows:
        rows._connection.register("raw", raw)
        rows._resolutions.add(raw)
        found = rows._connection.execute(rows_sql(feed, feed.columns, broken=True)).fetchall()
    assert len(found) == 1


def test_unknown_names_get_the_list() -> None:
    with pytest.raises(InputError, match=r"'gdel' is no feed. Feeds are: gdelt, "):
        feed_named("gdel")
