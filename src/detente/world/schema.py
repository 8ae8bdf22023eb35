"""The world's tables: what one row of each is, and its columns.

Delta Lake commits one table at a time. What an article says (statements, events of feed "article") counts only while
its `batch_id` stands beside its `article_id` in articles; what a feed brought (all else) only while its `batch_id`
stands in imports. Those two are written last: they are the commit points.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from detente.records import ActorMention, Article, Reading, Statement, StatementKind
from detente.world.columns import arrow_fields, to_row
from detente.world.correction import Correction
from detente.world.prediction import Prediction

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA_VERSION: Final = 1
"""Rises with every change that an older Detente could not read."""

TABLES: Final = (
    "articles",
    "statements",
    "events",
    "mentions",
    "series",
    "rejects",
    "imports",
    "corrections",
    "predictions",
)

FEED_TABLES: Final = ("events", "mentions", "series", "rejects")
"""Partitioned by feed, and written by imports; events also by readings."""

COUNTS: Final = "counts"
"""The directory of what was counted of whole files of events once; it can be removed at any time."""

LISTINGS: Final = "listings"
"""The directory of what files each table has, as of a commit; it can be removed at any time."""

IMPORT_PREFIX: Final = "import-"
"""A data file of this name holds one batch of one import, in its name: its rows count once imports has the batch."""

STORED_ORDER: Final = "batch_id, batch_position"
"""The columns of every table that tell in which order articles were stored."""

ARTICLE_FEED: Final = "article"
"""The feed name of an event that was read from an article's text."""

_ACTOR_PARTS: Final = ("id", "name", "kind", "state")

_COMMIT = {"batch_id": "text", "batch_position": "number", "position": "number", "ingested_at": "moment"}

# Of events that a feed brought; null in those read from articles. docs/world.md explains each.
_FEED_EVENT_COLUMNS: Final = {
    "source_code": "text",
    "source_text": "text",
    "target_code": "text",
    "target_text": "text",
    "feed_quad_class": "number",
    "stated_date": "date",
    "place_code": "text",
    "place_region_code": "text",
    "place_latitude": "real",
    "place_longitude": "real",
    "place_precision": "text",
    "is_root": "flag",
    "mention_count": "number",
    "outlet_count": "number",
    "article_count": "number",
    "tone": "real",
    "story": "text",
    "sentence": "number",
    "outlet": "text",
    "extra": "map",
    "version": "text",
    "deleted": "flag",
    "repeat_of": "text",
    "repeat_kind": "text",
}

_FEED_COLUMNS: Final[dict[str, dict[str, str]]] = {
    "mentions": {
        "event_reference": "text",
        "event_added_at": "moment",
        "mention_kind": "text",
        "outlet": "text",
        "story": "text",
        "sentence": "number",
        "source_offset": "number",
        "target_offset": "number",
        "action_offset": "number",
        "in_raw_text": "flag",
        "confidence": "real",
        "story_length": "number",
        "tone": "real",
        "translation": "text",
        "feed": "text",
        "feed_reference": "text",
        "licence": "text",
        "published_at": "moment",
        "repeat_of": "text",
        "repeat_kind": "text",
        **_COMMIT,
    },
    "series": {
        "measure": "text",
        "source_id": "text",
        "target_id": "text",
        "source_code": "text",
        "target_code": "text",
        "year": "number",
        "value": "real",
        "low": "real",
        "high": "real",
        "feed": "text",
        "feed_reference": "text",
        "licence": "text",
        "published_at": "moment",
        "repeat_of": "text",
        "repeat_kind": "text",
        **_COMMIT,
    },
    "rejects": {
        "feed": "text",
        "file": "text",
        "line": "number",
        "column_name": "text",
        "reason": "text",
        "raw": "text",
        **_COMMIT,
    },
    "imports": {
        "feed": "text",
        "licence": "text",
        "file": "text",
        "path": "text",
        "file_sha256": "text",
        "content_sha256": "text",
        "bytes": "number",
        "unpacked_bytes": "number",
        "encoding": "text",
        "rows": "number",
        "added": "number",
        "repeated": "number",
        "mirrored": "number",
        "rejected": "number",
        "stored": "number",
        "living": "flag",
        "first_published": "moment",
        "last_published": "moment",
        **_COMMIT,
    },
}


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The columns of one of TABLES."""
    import pyarrow as pa

    if table in _FEED_COLUMNS:
        return pa.schema([pa.field(name, _plain_type(kind)) for name, kind in _FEED_COLUMNS[table].items()])
    if table == "corrections":
        return pa.schema(arrow_fields(Correction))
    if table == "predictions":
        return pa.schema(arrow_fields(Prediction))
    text, moment = pa.string(), pa.timestamp("us", tz="UTC")
    commit = {"batch_id": text, "batch_position": pa.int64(), "ingested_at": moment}
    place_in_world = {"article_id": text, "position": pa.int64(), "is_copy": pa.bool_(), **commit}
    extra: dict[str, Any] = {
        "articles": {
            "read_at": moment,
            "copy_of": text,
            "bands": pa.list_(pa.int64()),
            **commit,
        },
        "statements": place_in_world,
        "events": place_in_world,
    }[table]
    record_fields = {
        "articles": lambda: arrow_fields(Article),
        "statements": lambda: arrow_fields(Statement),
        "events": _event_fields,
    }[table]()
    return pa.schema([*record_fields, *(pa.field(name, arrow_type) for name, arrow_type in extra.items())])


def article_row(reading: Reading, *, copy_of: str | None, bands: list[int]) -> dict[str, Any]:
    """One row of articles. This and the rows below lack the columns of the batch that they are committed with."""
    return to_row(reading.article) | {
        "read_at": reading.read_at,
        "copy_of": copy_of,
        "bands": bands,
    }


def statement_rows(reading: Reading, *, is_copy: bool) -> list[dict[str, Any]]:
    """One row of statements for each thing that the article says, in the reading's order."""
    return [
        to_row(statement) | {"article_id": reading.article.id, "position": position, "is_copy": is_copy}
        for position, statement in enumerate(reading.statements)
    ]


def event_rows(reading: Reading, *, is_copy: bool) -> list[dict[str, Any]]:
    """One row of events for each statement of kind event, in the shape that event feeds share."""
    return [
        _event_row(statement, reading.article) | {"position": position, "is_copy": is_copy}
        for position, statement in enumerate(reading.statements)
        if statement.kind is StatementKind.EVENT
    ]


def _event_fields() -> list[pa.Field]:
    import pyarrow as pa

    text, number = pa.string(), pa.int64()
    actors = [(f"{role}_{part}", text) for role in ("source", "target") for part in _ACTOR_PARTS]
    quantity = pa.struct([("value", pa.float64()), ("unit", text), ("approximate", pa.bool_())])
    columns = [
        ("statement_id", text),
        *actors,
        ("plover_type", text),
        ("plover_mode", text),
        ("cameo_code", text),
        ("quad_class", number),
        ("goldstein", pa.float64()),
        ("event_date", pa.date32()),
        ("event_date_end", pa.date32()),
        ("event_date_precision", text),
        ("place_name", text),
        ("place_iso3", text),
        ("quantities", pa.list_(quantity)),
        ("status", text),
        ("polarity", text),
        ("novelty", text),
        ("confidence", pa.float64()),
        ("speaker_id", text),
        ("speaker_name", text),
        ("speaker_state", text),
        ("evidence_start", number),
        ("evidence_end", number),
        ("evidence_quote", text),
        ("feed", text),
        ("feed_reference", text),
        ("licence", text),
        ("published_at", pa.timestamp("us", tz="UTC")),
        *((name, _plain_type(kind)) for name, kind in _FEED_EVENT_COLUMNS.items()),
    ]
    return [pa.field(name, arrow_type) for name, arrow_type in columns]


def _plain_type(kind: str) -> pa.DataType:
    import pyarrow as pa

    return {
        "text": pa.string(),
        "number": pa.int64(),
        "real": pa.float64(),
        "flag": pa.bool_(),
        "date": pa.date32(),
        "moment": pa.timestamp("us", tz="UTC"),
        "map": pa.map_(pa.string(), pa.string()),
    }[kind]


def _event_row(statement: Statement, article: Article) -> dict[str, Any]:
    when, where, evidence = statement.event_date, statement.place, statement.evidence
    return {
        "article_id": article.id,
        "statement_id": statement.id,
        **_actor_columns("source", statement.source),
        **_actor_columns("target", statement.target),
        "source_text": statement.source and statement.source.text,
        "target_text": statement.target and statement.target.text,
        "plover_type": statement.type,
        "plover_mode": statement.mode,
        "cameo_code": statement.cameo_code,
        "quad_class": statement.quad_class,
        "goldstein": statement.goldstein,
        "event_date": when and when.start,
        "event_date_end": when and when.end,
        "event_date_precision": when and when.precision.value,
        "place_name": where and where.name,
        "place_iso3": where and where.iso3,
        "quantities": [to_row(quantity) for quantity in statement.quantities],
        "status": statement.status.value,
        "polarity": statement.polarity.value,
        "novelty": statement.novelty,
        "confidence": statement.confidence,
        "speaker_id": statement.speaker.id,
        "speaker_name": statement.speaker.name,
        "speaker_state": statement.speaker.state,
        "evidence_start": evidence.start,
        "evidence_end": evidence.end,
        "evidence_quote": evidence.quote,
        "feed": ARTICLE_FEED,
        "feed_reference": None,
        "licence": None,  # nobody states the licence of a text that the user brings
        "published_at": _known_from(article.published.end),
    }


def _actor_columns(role: str, actor: ActorMention | None) -> dict[str, str | None]:
    if actor is None:
        return dict.fromkeys(f"{role}_{part}" for part in _ACTOR_PARTS)
    return {
        f"{role}_id": actor.id,
        f"{role}_name": actor.name,
        f"{role}_kind": actor.kind.value,
        f"{role}_state": actor.state,
    }


def _known_from(day: date | None) -> datetime | None:
    """When an article's event could be known: its last possible day, so that no backtest sees it too early."""
    return None if day is None else datetime.combine(day, time.min, tzinfo=UTC)
