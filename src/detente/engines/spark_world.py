"""A world's events and articles as Spark views. What counts is as in `detente.world.reading_back`, which says why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente.world.reading_back import connected
from detente.world.schema import ARTICLE_FEED
from detente.world.tables import DataFile, data_files, feed_files

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_EVENTS: Final = (
    "source_id string, target_id string, source_state string, target_state string, event_date date, "
    "event_date_precision string, quad_class long, goldstein double, status string, polarity string, story string, "
    "outlet string, is_copy boolean, repeat_of string, article_id string, batch_id string, feed_reference string, "
    "version string, deleted boolean"
)
_ARTICLES: Final = "id string, batch_id string, copy_of string, outlet string"


def create_views(session: SparkSession, root: Path) -> None:
    """Make the temporary views `events` and `articles`: whole articles and finished imports as they now stand."""
    # Commit points first: what is committed there has the rest of its rows committed already.
    articles = _scan(session, _ARTICLES, data_files(root, "articles"))
    living = _living_by_batch(root)
    by_feed: dict[str, list[DataFile]] = {}
    for file in feed_files(root, "events"):
        if file.import_batch is None or file.import_batch in living:
            by_feed.setdefault(file.feed, []).append(file)
    events = _scan(session, f"{_EVENTS}, feed string", [])
    for feed, files in sorted(by_feed.items()):
        events = events.unionByName(_of_feed(session, feed, files, articles, living))
    articles.createOrReplaceTempView("articles")
    events.createOrReplaceTempView("events")


def _of_feed(
    session: SparkSession, feed: str, files: list[DataFile], articles: DataFrame, living: dict[str, bool]
) -> DataFrame:
    from pyspark.sql import Window
    from pyspark.sql import functions as sql

    rows = _scan(session, _EVENTS, [file.path for file in files])
    if feed == ARTICLE_FEED:
        whole = articles.select(sql.col("id").alias("article_id"), "batch_id")
        rows = rows.join(whole, on=["article_id", "batch_id"], how="left_semi")
    elif any(living.get(file.import_batch or "") for file in files):
        newest_first = Window.partitionBy("feed_reference").orderBy(sql.desc("version"), sql.desc("batch_id"))
        newest = rows.withColumn("age", sql.row_number().over(newest_first)).filter("age = 1").drop("age")
        rows = newest.filter("deleted IS NOT TRUE")
    return rows.withColumn("feed", sql.lit(feed))


def _living_by_batch(root: Path) -> dict[str, bool]:
    """Batch ids of finished imports, each with whether its feed is living data."""
    with connected(root) as connection:
        found = connection.execute("SELECT batch_id, bool_or(living) FROM imports GROUP BY batch_id").fetchall()
    return {batch_id: bool(living) for batch_id, living in found}


def _scan(session: SparkSession, schema: str, paths: Sequence[Path]) -> DataFrame:
    if not paths:
        return session.createDataFrame([], schema)
    # A world under a directory named "a=b" is no Hive partition: files by name, and no column from their folders.
    reader = session.read.schema(schema).option("recursiveFileLookup", "true")
    return reader.parquet(*[_pattern(path) for path in paths])


def _pattern(path: Path) -> str:
    """The path as Spark takes it, which decodes no `%3D` but expands `*` and the like."""
    return "file://" + re.sub(r"[*?{}\[\]\\]", lambda found: f"\\{found[0]}", path.absolute().as_posix())
