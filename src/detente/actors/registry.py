"""The dated registry of actors: who a name means on a day, whose they are, and who held an office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from detente.actors.candidates import resolve_argument
from detente.actors.kept_registry import kept_or_made
from detente.actors.model import Actor, Name, Role, Term
from detente.actors.names import NameIndex, key
from detente.actors.roles import SECTORS, make_organ, read_roles, role_key
from detente.actors.states import read_states
from detente.actors.tables import ACTOR_TABLES, TABLES, read_actor_table, read_table
from detente.actors.terms import Offices, read_leaders, read_offices, terms_of
from detente.errors import TableError, UnknownActorError


@dataclass(frozen=True, slots=True)
class Contents:
    """All that the tables say, ready to be indexed; actors whose names are preferred stand first."""

    actors: tuple[Actor, ...]
    terms: tuple[Term, ...]
    words: dict[tuple[str, str], tuple[str, ...]]
    roles: dict[str, Role]
    not_actors: frozenset[str]
    merged: dict[str, str]


class Registry:
    """Known actors, found by id, code, name and office. Immutable; safe to share between threads."""

    def __init__(self, contents: Contents) -> None:
        """Index `contents`; `Registry.load` is the usual way to get one."""
        self._actors = {actor.id: actor for actor in contents.actors}
        self._merged = contents.merged
        self._roles = contents.roles
        self._offices = Offices(contents.terms, contents.words)
        terms: dict[str, list[Term]] = defaultdict(list)
        for term in contents.terms:
            terms[term.actor_id].append(term)
        self._terms = {actor_id: tuple(sorted(found, key=lambda term: term.start)) for actor_id, found in terms.items()}
        self._index = NameIndex(self._actors.values(), self._terms)
        self._not_actors = frozenset(phrase for phrase in contents.not_actors if not self._index.find(phrase))
        self._codes: dict[tuple[str, str], str] = {}
        for actor in contents.actors:
            for scheme, code in actor.codes.items():
                self._codes.setdefault((scheme, code), actor.id)
        for actor in contents.actors:
            for former in actor.extra.get("former_codes", ()):
                scheme, _, code = former.value.partition(":")
                self._codes.setdefault((scheme, code), actor.id)

    @classmethod
    def load(cls, user_files: Sequence[Path] = ()) -> Registry:
        """The registry of the project's tables and of a user's YAML files (docs/actors.md), later files last.

        Without user files the same object is given each time.

        Raises:
            TableError: A table or user file breaks its rules; the message names file and line.
        """
        if not user_files:
            return _default()
        from detente.actors.user_file import apply_user_file

        contents = read_contents()
        for path in user_files:
            contents = apply_user_file(contents, path)
        return cls(contents)

    def get(self, actor_id: str) -> Actor | None:
        """The actor of an id, or of an organ's id ("PAK.MIL"); a merged id gives what it was merged into."""
        actor = self._actors.get(self._merged.get(actor_id, actor_id))
        if actor is None and (dot := actor_id.rpartition("."))[1]:
            base = self._actors.get(self._merged.get(dot[0], dot[0]))
            if base is not None and dot[2] in SECTORS:
                return make_organ(actor_id, base, dot[2])
        return actor

    def by_code(self, scheme: str, code: str) -> Actor | None:
        """The actor of a code in a scheme (iso2, iso3, cow_code, gw_code, fips, cameo), today's holder first."""
        return self._actors.get(self._codes.get((scheme, code), ""))

    def actors(self) -> Iterator[Actor]:
        """Every actor of the tables; organs only those that have names of their own."""
        return iter(self._actors.values())

    def names(self) -> Iterator[Name]:
        """Every surface form, in its own spelling and in plain letters ("Erdoğan", "Erdogan")."""
        return iter(self._index)

    def not_actors(self) -> frozenset[str]:
        """Phrases that hold an actor's name without meaning the actor: "Indian Ocean", "Vietnam War"."""
        return self._not_actors

    def find_names(self, text: str, on: date | None = None) -> tuple[Name, ...]:
        """The names a text may be, best first, as `lookup` orders them; they tell sort and weakness."""
        return self._index.find(text, on)

    def lookup(self, text: str, on: date | None = None) -> tuple[Actor, ...]:
        """The actors a name may mean, best first; none when it is unknown.

        Spelling must agree but for marks, quotes, a leading "the", a possessive, and case where the name
        allows. A capital or seat counts only on days it was one. A former name ("Zaire") and a person out of
        office are found on any day. First come firm names before weak ones, then names and terms that hold
        `on` (without it: that still hold) before those further off, then plain names before demonyms.
        """
        found = dict.fromkeys(name.actor_id for name in self._index.find(text, on))
        return tuple(actor for actor in map(self.get, found) if actor is not None)

    def state_of(self, actor_id: str, on: date | None) -> str | None:
        """iso3 of the state an actor belongs to on a day, or None; a person's is the one whose office it holds.

        On None: the state it belongs to still, or did last. An unknown id belongs to none.
        """
        actor = self.get(actor_id)
        return actor.state_on(on) if actor else None

    def terms(self, actor_id: str) -> tuple[Term, ...]:
        """A person's terms of office, earliest first; empty when the tables know none."""
        return self._terms.get(self._merged.get(actor_id, actor_id), ())

    def holder(self, office: str, state: str, on: date) -> Actor | None:
        """Who held an office of a state or organisation on a day.

        Args:
            office: "head_of_state", "head_of_government", or a title or word for it ("president", "premier", "leader").
            state: iso3, or an organisation's id ("EU").
            on: On the day of a handover the successor is given.

        Returns:
            The person, or None where nobody held it or the tables do not say.
        """
        actor_id = self._offices.holder(office, state, on)
        return self.get(actor_id) if actor_id else None

    def role(self, phrase: str) -> Role | None:
        """The role that a noun phrase names ("army chief", "Foreign Ministers"), or None; modifiers are not dropped."""
        return self._roles.get(role_key(phrase))

    def roles(self) -> Iterator[Role]:
        """Every role of the table."""
        return iter(self._roles.values())

    def organ(self, state_iso3: str, sector: str) -> Actor:
        """The part of a state that a CAMEO sector stands for: id "PAK.MIL", name "Pakistan: military".

        Raises:
            UnknownActorError: No such state or sector is known.
        """
        organ = self.get(f"{state_iso3}.{sector}")
        if organ is None:
            known = f"expected one of {', '.join(SECTORS)}" if state_iso3 in self._actors else "expected an iso3 id"
            raise UnknownActorError(f"{state_iso3}.{sector} is no organ of a known state; {known}")
        return organ

    def resolve(self, argument: str) -> Actor:
        """The actor that a typed argument means: an id, scheme:code ("cow:770", "iso2:PK"), iso2, a name or capital.

        Raises:
            UnknownActorError: It means none; the message lists the nearest names.
        """
        return resolve_argument(self, argument)


def read_contents() -> Contents:
    """All tables of the project, read and joined: one actor for each id.

    Raises:
        TableError: A table breaks its rules.
    """
    states, organ_names = read_states()
    by_id = {state.id: state for state in states}
    iso3 = frozenset(by_id)
    leaders, terms = read_leaders(iso3)
    others = [actor for table in ACTOR_TABLES for actor in read_actor_table(TABLES / table)]
    for actor in (*leaders, *others):
        by_id[actor.id] = join_actors(by_id[actor.id], actor) if actor.id in by_id else actor
    owned = {key(name.text) for actor in others for name in actor.names}
    for organ_id, names in organ_names.items():  # an actor of its own (IRGC) is meant before the organ it is part of
        base, _, sector = organ_id.partition(".")
        left = tuple(name for name in names if key(name.text) not in owned)
        by_id[organ_id] = make_organ(organ_id, by_id[base], sector, left)
    return Contents(
        actors=tuple(by_id.values()),
        terms=terms + tuple(term for actor in others for term in terms_of(actor)),
        words=read_offices(),
        roles=read_roles(),
        not_actors=frozenset(row["phrase"] for row in read_table(TABLES / "not_actors.csv", ("phrase",))),
        merged={},
    )


def join_actors(first: Actor, second: Actor) -> Actor:
    """One actor that two tables know: the first's id, name and kind; the names, codes, states and extras of both.

    Raises:
        TableError: The two are of different kinds, so that one id stands for two actors.
    """
    if first.kind is not second.kind:
        raise TableError(
            f"id {first.id!r} stands for two actors: {first.name} ({first.kind}) and {second.name} ({second.kind}); "
            "give one of them another id"
        )
    known = {(key(name.text), name.start) for name in first.names}
    added = (name for name in second.names if (key(name.text), name.start) not in known)
    extra = {
        column: tuple(dict.fromkeys((*first.extra.get(column, ()), *second.extra.get(column, ()))))
        for column in (*first.extra, *second.extra)
    }
    return replace(
        first,
        state=tuple(dict.fromkeys((*first.state, *second.state))),
        start=first.start or second.start,
        end=first.end or second.end,
        names=(*first.names, *(name._replace(actor_id=first.id) for name in added)),
        codes={**second.codes, **first.codes},
        role=first.role or second.role,
        extra=extra,
    )


@cache
def _default() -> Registry:
    return kept_or_made(lambda: Registry(read_contents()), Registry)
