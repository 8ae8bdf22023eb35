"""A world asked for all that it holds of two actors: what a report of the two is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Final

from detente.engines.day_network import DayInWorld
from detente.engines.dyads import world_dyads
from detente.engines.evidence import find_evidence
from detente.errors import DetenteError
from detente.pipeline.around import asked_around
from detente.pipeline.explanations import explain
from detente.pipeline.relations import relation
from detente.pipeline.surveys import survey
from detente.relations.events import RelationEvent
from detente.relations.explanation import Explanation
from detente.relations.panel import PanelSpec
from detente.relations.relation import Relation
from detente.relations.shifts.known_months import MIN_EVENTS
from detente.relations.shifts.moved_together import MovedTogether, moved_together
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
        company: For each of the relation's shifts, in their order.
        evidence: What the ids in all of it name.
        feeds: Those of the world, by name.
        gaps: Stretches for which a feed has nothing.
    """

    relation: Relation
    explanation: Explanation | None
    company: tuple[Company, ...]
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
    company = _company(root, told, end)
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


def _company(root: Path, told: Relation, end: date | None) -> tuple[Company, ...]:
    """Only dyads of the two with others are searched: no other can be company."""
    shifts = [each.shift for each in told.shifts]
    own = {party.id for party in (told.first, told.second)}
    if not shifts or not (told.first.is_state and told.second.is_state):
        return tuple(Company(MovedTogether((), 0.0, 1.0), ()) for _ in shifts)
    dyads = [
        dyad
        for dyad in world_dyads(root, PanelSpec(directed=False, end=end), least_events=MIN_EVENTS)
        if own & {dyad.first, dyad.second}
    ]
    found = survey(dyads).shifts
    months = len(dyads[0]) if dyads else 1
    moved = [moved_together(shift, found, months) for shift in shifts]
    with connected(root) as connection:
        world = DayInWorld(connection, root, date.max, ())
        asked = [[asked_around(shift) for shift in each.third_parties[:MOST_COMPANY]] for each in moved]
        events = iter(world.telling_events(list(chain.from_iterable(asked))))
    return tuple(
        Company(each, tuple(next(events) for _ in of_shift)) for each, of_shift in zip(moved, asked, strict=True)
    )


def _ids(told: Relation, explained: Explanation | None, company: Iterable[Company]) -> Iterator[str]:
    """Whatever an answer rests on, by id."""
    yield from (event.id for event in told.events if event.article_id)
    yield from (f"article:{each.statement.evidence.article_id}:{each.statement.id}" for each in told.said)
    for each in company:
        yield from (event.id for events in each.events for event in events)
    yield from getattr(told.level, "ties", ())
    if explained is not None:
        edges = [edge for third in explained.pair.triads.third_parties for edge in (third.to_a, third.to_b)]
        edges += [edge for broker in explained.brokers for triple in broker.between for edge in triple]
        edges += [explained.pair.triads.edge] if explained.pair.triads.edge else []
        yield from (id_ for edge in edges for id_ in (*edge.evidence[:3], *edge.against[:3]))
        for one in explained.opponents:
            yield from (id_ for side in (*one.by_a, *one.by_b) for id_ in side.evidence[:1])
        yield from (row.evidence for issue in explained.issues for row in (*issue.a.rows, *issue.b.rows))
