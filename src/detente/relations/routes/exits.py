"""The land exits of a state: each neighbour, whether the border can be passed, and whose coast lies behind it."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from detente.relations.routes.land_map import DEFAULT_TERMS, LandMap, Link, Terms, land_map


@dataclass(frozen=True, slots=True)
class LandExit:
    """One way out of a state.

    Attributes:
        link: The border or ferry, the neighbour, and the closures in force.
        usable: Whether the border can be passed and the neighbour may be used.
        gateways: The states on whose coast ways through this neighbour end, sorted; empty when there are none.
        shortest: A way with the fewest borders, from the neighbour to a gateway; empty when there is none.
    """

    link: Link
    usable: bool
    gateways: tuple[str, ...]
    shortest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LandExits:
    """All exits of a state on a day, by the neighbour's id. An island has none."""

    state: str
    day: date
    terms: Terms
    has_coast: bool
    exits: tuple[LandExit, ...]

    @property
    def to_the_sea(self) -> tuple[LandExit, ...]:
        """Those through which a coast can be reached."""
        return tuple(one for one in self.exits if one.gateways)


def land_exits(state: str, day: date, terms: Terms = DEFAULT_TERMS) -> LandExits:
    """Where a state can leave over land, and what lies there.

    Args:
        state: The iso3 of a state or territory.
        day: The day, from 1990-01-01 on.
        terms: What counts as a way.

    Raises:
        RouteError: The tables do not reach back to the day, or know no such state on it.

    >>> [(one.link.neighbour, one.shortest) for one in land_exits("UZB", date(2020, 1, 1)).exits][:3]
    [('AFG', ('AFG', 'IRN')), ('KAZ', ('KAZ', 'CHN')), ('KGZ', ('KGZ', 'CHN'))]
    """
    found = land_map(day, terms)
    onward = found.onward(found.known(state))
    exits = tuple(_exit(found, onward, state, link) for link in found.links.get(state, ()))
    return LandExits(state, day, terms, found.has_coast(state), exits)


def _exit(found: LandMap, onward: Mapping[str, tuple[str, ...]], state: str, link: Link) -> LandExit:
    usable = link.passable and link.neighbour not in found.terms.unusable
    ways = ways_onward(found, onward, link.neighbour) if link.neighbour in onward[state] and usable else {}
    gateways = {end: way for end, way in ways.items() if found.has_coast(end)}
    shortest = min(gateways.values(), key=lambda way: (len(way), way), default=())
    return LandExit(link, usable, tuple(sorted(gateways)), shortest)


def ways_onward(found: LandMap, onward: Mapping[str, tuple[str, ...]], start: str) -> dict[str, tuple[str, ...]]:
    """A shortest way from `start` to each state it leads to, both ends included."""
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    waiting = deque([start])
    while waiting:
        state = waiting.popleft()
        for neighbour in () if found.has_coast(state) else onward.get(state, ()):
            if neighbour not in ways:
                ways[neighbour] = (*ways[state], neighbour)
                waiting.append(neighbour)
    return ways
