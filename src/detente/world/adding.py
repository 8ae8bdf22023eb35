"""Adding a batch of readings: what is new, what is a copy, and one commit for all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

from detente.records import Article, Reading
from detente.world.columns import from_row
from detente.world.copies import Originals, band_keys
from detente.world.locking import writing
from detente.world.reading_back import connected
from detente.world.schema import STORED_ORDER, article_row, event_rows, statement_rows
from detente.world.tables import append, compact_if_many

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one article. `statements` is how many were stored with it, 0 when it was there before."""

    article_id: str
    outcome: Literal["added", "repeated", "copy"]
    copy_of: str | None
    statements: int


def add_batch(root: Path, batch: list[Reading]) -> list[Added]:
    """Commit the new articles of a batch with all that they say; tell what became of each, in order.

    Raises:
        WorldError: The world cannot be read or written.
    """
    with connected(root) as connection:
        known = known_ids(connection, (reading.article.id for reading in batch))
    # Before the lock: the one slow step.
    bands = {reading.article.id: band_keys(reading.article) for reading in batch if reading.article.id not in known}
    if not bands:
        return [Added(reading.article.id, "repeated", None, 0) for reading in batch]
    with writing(root):
        # Asked again: another writer may have stored them meanwhile.
        with connected(root) as connection:
            known = known_ids(connection, (reading.article.id for reading in batch))
            originals = _originals_near(connection, bands)
        outcomes = _decide(batch, known, bands, originals)
        _commit(root, batch, outcomes, bands)
    return outcomes


def _commit(root: Path, batch: list[Reading], outcomes: list[Added], bands: dict[str, list[int]]) -> None:
    """Statements and events first, invisible until the articles of the same batch id stand beside them."""
    new = [(reading, told) for reading, told in zip(batch, outcomes, strict=True) if told.outcome != "repeated"]
    if not new:
        return
    now = datetime.now(UTC)
    # Sortable by time: stored order, and near neighbours in the files.
    commit = {"batch_id": f"{now:%Y%m%dT%H%M%S.%fZ}-{uuid4().hex}", "ingested_at": now}
    rows: dict[str, list[dict[str, Any]]] = {"statements": [], "events": [], "articles": []}
    for position, (reading, told) in enumerate(new):
        common = {**commit, "batch_position": position}
        is_copy = told.copy_of is not None
        rows["statements"] += [row | common for row in statement_rows(reading, is_copy=is_copy)]
        rows["events"] += [row | common for row in event_rows(reading, is_copy=is_copy)]
        row = article_row(reading, copy_of=told.copy_of, bands=bands[reading.article.id])
        rows["articles"].append(row | common)
    for table, table_rows in rows.items():
        append(root, table, table_rows)
    for table in rows:
        compact_if_many(root, table)


def known_ids(connection: duckdb.DuckDBPyConnection, article_ids: Iterable[str]) -> set[str]:
    """Those of the ids whose articles are stored."""
    found = connection.execute("SELECT id FROM stored_articles WHERE id IN (SELECT unnest($1))", [list(article_ids)])
    return {id_ for (id_,) in found.fetchall()}


def _originals_near(connection: duckdb.DuckDBPyConnection, bands: dict[str, list[int]]) -> Originals:
    """The stored originals that share a band key with one of the new articles; only their texts are read."""
    keys = list({key for keys in bands.values() for key in keys})
    near = connection.execute(
        """
        SELECT DISTINCT id FROM (SELECT id, unnest(bands) AS band FROM stored_articles WHERE copy_of IS NULL)
        WHERE band IN (SELECT unnest($1::BIGINT[]))
        """,
        [keys],
    ).fetchall()
    originals = Originals()
    if near:
        rows = connection.sql(
            f"SELECT * FROM stored_articles WHERE id IN (SELECT unnest($ids)) ORDER BY {STORED_ORDER}",
            params={"ids": [id_ for (id_,) in near]},
        )
        for row in rows.to_arrow_table().to_pylist():
            originals.put(from_row(Article, row), row["bands"])
    return originals


def _decide(batch: list[Reading], known: set[str], bands: dict[str, list[int]], originals: Originals) -> list[Added]:
    """What becomes of each reading, given what is stored and what stands before it in the batch."""
    outcomes, seen = [], set(known)
    for reading in batch:
        article = reading.article
        if article.id in seen:
            outcomes.append(Added(article.id, "repeated", None, 0))
            continue
        seen.add(article.id)
        original = originals.original_of(article, bands[article.id])
        if original is None:
            originals.put(article, bands[article.id])
        outcomes.append(Added(article.id, "copy" if original else "added", original, len(reading.statements)))
    return outcomes
