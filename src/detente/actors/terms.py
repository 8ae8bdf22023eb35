"""Who held which office when: heads of state and government, and the words that name an office."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from detente.actors.dates import DatedValue, covers, value_on
from detente.actors.model import Actor, NameSort, Term
from detente.actors.roles import role_key
from detente.actors.tables import TABLES, Row, read_table
from detente.records import ActorKind

_LEADER_COLUMNS = ("id", "name", "aliases", "office", "title", "state", "start", "end", "source")
ACTING = "acting"


class Offices:
    """The terms of office holders, found by office, state and day."""

    def __init__(self, terms: tuple[Term, ...], words: dict[tuple[str, str], tuple[str, ...]]) -> None:
        """Take the terms, and for (word, state or "") the titles or offices that the word may stand for."""
        self._words = words
        self._by_office: dict[tuple[str, str], list[Term]] = defaultdict(list)
        for term in terms:
            for office in (*term.office, role_key(term.title)):
                self._by_office[office, term.state].append(term)

    def holder(self, office: str, state: str, on: date) -> str | None:
        """Id of the person who held an office on a day, or None where nobody did or the tables do not say.

        On the day of a handover the successor is given, and one who holds the office before one who acts in it.
        """
        word = role_key(office).removeprefix("the ")
        for meant in self._words.get((word, state)) or self._words.get((word, "")) or (word,):
            terms = self._by_office.get((meant, state), ())
            held = [term for term in terms if covers(term.start, term.end, on)]
            if held:
                return max(held, key=lambda term: (not term.acting, term.start)).actor_id
        return None


def read_offices() -> dict[tuple[str, str], tuple[str, ...]]:
    """Read offices.csv: for a word and a state ("" for any) the titles and offices it means, best first."""
    rows = read_table(TABLES / "offices.csv", ("word", "state", "offices"))
    return {(role_key(row["word"]), row["state"]): tuple(map(role_key, row["offices"].split("|"))) for row in rows}


def terms_of(person: Actor) -> tuple[Term, ...]:
    """The terms in a person's dated roles ("foreign minister@2004.."), each where the person was affiliated then.

    They have a title and no office; a role without a start, or without an affiliation at its start, gives none.
    """
    affiliations = person.extra.get("affiliation", ())
    terms = []
    for role in person.extra.get("role", ()):
        where = value_on(affiliations, role.start) if role.start else None
        if role.start and where:
            terms.append(Term(person.id, (), role.value.casefold(), where, role.start, role.end))
    return tuple(terms)


def read_leaders(states: frozenset[str]) -> tuple[list[Actor], tuple[Term, ...]]:
    """Read leaders.csv: one row per term.

    Args:
        states: Known iso3 ids; office holders of anything else (the EU) are affiliated to it, not of a state.

    Returns:
        Each person once, and every term.

    Raises:
        TableError: A row is malformed, or two rows of one id give different names.
    """
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in read_table(TABLES / "leaders.csv", _LEADER_COLUMNS):
        rows[row["id"]].append(row)
    terms = {actor_id: tuple(map(_term, found)) for actor_id, found in rows.items()}
    people = [_person(found, terms[actor_id], states) for actor_id, found in rows.items()]
    return people, tuple(term for found in terms.values() for term in found)


def _term(row: Row) -> Term:
    start, end = row.first_day("start"), row.last_day("end")
    if start is None:
        raise row.fault("start", "is empty; every term needs its first day")
    if end and start > end:
        raise row.fault("end", f"{end} lies before the start {start}")
    offices = row["office"].split("|")
    return Term(
        actor_id=row["id"],
        office=tuple(office for office in offices if office != ACTING),
        title=row["title"].casefold(),
        state=row["state"],
        start=start,
        end=end,
        acting=ACTING in offices,
    )


def _person(rows: list[Row], terms: tuple[Term, ...], states: frozenset[str]) -> Actor:
    first = rows[0]
    for row in rows:
        if row["name"] != first["name"]:
            raise row.fault("name", f"{row['name']!r} differs from {first['name']!r}, the name of this id before")
    name = first.names("name", first["id"], NameSort.PERSON)
    aliases = [alias for row in rows for alias in row.names("aliases", first["id"], NameSort.PERSON)]
    by_start = sorted(terms, key=lambda term: term.start)
    served = [DatedValue(term.state, term.start, term.end) for term in by_start]
    other = tuple(dated for dated in served if dated.value not in states)
    return Actor(
        id=first["id"],
        name=name[0].text,
        kind=ActorKind.PERSON,
        state=tuple(dated for dated in served if dated.value in states),
        names=(*name, *dict.fromkeys(aliases)),
        source=first["source"],
        role=by_start[-1].title,
        extra={"affiliation": other} if other else {},
    )
