"""Closing sets: the states that, refusing passage together, leave a state no way over land to the sea."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from detente.relations.routes.cuts import Ground, cuts_of_size, smallest_cut
from detente.relations.routes.land_map import DEFAULT_TERMS, Terms, land_map

MAX_SETS: Final = 1000
"""How many sets are listed at most."""


@dataclass(frozen=True, slots=True)
class ClosingSets:
    """Who can close a state's ways over land to the sea on a day.

    Attributes:
        state: Whose ways.
        day: When.
        terms: What counts as a way.
        has_coast: Whether the state has a coast of its own.
        closing_set: The smallest set of states that closes every way; of several equally small ones that which stands
            nearest the sea. Empty when no way is open as it is. None when the state uses its own coast: nobody else
            can close that by land.
        minimum: All sets of that size: the closing set first, then those with more coastal states, then by ids.
        larger: Further sets from which no state can be left out, by size and ids, as far as asked for.
        complete: Whether `minimum` and `larger` are all there are, up to the size asked for.
        gateways: Every state on whose coast a way ends: the set that closes if only states with a coast close.
        neighbours: Every neighbour with which a way begins: the set that closes if only neighbours close.
    """

    state: str
    day: date
    terms: Terms
    has_coast: bool
    closing_set: frozenset[str] | None
    minimum: tuple[frozenset[str], ...]
    larger: tuple[frozenset[str], ...]
    complete: bool
    gateways: frozenset[str]
    neighbours: frozenset[str]


def closing_sets(
    state: str, day: date, terms: Terms = DEFAULT_TERMS, *, extra: int = 0, limit: int = MAX_SETS
) -> ClosingSets:
    """The smallest sets of states that can close a state's land exits.

    Args:
        state: The iso3 of a state or territory.
        day: The day, from 1990-01-01 on.
        terms: What counts as a way; with `unusable` states, who else is needed to close the rest.
        extra: By how many states a set may be larger than the smallest ones to be listed in `larger`.
        limit: How many sets to list at most.

    Raises:
        RouteError: The tables do not reach back to the day, or know no such state on it.

    Source:
        Menger's theorem; the definition is argued in docs/routes.md.

    >>> sorted(closing_sets("MNG", date(2016, 10, 1)).closing_set or ())
    ['CHN', 'RUS']
    """
    found = land_map(day, terms)
    links = found.onward(found.known(state))
    ground = Ground(links, state, found.coastal - {state})
    has_coast, reached = found.has_coast(state), ground.reachable()
    if has_coast and not terms.own_coast_closed:
        return ClosingSets(state, day, terms, True, None, (), (), True, frozenset(), frozenset())
    nearest = smallest_cut(ground)
    sets, complete = cuts_of_size(ground, len(nearest) + extra, limit=limit)
    smallest = {one for one in sets if len(one) == len(nearest)} | {nearest}
    larger = [one for one in sets if len(one) > len(nearest)]
    return ClosingSets(
        state=state,
        day=day,
        terms=terms,
        has_coast=has_coast,
        closing_set=nearest,
        minimum=tuple(sorted(smallest, key=lambda one: (one != nearest, -len(one & found.coastal), sorted(one)))),
        larger=tuple(sorted(larger, key=lambda one: (len(one), sorted(one)))),
        complete=complete,
        gateways=frozenset(reached) & ground.goals,
        neighbours=_neighbours(ground),
    )


def _neighbours(ground: Ground) -> frozenset[str]:
    """The neighbours that are a gateway, or lead to one without the origin."""
    return frozenset(
        first
        for first in ground.links.get(ground.origin, ())
        if first in ground.goals or Ground(ground.links, first, ground.goals).shortest_way({ground.origin})
    )
