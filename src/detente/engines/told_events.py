"""Events of a world as they are told: read out of its rows, with the texts that they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from detente.engines.event_ids import EVENT_ID
from detente.engines.panel_rows import rows_sql
from detente.relations.events import RelationEvent
from detente.relations.panel import PANEL_COLUMNS
from detente.world.tables import moments_of

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyRelation

LISTED: Final = (
    *("article_id", "statement_id", "event_date_end", "plover_type", "plover_mode", "cameo_code", "novelty"),
    *("feed", "feed_reference", "licence", "published_at"),
)
"""Columns of events by which they are counted and chosen, beside PANEL_COLUMNS."""

_TOLD: Final = (
    *LISTED,
    *("source_name", "source_text", "target_name", "target_text", "speaker_name"),
    *("evidence_start", "evidence_end", "evidence_quote", "extra"),
)

_EVENT_COLUMNS: Final = (
    *(f"events.{name}" for name in _TOLD),
    "events.story AS feed_story",
    "articles.origin AS article_origin",
    "articles.outlet AS article_outlet",
    f"{EVENT_ID} AS event_id",
)

COLUMNS_READ: Final = tuple(sorted({*PANEL_COLUMNS, *_TOLD}))
"""All columns of events that `event_rows` reads."""


def event_rows(events: str = "events") -> str:
    """A SELECT of every event with all that `told_events` reads, but for own_source and own_target.

    `events` names another table with COLUMNS_READ.
    """
    return rows_sql(*_EVENT_COLUMNS, events=events)


def told_events(rows: DuckDBPyRelation) -> list[RelationEvent]:
    """The records of rows of `event_rows` with source_id and target_id of the parties, and own_source and own_target
    of the actors."""
    return told_rows(rows.to_arrow_table())


def told_rows(table: pa.Table, left_out: Sequence[str | None] | None = None) -> list[RelationEvent]:
    """The records of such rows in a table, with why numbers leave each out; without it nothing is said of that."""
    moments = moments_of(table["published_at"])
    told = table.drop_columns(["published_at"]).to_pylist()
    reasons = [None] * len(told) if left_out is None else left_out
    return [
        _told_event(row | {"published_at": moment, "left_out": reason})
        for row, moment, reason in zip(told, moments, reasons, strict=True)
    ]


def _told_event(row: dict[str, Any]) -> RelationEvent:
    extra = dict(row["extra"] or ())
    return RelationEvent(
        id=row["event_id"],
        event_date=row["event_date"],
        event_date_end=row["event_date_end"],
        precision=row["event_date_precision"],
        source_id=row["own_source"],
        source_name=row["source_name"] or row["source_text"],
        source_party=row["source_id"],
        target_id=row["own_target"],
        target_name=row["target_name"] or row["target_text"],
        target_party=row["target_id"],
        plover_type=row["plover_type"],
        plover_mode=row["plover_mode"],
        cameo_code=row["cameo_code"],
        quad_class=row["quad_class"],
        goldstein=row["goldstein"],
        status=row["status"] or "reported",
        polarity=row["polarity"] or "positive",
        novelty=row["novelty"],
        speaker=row["speaker_name"],
        quote=row["evidence_quote"] or extra.get("event_text"),
        article_id=row["article_id"],
        quote_start=row["evidence_start"],
        quote_end=row["evidence_end"],
        feed=row["feed"],
        licence=row["licence"],
        origin=row["article_origin"] or row["feed_story"],
        outlet=row["outlet"] or row["article_outlet"],
        published_at=row["published_at"],
        left_out=row["left_out"],
    )
