"""Actors that a feed names with a country and sectors beside the name, as the ICEWS event files do.

A name is taken for an actor of the registry only where the country does not speak against it: a namesake elsewhere is
somebody else. Where no actor is found, the country and what the name says of its kind are kept; no more is guessed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from detente.actors.model import Actor
from detente.actors.names import key
from detente.actors.registry import Registry
from detente.actors.tables import read_table
from detente.feeds.base import Key, Resolver
from detente.feeds.icews_actors import clean_name, icews_actor, in_brackets, sector_of, state_named
from detente.records import ActorKind

_TABLES = Path(__file__).parent / "tables"
_PLACES = (ActorKind.STATE, ActorKind.REGION)
_NOBODY = frozenset(map(key, ("Unspecified Actor", "Unidentified State Actor")))
"""What ICEWS writes where a text names no actor."""


@cache
def _registry() -> Registry:
    return Registry.load()


@cache
def _sectors() -> dict[str, str]:
    rows = read_table(_TABLES / "icews_sectors.csv", ("sector", "cameo_sector"))
    return {row["sector"]: row["cameo_sector"] for row in rows}


def named_actor(asked: Key) -> tuple[object, ...] | None:
    """Id, name, kind and state of an actor; None where neither the name nor the country tells anything.

    Args:
        asked: The name as the feed writes it, its country's name, and its sectors, parted by commas; the last two may
            be None.

    Returns:
        The registry's actor; or, of a part of a state ("Police (India)"), the organ; or, where only the state is
        known, no id and name, a kind where the name tells it, and the state. The state is that of the country.

    >>> named_actor(("Police (India)", None, None))
    ('IND.COP', 'India: police', 'government', 'IND')
    >>> named_actor(("Dmitry Medvedev", "Russian Federation", None))[0], named_actor(("Jo Nobody", "Chad", None))
    ('dmitry-medvedev', (None, None, None, 'TCD'))
    """
    name, country, listed = asked
    text = clean_name(name or "")
    if not text:
        return None
    bare, bracketed = in_brackets(text)
    inside = iso3_of(bracketed)
    state = iso3_of(country) or inside
    if key(bare) in _NOBODY:
        return (None, None, None, state) if state else None
    sectors = tuple(sector.strip() for sector in (listed or "").split(","))
    actor = registered(text, state) or _of_state(bare, state)
    if actor is None and inside:
        actor = _organ(bare, inside, sectors)
    told = (icews_actor((text,)) if actor is None and not inside else None) or (None, None, None, None)
    if actor is None and told[0] is not None and _agrees(told, state):
        actor = _registry().get(str(told[0]))
    if actor is not None:
        return actor.id, actor.name, actor.kind.value, state or told[3] or actor.state_on(None)
    party = ActorKind.PARTY.value if bracketed and "Parties" in sectors else None
    kind = party or (told[2] if told[0] is None and _agrees(told, state) else None)
    state = state or (str(told[3]) if told[3] else None)
    return (None, None, kind, state) if state or kind else None


@cache
def iso3_of(country: str | None) -> str | None:
    """iso3 of a state or territory by its name, also as lists of countries write it ("Moldova, Republic of").

    >>> iso3_of("Russian Federation"), iso3_of("Palestinian Territory, Occupied"), iso3_of("Asia")
    ('RUS', 'PSE', None)
    """
    return state_named(country) if country else None


def registered(name: str, state: str | None) -> Actor | None:
    """The registry's actor of a name, where the state agrees or one of both is of none; a weak name must agree."""
    for found in _registry().find_names(name):
        actor = _registry().get(found.actor_id)
        if actor is None:
            continue
        states = _states(actor)
        if state in states or not (found.weak or (state and states and actor.kind not in _PLACES)):
            return actor
    return None


def _of_state(name: str, state: str | None) -> Actor | None:
    """An actor of the registry, no place, of that state; "Bharatiya Janata" is the Bharatiya Janata Party."""
    for spelt in (name, f"{name} Party") if state else ():
        for actor in _registry().lookup(spelt):
            if actor.kind not in _PLACES and state in _states(actor):
                return actor
    return None


def _states(actor: Actor) -> set[str]:
    return {value.value for value in actor.state}


def _agrees(told: tuple[object, ...], state: str | None) -> bool:
    """Whether an actor that was found by its name alone may be of the state."""
    if state is None or told[3] in (None, state):
        return True
    actor = _registry().get(str(told[0])) if told[0] is not None else None
    return actor is not None and state in _states(actor)


def _organ(role: str, state: str, sectors: tuple[str, ...]) -> Actor | None:
    """The part of a state that the sectors say, or else the role."""
    if "Parties" in sectors:
        return None
    sector = next((cameo for name, cameo in _sectors().items() if name in sectors), None) or sector_of(role)
    return _registry().get(f"{state}.{sector}") if sector else None


NAMED_ACTOR = Resolver("named_actor", ("id", "name", "kind", "state"), named_actor)


def country_place(asked: Key) -> tuple[object, ...] | None:
    """iso3 of a country's name, or None."""
    found = iso3_of(asked[0])
    return None if found is None else (found,)


COUNTRY_PLACE = Resolver("country_place", ("iso3",), country_place)
