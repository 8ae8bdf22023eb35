"""Two parties in a world: their counts by month, the events under them, and what the texts say of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from detente.engines.panel_rows import PANEL_ROWS, rows_sql
from detente.relations.events import RelationEvent
from detente.relations.pair import Party, between, near_rows, pair_cells, pair_volumes
from detente.relations.panel import PanelSpec, why_left_out
from detente.world.columns import from_row
from detente.world.held import remembered
from detente.world.reading_back import connected

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

    from detente.records import Statement

_TOLD: Final = (
    *("article_id", "statement_id", "event_date_end", "source_name", "source_text", "target_name", "target_text"),
    *("plover_type", "plover_mode", "cameo_code", "novelty", "speaker_name", "evidence_start", "evidence_end"),
    *("evidence_quote", "feed", "feed_reference", "licence", "published_at", "extra"),
)
_EVENT_ROWS: Final = rows_sql(
    *(f"events.{name}" for name in _TOLD),
    "events.story AS feed_story",
    "articles.origin AS article_origin",
    "articles.outlet AS article_outlet",
)


@dataclass(frozen=True, slots=True)
class PairInWorld:
    """An open world asked about two parties; good while the context of `open_pair` lasts."""

    connection: DuckDBPyConnection
    root: Path
    first: Party
    second: Party

    def volumes(self, spec: PanelSpec) -> nw.DataFrame[Any]:
        """The volumes of all months: the one thing for which every event is looked at."""
        rows: nw.LazyFrame[Any] = nw.from_native(self.connection.sql(PANEL_ROWS))
        key = ("volumes", self.first, self.second, spec)
        return remembered(self.root, key, lambda: _collected(pair_volumes(rows, self.first, self.second, spec)))

    def cells(self, spec: PanelSpec) -> nw.DataFrame[Any]:
        """The two's counts by month."""
        return _collected(pair_cells(self._own_rows(), self.first, self.second, spec))

    def events(self, spec: PanelSpec, *, limit: int | None = None) -> list[RelationEvent]:
        """Their events inside the spec's window and the undated ones, by date, also those that are not counted.

        Args:
            spec: What is counted; `start` and `end` bound the days.
            limit: At most so many, the latest ones; None is all.
        """
        named = self._own_rows().with_columns(own_source=nw.col("source_id"), own_target=nw.col("target_id"))
        found = self._within(named, spec).with_columns(left_out=why_left_out(spec))
        native: DuckDBPyRelation = found.to_native()
        ordered = native.order("event_date DESC NULLS LAST, published_at DESC NULLS LAST, feed, feed_reference")
        if limit is not None:
            ordered = ordered.limit(limit)
        told = [told_event(row) for row in ordered.to_arrow_table().to_pylist()]
        return told[::-1]

    def count_events(self, spec: PanelSpec) -> int:
        """How many `events` there are."""
        counted = _collected(self._within(self._own_rows(), spec).select(events=nw.len()))
        return int(counted["events"][0])

    def _own_rows(self) -> nw.LazyFrame[Any]:
        """The rows that may be theirs, taken out of the world once."""
        rows: nw.LazyFrame[Any] = nw.from_native(self.connection.table("own_rows"))
        return rows

    def _within(self, rows: nw.LazyFrame[Any], spec: PanelSpec) -> nw.LazyFrame[Any]:
        found = between(rows, self.first, self.second)
        if spec.start is not None:
            found = found.filter(nw.col("event_date").is_null() | (nw.col("event_date_end") >= nw.lit(spec.start)))
        if spec.end is not None:
            found = found.filter(nw.col("event_date").is_null() | (nw.col("event_date") <= nw.lit(spec.end)))
        return found

    def statements(self) -> Iterator[tuple[Statement, date | None]]:
        """What texts say that names both parties, copies left out, each with the last day its text can be from."""
        from detente.records import Statement

        sides = " AND ".join(
            f"len(list_filter(list_concat(actors, about), lambda actor: {_names(party)})) > 0"
            for party in (self.first, self.second)
        )
        rows = self.connection.sql(
            f"SELECT statements.* EXCLUDE (batch_id, batch_position, ingested_at), articles.published.end AS known "
            f"FROM statements JOIN articles ON articles.id = statements.article_id "
            f"WHERE NOT is_copy AND {sides} ORDER BY statements.batch_id, statements.batch_position, position",
            params=[party.id for party in (self.first, self.second)],
        ).to_arrow_table()
        for row in rows.to_pylist():
            yield from_row(Statement, row), row["known"]

    def series(self, measure: str, ids: Sequence[str] | None = None) -> list[dict[str, Any]]:
        """Yearly values of a measure, of the two or of `ids`: source_id, target_id, year, value, low, high, licence.

        Of a value that several releases have, the newest counts.
        """
        wanted = [self.first.id, self.second.id] if ids is None else list(ids)
        found = self.connection.sql(
            "SELECT measure, source_id, target_id, year, value, low, high, feed, licence FROM series "
            "WHERE measure = $1 AND repeat_of IS NULL AND list_contains($2, source_id) "
            "QUALIFY row_number() OVER (PARTITION BY feed, feed_reference ORDER BY published_at DESC NULLS LAST) = 1 "
            "ORDER BY year, source_id",
            params=[measure, wanted],
        )
        rows: list[dict[str, Any]] = found.to_arrow_table().to_pylist()
        return rows


@contextmanager
def open_pair(root: Path, first: Party, second: Party) -> Iterator[PairInWorld]:
    """The world at `root`, asked about two parties.

    Raises:
        WorldError: The world's files cannot be read.
    """
    with connected(root) as connection:
        rows: nw.LazyFrame[Any] = nw.from_native(connection.sql(_EVENT_ROWS))
        near: DuckDBPyRelation = near_rows(rows, first, second).to_native()
        connection.execute(f"CREATE TEMP TABLE own_rows AS {near.sql_query()}")
        yield PairInWorld(connection, root, first, second)


def _collected(frame: nw.LazyFrame[Any]) -> nw.DataFrame[Any]:
    return frame.collect("pyarrow")


def _names(party: Party) -> str:
    return f"actor.{'state' if party.is_state else 'id'} = ?"


def event_rows() -> str:
    """A SELECT of every event with all that `told_event` reads, but for the parties' ids and `left_out`."""
    return _EVENT_ROWS


def told_event(row: dict[str, Any]) -> RelationEvent:
    """The record of a row with source_id and target_id of the parties, own_source and own_target of the actors."""
    extra = dict(row["extra"] or ())
    return RelationEvent(
        id=(
            f"article:{row['article_id']}:{row['statement_id']}"
            if row["article_id"]
            else f"{row['feed']}:{row['feed_reference']}"
        ),
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
