"""Actors as POLECAT gives them: lists of names, of countries by iso3, and of sectors, parted by semicolons.

An event has one line and is one event, however many take part. The first actor stands for it; all of them are told.
"""

from __future__ import annotations

from detente.actors.model import Actor, NameSort
from detente.actors.registry import Registry
from detente.actors.roles import SECTORS
from detente.feeds.base import Key, Resolver
from detente.feeds.named_actors import registered
from detente.feeds.state_names import state_named
from detente.records import ActorKind


def listed_actors(asked: Key) -> tuple[object, ...] | None:
    """Id, name, kind and state of the first actor, and the ids of all where there are several, parted by "; ".

    Somebody with a name of Wikipedia is that one or nobody that we know; words of the story alone ("troops") may be
    told by their sector.

    Args:
        asked: Names as Wikipedia has them, names as the story has them, countries, primary sectors; each a list
            parted by ";" or None. Countries and sectors belong to the names in their order when the lists are equally
            long; a single country or sector belongs to all.

    >>> listed_actors((None, "Pakistani troops", "PAK", "MIL"))[:4]
    ('PAK.MIL', 'Pakistan: military', 'military', 'PAK')
    >>> listed_actors(("Vladimir Putin; Emmanuel Macron", None, "RUS; FRA", "GOV"))[::4]
    ('vladimir-putin', 'vladimir-putin; emmanuel-macron')
    """
    names, raw, countries, sectors = (_parts(text) for text in asked)
    length = len(names) or len(raw) or len(countries) or len(sectors)
    if not length:
        return None
    if len(raw) != length:
        raw = []
    found = [_one(*(_at(values, at, length) for values in (names, raw, countries, sectors))) for at in range(length)]
    ids = "; ".join(each[0] or "" for each in found) if length > 1 else None
    return (*found[0], ids) if any(found[0]) or ids else None


def _parts(text: str | None) -> list[str]:
    parts = [part.strip() for part in (text or "").split(";")]
    return [part for part in parts if part] if text else []


def _at(values: list[str], at: int, length: int) -> str | None:
    """The value that belongs to the name at a place; "None" stands for one that is not known."""
    if len(values) not in (1, length):
        return None
    value = values[at if len(values) == length else 0]
    return None if value == "None" else value


def _one(
    name: str | None, raw: str | None, country: str | None, sector: str | None
) -> tuple[str | None, str | None, str | None, str | None]:
    state = _iso3(country)
    actor = registered(name, state) if name else _told(raw, state) or _organ(state, sector)
    if actor is None and not name and raw and state and state_named(raw) == state:
        actor = Registry.load().get(state)
    if actor is None:
        return (f"polecat:{name or raw}" if name or raw else None), None, None, state
    return actor.id, actor.name, actor.kind.value, state or actor.state_on(None)


def _iso3(country: str | None) -> str | None:
    if not country:
        return None
    actor = Registry.load().by_code("iso3", country) or Registry.load().get(country)
    if actor is not None and actor.kind in (ActorKind.STATE, ActorKind.REGION):
        return actor.id
    return state_named(country)


def _told(raw: str | None, state: str | None) -> Actor | None:
    """The actor that the story's own words name; "Russians" are not Russia, the sector tells who they are."""
    actor = registered(raw, state) if raw else None
    if actor is None or raw is None:
        return None
    sort = Registry.load().find_names(raw)[0].sort
    return None if sort in (NameSort.ADJECTIVE, NameSort.DEMONYM) else actor


def _organ(state: str | None, sector: str | None) -> Actor | None:
    return Registry.load().get(f"{state}.{sector}") if state and sector in SECTORS else None


LISTED_ACTORS = Resolver("listed_actors", ("id", "name", "kind", "state", "ids"), listed_actors)


def place(asked: Key) -> tuple[object, ...] | None:
    """iso3 of a place's country, given by iso3 or name; None for an unknown one and where there are several."""
    found = _iso3(asked[0])
    return None if found is None else (found,)


PLACE = Resolver("iso3_place", ("iso3",), place)
