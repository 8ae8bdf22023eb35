"""A world asked for all that it holds of two actors: what a report of the two is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from detente.engines.day_network import DayInWorld
from detente.engines.evidence import find_evidence
from detente.errors import DetenteError
from detente.pipeline.around import asked_around
from detente.pipeline.explanations import explain
from detente.pipeline.relations import relation
from detente.relations.events import RelationEvent
from detente.relations.explanation import Explanation
from detente.relations.relation import Relation
from detente.relations.shifts.moved_together import MovedTogether
from detente.relations.told import Told
from detente.shown import Shown
from detente.world.doctor.gaps import WorldGap, world_gaps
from detente.world.reading_back import connected

MOST_COMPANY: Final = 6
"""Third parties of a shift that are named with their events."""


@dataclass(frozen=True, slots=True)
class Company:
    """Who moved in the months of a shift of the two, and events that show it, one tuple for each named third party."""

    moved: MovedTogether
    events: tuple[tuple[RelationEvent, ...], ...]


@dataclass(frozen=True, slots=True)
class FeedHeld:
    """What a world has of a feed: rows of its events, licence tag, and the days that its files span."""

    feed: str
    licence: str | None
    events: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, eq=False)
class Dossier(Shown):
    """All of two actors.

    Attributes:
        relation: How they stand, and when that changed.
        explanation: Why, on a day; None where the world has no dated event.
        company: For each of the relation's shifts, in their order; None where nobody was looked for.
        evidence: What the ids in all of it name.
        feeds: Those of the world, by name.
        gaps: Stretches for which a feed has nothing.
    """

    relation: Relation
    explanation: Explanation | None
    company: tuple[Company | None, ...]
    evidence: Mapping[str, Told]
    feeds: tuple[FeedHeld, ...]
    gaps: tuple[WorldGap, ...]


def dossier(
    root: Path,
    first: str,
    second: str,
    *,
    start: date | None = None,
    end: date | None = None,
    day: date | None = None,
    user_actors: Sequence[Path] = (),
) -> Dossier:
    """All that a world holds of two actors.

    Args:
        root: The world's directory.
        first: A name, id or code.
        second: Another's.
        start: First day; its whole month counts.
        end: Last day; its whole month counts.
        day: The day that third parties and issues are asked of; None is `end`, else the last that is covered.
        user_actors: YAML files with actors of the user's own.

    Raises:
        UnknownActorError: A name means nobody.
        WorldError: The world cannot be read.
    """
    told = relation(root, first, second, start=start, end=end, user_actors=user_actors)
    try:
        explained = explain(root, first, second, day=day or end, user_actors=user_actors)
    except DetenteError:
        explained = None  # the names are known by now: there is no dated event at all
    company = _company(root, told)
    with connected(root) as connection:
        ids = _ids(told, explained, company)
        evidence = find_evidence(connection, ids)
        feeds = tuple(
            FeedHeld(*row)
            for row in connection.execute(
                """
                SELECT held.feed, held.licence, held.events, imported.first, imported.last FROM (
                    SELECT feed, max(licence) AS licence, count(*) AS events FROM events GROUP BY feed
                    UNION ALL SELECT feed, max(licence), 0 FROM series
                    WHERE feed NOT IN (SELECT feed FROM events) GROUP BY feed
                ) AS held LEFT JOIN (
                    SELECT feed, min(first_published)::DATE AS first, max(last_published)::DATE AS last
                    FROM imports GROUP BY feed
                ) AS imported USING (feed) ORDER BY held.feed
                """
            ).fetchall()
        )
        gaps = world_gaps(root, connection)
    return Dossier(told, explained, company, evidence, feeds, gaps)


def _company(root: Path, told: Relation) -> tuple[Company | None, ...]:
    named = [() if each.together is None else each.together.third_parties[:MOST_COMPANY] for each in told.shifts]
    if not any(named):
        return tuple(None if each.together is None else Company(each.together, ()) for each in told.shifts)
    with connected(root) as connection:
        world = DayInWorld(connection, root, date.max, ())
        events = iter(world.telling_events([asked_around(shift) for shifts in named for shift in shifts]))
    return tuple(
        None if each.together is None else Company(each.together, tuple(next(events) for _ in shifts))
        for each, shifts in zip(told.shifts, named, strict=True)
    )


def _ids(told: Relation, explained: Explanation | None, company: Iterable[Company | None]) -> Iterator[str]:
    """Whatever an answer rests on, by id."""
    yield from (event.id for event in told.events if event.article_id)
    yield from (f"article:{each.statement.evidence.article_id}:{each.statement.id}" for each in told.said)
    for each in company:
        yield from (event.id for events in (each.events if each else ()) for event in events)
    yield from getattr(told.level, "ties", ())
    if explained is not None:
        edges = [edge for third in explained.pair.triads.third_parties for edge in (third.to_a, third.to_b)]
        edges += [edge for broker in explained.brokers for triple in broker.between for edge in triple]
        edges += [explained.pair.triads.edge] if explained.pair.triads.edge else []
        yield from (id_ for edge in edges for id_ in (*edge.evidence[:3], *edge.against[:3]))
        for one in explained.opponents:
            yield from (id_ for side in (*one.by_a, *one.by_b) for id_ in side.evidence[:1])
        yield from (row.evidence for issue in explained.issues for row in (*issue.a.rows, *issue.b.rows))
