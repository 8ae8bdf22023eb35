"""Evidence ids looked up in a world: the events and statements they name, and the texts these stand in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from detente.engines.event_ids import EVENT_ID
from detente.engines.told_events import event_rows, told_events
from detente.records import Article, Statement
from detente.relations.told import Told
from detente.world.columns import Record, arrow_fields, from_row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_STATEMENT_ID: Final = "'article:' || article_id || ':' || id"


def find_evidence(connection: DuckDBPyConnection, ids: Iterable[str]) -> dict[str, Told]:
    """What the world holds under some evidence ids, in the order of the ids; ids that it does not know are left out.

    Args:
        connection: A connected world.
        ids: `article:ARTICLE:STATEMENT` or `FEED:REFERENCE`, as results give them.
    """
    import pyarrow as pa

    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    connection.register("wanted", pa.table({"wanted_id": pa.array(wanted, pa.string())}))
    rows = connection.sql(
        f"SELECT *, source_id AS own_source, target_id AS own_target FROM ({event_rows()}) "
        f"AS events WHERE {EVENT_ID} IN (SELECT wanted_id FROM wanted)"
    )
    events = {event.id: event for event in told_events(rows)}
    found = _records(connection, Statement, f"FROM statements WHERE {_STATEMENT_ID} IN (SELECT wanted_id FROM wanted)")
    statements = {f"article:{each.evidence.article_id}:{each.id}": each for each in found}
    articles = _articles(connection, {each.evidence.article_id for each in found})
    connection.unregister("wanted")
    told = {}
    for id_ in wanted:
        event, statement = events.get(id_), statements.get(id_)
        if event is not None or statement is not None:
            article = None if statement is None else articles.get(statement.evidence.article_id)
            told[id_] = Told(id_, event, statement, article)
    return told


def _articles(connection: DuckDBPyConnection, ids: set[str]) -> dict[str, Article]:
    import pyarrow as pa

    connection.register("wanted_articles", pa.table({"wanted_id": pa.array(sorted(ids), pa.string())}))
    found = _records(connection, Article, "FROM articles WHERE id IN (SELECT wanted_id FROM wanted_articles)")
    connection.unregister("wanted_articles")
    return {article.id: article for article in found}


def _records(connection: DuckDBPyConnection, record_type: type[Record], sql: str) -> list[Record]:
    columns = ", ".join(f'"{field.name}"' for field in arrow_fields(record_type))
    rows = connection.sql(f"SELECT {columns} {sql}").to_arrow_table().to_pylist()
    return [from_row(record_type, row) for row in rows]
