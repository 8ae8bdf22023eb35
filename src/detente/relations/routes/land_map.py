"""The map of a day: who borders whom, which borders can be passed, and who has a coast."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from detente.relations.routes.read_tables import COVERED_FROM, border_closures, coasts, lake_ferries, land_borders
from detente.relations.routes.records import Closure, RouteError, Traffic, Way


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which terms a way to the sea is looked for.

    Attributes:
        unusable: States through which nothing may go, whatever their borders.
        closed: Closures besides those of the table; they count on the days of their own term.
        known_closures: Whether the table's closures count.
        opened: Borders, each by the iso3 of its two sides, whose closures in the table don't count.
        traffic: What is to pass.
        ferries: Whether ferries across lakes and the Caspian are ways too.
        own_coast_closed: Whether the state's own coast is of no use, so that a state with a coast needs land exits.
    """

    unusable: frozenset[str] = frozenset()
    closed: tuple[Closure, ...] = ()
    known_closures: bool = True
    opened: frozenset[frozenset[str]] = frozenset()
    traffic: Traffic = Traffic.GOODS
    ferries: bool = False
    own_coast_closed: bool = False


DEFAULT_TERMS: Final = Terms()


@dataclass(frozen=True, slots=True)
class Link:
    """What joins a state to a neighbour on a day: a border or a ferry, and the closures in force on it."""

    neighbour: str
    way: Way
    closures: tuple[Closure, ...]
    passable: bool


@dataclass(frozen=True)
class LandMap:
    """All links of a day, and who has a coast. A link that cannot be passed is on it, marked so."""

    day: date
    links: Mapping[str, tuple[Link, ...]]
    coastal: frozenset[str]
    terms: Terms = field(default=DEFAULT_TERMS)

    def has_coast(self, state: str) -> bool:
        """Whether the state has a coast, closed or not."""
        return state in self.coastal

    def onward(self, origin: str) -> dict[str, tuple[str, ...]]:
        """From each state, where a way from `origin` can go next.

        A way ends at the first state with a coast, so only landlocked ones, and the origin itself, lead on. No way
        comes back to the origin, goes through an unusable state, or passes through a state by its exclave.
        """
        found = {}
        for state, links in self.links.items():
            if state == origin or not self.has_coast(state):
                found[state] = tuple(
                    dict.fromkeys(link.neighbour for link in links if self._leads_on(state, link, origin))
                )
        return found

    def known(self, state: str) -> str:
        """The same id.

        Raises:
            RouteError: The id has neither a border nor a coast on this day.
        """
        if state not in self.links and state not in self.coastal:
            raise RouteError(
                f"{state!r} has neither a land border nor a coast on {self.day}; give an id of a state or territory"
                " (iso3) that existed then"
            )
        return state

    def _leads_on(self, state: str, link: Link, origin: str) -> bool:
        if not link.passable or link.neighbour == origin or link.neighbour in self.terms.unusable:
            return False
        if link.way.exclave is None:
            return True
        if link.way.exclave == state:
            return state == origin
        return self.has_coast(link.neighbour)


@lru_cache(maxsize=64)
def land_map(day: date, terms: Terms = DEFAULT_TERMS) -> LandMap:
    """The map of a day.

    Raises:
        RouteError: The tables do not reach back to the day.
    """
    if day < COVERED_FROM:
        raise RouteError(f"{day} lies before {COVERED_FROM}, where the tables of borders begin; ask for a later day")
    closures: dict[frozenset[str], list[Closure]] = defaultdict(list)
    known = (each for each in border_closures() if each.sides not in terms.opened) if terms.known_closures else ()
    for closure in (*known, *terms.closed):
        if closure.term.covers(day):
            closures[closure.sides].append(closure)
    links: dict[str, list[Link]] = defaultdict(list)
    for way in (*land_borders(), *(lake_ferries() if terms.ferries else ())):
        if way.term.covers(day):
            # A closed border stops no ferry.
            found = tuple(closures[way.sides]) if way.water is None else ()
            passable = not any(closure.closes.stops(terms.traffic) for closure in found)
            links[way.first].append(Link(way.second, way, found, passable))
            links[way.second].append(Link(way.first, way, found, passable))
    by_name = {state: tuple(sorted(found, key=lambda link: link.neighbour)) for state, found in links.items()}
    return LandMap(day, by_name, frozenset(coast.iso3 for coast in coasts() if coast.term.covers(day)), terms)


def borders_to_cross(day: date) -> dict[str, int]:
    """How many borders lie between each state or territory and the sea, closed ones too: 0 with a coast of its own.

    Who is landlocked has 1 or more, who is doubly landlocked 2. Where there is no way at all there is no entry.
    """
    plain = land_map(day, Terms(known_closures=False))
    distance = dict.fromkeys(plain.coastal, 0)
    waiting = deque(sorted(plain.coastal))
    while waiting:
        state = waiting.popleft()
        for link in plain.links.get(state, ()):
            if link.neighbour not in distance:
                distance[link.neighbour] = distance[state] + 1
                waiting.append(link.neighbour)
    return distance


def landlocked(day: date) -> frozenset[str]:
    """The states without a coast on a day."""
    return frozenset(state for state, borders in borders_to_cross(day).items() if borders > 0)


def doubly_landlocked(day: date) -> frozenset[str]:
    """The landlocked states all of whose neighbours are landlocked."""
    return frozenset(state for state, borders in borders_to_cross(day).items() if borders > 1)
