"""Which actor a typed argument means: an id, a code, a name; and the nearest names when it means none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.actors.model import Actor, NameSort
from detente.actors.names import key
from detente.errors import UnknownActorError

if TYPE_CHECKING:
    from detente.actors.registry import Registry

_SCHEMES = {
    "iso2": "iso2",
    "iso3": "iso3",
    "cow": "cow_code",
    "cow_code": "cow_code",
    "gw": "gw_code",
    "gw_code": "gw_code",
    "fips": "fips",
    "cameo": "cameo",
}
_SHOWN = 5
_LEAST_LIKENESS = 55.0
"""rapidfuzz WRatio, 0 to 100, below which a name is no candidate."""


def resolve_argument(registry: Registry, argument: str) -> Actor:
    """The actor that an argument means; see `Registry.resolve`."""
    found = find_argument(registry, argument)
    if found is None:
        raise UnknownActorError(_message(registry, argument))
    return found


def find_argument(registry: Registry, argument: str) -> Actor | None:
    """The actor that an argument means, or None; to look for the nearest names takes long, and is not done here."""
    text = " ".join(argument.split())
    return (
        registry.get(text)
        or registry.get(text.upper())
        or registry.get(text.casefold())
        or _by_code(registry, text)
        or next(iter(registry.lookup(text)), None)
        or _by_bare_code(registry, text)
        or _by_role(registry, text)
    )


def nearest(registry: Registry, text: str) -> Iterator[tuple[str, Actor]]:
    """Names like `text` with their actors, nearest first, each actor once; weak names, acronyms and organs left out."""
    from rapidfuzz import fuzz, process

    names = {key(name.text): name for name in registry.names() if not name.weak and name.sort is not NameSort.ACRONYM}
    seen: set[str] = set()
    for spelt, _, _ in process.extract(
        key(text), names.keys(), scorer=fuzz.WRatio, limit=8 * _SHOWN, score_cutoff=_LEAST_LIKENESS
    ):
        name = names[spelt]
        actor = registry.get(name.actor_id)
        if actor is not None and actor.id not in seen and "." not in actor.id:
            seen.add(actor.id)
            yield name.text, actor


def _by_code(registry: Registry, text: str) -> Actor | None:
    scheme, colon, code = text.partition(":")
    if not colon or scheme.casefold() not in _SCHEMES:
        return None
    return registry.by_code(_SCHEMES[scheme.casefold()], code.strip().upper())


def _by_bare_code(registry: Registry, text: str) -> Actor | None:
    """An iso2 code, or an iso3 code that ISO has withdrawn ("SUN")."""
    return registry.by_code({2: "iso2", 3: "iso3"}.get(len(text), ""), text.upper())


def _by_role(registry: Registry, text: str) -> Actor | None:
    """ "Pakistan's army", "Russian government": a state's name or adjective, then a role."""
    words = text.split()
    for cut in range(len(words) - 1, 0, -1):
        role = registry.role(" ".join(words[cut:]))
        states = [actor for actor in registry.lookup(" ".join(words[:cut])) if "iso3" in actor.codes]
        if role and states:
            return registry.organ(states[0].id, role.sector)
    return None


def _message(registry: Registry, argument: str) -> str:
    shown = [f"{name} ({actor.id})" for name, actor in nearest(registry, argument)][:_SHOWN]
    asked = f"Nearest: {', '.join(shown)}." if shown else "No known name is like it."
    return (
        f"{argument!r} is no known actor; expected a name, an id (PAK, PAK.MIL) or scheme:code (cow:770). {asked} "
        "Other actors can be added in a YAML file (docs/actors.md)."
    )
