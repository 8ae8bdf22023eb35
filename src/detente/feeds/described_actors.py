"""Actors as data sets of violence describe them: "Government of Mali", "Police Forces of India (2014-)", "KNU".

What is a part of a state by its own words is that part; groups are looked up in the registry, by their state.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from detente.actors.model import Actor
from detente.actors.registry import Registry
from detente.feeds.state_names import in_brackets, state_named
from detente.records import ActorKind

Fields = tuple[str | None, str | None, str | None, str | None]

NOTHING: Final[Fields] = (None, None, None, None)
_IN_POWER: Final = re.compile(r"\s*\(\d{4}\s*-\s*(\d{4})?\)")
_OF_STATE: Final = re.compile(
    r"(?P<role>Government|Military Forces|Police Forces|Mutiny|Former Government) of (?P<state>.+)"
)
_SECTORS: Final = {
    "government": "GOV",
    "military forces": "MIL",
    "police forces": "COP",
    "civilians": "CVL",
    "protesters": "CVL",
    "rioters": "CVL",
    "unidentified armed group": "UAF",
    "unidentified military forces": "MIL",
    "unidentified gang": "UAF",
    "private security forces": "BUS",
    "refugees/idps": "REF",
}
_GROUPS: Final = (
    ActorKind.ARMED_GROUP,
    ActorKind.PARTY,
    ActorKind.ORGANISATION,
    ActorKind.MILITARY,
    ActorKind.GOVERNMENT,
)


@cache
def _registry() -> Registry:
    return Registry.load()


def described_actor(text: str, country: str | None) -> Fields:
    """Id, name, kind and state of an actor by its description.

    Args:
        text: As the feed writes it.
        country: iso3 of where it acted, which tells two groups of one acronym apart.

    >>> described_actor("Military Forces of Myanmar (2021-)", "MMR")[::3], described_actor("Civilians (Iraq)", None)[0]
    (('MMR.MIL', 'MMR'), 'IRQ.CVL')
    >>> described_actor("Unheard-of Front", "MMR")
    (None, None, None, None)
    """
    plain = " ".join(_IN_POWER.sub(" ", text).split())
    if (found := _OF_STATE.match(plain)) is not None:
        return _of_state(found["role"], found["state"])
    bare, inside = in_brackets(plain)
    if inside is not None and (state := state_named(inside)) is not None:
        actor = group_named(bare, state)
        return part_of(state, bare) if actor is None else (actor.id, actor.name, actor.kind.value, actor.state_on(None))
    for spelt in (plain, bare, *plain.split(": ", 1)):
        if (actor := group_named(spelt, country)) is not None:
            return actor.id, actor.name, actor.kind.value, actor.state_on(None)
    return NOTHING


def _of_state(role: str, rest: str) -> Fields:
    """ "Military Forces of Mali Border Guard": the state is the longest beginning of the rest that names one."""
    words = rest.split()
    for end in range(len(words), 0, -1):
        if (state := state_named(" ".join(words[:end]))) is not None:
            return part_of(state, role)
    return NOTHING


def part_of(state: str, role: str) -> Fields:
    """The organ of a state that a role stands for; without one, only the state: Muslims there are no one actor."""
    sector = _SECTORS.get(role.casefold())
    organ = _registry().get(f"{state}.{sector}") if sector else None
    return (None, None, None, state) if organ is None else (organ.id, organ.name, organ.kind.value, state)


def group_named(name: str, country: str | None) -> Actor | None:
    """A group of the registry that belongs to the country or to no state; a weak name must belong to it."""
    for found in _registry().find_names(name):
        actor = _registry().get(found.actor_id)
        if actor is None or actor.kind not in _GROUPS:
            continue
        states = {value.value for value in actor.state}
        if country in states or (not states and not found.weak):
            return actor
    return None
