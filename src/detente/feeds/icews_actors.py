"""Actors by the names that ICEWS and the graph files made of it give them, with nothing beside the name.

"Police_(India)" is a part of a state, "Dmitry_Anatolyevich_Medvedev" a person, "Royal_Thai_Police" a body that has its
state in its name. Spellings vary between sets: underscores for spaces, family names first, titles before the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from detente.actors.model import Actor, Name, NameSort
from detente.actors.names import key
from detente.actors.registry import Registry
from detente.actors.roles import role_key
from detente.actors.tables import read_table
from detente.feeds.base import Key, Resolver
from detente.records import ActorKind

_TABLES: Final = Path(__file__).parent / "tables"
_PLACES: Final = (ActorKind.STATE, ActorKind.REGION)
_NOBODY: Final = frozenset(map(key, ("Unspecified Actor", "Unidentified State Actor", "International")))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES: Final = _words(
    """
    admiral ambassador ayatollah brigadier captain chancellor chief colonel crown dato dr emir emperor field
    foreign gen general governor king lieutenant lord lt maj major makhdoom mallam marshal minister mr mrs ms
    premier president prime prince princess prof professor queen sayyed secretary senator sheik sheikh sir sri
    sultan tan
    """
)
"""Words that stand before a name; "Sheikh" is also a part of names, so that the whole name is looked up first."""

_BODIES: Final = _words(
    """
    academy administration agency airlines airport airways alliance army assembly association authorities
    authority bank bloc board bureau business cabinet center centre chamber church club coalition command
    commission committee company confederation congress corporation council court courts customs department
    directorate embassy federation force forces foundation front government group guard guards institute
    intelligence judiciary league legislature media ministry mission movement national navy network news office
    opposition organisation organization parliament parties party police post press radio rebels resistance
    school security senate service services society soldiers staff television times troops union university
    """
)
"""Words that make a name one of a body. Without one, a state's name in a name ("Michael Jordan") says nothing."""

_BETWEEN_STATES: Final = _words(
    """
    african arab asean asian commonwealth eu european gulf inter international islamic latin nations nato un
    united world
    """
)
"""Bodies so named belong to no one state, even where the name has one ("UN Mission in Sudan")."""


@cache
def _registry() -> Registry:
    return Registry.load()


@cache
def _roles() -> dict[str, str]:
    rows = read_table(_TABLES / "icews_roles.csv", ("phrase", "cameo_sector"))
    return {role_key(row["phrase"]): row["cameo_sector"] for row in rows}


@cache
def _listed() -> dict[str, tuple[str, str, str | None]]:
    """Names that no rule finds, with the registry's id or name they stand for, their kind, and their state."""
    rows = read_table(_TABLES / "icews_names.csv", ("name", "means", "kind", "state"))
    return {key(row["name"]): (row["means"], row["kind"], row["state"] or None) for row in rows}


def clean_name(name: str) -> str:
    """The name with spaces for underscores.

    >>> clean_name("Citizen_(South_Korea)")
    'Citizen (South Korea)'
    """
    return " ".join(name.replace("_", " ").split())


def icews_actor(asked: Key) -> tuple[object, ...] | None:
    """Id, name, kind and state of an actor by its name alone; None where the name tells nothing.

    An actor of the registry is that actor; "Role (State)" is the state's organ; of a body with a state in its name the
    organ, or only the state. Nothing is told of persons and bodies that no table knows. A person's state is the one
    whose office they hold, or held last.

    >>> icews_actor(("Police_(India)",)), icews_actor(("Dmitry_Anatolyevich_Medvedev",))[3]
    (('IND.COP', 'India: police', 'government', 'IND'), 'RUS')
    >>> icews_actor(("Egyptian Armed Forces",))[0], icews_actor(("Bar Association of Chad",)), icews_actor(("Jo Chad",))
    ('EGY.MIL', (None, None, None, 'TCD'), None)
    """
    (name,) = asked
    text = clean_name(name or "")
    if not text or key(text) in _NOBODY:
        return None
    bare, inside = in_brackets(text)
    if inside is not None:
        return _in_state(bare, inside) or _registered(text)
    if (found := _from_list(text) or _registered(text)) is not None:
        return found
    if (state := state_named(text)) is not None:
        return _fields(_registry_state(state))
    return _person(text) or _body(text)


def _registry_state(iso3: str) -> Actor:
    actor = _registry().get(iso3)
    assert actor is not None, iso3
    return actor


def in_brackets(name: str) -> tuple[str, str | None]:
    """A name without the last thing in brackets, and that thing, or None; brackets may hold brackets.

    >>> in_brackets("Member of Legislative (Govt) (Holy See (Vatican City State))")
    ('Member of Legislative (Govt)', 'Holy See (Vatican City State)')
    """
    depth = 0
    if name.endswith(")"):
        for at in range(len(name) - 1, 0, -1):
            depth += (name[at] == ")") - (name[at] == "(")
            if depth == 0:
                bare, inside = name[:at].strip(), name[at + 1 : -1].strip()
                return (bare, inside) if bare and inside else (name, None)
    return name, None


@cache
def state_named(text: str) -> str | None:
    """iso3 of a state or territory by its name, also as lists of countries write it ("Moldova, Republic of").

    >>> state_named("Palestinian Territory, Occupied"), state_named("Russian Federation"), state_named("Asia")
    ('PSE', 'RUS', None)
    """
    head, comma, rest = text.partition(", ")
    spellings = [text, *([f"{rest} {head}", head] if comma else [])]
    if comma and head == "Palestinian Territory":
        return "PSE"
    for spelt in (*spellings, in_brackets(text)[0]):
        for actor in _registry().lookup(spelt):
            if actor.kind in _PLACES and len(actor.id) == 3 and actor.id.isupper():
                return actor.id
    return None


def _fields(actor: Actor) -> tuple[object, ...]:
    return actor.id, actor.name, actor.kind.value, _state_of(actor)


def _state_of(actor: Actor) -> str | None:
    """Territories, which are dyads of their own in event data, stay themselves; all else belongs to its state."""
    if actor.kind in _PLACES and len(actor.id) == 3 and actor.id.isupper():
        return actor.state_on(None) or actor.id
    return actor.state_on(None)


def _in_state(bare: str, inside: str) -> tuple[object, ...] | None:
    state = state_named(inside)
    if state is None:
        group = next(iter(_registry().lookup(inside)), None)
        return (None, None, None, _state_of(group)) if group is not None and _state_of(group) else None
    actor = _registered_in(bare, state)
    if actor is None and (sector := sector_of(bare)) is not None:
        actor = _registry().get(f"{state}.{sector}")
    return (None, None, None, state) if actor is None else (actor.id, actor.name, actor.kind.value, state)


def sector_of(role: str) -> str | None:
    """The CAMEO sector of what stands before a state in brackets, or None.

    >>> sector_of("Cabinet / Council of Ministers / Advisors"), sector_of("Men")
    ('GOV', 'CVL')
    """
    known = _registry().role(role)
    return known.sector if known is not None else _roles().get(role_key(role))


def _registered_in(name: str, state: str) -> Actor | None:
    """An actor of the registry, no place, that belongs to the state."""
    for spelt in (name, f"{name} Party"):
        for actor in _registry().lookup(spelt):
            if actor.kind not in _PLACES and any(value.value == state for value in actor.state):
                return actor
    return None


def _registered(text: str) -> tuple[object, ...] | None:
    named = next((found for found in _registry().find_names(text) if not found.weak), None)
    actor = None if named is None else _registry().get(named.actor_id)
    return None if actor is None else _fields(actor)


def _from_list(text: str) -> tuple[object, ...] | None:
    found = _listed().get(key(text))
    if found is None:
        return None
    means, kind, state = found
    actor = _registry().get(means) if means else None
    return _fields(actor) if actor is not None else (None, None, kind or None, state)


def _person(text: str) -> tuple[object, ...] | None:
    """A person of the registry in another spelling; two persons that a spelling may mean are nobody."""
    words = text.replace(".", "").split()
    if _BODIES & {word.casefold() for word in words} or words[-1] in ("Jr", "Sr"):
        return None
    for spelt in _spellings(words):
        found = {
            name.actor_id
            for name in _registry().find_names(spelt)
            if name.sort is NameSort.PERSON and not name.weak and " " in name.text
        }
        if len(found) == 1 and (actor := _registry().get(found.pop())) is not None and not _REGNAL.search(actor.name):
            return _fields(actor)
    return None


_REGNAL: Final = re.compile(r" [IVX]+$")
"""Juan Carlos I has no family name, so that "Juan Carlos Romero" would be him."""


def _spellings(words: list[str]) -> Iterator[str]:
    """Other spellings of a person's name: without titles and middle names, family name first or last, hyphens."""
    bare = list(words)
    while len(bare) > 1 and bare[0].casefold() in _TITLES:
        bare = bare[1:]
    size = len(bare)
    if not 2 <= size <= 8:
        return
    yield " ".join(bare)
    if size == 2:
        yield f"{bare[1]} {bare[0]}"
        yield " ".join(bare).replace("-", " ")
    elif size == 3:
        yield f"{bare[0]} {bare[1]}-{bare[2]}"
        yield f"{bare[0]} {bare[1]}{bare[2].lower()}"
        yield f"{bare[1]}-{bare[2]} {bare[0]}"
        yield f"{bare[1]} {bare[2]} {bare[0]}"
    if size > 2:
        if not {"bin", "ibn", "bint"} & {word.casefold() for word in bare}:
            yield f"{bare[0]} {bare[-1]}"
        yield " ".join(bare[:-1])
        if size > 3:
            yield f"{bare[0]} {bare[1]}"
    yield re.sub(r"\b([aA]l|[eE]l|[bB]in|[iI]bn) (?=\w)", r"\1-", " ".join(bare))


def _body(text: str) -> tuple[object, ...] | None:
    """A body with one state in its name: "Bank of Japan", "Iranian Parliament"."""
    words = text.replace("'s", "").split()
    plain = [word.strip(".,()").casefold() for word in words]
    if not _BODIES & set(plain):
        return None
    states, rest = _states_in(words)
    left = {word.strip(".,()").casefold() for word in rest}
    if len(states) != 1 or _BETWEEN_STATES & left:
        return None
    (state,) = states
    role = " ".join(word for word in rest if word.casefold() not in ("royal", "the", "of", "in", "for"))
    sector = None if "party" in left else sector_of(role)  # a party may govern or oppose: its name does not tell
    organ = _registry().get(f"{state}.{sector}") if sector else None
    return (None, None, None, state) if organ is None else (organ.id, organ.name, organ.kind.value, state)


def _states_in(words: list[str]) -> tuple[set[str], list[str]]:
    """The states that runs of words name, longest run first, and the words left over."""
    states, rest, at = set(), [], 0
    while at < len(words):
        for end in range(min(at + 4, len(words)), at, -1):
            if (state := _state_or_adjective(" ".join(words[at:end]).strip(","))) is not None:
                states.add(state)
                at = end
                break
        else:
            rest.append(words[at])
            at += 1
    return states, rest


_STATE_SORTS: Final = (NameSort.NAME, NameSort.ALIAS, NameSort.ADJECTIVE, NameSort.ACRONYM)


@cache
def _state_or_adjective(text: str) -> str | None:
    names: tuple[Name, ...] = _registry().find_names(text)
    for name in names:
        actor = _registry().get(name.actor_id)
        if actor is not None and actor.kind in _PLACES and name.sort in _STATE_SORTS and not name.weak:
            return _state_of(actor)
    return None


ICEWS_ACTOR = Resolver("icews_actor", ("id", "name", "kind", "state"), icews_actor)
