"""States by their names, as feeds write them: with underscores, in brackets, in the way of lists of countries."""

from __future__ import annotations

from functools import cache
from typing import Final

from detente.actors.model import Actor
from detente.actors.registry import Registry
from detente.feeds.base import Key, Resolver
from detente.records import ActorKind

PLACES: Final = (ActorKind.STATE, ActorKind.REGION)


@cache
def _registry() -> Registry:
    return Registry.load()


def clean_name(name: str) -> str:
    """The name with spaces for underscores.

    >>> clean_name("Citizen_(South_Korea)")
    'Citizen (South Korea)'
    """
    return " ".join(name.replace("_", " ").split())


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
            if is_dyad_member(actor):
                return actor.id
    return None


def is_dyad_member(actor: Actor) -> bool:
    """Whether it is a state, or a territory that event data treat like one: its id is a code of three letters."""
    return actor.kind in PLACES and len(actor.id) == 3 and actor.id.isupper()


def state_of(actor: Actor) -> str | None:
    """Territories, which are dyads of their own in event data, stay themselves; all else belongs to its state."""
    state = actor.state_on(None)
    return state or actor.id if is_dyad_member(actor) else state


def country_place(asked: Key) -> tuple[object, ...] | None:
    """iso3 of a country's name, or None."""
    found = state_named(asked[0]) if asked[0] else None
    return None if found is None else (found,)


COUNTRY_PLACE = Resolver("country_place", ("iso3",), country_place)
