"""What is known of a dyad beside its events, when its level is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from detente.relations.levels.scale import Level

FRIENDLY: Final = frozenset({"ally"})
HOSTILE: Final = frozenset({"enemy", "rival"})
"""Ties that say how two stand; strengthening and weakening say where they are going, and are for the shifts."""

_SAID: Final = ("asserted", "reported", "alleged")


@dataclass(frozen=True, slots=True)
class TieSaid:
    """A tie between the two actors that a text states.

    Attributes:
        id: Its statement.
        article_id: The text: of one text, each sort of tie counts once.
        friendly: Whether it calls them allies; else enemies or rivals.
        start, end: The days for which it says so, both included.
    """

    id: str
    article_id: str
    friendly: bool
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class LastKnown:
    """A level that an outside source gave the dyad, and the last day for which it did."""

    level: Level
    day: date


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the two; None wherever nobody knows, which is not the same as no.

    Attributes:
        ideal_point_distance: Of the year, 0 up.
        defence_pact: Whether an alliance binds them to defend each other.
        border: Whether they have a common land border.
        rivalry: Whether a source lists them as strategic rivals now.
        last_known: The last level of the peace scale that was coded.
        ties: What texts say of the two.
    """

    ideal_point_distance: float | None = None
    defence_pact: bool | None = None
    border: bool | None = None
    rivalry: bool | None = None
    last_known: LastKnown | None = None
    ties: Sequence[TieSaid] = ()


NOTHING_KNOWN: Final = Known()


def tie_said(row: Mapping[str, Any], published: date | None) -> TieSaid | None:
    """The tie of one row of a world's statements, or None where it does not tell how two stand.

    Args:
        row: Columns as in docs/world.md: kind, tie, polarity, status, event_date (start, end), id, article_id.
        published: When its article appeared: the time of a statement that names none.

    Returns:
        None for other kinds and ties, for what is denied, asked, predicted or only possible, and without any date.
    """
    tie, when = row.get("tie"), row.get("event_date") or {}
    start = when.get("start") or when.get("end") or published
    end = when.get("end") or (published if when.get("start") else start)
    said = row.get("polarity") == "positive" and row.get("status") in _SAID
    if tie not in FRIENDLY | HOSTILE or not said or start is None:
        return None
    return TieSaid(str(row["id"]), str(row["article_id"]), tie in FRIENDLY, start, max(start, end or start))
