"""What the registry holds: actors, the names they go by, noun roles, terms of office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from detente.actors.dates import DatedValue, value_on
from detente.records import ActorKind


class NameSort(StrEnum):
    """How a name points at its actor: "Pakistan", "Pakistani", "Islamabad" and "Nawaz Sharif" do it differently."""

    NAME = "name"
    """The usual name, also one used in its time only: "Pakistan", "Zaire"."""
    ALIAS = "alias"
    """Another full or short name: "Islamic Republic of Pakistan", "America"."""
    ADJECTIVE = "adjective"
    """"Pakistani"."""
    DEMONYM = "demonym"
    """The people, one or many: "Pakistani", "Pakistanis"."""
    CAPITAL = "capital"
    """A capital, in its time: "Islamabad"."""
    SEAT = "seat"
    """A building or district that stands for who sits there: "the Kremlin"."""
    PERSON = "person"
    """A person's full name or surname."""
    ACRONYM = "acronym"
    """"US", "U.S.", "DPRK"."""


class Name(NamedTuple):
    """One surface form of an actor. A tuple: the tables hold twelve thousand, which each command reads.

    `start` and `end` are the days the name was in use (None: open); a person's name carries none. A name
    is case sensitive when its lower-case form is another word ("US", "Turkey", "Chad", "Poles"). A weak
    name is a common word, surname or place besides ("Lee", "Kingston", "Congress"): it names the actor
    only where something else in the text says so (a title before it, the full name elsewhere).
    """

    text: str
    actor_id: str
    sort: NameSort
    start: date | None = None
    end: date | None = None
    case_sensitive: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, organ, group, organisation, outlet, project, person... and what is known of it.

    `state` lists the states (iso3) it belongs to and when; a state belongs to itself. `codes` maps scheme to
    code text: iso2, iso3, cow_code, gw_code, fips, cameo. `role` is what a person does ("foreign minister").
    `extra` holds what only one table knows: predecessors, successors, control, owner, domain, affiliation.
    """

    id: str
    name: str
    kind: ActorKind
    state: tuple[DatedValue, ...] = ()
    start: date | None = None
    end: date | None = None
    names: tuple[Name, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    role: str | None = None
    extra: Mapping[str, tuple[DatedValue, ...]] = field(default_factory=dict)

    def state_on(self, on: date | None) -> str | None:
        """iso3 of the state the actor belonged to on a day, or None; without a day, the one it still or last did."""
        return value_on(self.state, on)


@dataclass(frozen=True, slots=True)
class Role:
    """What a noun ("army", "foreign minister") makes of a state's name beside it.

    `sector` is the CAMEO actor sector (GOV, MIL, ...), `kind` the kind of actor spoken of, `office` the
    title to ask `Registry.holder` for, or None when the noun names no single office holder.
    """

    phrase: str
    sector: str
    kind: ActorKind
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in one office of a state or organisation; `end` is the last day, None while it lasts."""

    actor_id: str
    office: tuple[str, ...]
    title: str
    state: str
    start: date
    end: date | None
    acting: bool = False
