"""Borders, coasts, ferries and closures, each with the days on which it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from detente.actors.dates import covers
from detente.errors import DetenteError


class RouteError(DetenteError):
    """A question about routes that the tables can't answer."""


class Traffic(StrEnum):
    """What is to pass a border."""

    GOODS = "goods"
    PERSONS = "persons"


class Closes(StrEnum):
    """What a closure stops; PART leaves the border passable and is shown beside it."""

    ALL = "all"
    GOODS = "goods"
    PERSONS = "persons"
    PART = "part"

    def stops(self, traffic: Traffic) -> bool:
        """Whether this traffic no longer passes."""
        return self is Closes.ALL or self.value == traffic.value


@dataclass(frozen=True, slots=True)
class Term:
    """Days from `start` to `end`, both included; None is open."""

    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether a day lies in it."""
        return covers(self.start, self.end, day)


ALWAYS = Term()


@dataclass(frozen=True, slots=True)
class Way:
    """A land border, or a ferry across a lake, between two states or territories.

    Attributes:
        first: The iso3 that sorts first of the two.
        second: The other.
        term: When it is there.
        exclave: The side of which only a part cut off from its main land is here; None in general. Nobody passes
            through that side between this way and its others.
        water: The water that a ferry crosses; None for a border.
        note: Free text, may be empty.
    """

    first: str
    second: str
    term: Term = ALWAYS
    exclave: str | None = None
    water: str | None = None
    note: str = ""

    @property
    def sides(self) -> frozenset[str]:
        """Both sides."""
        return frozenset((self.first, self.second))


@dataclass(frozen=True, slots=True)
class Closure:
    """That a border is closed, or partly so.

    Attributes:
        first: One side's iso3.
        second: The other's; the order does not matter.
        term: When.
        closes: What does not pass.
        source: Who decided, or which event, and when.
        note: What passes all the same; may be empty.
        evidence: Ids of the statements that say so, for a closure that comes from a world.
    """

    first: str
    second: str
    term: Term = ALWAYS
    closes: Closes = Closes.ALL
    source: str = ""
    note: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def sides(self) -> frozenset[str]:
        """Both sides."""
        return frozenset((self.first, self.second))


@dataclass(frozen=True, slots=True)
class Coast:
    """That a state or territory has a coast on the sea."""

    iso3: str
    term: Term = ALWAYS
    note: str = ""
