"""What a world holds of predictions: those that texts make, and the events that count for a rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from detente.engines.event_ids import EVENT_ID
from detente.engines.panel_rows import rows_sql
from detente.forecast.ledger.entries import Rule
from detente.relations.panel import PanelSpec, counted_events
from detente.world.columns import from_row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

    from detente.forecast.ledger.resolving import Came
    from detente.records import Statement

_QUADS: Final = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


def said_predictions(
    connection: DuckDBPyConnection,
) -> tuple[list[tuple[Statement, date | None, str | None]], dict[str, list[Statement]]]:
    """Predictions of texts, copies left out, each with its text's last possible day and outlet; conditions by text."""
    from detente.records import Statement, StatementKind

    rows = connection.sql(
        "SELECT statements.* EXCLUDE (batch_id, batch_position, ingested_at), articles.published.end AS known, "
        "coalesce(articles.outlet, articles.author) AS appeared FROM statements "
        "JOIN articles ON articles.id = statements.article_id WHERE NOT is_copy AND "
        "(kind IN ('prediction', 'condition') OR (kind = 'event' AND status = 'predicted')) "
        "ORDER BY articles.published.end, article_id, position"
    ).to_arrow_table()
    told: list[tuple[Statement, date | None, str | None]] = []
    conditions: dict[str, list[Statement]] = {}
    for row in rows.to_pylist():
        statement = from_row(Statement, row)
        if statement.kind is StatementKind.CONDITION:
            conditions.setdefault(statement.evidence.article_id, []).append(statement)
        else:
            told.append((statement, row["known"], row["appeared"]))
    return told, conditions


def unseen_actors(connection: DuckDBPyConnection, rules: Iterable[Rule]) -> set[str]:
    """Which actors of rules, those that are no states, no event of the world names."""
    ids = {rule.source for rule in rules if not rule.source_is_state}
    ids |= {rule.target for rule in rules if not rule.target_is_state}
    if not ids:
        return set()
    import pyarrow as pa

    connection.register("asked", pa.table({"id": sorted(ids)}))
    rows = connection.sql(
        "SELECT id FROM asked WHERE id NOT IN (SELECT source.id FROM events WHERE source.id IS NOT NULL) "
        "AND id NOT IN (SELECT target.id FROM events WHERE target.id IS NOT NULL)"
    ).fetchall()
    connection.unregister("asked")
    return {id_ for (id_,) in rows}


def count_for_rules(connection: DuckDBPyConnection, rules: Mapping[str, Rule]) -> dict[str, Came]:
    """How many events each rule counts, and the first of them, by the keys of the rules that count any."""
    import pyarrow as pa

    if not rules:
        return {}
    columns: dict[str, list[Any]] = {
        "key": list(rules),
        "a": [rule.source for rule in rules.values()],
        "b": [rule.target for rule in rules.values()],
        "a_state": [rule.source_is_state for rule in rules.values()],
        "b_state": [rule.target_is_state for rule in rules.values()],
        "what": [rule.what for rule in rules.values()],
        "directed": [rule.directed for rule in rules.values()],
        "low": [rule.after for rule in rules.values()],
        "high": [rule.until or date.max for rule in rules.values()],
    }
    connection.register("rules", pa.table(columns))
    rows: nw.LazyFrame[Any] = nw.from_native(connection.sql(rows_sql("events.plover_type", f"{EVENT_ID} AS event_id")))
    counted: DuckDBPyRelation = counted_events(rows, PanelSpec("actor")).to_native()
    quads = " ".join(f"WHEN {number} THEN '{name}'" for number, name in enumerate(_QUADS, start=1))

    def side(role: str, end: str) -> str:
        return f"CASE WHEN {end}_state THEN {role}_state ELSE {role}_id END = {end}"

    forth = f"({side('source', 'a')} AND {side('target', 'b')})"
    back = f"(NOT directed AND {side('source', 'b')} AND {side('target', 'a')})"
    found = connection.execute(
        f"""
        SELECT key, count(*), arg_min(event_id, (event_date, event_id)), min(event_date)
        FROM (SELECT *, CASE quad_class {quads} END AS quad FROM ({counted.sql_query()})) AS events
        JOIN rules ON event_date > low AND event_date <= high AND (plover_type = what OR quad = what)
            AND ({forth} OR {back})
        GROUP BY key
        """
    ).fetchall()
    connection.unregister("rules")
    return {key: (n, (first, day)) for key, n, first, day in found}
