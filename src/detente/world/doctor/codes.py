"""Codes and names that no table of ours knows: kept as they came, and listed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from detente.errors import UnknownCodeError
from detente.ontology.cameo import cameo_entry

if TYPE_CHECKING:
    import duckdb

Kind = Literal["event", "actor", "actor name", "place"]


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """A code of a feed, or an actor's name where the feed has no codes, and how many events have it.

    `state` is what is known of it all the same: the state that an actor code begins with. `example` is the
    feed's reference of one event, and `text` what the feed calls it there.
    """

    feed: str
    kind: Kind
    code: str
    rows: int
    state: str | None
    text: str | None
    example: str | None


_SIDE: Final = """
    SELECT feed, CASE WHEN {side}_code IS NULL THEN 'actor name' ELSE 'actor' END AS kind,
        coalesce({side}_code, {side}_text) AS code, {side}_state AS state,
        CASE WHEN {side}_code IS NOT NULL THEN {side}_text END AS text, feed_reference
    FROM events
    WHERE {side}_kind IS NULL AND coalesce({side}_code, {side}_text) IS NOT NULL AND feed <> 'article'
"""
_FOUND: Final = f"""
    SELECT feed, kind, code, count(*), any_value(state), any_value(text), any_value(feed_reference)
    FROM ({_SIDE.format(side="source")} UNION ALL {_SIDE.format(side="target")}
        UNION ALL SELECT feed, 'place', place_code, NULL, place_name, feed_reference FROM events
            WHERE place_code IS NOT NULL AND place_iso3 IS NULL
        UNION ALL SELECT feed, 'event', cameo_code, NULL, NULL, feed_reference FROM events
            WHERE cameo_code IS NOT NULL AND plover_type IS NULL)
    GROUP BY feed, kind, code
    ORDER BY count(*) DESC, feed, kind, code
"""


def unknown_codes(connection: duckdb.DuckDBPyConnection) -> tuple[UnknownCode, ...]:
    """All of them, most frequent first. A CAMEO code that PLOVER dropped (01, 02) is known."""
    found = (UnknownCode(*row) for row in connection.execute(_FOUND).fetchall())
    return tuple(each for each in found if each.kind != "event" or not _is_cameo(each.code))


def _is_cameo(code: str) -> bool:
    try:
        cameo_entry(code)
    except UnknownCodeError:
        return False
    return True
