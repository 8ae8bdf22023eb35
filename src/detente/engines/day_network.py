"""What a world knows of the dyads, ties and stances of a day: the raw material of explanations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import narwhals as nw

from detente.engines.event_ids import EVENT_ID, has_id
from detente.engines.panel_rows import rows_sql
from detente.engines.told_events import event_rows, told_events
from detente.records import Stance, StatementKind
from detente.relations.events import RelationEvent
from detente.relations.networks.build import Ties
from detente.relations.networks.dyad_signs import DyadCount
from detente.relations.networks.shared import StanceRow
from detente.relations.pair import Party
from detente.relations.panel import PanelSpec, counted_events
from detente.world.held import made_table, remembered

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

_SHOWN: Final = 3
"""Events that stand for a dyad: those with the most extreme scores."""

_STATED_TIES: Final = (
    "status IN ('asserted', 'reported') AND (event_date IS NULL OR event_date.precision != 'vague past')"
)
_STATED_STANCES: Final = "status IN ('asserted', 'reported', 'possible')"
"""What an actor wants is "possible" by its nature."""

_SIGNS: Final = {"ally": 1, "enemy": -1, "rival": -1}


class Asked(NamedTuple):
    """A stretch of days of two states, in alphabetical order, and the sort of events that is looked for."""

    a: str
    b: str
    first: date
    last: date
    cooperative: bool


@dataclass(frozen=True, slots=True)
class DayInWorld:
    """An open world asked about the time up to a day; parties that are no states stand beside the states."""

    connection: DuckDBPyConnection
    root: Path
    day: date
    parties: Sequence[Party]

    def dyad_counts(self, start: date) -> list[DyadCount]:
        """Every dyad of states (and parties) with an event from the month of `start` to that of the day."""
        others = tuple(sorted(party.id for party in self.parties if not party.is_state))
        return remembered(self.root, ("dyad counts", start, self.day, others), lambda: self._dyad_counts(start))

    def _dyad_counts(self, start: date) -> list[DyadCount]:
        found = self.connection.execute(
            f"""
            SELECT least(a, b) AS first, greatest(a, b) AS second,
                count(*) FILTER (quad_class IN (3, 4)) AS conflict,
                count(*) FILTER (quad_class IS NOT NULL) AS events,
                max_by(event_id, (goldstein, event_id), {_SHOWN}) FILTER (goldstein > 0) AS friendly,
                min_by(event_id, (goldstein, event_id), {_SHOWN}) FILTER (goldstein < 0) AS hostile
            FROM (
                SELECT *, {self._named("source")} AS a, {self._named("target")} AS b FROM {self._counted()}
                WHERE month BETWEEN DATE '{start.replace(day=1)}' AND DATE '{self.day.replace(day=1)}'
            ) WHERE a != b GROUP BY ALL HAVING events > 0 ORDER BY ALL
            """
        )
        return [
            DyadCount(first, second, conflict, events, friendly=tuple(friendly or ()), hostile=tuple(hostile or ()))
            for first, second, conflict, events, friendly, hostile in found.fetchall()
        ]

    def _counted(self) -> str:
        """What is counted of all time with somebody on both sides, as a table by month to read FROM."""

        def make() -> str:
            columns = ", ".join(f"events.{role}_{part}" for role in ("source", "target") for part in ("id", "state"))
            rows: nw.LazyFrame[Any] = nw.from_native(self.connection.sql(rows_sql(f"{EVENT_ID} AS event_id")))
            counted: DuckDBPyRelation = counted_events(rows, PanelSpec(directed=False)).to_native()
            return (
                f"SELECT month, event_id, event_date, quad_class, goldstein, {columns} "
                f"FROM ({counted.sql_query()}) AS events "
                "WHERE coalesce(source_state, source_id) IS NOT NULL AND coalesce(target_state, target_id) IS NOT NULL "
                "ORDER BY month"
            )

        return made_table(self.root, self.connection, "counted between two", make)

    def _named(self, role: str) -> str:
        others = [party.id.replace("'", "''") for party in self.parties if not party.is_state]
        whens = " ".join(f"WHEN '{party}' THEN '{party}'" for party in others)
        return f"CASE {role}_id {whens} ELSE {role}_state END" if whens else f"{role}_state"

    def said_ties(self) -> Ties:
        """Ally, enemy and rival ties that texts known by the day state as they are, between states and parties."""
        # A tie told of a time that has passed ("were enemies during the Cold War") is none of the day.
        rows = (row for row in self._statements(StatementKind.TIE, _STATED_TIES) if _until(row) >= self.day)
        told = [
            (first, second, _SIGNS[row["tie"]], row["evidence_id"])
            for row in rows
            if row["tie"] in _SIGNS
            for first, second in [self._two(row)]
            if first and second and first != second
        ]
        columns = [list(column) for column in zip(*told, strict=True)] or [[], [], [], []]
        return Ties(columns[0], columns[1], columns[2], [1.0] * len(told), columns[3])

    def stances(self) -> list[StanceRow]:
        """What actors want of issues, in texts known by the day."""
        return [
            StanceRow(actor, issue["name"], Stance(row["stance"]), row["evidence_id"], row["known"])
            for row in self._statements(StatementKind.STANCE, _STATED_STANCES)
            if _since(row) <= self.day  # it holds from when it was taken
            if row["stance"] and row["source"] and (actor := self._party_of(row["source"]))
            for issue in row["about"]
            if issue["id"] != row["source"]["id"]
        ]

    def _statements(self, kind: StatementKind, holds: str) -> Iterator[dict[str, Any]]:
        """Statements of a kind in texts known by the day, told once, not negated, for which `holds` does."""
        every = remembered(self.root, ("statements", kind, holds), lambda: self._statements_of_all_time(kind, holds))
        return (row for row in every if row["known"] is None or row["known"] <= self.day)

    def _statements_of_all_time(self, kind: StatementKind, holds: str) -> list[dict[str, Any]]:
        found = self.connection.sql(
            f"""
            SELECT 'article:' || article_id || ':' || statements.id AS evidence_id, tie, stance, source, target, actors,
                about, event_date, articles.published.end AS known
            FROM statements JOIN articles ON articles.id = statements.article_id
            WHERE statements.kind = $1 AND NOT is_copy AND polarity = 'positive' AND ({holds})
            ORDER BY ALL
            """,
            params=[kind.value],
        )
        rows: list[dict[str, Any]] = found.to_arrow_table().to_pylist()
        return rows

    def _two(self, row: dict[str, Any]) -> tuple[str | None, str | None]:
        ends = [row["source"], row["target"]] if row["source"] and row["target"] else row["actors"][:2]
        named = [self._party_of(end) for end in ends]
        return (named[0], named[1]) if len(named) == 2 else (None, None)

    def _party_of(self, actor: dict[str, Any]) -> str | None:
        own = {party.id for party in self.parties if not party.is_state}
        found: str | None = actor["id"] if actor["id"] in own else actor["state"]
        return found

    def events(self, ids: Sequence[str]) -> dict[str, RelationEvent]:
        """The events of these ids, each as of its own two actors."""
        if not ids:
            return {}
        rows = self.connection.sql(
            f"SELECT *, source_id AS own_source, target_id AS own_target FROM ({event_rows()}) WHERE {has_id(ids)}"
        )
        return {event.id: event for event in told_events(rows)}

    def telling_events(self, asked: Sequence[Asked]) -> list[tuple[RelationEvent, ...]]:
        """Of each stretch of two states' time the events of the asked sort with the most extreme scores, by date."""
        if not asked:
            return []
        import pyarrow as pa

        columns = [pa.array(column) for column in zip(*asked, strict=True)]
        self.connection.register("asked", pa.table(columns, names=["a", "b", "first", "last", "cooperative"]))
        found = self.connection.sql(
            f"""
            SELECT number, max_by(event_id, (abs(goldstein), event_id), {_SHOWN}) AS ids
            FROM (SELECT row_number() OVER () - 1 AS number, * FROM asked) AS asked
            JOIN {self._counted()} AS events
                ON least(source_state, target_state) = a AND greatest(source_state, target_state) = b
                AND event_date BETWEEN first AND last AND (goldstein > 0) = cooperative
            GROUP BY number
            """
        ).fetchall()
        self.connection.unregister("asked")
        ids: dict[int, list[str]] = dict(found)
        events = self.events([id_ for listed in ids.values() for id_ in listed])
        return [
            tuple(sorted((events[id_] for id_ in ids.get(number, ())), key=lambda event: event.event_date or date.min))
            for number in range(len(asked))
        ]

    def quotes(self, ids: Sequence[str]) -> dict[str, str]:
        """The words of the statements of these ids, each with its article's title or address."""
        if not ids:
            return {}
        rows = self.connection.sql(
            """
            SELECT 'article:' || article_id || ':' || statements.id AS id, statements.evidence.quote AS quote,
                coalesce(articles.outlet, articles.title, articles.origin) AS place
            FROM statements JOIN articles ON articles.id = statements.article_id
            WHERE list_contains($1, 'article:' || article_id || ':' || statements.id)
            """,
            params=[list(ids)],
        )
        return {id_: f"“{quote}” ({place})" for id_, quote, place in rows.fetchall()}

    def last_day(self) -> date | None:
        """The last day on which an event fell or a text or row became known; None where there is none."""
        (day,) = self.connection.sql(
            "SELECT max(greatest(event_date, published_at::DATE)) FROM events "
            "WHERE event_date_precision IN ('day', 'month') AND status IN ('asserted', 'reported', 'alleged')"
        ).fetchall()[0]
        return day if isinstance(day, date) else None


def _since(row: dict[str, Any]) -> date:
    """The first day of a statement's time; open where it is not known."""
    return (row["event_date"] or {}).get("start") or date.min


def _until(row: dict[str, Any]) -> date:
    """The last day of a statement's time; open where it is not known."""
    return (row["event_date"] or {}).get("end") or date.max
