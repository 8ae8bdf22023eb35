"""A world asked what is new in it: shifts, what may have begun, firsts in the record, and claims of firsts."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final

from detente.engines.day_network import DayInWorld
from detente.engines.dyads import world_dyads
from detente.engines.newest import new_dyads
from detente.pipeline.around import asked_around
from detente.pipeline.relations import relation
from detente.pipeline.surveys import survey
from detente.relations.events import RelationEvent
from detente.relations.novelty.kinds import Likeness, kind_of
from detente.relations.panel import PanelSpec
from detente.relations.relation import Relation
from detente.relations.shifts.known_months import MIN_EVENTS
from detente.relations.shifts.shift import Shift
from detente.relations.shifts.union import live_shifts
from detente.world.reading_back import connected

KINDS: Final = ("shift", "begun", "first", "claim")
MOST_DYADS: Final = 100
"""Dyads with new events that are looked at for firsts one by one, the busiest first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for.

    Attributes:
        dyads: Pairs of actors' ids; with `actors`, any of either counts. With neither, all dyads of states.
        actors: Ids; every dyad of one of them counts.
        kinds: Of KINDS.
        types: PLOVER types of firsts and claims; empty is all.
        direction: +1 or -1 for shifts towards cooperation or conflict alone; None is both.
        min_probability: Of shifts and of what may have begun.
        user_actors: YAML files with actors of the user's own.
    """

    dyads: frozenset[frozenset[str]] = frozenset()
    actors: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset(KINDS)
    types: frozenset[str] = frozenset()
    direction: int | None = None
    min_probability: float = 0.9
    user_actors: tuple[Path, ...] = field(default=())

    def includes(self, first: str, second: str) -> bool:
        """Whether a dyad is looked at."""
        if not self.dyads and not self.actors:
            return True
        return frozenset((first, second)) in self.dyads or bool({first, second} & self.actors)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something new.

    Attributes:
        id: The same for the same thing, whenever it is found.
        kind: Of KINDS.
        first, second: The actors' ids.
        start, end: Days between which it lies: a shift's interval, an event's day.
        direction: +1 towards cooperation, -1 towards conflict; None of events.
        probability: Of shifts; None of events.
        words: What is found; of a claim, what the record says of it.
        evidence: Events that carry it.
    """

    id: str
    kind: str
    first: str
    second: str
    start: date
    end: date
    direction: int | None
    probability: float | None
    words: str
    evidence: tuple[RelationEvent, ...]


def find_news(root: Path, wanted: Wanted, since: datetime | None) -> Iterator[Finding]:
    """What is to be reported of a world; also what was there before, which the caller knows by its id or interval.

    Args:
        root: The world's directory.
        wanted: What is looked for.
        since: Firsts and claims are told of events that came in after this moment; None is all.

    Raises:
        WorldError: The world cannot be read.
    """
    with connected(root) as connection:
        new = new_dyads(connection, since)
    if wanted.kinds & {"shift", "begun"}:
        yield from _changes(root, wanted, new)
    chosen = [pair for pair in new if wanted.includes(*pair)][:MOST_DYADS]
    if wanted.kinds & {"first", "claim"}:
        for first, second in chosen:
            found = relation(root, first, second, user_actors=wanted.user_actors)
            yield from _firsts(found, wanted, new[first, second])
    for first, second in (tuple(sorted(pair)) for pair in wanted.dyads if not _both_states(pair)):
        found = relation(root, first, second, user_actors=wanted.user_actors)
        yield from _changes_of_pair(found, wanted)
        yield from _firsts(found, wanted, None)


def _both_states(pair: Iterable[str]) -> bool:
    return all(len(each) == 3 and each.isupper() for each in pair)


def _changes(root: Path, wanted: Wanted, new: Collection[tuple[str, str]]) -> Iterator[Finding]:
    """Shifts of states' dyads; what may have begun, in those with new events."""
    dyads = [
        dyad
        for dyad in world_dyads(root, PanelSpec(directed=False), least_events=MIN_EVENTS)
        if wanted.includes(dyad.first, dyad.second)
    ]
    found: list[tuple[str, Shift]] = []
    if "shift" in wanted.kinds:
        found += [("shift", shift) for shift in survey(dyads).shifts]
    if "begun" in wanted.kinds:
        touched = (dyad for dyad in dyads if tuple(sorted((dyad.first, dyad.second))) in new)
        found += [("begun", shift) for dyad in touched for shift in live_shifts(dyad)]
    fitting = [(kind, shift) for kind, shift in found if _fits(shift, wanted)]
    with connected(root) as connection:
        asked = [asked_around(shift) for _, shift in fitting]
        told = DayInWorld(connection, root, date.max, ()).telling_events(asked)
    for (kind, shift), events in zip(fitting, told, strict=True):
        yield _of_shift(kind, shift, events)


def _changes_of_pair(found: Relation, wanted: Wanted) -> Iterator[Finding]:
    """The same of two that are not both states."""
    for kind, several in (("shift", found.shifts), ("begun", found.live)):
        for told in several:
            if kind in wanted.kinds and _fits(told.shift, wanted):
                yield _of_shift(kind, told.shift, told.after)


def _firsts(found: Relation, wanted: Wanted, new: set[str] | None) -> Iterator[Finding]:
    """Firsts and claims among new events; None takes every event for new, as of actors that are no states."""
    a, b = found.first.id, found.second.id
    events = {event.id: event for event in found.events}
    if "first" in wanted.kinds:
        for each in found.firsts:
            if _is_new(each.act.id, new) and _is_type(each.act.plover_type, wanted):
                key = f"{min(a, b)}|{max(a, b)}|{each.kind}|{each.before.id if each.before else ''}"
                carried = tuple(events[id_] for id_ in (each.act.id,) if id_ in events)
                yield Finding(
                    _id("first", key), "first", a, b, each.act.day, each.act.day, None, None, each.words, carried
                )
    if "claim" in wanted.kinds:
        for claim in found.claims:
            if _is_new(claim.act.id, new) and _is_type(claim.act.plover_type, wanted):
                kind = next((k for likeness in Likeness if (k := kind_of(claim.act, likeness))), "event")
                words = f"a text calls this {kind} {claim.claim}; {claim.verdict.value}: {claim.reason}"
                carried = tuple(events[id_] for id_ in (claim.act.id,) if id_ in events)
                day = claim.act.day
                yield Finding(_id("claim", claim.act.id), "claim", a, b, day, day, None, None, words, carried)


def _of_shift(kind: str, shift: Shift, events: Sequence[RelationEvent]) -> Finding:
    first, second = sorted(shift.actors)
    way = "cooperation" if shift.direction > 0 else "conflict"
    said = "a shift" if kind == "shift" else "perhaps a shift begun"
    words = (
        f"{said} towards {way} in {shift.month:%B %Y} (between {shift.earliest:%b %Y} and {shift.latest:%b %Y}), "
        f"probability {shift.probability:.2f}; as strong by chance: {shift.false_alarms:.2g} per dyad and ten years"
    )
    id_ = _id(kind, f"{first}|{second}|{int(shift.direction)}|{shift.month}")
    return Finding(
        id_,
        kind,
        first,
        second,
        shift.earliest,
        shift.latest,
        int(shift.direction),
        shift.probability,
        words,
        tuple(events),
    )


def _fits(shift: Shift, wanted: Wanted) -> bool:
    way = wanted.direction is None or int(shift.direction) == wanted.direction
    return way and shift.probability >= wanted.min_probability


def _is_new(id_: str, new: set[str] | None) -> bool:
    return new is None or id_ in new


def _is_type(plover_type: str | None, wanted: Wanted) -> bool:
    return not wanted.types or plover_type in wanted.types


def _id(kind: str, key: str) -> str:
    return f"{kind}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
