"""What a world holds, told over the views of `connected`: feeds, months, newest articles, names nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class FeedHoldings:
    """What one feed brought: events in all and counted ones (no copies or repeats), the days they fell on."""

    feed: str
    licence: str | None
    events: int
    counted: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article by what is known of it; `events` are those that it tells."""

    id: str
    title: str | None
    outlet: str | None
    author: str | None
    genre: str
    published_start: date | None
    published_end: date | None
    copy_of: str | None
    events: int


@dataclass(frozen=True, slots=True)
class NamedActor:
    """An actor as the events name it, and in how many of them it takes part."""

    id: str
    name: str
    kind: str | None
    state: str | None
    events: int


def count_tables(connection: DuckDBPyConnection) -> dict[str, int]:
    """Rows of articles, copies among them, statements and events."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM articles), (SELECT count(copy_of) FROM articles), "
        "(SELECT count(*) FROM statements), (SELECT count(*) FROM events)"
    ).fetchone()
    assert row is not None
    return dict(zip(("articles", "copies", "statements", "events"), map(int, row), strict=True))


def feed_holdings(connection: DuckDBPyConnection) -> list[FeedHoldings]:
    """Every feed with events, the largest first."""
    found = connection.execute(
        "SELECT feed, any_value(licence), count(*), count(*) FILTER (NOT is_copy AND repeat_of IS NULL), "
        "min(event_date) FILTER (event_date_precision = 'day'), max(event_date) FILTER (event_date_precision = 'day') "
        "FROM events GROUP BY feed ORDER BY count(*) DESC, feed"
    ).fetchall()
    return [FeedHoldings(*row) for row in found]


def events_by_month(connection: DuckDBPyConnection) -> list[tuple[date, int]]:
    """Counted events by the month they fell in; months without any have no row."""
    return connection.execute(
        "SELECT date_trunc('month', event_date)::DATE AS month, count(*) FROM events "
        "WHERE NOT is_copy AND repeat_of IS NULL AND event_date_precision IN ('day', 'month') "
        "AND status IN ('asserted', 'reported', 'alleged') AND event_date IS NOT NULL GROUP BY month ORDER BY month"
    ).fetchall()


def newest_articles(connection: DuckDBPyConnection, most: int) -> list[NewArticle]:
    """The articles that appeared last; those of which it is not known when come last."""
    found = connection.execute(
        "SELECT articles.id, title, articles.outlet, author, genre, published.start, published.end, copy_of, "
        "(SELECT count(*) FROM events WHERE events.article_id = articles.id) "
        "FROM articles ORDER BY published.end DESC NULLS LAST, published.start DESC NULLS LAST, "
        "articles.ingested_at DESC, articles.id LIMIT ?",
        [most],
    ).fetchall()
    return [NewArticle(*row) for row in found]


_ACTORS: Final = """
    SELECT id, mode(name), mode(kind), mode(state), count(*) AS events FROM (
        SELECT source_id AS id, coalesce(source_name, source_text) AS name, source_kind AS kind, source_state AS state
        FROM events
        UNION ALL SELECT target_id, coalesce(target_name, target_text), target_kind, target_state FROM events
    ) WHERE id IS NOT NULL GROUP BY id ORDER BY events DESC, id
"""


def named_actors(connection: DuckDBPyConnection) -> list[NamedActor]:
    """Every actor of the events, the busiest first."""
    return [NamedActor(id_, name or id_, *rest) for id_, name, *rest in connection.execute(_ACTORS).fetchall()]


def unnamed_words(connection: DuckDBPyConnection, most: int) -> list[tuple[str, str, int]]:
    """Words and codes of feeds that stand for an actor and were given no id: feed, words, in how many events."""
    found: list[Any] = connection.execute(
        "SELECT feed, words, count(*) AS n FROM ("
        "SELECT feed, coalesce(source_text, source_code) AS words FROM events WHERE source_id IS NULL "
        "UNION ALL SELECT feed, coalesce(target_text, target_code) FROM events WHERE target_id IS NULL) "
        "WHERE words IS NOT NULL GROUP BY ALL ORDER BY n DESC, words LIMIT ?",
        [most],
    ).fetchall()
    return [(feed, words, n) for feed, words, n in found]


def busiest_pairs(connection: DuckDBPyConnection, most: int) -> list[tuple[str, str]]:
    """Pairs of states with the most counted events between them, in alphabetical order of the two."""
    return connection.execute(
        "SELECT least(source_state, target_state) AS a, greatest(source_state, target_state) AS b FROM events "
        "WHERE source_state != target_state AND NOT is_copy AND repeat_of IS NULL "
        "GROUP BY ALL ORDER BY count(*) DESC, a, b LIMIT ?",
        [most],
    ).fetchall()
