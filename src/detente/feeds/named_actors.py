"""Actors by the names that ICEWS, and the graph files made of it, give them, with what stands beside the name.

"Police_(India)" is a part of a state, "Dmitry_Anatolyevich_Medvedev" a person, "Royal_Thai_Police" a body that has its
state in its name. The event files have a country and sectors beside the name, the graph files have nothing. A name is
taken for an actor of the registry only where the country does not speak against it: a namesake elsewhere is somebody
else. Where no actor is found, the country and what the name says of its kind are kept; no more is guessed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from detente.actors.model import Actor
from detente.actors.names import key
from detente.actors.registry import Registry
from detente.actors.tables import read_table
from detente.feeds.base import Key, Resolver
from detente.feeds.body_names import body_named, is_body, sector_of
from detente.feeds.person_names import person_named
from detente.feeds.state_names import PLACES, clean_name, in_brackets, state_named, state_of
from detente.records import ActorKind

Fields = tuple[str | None, str | None, str | None, str | None]
"""Id, name, kind and state of an actor."""

_TABLES: Final = Path(__file__).parent / "tables"
_NOTHING: Final[Fields] = (None, None, None, None)
_NOBODY: Final = frozenset(map(key, ("Unspecified Actor", "Unidentified State Actor", "International")))
"""What ICEWS writes where a text names no actor."""


@cache
def _registry() -> Registry:
    return Registry.load()


@cache
def _sectors() -> dict[str, str]:
    rows = read_table(_TABLES / "icews_sectors.csv", ("sector", "cameo_sector"))
    return {row["sector"]: row["cameo_sector"] for row in rows}


@cache
def _listed() -> dict[str, tuple[str, str, str | None]]:
    """Names that no rule finds, with the registry's id or name they stand for, their kind, and their state."""
    rows = read_table(_TABLES / "icews_names.csv", ("name", "means", "kind", "state"))
    return {key(row["name"]): (row["means"], row["kind"], row["state"] or None) for row in rows}


def named_actor(asked: Key) -> Fields | None:
    """Id, name, kind and state of an actor; None where neither the name nor the country tells anything.

    Args:
        asked: The name as the feed writes it; where the feed tells them, its country's name, and its sectors, parted
            by commas. The last two may be None.

    Returns:
        The registry's actor; or, of a part of a state ("Police (India)") and of a body with a state in its name
        ("Egyptian Armed Forces"), the organ; or, where only the state is known, no id and name, a kind where the
        name tells it, and the state. The state is that of the country, or else the actor's; a person's is the one
        whose office they hold, or held last.

    >>> named_actor(("Police_(India)",)), named_actor(("Dmitry_Anatolyevich_Medvedev",))[3]
    (('IND.COP', 'India: police', 'government', 'IND'), 'RUS')
    >>> named_actor(("Dmitry Medvedev", "Russian Federation", None))[0], named_actor(("Jo Nobody", "Chad", None))
    ('dmitry-medvedev', (None, None, None, 'TCD'))
    >>> named_actor(("Egyptian Armed Forces",))[0], named_actor(("Jo Chad",))
    ('EGY.MIL', None)
    """
    name, country, listed = (*asked, None, None)[:3]
    text = clean_name(name or "")
    if not text:
        return None
    bare, bracketed = in_brackets(text)
    inside = state_named(bracketed) if bracketed else None
    state = (state_named(country) if country else None) or inside
    if key(bare) in _NOBODY:
        return (None, None, None, state) if state else None
    sectors = tuple(sector.strip() for sector in (listed or "").split(","))
    actor = registered(text, state) or _of_state(bare, state)
    if actor is None and inside:
        actor = _organ(bare, inside, sectors)
    if actor is not None:  # of a person without office the registry tells no state, and the list may
        return _fields(actor, state or state_of(actor) or _listed().get(key(text), _NOTHING)[-1])
    told = _NOTHING if inside else _by_name_alone(text, bracketed)
    if not _agrees(told, state):
        told = _NOTHING
    if told[0] is None and bracketed and "Parties" in sectors:
        told = (None, None, ActorKind.PARTY.value, told[3])
    found = (*told[:3], state or told[3])
    return found if any(found) else None


def registered(name: str, state: str | None) -> Actor | None:
    """The registry's actor of a name, where the state agrees or one of both is of none; a weak name must agree."""
    for found in _registry().find_names(name):
        actor = _registry().get(found.actor_id)
        if actor is None:
            continue
        states = _states(actor)
        if state in states or not (found.weak or (state and states and actor.kind not in PLACES)):
            return actor
    return None


def _of_state(name: str, state: str | None) -> Actor | None:
    """An actor of the registry, no place, of that state; "Bharatiya Janata" is the Bharatiya Janata Party."""
    for spelt in (name, f"{name} Party") if state else ():
        for actor in _registry().lookup(spelt):
            if actor.kind not in PLACES and state in _states(actor):
                return actor
    return None


def _states(actor: Actor) -> set[str]:
    return {value.value for value in actor.state}


def _fields(actor: Actor, state: str | None = None) -> Fields:
    return actor.id, actor.name, actor.kind.value, state or state_of(actor)


def _by_name_alone(text: str, bracketed: str | None) -> Fields:
    """What a name tells that no country stands beside, and that is no name of the registry."""
    if bracketed is not None:
        group = next(iter(_registry().lookup(bracketed)), None)
        return (None, None, None, None if group is None else state_of(group))
    if (listed := _listed().get(key(text))) is not None:
        means, kind, state = listed
        actor = _registry().get(means) if means else None
        return (None, None, kind or None, state) if actor is None else _fields(actor)
    place = state_named(text)
    actor = _registry().get(place) if place else None if is_body(text) else person_named(text)
    if actor is not None:
        return _fields(actor)
    organ, state = body_named(text) or (None, None)
    return (None, None, None, state) if organ is None else _fields(organ, state)


def _agrees(told: Fields, state: str | None) -> bool:
    """Whether an actor that was found by its name alone may be of the state."""
    if state is None or told[3] in (None, state):
        return True
    actor = _registry().get(told[0]) if told[0] is not None else None
    return actor is not None and state in _states(actor)


def _organ(role: str, state: str, sectors: tuple[str, ...]) -> Actor | None:
    """The part of a state that the sectors say, or else the role."""
    if "Parties" in sectors:
        return None
    sector = next((cameo for name, cameo in _sectors().items() if name in sectors), None) or sector_of(role)
    return _registry().get(f"{state}.{sector}") if sector else None


NAMED_ACTOR = Resolver("named_actor", ("id", "name", "kind", "state"), named_actor)
