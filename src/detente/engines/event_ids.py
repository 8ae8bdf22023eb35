"""The names that a world has for its events, in SQL."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

EVENT_ID: Final = (
    "CASE WHEN events.article_id IS NOT NULL THEN 'article:' || events.article_id || ':' || events.statement_id "
    "ELSE events.feed || ':' || events.feed_reference END"
)
"""`article:ARTICLE:STATEMENT` or `FEED:REFERENCE`, over a table or view called `events`."""


def has_id(ids: Iterable[str], event_id: str = "event_id") -> str:
    """A test of rows of events for these ids that an engine makes on stored columns before it puts an id together.

    Args:
        ids: Of events; one that is none fits nothing.
        event_id: The SQL of a row's id. The row has article_id, statement_id, feed and feed_reference too.
    """
    of_feeds: set[str] = set()
    of_texts: set[str] = set()
    listed = list(ids)
    for id_ in listed:
        kind, _, rest = id_.partition(":")
        if kind == "article":
            of_texts.add(rest.rpartition(":")[2])
        else:
            of_feeds.add(rest)
    parts = [
        f"{column} IN ({', '.join(map(quoted, sorted(found)))})"
        for column, found in (("feed_reference", of_feeds), ("statement_id", of_texts))
        if found
    ]
    if not parts:
        return "false"
    return f"({' OR '.join(parts)}) AND {event_id} IN ({', '.join(map(quoted, listed))})"


def quoted(text: str) -> str:
    """The text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"
