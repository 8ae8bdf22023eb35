"""A world asked what it holds, and who its actors are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from detente.actors.registry import Registry
from detente.engines.coverage import world_coverage
from detente.engines.holdings import (
    FeedHoldings,
    NamedActor,
    NewArticle,
    count_tables,
    events_by_month,
    feed_holdings,
    named_actors,
    newest_articles,
    unnamed_words,
)
from detente.pipeline.corrected import corrected
from detente.relations.coverage import Coverage
from detente.world.doctor.gaps import WorldGap, world_gaps
from detente.world.held import remembered
from detente.world.reading_back import connected

MOST_ARTICLES: Final = 10
MOST_NAMES: Final = 20
"""How many of the newest articles, and of the names that nobody knows, are told."""


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name that the registry does not know: its id where it has one, the feed where it is a feed's own word."""

    id: str | None
    name: str
    feed: str | None
    events: int


@dataclass(frozen=True, slots=True)
class WorldOverview:
    """What a world holds.

    Attributes:
        counts: Rows of articles, copies, statements, events.
        feeds: What each feed brought.
        months: Counted events by month, from the first month with one to the last; (month, events).
        coverage: When feeds of the whole world's events were there.
        gaps: Stretches for which a feed has no file.
        articles: The newest.
        unknown: Names and codes that the registry does not know, the most frequent first.
        actors: How many actors take part in events.
    """

    counts: dict[str, int]
    feeds: tuple[FeedHoldings, ...]
    months: tuple[tuple[date, int], ...]
    coverage: Coverage
    gaps: tuple[WorldGap, ...]
    articles: tuple[NewArticle, ...]
    unknown: tuple[UnknownName, ...]
    actors: int


def overview(root: Path, user_actors: Sequence[Path] = ()) -> WorldOverview:
    """What the world at `root` holds.

    Raises:
        WorldError: The world cannot be read.
    """
    actors = actors_of(root)
    with connected(root) as connection:
        return WorldOverview(
            counts=count_tables(connection),
            feeds=tuple(feed_holdings(connection)),
            months=tuple(events_by_month(connection)),
            coverage=tuple(world_coverage(connection)),
            gaps=world_gaps(root, connection),
            articles=tuple(newest_articles(connection, MOST_ARTICLES)),
            unknown=tuple(_unknown(actors, unnamed_words(connection, MOST_NAMES), Registry.load(user_actors))),
            actors=len(actors),
        )


def actors_of(root: Path) -> list[NamedActor]:
    """Every actor of the world's events, the busiest first.

    Raises:
        WorldError: The world cannot be read.
    """

    def find() -> list[NamedActor]:
        with connected(root) as connection:
            return named_actors(connection)

    return remembered(root, "actors", find)


def names_of(root: Path, ids: Iterable[str], user_actors: Sequence[Path] = ()) -> dict[str, str]:
    """What actors are called: by who renamed them, else by the registry, else by the world's events or their id."""
    registry, renamed = Registry.load(user_actors), corrected(root)
    own = remembered(root, "names", lambda: {actor.id: actor.name for actor in actors_of(root)})
    found = {id_: registry.get(id_) for id_ in ids}
    return {id_: renamed.name_of(id_) or (actor.name if actor else own.get(id_, id_)) for id_, actor in found.items()}


def _unknown(
    actors: Iterable[NamedActor], words: Iterable[tuple[str, str, int]], registry: Registry
) -> list[UnknownName]:
    unknown = [UnknownName(each.id, each.name, None, each.events) for each in actors if registry.get(each.id) is None]
    unknown += [UnknownName(None, name, feed, events) for feed, name, events in words]
    return sorted(unknown, key=lambda each: (-each.events, each.name))[:MOST_NAMES]
