"""A world's events as the rows that panels count: SQL that DuckDB and Spark both read, over views of the world."""

from __future__ import annotations

from typing import Final

from detente.engines.event_ids import quoted
from detente.relations.panel import HAPPENED, PANEL_COLUMNS, LeftOut

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

_HAPPENED: Final = ", ".join(map(quoted, HAPPENED))

COUNTED: Final = (
    "is_copy IS NOT TRUE AND repeat_of IS NULL AND event_date IS NOT NULL "
    "AND event_date_precision IN ('day', 'month') AND polarity IS DISTINCT FROM 'negative' "
    f"AND (status IS NULL OR status IN ({_HAPPENED}))"
)
"""A test of stored events for those that `counted_events` counts: to compose it takes longer than some questions."""

REASONS: Final = (None, *(reason.value for reason in LeftOut))
"""What `WHY_LEFT_OUT` numbers: None is 0, for what is counted."""

_TESTS: Final = {
    LeftOut.COPY: "is_copy",
    LeftOut.REPEAT: "repeat_of IS NOT NULL",
    LeftOut.NOT_SAID_TO_HAVE_HAPPENED: f"polarity = 'negative' OR status NOT IN ({_HAPPENED})",
    LeftOut.VAGUE_PAST: "event_date_precision = 'vague past'",
    LeftOut.UNDATED: "event_date IS NULL",
    LeftOut.COARSELY_DATED: "event_date_precision IS NULL OR event_date_precision NOT IN ('day', 'month')",
}

WHY_LEFT_OUT: Final = " ".join(
    ["CASE", *(f"WHEN {_TESTS[reason]} THEN {number}" for number, reason in enumerate(LeftOut, start=1)), "ELSE 0 END"]
)
"""The number of the REASON for which `why_left_out` leaves a stored event out."""
