"""States by their numbers: a code stood for one state before and for another after it broke up or was united."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal

from detente.actors.dates import covers
from detente.actors.model import Actor
from detente.actors.registry import Registry
from detente.records import ActorKind

Scheme = Literal["cow_code", "gw_code", "iso3", "iso2", "fips", "cameo"]


@cache
def _holders(scheme: str, code: str) -> tuple[Actor, ...]:
    return tuple(actor for actor in Registry.load().actors() if actor.codes.get(scheme) == code)


def state_of_code(scheme: Scheme, code: str | None, on: date | None = None) -> Actor | None:
    """The state or territory that a code stood for on a day; where none held it then, the one that has it now.

    >>> [state_of_code("cow_code", "345", date(year, 12, 31)).id for year in (1975, 2004, 2010)]
    ['YUG', 'SCG', 'SRB']
    >>> state_of_code("cow_code", "999") is None
    True
    """
    if not code:
        return None
    if on is not None:
        held = [actor for actor in _holders(scheme, code) if covers(actor.start, actor.end, on)]
        if held:
            return held[0]
    actor = Registry.load().by_code(scheme, code)
    return actor if actor is not None and actor.kind in (ActorKind.STATE, ActorKind.REGION) else None
