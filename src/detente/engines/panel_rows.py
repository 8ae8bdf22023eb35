"""A world's events as the rows that panels count: SQL that DuckDB and Spark both read, over views of the world."""

from __future__ import annotations

from typing import Final

from detente.relations.panel import PANEL_COLUMNS

_FROM_BOTH: Final = {
    # Copies of an article tell one story. Web addresses name a story in every feed, other ids only in their own.
    "story": (
        "CASE WHEN events.article_id IS NOT NULL THEN coalesce(articles.copy_of, events.article_id) "
        "WHEN contains(events.story, '://') THEN events.story ELSE events.feed || ' ' || events.story END"
    ),
    "outlet": "coalesce(events.outlet, articles.outlet)",
}


def rows_sql(*more: str, events: str = "events") -> str:
    """A SELECT of PANEL_COLUMNS of every event in the views `events` and `articles`, with more of their columns.

    `events` names another table with the columns of that view.
    """
    panel = [f"{_FROM_BOTH.get(name, f'events.{name}')} AS {name}" for name in PANEL_COLUMNS]
    joined = f"FROM {events} AS events LEFT JOIN articles ON events.article_id = articles.id"
    return f"SELECT {', '.join([*panel, *more])} {joined}"


PANEL_ROWS: Final = rows_sql()
"""PANEL_COLUMNS of every event."""
