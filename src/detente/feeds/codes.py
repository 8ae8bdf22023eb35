"""Resolvers that several feeds share: CAMEO events and actors, FIPS geography. Asked once for each distinct code."""

from __future__ import annotations

from functools import cache

from detente.actors.model import Actor
from detente.actors.registry import Registry
from detente.actors.roles import SECTORS
from detente.errors import UnknownCodeError
from detente.feeds.base import Key, Resolver
from detente.ontology.cameo import cameo_entry
from detente.records import ActorKind

_KIND_PREFIXES = {
    "IGO": ActorKind.ORGANISATION,
    "NGO": ActorKind.ORGANISATION,
    "NGM": ActorKind.ORGANISATION,
    "IMG": ActorKind.ARMED_GROUP,
    "MNC": ActorKind.COMPANY,
}
"""CAMEO 1.1b3, chapter 4: what a code that begins without a state begins with."""


@cache
def _registry() -> Registry:
    return Registry.load()


def cameo_actor(key: Key) -> tuple[object, ...] | None:
    """Id, name, kind and state of a CAMEO actor code ("USAGOV", "IGOUNOWBK"), or None when no part of it is known.

    A code of the registry is that actor; a state and a sector are the state's organ; a known state or kind with an
    unknown rest keeps the code as its id ("cameo:USAHLH") with the state or kind. Nothing is guessed from a rest.
    """
    (code,) = key
    if not code:
        return None
    actor = _registry().by_code("cameo", code)
    if actor is not None:
        return _fields(actor)
    parts = [code[at : at + 3] for at in range(0, len(code), 3)]
    base = _registry().by_code("cameo", parts[0])
    if base is not None and len(parts) > 1:
        return _part_of(base, code, parts[1:])
    return _stateless(code, parts)


def _part_of(base: Actor, code: str, rest: list[str]) -> tuple[object, ...]:
    sector = next((part for part in rest if part in SECTORS), None)
    if sector is not None:
        organ = _registry().get(f"{base.id}.{sector}")
        if organ is not None:
            return _fields(organ)
    member = next((found for part in rest[::-1] if (found := _registry().by_code("cameo", part))), None)
    if member is not None and member.kind not in (ActorKind.STATE, ActorKind.REGION):
        return _fields(member)
    return f"cameo:{code}", None, None, base.state_on(None)


def _stateless(code: str, parts: list[str]) -> tuple[object, ...] | None:
    known = [found for part in parts[1:] if (found := _registry().by_code("cameo", part))]
    organisations = [found for found in known if found.kind not in (ActorKind.STATE, ActorKind.REGION)]
    if organisations:
        return _fields(organisations[-1])
    state = known[0].state_on(None) if known else None
    kind = _KIND_PREFIXES.get(parts[0])
    if kind is None and parts[0] in SECTORS:
        kind = SECTORS[parts[0]][1]
    if kind is None and state is None:
        return None
    return f"cameo:{code}", None, None if kind is None else kind.value, state


def _fields(actor: Actor) -> tuple[object, ...]:
    return actor.id, actor.name, actor.kind.value, actor.state_on(None)


CAMEO_ACTOR = Resolver("cameo_actor", ("id", "name", "kind", "state"), cameo_actor)


def cameo_event(key: Key) -> tuple[object, ...] | None:
    """PLOVER type and mode, quad class and Goldstein score of a CAMEO event code; None for an unknown one.

    >>> cameo_event(("057",)), cameo_event(("57",))
    (('SUPPORT', None, 1, 8.0), None)
    """
    (code,) = key
    try:
        entry = cameo_entry(code or "")
    except UnknownCodeError:
        return None
    if entry.plover is None:
        return None, None, None, entry.goldstein
    quad_class = None if entry.quad_class is None else int(entry.quad_class)
    return entry.plover.type, entry.plover.mode, quad_class, entry.goldstein


CAMEO_EVENT = Resolver(
    "cameo_event",
    ("type", "mode", "quad_class", "goldstein"),
    cameo_event,
    numbers=frozenset({"quad_class", "goldstein"}),
)

_FIPS_OF_GDELT = {"RB": "SRB"}
"""GDELT still writes codes that FIPS 10-4 replaced: RB for Serbia, since 2006 RI."""


def fips_place(key: Key) -> tuple[object, ...] | None:
    """iso3 of a FIPS 10-4 country code: of the state or territory itself; None for an unknown one.

    >>> fips_place(("NI",)), fips_place(("GM",)), fips_place(("??",))
    (('NGA',), ('DEU',), None)
    """
    (fips,) = key
    if not fips:
        return None
    actor = _registry().by_code("fips", fips)
    if actor is None:
        return (_FIPS_OF_GDELT[fips],) if fips in _FIPS_OF_GDELT else None
    return (actor.id if not actor.id.startswith("X") or actor.id == "XKX" else actor.state_on(None),)


FIPS_PLACE = Resolver("fips_place", ("iso3",), fips_place)
