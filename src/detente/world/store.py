"""The world: articles and all that they say, on disk, safe against kills and beside other writers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

from detente.errors import WorldError
from detente.records import Article, Reading, Statement
from detente.world.batches import BATCH_ARTICLES, in_batches
from detente.world.border import check_reading
from detente.world.columns import Record, arrow_fields, from_row
from detente.world.copies import Originals, band_keys
from detente.world.locking import writing
from detente.world.manifest import find_manifest
from detente.world.reading_back import connected, refuse_more_than_reading
from detente.world.schema import article_row, event_rows, statement_rows
from detente.world.tables import append, compact_if_many, refuse_unusable_path

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

ROWS_AT_ONCE = 256
"""Rows that a reader of records holds at a time."""

STORED_ORDER = "batch_id, batch_position"
"""The columns of every table that tell in which order articles were stored."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one article. `statements` is how many were stored with it, 0 when it was there before."""

    article_id: str
    outcome: Literal["added", "repeated", "copy"]
    copy_of: str | None
    statements: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a world holds. `articles`, `statements` and `events` include what is in copies."""

    articles: int
    copies: int
    statements: int
    copied_statements: int
    events: int
    copied_events: int


class World:
    """One directory of Delta Lake tables; open it with `World.open`. Holds no file open between calls."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __repr__(self) -> str:
        return f"World({str(self.path)!r})"

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True) -> World:
        """The world at `path`. A new one is made on disk by its first `add`.

        Args:
            path: Its directory.
            create: Whether the world may be new; False asks for one that is there.

        Raises:
            WorldError: `path` is something else, a world of a newer Detente, or, without `create`, no world.
        """
        root = Path(path).absolute()
        refuse_unusable_path(root)
        if find_manifest(root) is None and not create:
            raise WorldError(f"There is no world at {root}. `detente read FILE --world {path}` makes one.")
        return cls(root)

    def add(self, readings: Iterable[Reading], *, batch_size: int = BATCH_ARTICLES) -> Iterator[Added]:
        """Store readings as they come, and tell what became of each; nothing is stored before the result is iterated.

        An article whose id is there already adds nothing ("repeated"). A nearly equal one is stored and linked
        ("copy", see copies.py). Articles are committed in batches (see batches.py), each article whole or not at
        all; what was yielded is committed. At most one batch is in memory.

        Args:
            readings: What to store. When it raises, what came before is stored and yielded, then the error goes on.
            batch_size: Articles committed at once, at most.

        Yields:
            One Added for each reading, in order.

        Raises:
            EvidenceError, WorldError: A reading cannot be stored; see `border.check_reading`.
            WorldError: The world cannot be written; see `locking.writing`.
        """
        for batch in in_batches(_checked(readings), batch_size):
            yield from self._add_batch(batch)

    def known(self, article_ids: Iterable[str]) -> set[str]:
        """Those of the ids whose articles are stored."""
        with connected(self.path) as connection:
            return _known(connection, article_ids)

    def articles(self) -> Iterator[Article]:
        """Every article, in the order of storing."""
        return self._in_stored_order(Article, f"FROM articles WHERE batch_id = $batch ORDER BY {STORED_ORDER}")

    def article(self, article_id: str) -> Article:
        """One article.

        Raises:
            WorldError: No article has this id.
        """
        with connected(self.path) as connection:
            for found in _records(connection, Article, "FROM articles WHERE id = $id", {"id": article_id}):
                return found
        raise WorldError(f"{self.path} holds no article with id {article_id!r}.")

    def statements(self, article_id: str | None = None, *, copies: bool = True) -> Iterator[Statement]:
        """What the articles say, article by article in the order of storing, each in the order of its reading.

        Args:
            article_id: Of this article only.
            copies: Whether to include what copies say; False counts a story once.
        """
        counted = "" if copies else "AND NOT is_copy"
        order = f"ORDER BY {STORED_ORDER}, position"
        if article_id is None:
            return self._in_stored_order(Statement, f"FROM statements WHERE batch_id = $batch {counted} {order}")
        return self._of_article(f"FROM statements WHERE article_id = $id {counted} {order}", article_id)

    def events(self) -> pa.Table:
        """Every event as a row, in the shape shared with event feeds, in no set order; docs/world.md has the columns."""
        return self.query("FROM events")

    def query(self, sql: str) -> pa.Table:
        """Answer one SELECT (DuckDB SQL) over the views articles, statements and events.

        Raises:
            WorldError: The SQL is wrong, does more than read, or reaches for anything but the world's tables.
        """
        import duckdb

        with connected(self.path) as connection:
            try:
                refuse_more_than_reading(connection, sql)
                return connection.sql(sql).to_arrow_table()
            except duckdb.IOException:
                raise
            except duckdb.Error as error:
                raise WorldError(f"The query cannot be answered: {error}") from error

    def counts(self) -> Counts:
        """How many articles, statements and events there are, and how many of them are copies."""
        counted = "count(*)::BIGINT, (count(*) FILTER ({}))::BIGINT"
        with connected(self.path) as connection:
            copies = {"articles": "copy_of IS NOT NULL", "statements": "is_copy", "events": "is_copy"}
            found = [
                connection.execute(f"SELECT {counted.format(is_copy)} FROM {table}").fetchone() or (0, 0)
                for table, is_copy in copies.items()
            ]
        return Counts(*(number for pair in found for number in pair))

    def _add_batch(self, batch: list[Reading]) -> list[Added]:
        known = self.known(reading.article.id for reading in batch)
        # Before the lock: the one slow step.
        bands = {reading.article.id: band_keys(reading.article) for reading in batch if reading.article.id not in known}
        if not bands:
            return [Added(reading.article.id, "repeated", None, 0) for reading in batch]
        with writing(self.path):
            with connected(self.path) as connection:
                known = _known(connection, (reading.article.id for reading in batch))
                originals = _originals_near(connection, bands)
            outcomes = _decide(batch, known, bands, originals)
            self._commit(batch, outcomes, bands)
        return outcomes

    def _commit(self, batch: list[Reading], outcomes: list[Added], bands: dict[str, list[int]]) -> None:
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
            append(self.path, table, table_rows)
        for table in rows:
            compact_if_many(self.path, table)

    def _in_stored_order(self, record_type: type[Record], sql: str) -> Iterator[Record]:
        """The records of every batch. One batch is sorted at a time: a sort of all texts would stand in memory."""
        with connected(self.path) as connection:
            for (batch_id,) in connection.execute("SELECT DISTINCT batch_id FROM articles ORDER BY ALL").fetchall():
                yield from _records(connection, record_type, sql, {"batch": batch_id})

    def _of_article(self, sql: str, article_id: str) -> Iterator[Statement]:
        with connected(self.path) as connection:
            yield from _records(connection, Statement, sql, {"id": article_id})


def _records(
    connection: duckdb.DuckDBPyConnection, record_type: type[Record], sql: str, parameters: dict[str, str]
) -> Iterator[Record]:
    columns = ", ".join(field.name for field in arrow_fields(record_type))
    for rows in connection.sql(f"SELECT {columns} {sql}", params=parameters).to_arrow_reader(ROWS_AT_ONCE):
        for row in rows.to_pylist():
            yield from_row(record_type, row)


def _checked(readings: Iterable[Reading]) -> Iterator[Reading]:
    for reading in readings:
        check_reading(reading)
        yield reading


def _known(connection: duckdb.DuckDBPyConnection, article_ids: Iterable[str]) -> set[str]:
    found = connection.execute("SELECT id FROM stored_articles WHERE id IN (SELECT unnest($1))", [list(article_ids)])
    return {id_ for (id_,) in found.fetchall()}


def _originals_near(connection: duckdb.DuckDBPyConnection, bands: dict[str, list[int]]) -> Originals:
    """The stored originals that share a band key with one of the new articles."""
    keys = list({key for keys in bands.values() for key in keys})
    near = connection.sql(
        f"""
        SELECT * FROM stored_articles WHERE id IN (
            SELECT id FROM (SELECT id, unnest(bands) AS band FROM stored_articles WHERE copy_of IS NULL)
            WHERE band IN (SELECT unnest($keys::BIGINT[]))
        ) ORDER BY {STORED_ORDER}
        """,
        params={"keys": keys},
    )
    originals = Originals()
    for row in near.to_arrow_table().to_pylist():
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
