"""What is stored of each feed: by month, with its age, and what the ledger says of its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from detente.world.ledger import Counts

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Stored:
    """Rows of a feed in one period: a month ("2016-09") of events and mentions, a year of series; None is undated.

    `days` is on how many days of it something happened (of rows dated to the day), None where days mean nothing.
    """

    table: str
    period: str | None
    rows: int
    days: int | None


@dataclass(frozen=True, slots=True)
class FeedReport:
    """One feed. `files` and `counts` are the ledger's sums over its imports, 0 for what was read from articles."""

    feed: str
    licence: str | None
    files: int
    counts: Counts
    first_published: datetime | None
    last_published: datetime | None
    last_ingested: datetime | None
    stored: tuple[Stored, ...]


# Days first: there are few of them, however many rows there are.
_STORED: Final = """
    WITH events_by_day AS (
        SELECT feed, event_date AS day, event_date_precision = 'day' AS exact, count(*) AS n FROM events GROUP BY ALL),
    mentions_by_day AS (SELECT feed, published_at::DATE AS day, count(*) AS n FROM mentions GROUP BY ALL)
    SELECT feed, 'events', strftime(day, '%Y-%m') AS period, sum(n)::BIGINT, count(DISTINCT day) FILTER (exact)
    FROM events_by_day GROUP BY ALL
    UNION ALL
    SELECT feed, 'mentions', strftime(day, '%Y-%m'), sum(n)::BIGINT, count(DISTINCT day)
    FROM mentions_by_day GROUP BY ALL
    UNION ALL
    SELECT feed, 'series', year::VARCHAR, count(*), NULL FROM series GROUP BY ALL
    ORDER BY ALL NULLS LAST
"""


def feed_reports(connection: duckdb.DuckDBPyConnection) -> tuple[FeedReport, ...]:
    """Every feed that has rows or files in the world, in the order of their names."""
    stored: dict[str, list[Stored]] = {}
    for feed, table, period, rows, days in connection.execute(_STORED).fetchall():
        stored.setdefault(feed, []).append(Stored(table, period, rows, days if period and table != "series" else None))
    ledger = {
        feed: (licence, files, Counts(*counts), (first, last, ingested))
        for feed, licence, files, *counts, first, last, ingested in connection.execute(
            "SELECT feed, any_value(licence), count(*), sum(rows)::BIGINT, sum(added)::BIGINT, "
            "sum(repeated)::BIGINT, sum(mirrored)::BIGINT, sum(rejected)::BIGINT, epoch_us(min(first_published)), "
            "epoch_us(max(last_published)), epoch_us(max(ingested_at)) FROM imports GROUP BY feed"
        ).fetchall()
    }
    # What the ledger does not know: what was read from articles.
    (of_articles,) = connection.execute(
        "SELECT epoch_us(min(published.start)::TIMESTAMPTZ), epoch_us(max(published.end)::TIMESTAMPTZ), "
        "epoch_us(max(ingested_at)) FROM articles"
    ).fetchall()
    reports = []
    for feed in sorted(stored | ledger):
        unlisted = (None, 0, Counts(), of_articles if feed == "article" else (None, None, None))
        licence, files, counts, ages = ledger.get(feed, unlisted)
        first, last, ingested = map(moment, ages)
        reports.append(FeedReport(feed, licence, files, counts, first, last, ingested, tuple(stored.get(feed, ()))))
    return tuple(reports)


def moment(microseconds: int | None) -> datetime | None:
    """A moment in UTC from microseconds since 1970."""
    return None if microseconds is None else datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)
