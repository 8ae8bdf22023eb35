"""What a world has of two parties beside their events: what texts say of both, and yearly series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.relations.pair import Party
from detente.world.columns import from_row
from detente.world.held import asked_world, remembered

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from detente.records import Statement


@dataclass(frozen=True, slots=True)
class PairSources:
    """An open world at `root`, or a copy of it that is held (`world.held`), asked about two parties. Of a copy it is
    kept whom its texts name and what series it has: most pairs are in none."""

    connection: DuckDBPyConnection
    root: Path
    first: Party
    second: Party

    def statements(self) -> Iterator[tuple[Statement, date | None]]:
        """What texts say that names both parties, copies left out, each with the last day its text can be from."""
        from detente.records import Statement

        if not self._may_be_named_together():
            return
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
        if not self._may_hold(measure):
            return []
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

    def dyad_series(self, measures: Sequence[str]) -> list[dict[str, Any]]:
        """Yearly values of the two together: measure, year, value, licence; by measure and year."""
        if not any(map(self._may_hold, measures)):
            return []
        found = self.connection.sql(
            "SELECT measure, year, value, licence FROM series WHERE list_contains($1, measure) AND repeat_of IS NULL "
            "AND ((source_id = $2 AND target_id = $3) OR (source_id = $3 AND target_id = $2)) ORDER BY measure, year",
            params=[list(measures), self.first.id, self.second.id],
        )
        rows: list[dict[str, Any]] = found.to_arrow_table().to_pylist()
        return rows

    def reach_of_dyad_series(self) -> dict[str, tuple[int, float]]:
        """The last year, and the largest value, that the world has of each yearly measure of any two states."""
        return remembered(self.root, "reach of series", lambda: _reach(self.connection))

    def _may_be_named_together(self) -> bool:
        if asked_world(self.root) is None:
            return True
        named = remembered(self.root, "named by statements", lambda: _named_by_statements(self.connection))
        first, second = (named.get((party.is_state, party.id), frozenset()) for party in (self.first, self.second))
        return not first.isdisjoint(second)

    def _may_hold(self, measure: str) -> bool:
        if asked_world(self.root) is None:
            return True
        return measure in remembered(self.root, "series", lambda: _measures(self.connection))


def _names(party: Party) -> str:
    return f"actor.{'state' if party.is_state else 'id'} = ?"


def _named_by_statements(connection: DuckDBPyConnection) -> dict[tuple[bool, str], frozenset[int]]:
    """Which statements, numbered, name an actor or one who belongs to a state: by whether it is a state, and its id."""
    found = connection.execute(
        """
        WITH named AS (
            SELECT number, unnest(list_concat(actors, about)) AS actor
            FROM (SELECT row_number() OVER () AS number, actors, about FROM statements)
        )
        SELECT true, actor.state, list(DISTINCT number) FROM named WHERE actor.state IS NOT NULL GROUP BY actor.state
        UNION ALL
        SELECT false, actor.id, list(DISTINCT number) FROM named WHERE actor.id IS NOT NULL GROUP BY actor.id
        """
    )
    return {(is_state, name): frozenset(numbers) for is_state, name, numbers in found.fetchall()}


def _measures(connection: DuckDBPyConnection) -> frozenset[str]:
    return frozenset(measure for (measure,) in connection.execute("SELECT DISTINCT measure FROM series").fetchall())


def _reach(connection: DuckDBPyConnection) -> dict[str, tuple[int, float]]:
    found = connection.execute(
        "SELECT measure, max(year)::BIGINT, max(value) FROM series WHERE target_id IS NOT NULL GROUP BY measure"
    )
    return {measure: (year, value) for measure, year, value in found.fetchall()}
