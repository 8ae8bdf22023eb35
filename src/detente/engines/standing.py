"""Actors as they stand in what was stored: by which words and codes each is named, and events by their ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from detente.engines.event_ids import has_id
from detente.engines.holdings import NamedActor
from detente.engines.told_events import event_rows, told_events

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from detente.relations.events import RelationEvent

_SAID: Final = """
    SELECT unnest(list_concat(actors, about)) AS actor, article_id FROM statements
    UNION ALL SELECT speaker, article_id FROM statements
"""


@dataclass(frozen=True, slots=True)
class Naming:
    """Words, or a feed's code, that stand for an actor, and how often; `feed` is `article` for words of texts."""

    words: str
    feed: str
    times: int


def namings(connection: DuckDBPyConnection, actor_id: str, most: int) -> list[Naming]:
    """By which words and codes an actor is named in events and statements, the most frequent first."""
    sides = " UNION ALL ".join(
        f"SELECT feed, {side}_{part} AS words FROM events WHERE {side}_id = $1 AND feed <> 'article' AND {unlike}"
        for side in ("source", "target")
        for part, unlike in (("text", "true"), ("code", f"{side}_code IS DISTINCT FROM {side}_text"))
    )
    found = connection.execute(
        f"""
        SELECT words, feed, count(*) AS times FROM (
            {sides}
            UNION ALL SELECT 'article', actor.text FROM ({_SAID}) WHERE actor.id = $1
        ) WHERE words IS NOT NULL AND words <> '' GROUP BY ALL ORDER BY times DESC, words, feed LIMIT $2
        """,
        [actor_id, most],
    ).fetchall()
    return [Naming(*row) for row in found]


def actors_of_statements(connection: DuckDBPyConnection) -> list[NamedActor]:
    """Every actor that a text names, be it in no event; those named most often first. `events` counts statements."""
    found = connection.execute(
        f"SELECT actor.id, mode(actor.name), mode(actor.kind), mode(actor.state), count(*) AS n "
        f"FROM ({_SAID}) WHERE actor.id IS NOT NULL GROUP BY actor.id ORDER BY n DESC, actor.id"
    ).fetchall()
    return [NamedActor(id_, name or id_, *rest) for id_, name, *rest in found]


def events_of_ids(connection: DuckDBPyConnection, ids: Sequence[str]) -> dict[str, RelationEvent]:
    """The events of these ids (`article:ARTICLE:STATEMENT` or `FEED:REFERENCE`), each as of its own two actors."""
    if not ids:
        return {}
    rows = connection.sql(
        f"SELECT *, source_id AS own_source, target_id AS own_target FROM ({event_rows()}) AS events "
        f"WHERE {has_id(ids)}"
    )
    return {event.id: event for event in told_events(rows)}
