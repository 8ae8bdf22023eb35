"""One event between two actors, as measures of its kind and novelty look at it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple


class Act(NamedTuple):
    """What one actor did to another, one day. A tuple: of a busy pair tens of thousands are made.

    Attributes:
        id: What the event is looked up by: its statement or feed reference.
        day: Its date; the first day where it lasted, or where only the month is known.
        source, target: The actors' ids, as the pair is asked for (states or actors).
        plover_type, mode, cameo_code: Its codes, text; None where the coding gives none.
        quad_class: 1 to 4, or None.
        goldstein: -10 to +10, or None.
        novelty: What the text itself claims ("first-ever", "first-in-25-years"), or None.
    """

    id: str
    day: date
    source: str
    target: str
    plover_type: str | None = None
    mode: str | None = None
    cameo_code: str | None = None
    quad_class: int | None = None
    goldstein: float | None = None
    novelty: str | None = None


def act_of(row: Mapping[str, Any], *, by_state: bool = True) -> Act:
    """The act of one row of a world's events.

    Args:
        row: Columns as in docs/world.md; `event_date` must be there, for an undated event has no place in a record.
        by_state: Whether source and target are their states or the actors themselves.

    Raises:
        ValueError: The row has no date, no source or no target.
    """
    column = "state" if by_state else "id"
    source, target, day = row.get(f"source_{column}"), row.get(f"target_{column}"), row.get("event_date")
    if day is None or not source or not target:
        raise ValueError(f"act_of: {source!r}, {target!r}, {day!r}: a source, a target and a date are needed")
    texts = {
        "mode": row.get("plover_mode"),
        **{name: row.get(name) for name in ("plover_type", "cameo_code", "novelty")},
    }
    return Act(
        id=str(row.get("statement_id") or row.get("feed_reference")),
        day=day,
        source=source,
        target=target,
        quad_class=row.get("quad_class"),
        goldstein=row.get("goldstein"),
        **texts,
    )
