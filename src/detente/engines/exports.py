"""What a world's exports are made of, batch by batch: events as a table, statements and articles as records."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from detente.engines.event_ids import EVENT_ID
from detente.world.reading_back import connected

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

ROWS: Final = 8192
"""Rows held at a time."""

_INTERNAL: Final = "batch_id, batch_position, position"

# A web address as it is, of a file only its name: an export may go to others than its maker.
_ORIGIN: Final = (
    "CASE WHEN articles.origin LIKE 'http%://%' THEN articles.origin "
    "ELSE regexp_extract(articles.origin, '[^/\\\\]*$') END"
)

_ACTOR_SLOTS: Final = """
    SELECT source_id AS id, source_name AS name, source_kind AS kind, source_state AS state FROM events
    UNION ALL SELECT target_id, target_name, target_kind, target_state FROM events
    UNION ALL SELECT speaker.id, speaker.name, speaker.kind, speaker.state FROM statements
    UNION ALL SELECT actor.id, actor.name, actor.kind, actor.state
        FROM (SELECT unnest(list_concat(actors, about)) AS actor FROM statements)
"""


@contextmanager
def open_export(root: Path) -> Iterator[WorldRows]:
    """The world at `root`, to be written out while the context lasts.

    Raises:
        WorldError: The world's files cannot be read.
    """
    with connected(root) as connection:
        yield WorldRows(connection)


class WorldRows:
    """A world's rows in their order of date and id, streamed."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self._connection = connection

    def events(self) -> pa.RecordBatchReader:
        """Every event as `World.events` has it, with its evidence id first; also repeats, which `repeat_of` tells."""
        return self._connection.sql(
            f"SELECT {EVENT_ID} AS id, events.* EXCLUDE ({_INTERNAL}), {_ORIGIN} AS article_origin, "
            "articles.title AS article_title, articles.outlet AS article_outlet "
            "FROM events LEFT JOIN articles ON articles.id = events.article_id ORDER BY event_date NULLS LAST, 1"
        ).to_arrow_reader(ROWS)

    def actors(self) -> Iterator[dict[str, Any]]:
        """Every actor of events and statements once: id, and the name, kind and state that it most often has."""
        yield from self._rows(
            f"SELECT id, mode(name) AS name, mode(kind) AS kind, mode(state) AS state FROM ({_ACTOR_SLOTS}) "
            "WHERE id IS NOT NULL GROUP BY id ORDER BY id"
        )

    def event_rows(self) -> Iterator[dict[str, Any]]:
        """`events`, row by row."""
        for batch in self.events():
            yield from batch.to_pylist()

    def articles(self) -> Iterator[dict[str, Any]]:
        """Every article without its text."""
        yield from self._rows('SELECT * EXCLUDE ("text") FROM articles ORDER BY id')

    def statements(self) -> Iterator[dict[str, Any]]:
        """Every statement with its article's id, in the order of the texts."""
        yield from self._rows(
            f"SELECT statements.* EXCLUDE ({_INTERNAL}) FROM statements "
            "ORDER BY statements.article_id, statements.position"
        )

    def _rows(self, sql: str) -> Iterator[dict[str, Any]]:
        for batch in self._connection.sql(sql).to_arrow_reader(ROWS):
            yield from batch.to_pylist()
