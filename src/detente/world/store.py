"""The world: articles and all that they say, on disk, safe against kills and beside other writers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import WorldError
from detente.records import Article, Reading, Statement
from detente.world.adding import Added, add_batch, known_ids
from detente.world.batches import BATCH_ARTICLES, in_batches
from detente.world.border import check_reading
from detente.world.columns import Record, arrow_fields, from_row
from detente.world.manifest import find_manifest
from detente.world.reading_back import connected, refuse_more_than_reading
from detente.world.schema import STORED_ORDER
from detente.world.tables import refuse_unusable_path

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

ROWS_AT_ONCE = 256
"""Rows that a reader of records holds at a time."""


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
            yield from add_batch(self.path, batch)

    def known(self, article_ids: Iterable[str]) -> set[str]:
        """Those of the ids whose articles are stored."""
        with connected(self.path) as connection:
            return known_ids(connection, article_ids)

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
        """Every event as a row, in the shape shared with event feeds and in no set order; docs/world.md explains it."""
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
