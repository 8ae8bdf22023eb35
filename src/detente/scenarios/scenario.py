"""A scenario: how things stand, what changes, and where each number comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from detente.errors import DetenteError
from detente.relations.routes.records import Closure, Traffic


class ScenarioError(DetenteError):
    """A scenario that cannot be read or answered; the message names file, line and field."""


class Origin(StrEnum):
    """Where a number comes from."""

    SOURCE = "source"
    """Something that the file names."""
    TABLE = "table"
    """A table that comes with Detente, whose source the number tells."""
    WORLD = "world"
    """Measured in the world that was asked."""
    ASSUMPTION = "assumption"
    """Somebody's judgement; also where a source gives the direction, but not the number."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a scenario.

    Attributes:
        field: Where the file has it, as "issues.cpec.positions.IND.salience"; each number has its own.
        value: What is reckoned with.
        low, high: Between which it may lie; both the value itself where it is taken as certain.
        origin: What kind of thing it comes from.
        why: The source, or what the assumption rests on, in words; may be empty for an assumption.
        quote: The words of a text behind it, if any.
        evidence: Ids of a world's events and statements behind it.
        line: The file's line, where it stands in one.
        own: The file's own value, where another one is tried out.
    """

    field: str
    value: float
    low: float
    high: float
    origin: Origin
    why: str = ""
    quote: str | None = None
    evidence: tuple[str, ...] = ()
    line: int | None = None
    own: float | None = None

    @property
    def varies(self) -> bool:
        """Whether it has a range."""
        return self.low < self.high


@dataclass(frozen=True, slots=True)
class Party:
    """An actor of a scenario: its id in the file, its name, the state it is (iso3) or None, and how strong it is."""

    id: str
    name: str
    state: str | None
    size: Number


@dataclass(frozen=True, slots=True)
class Stand:
    """What an actor wants of an issue: a position on its scale, and how much it cares, 0 to 100."""

    position: Number
    salience: Number


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that actors want different things of, as a scale with two ends.

    Attributes:
        id, title: Its name in the file, and in words.
        low, high: The ends of the scale.
        low_means, high_means: What they mean.
        stands: What each actor wants; actors without an entry don't care.
    """

    id: str
    title: str
    low: float
    high: float
    low_means: str
    high_means: str
    stands: Mapping[str, Stand]

    def share(self, value: Any) -> Any:
        """A value of the scale, or an array of them, as 0 to 100."""
        return 100 * (value - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class RouteQuestion:
    """Whose ways over land to the sea count for whom.

    Attributes:
        of: The iso3 of the state that the ways lead out of.
        user: The actor that needs them.
        unusable: States (iso3) that let nothing of the user's through.
        closed: Closures besides those of the tables.
        opened: Borders whose closures in the tables don't count, each by its two sides (iso3).
        traffic: What is to pass.
        why: What says that these states are unusable; shown beside the answer.
    """

    of: str
    user: str
    unusable: frozenset[str] = frozenset()
    closed: tuple[Closure, ...] = ()
    opened: frozenset[frozenset[str]] = frozenset()
    traffic: Traffic = Traffic.GOODS
    why: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """How things stand, before or after.

    Attributes:
        parties: Who takes part, in the file's order.
        ties: Each two actors' propensity to work together, -2 (enemies) to 2 (allies), by their ids in file order.
        issues: What is fought over.
        routes: Ways over land.
    """

    parties: tuple[Party, ...]
    ties: Mapping[tuple[str, str], Number]
    issues: tuple[Issue, ...]
    routes: tuple[RouteQuestion, ...] = ()

    def tie(self, a: str, b: str) -> Number:
        """The tie of two parties, whichever way round."""
        return self.ties[(a, b)] if (a, b) in self.ties else self.ties[(b, a)]


@dataclass(frozen=True, slots=True)
class Mediation:
    """A time when an actor carried messages or a deal between others, with what says so."""

    what: str
    why: str
    quote: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokerAsked:
    """Someone who might carry the deal: how likely it comes about and holds with it, if said, and its record."""

    id: str
    holds: Number | None
    record: tuple[Mediation, ...] = ()


@dataclass(frozen=True, slots=True)
class Deal:
    """A bargain between two actors over some of the issues.

    Attributes:
        between: The two.
        issues: Ids of the issues it settles.
        without: Outcomes without it, by issue; of an issue that has none, the compromise of all after the change.
        by_size: Whether bargaining power goes by size; else both have the same.
        holds: How likely it comes about and holds when the two make it alone, 0 to 1; None when not said.
        brokers: Who might carry it.
    """

    between: tuple[str, str]
    issues: tuple[str, ...]
    without: Mapping[str, Number] = field(default_factory=dict)
    by_size: bool = False
    holds: Number | None = None
    brokers: tuple[BrokerAsked, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A condition or prediction that belongs to the story, with its source; nothing is reckoned from it."""

    text: str
    why: str
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A difference from a baseline.

    Attributes:
        title, about: What it is, in words.
        as_of: The day on which it stands; sizes and routes are of that day.
        pair: The two whose relation is asked about, if any.
        how_far: The id of the issue whose outcome says how far that relation goes, if any.
        before, after: How things stand without and with the change.
        change: What changes, in words.
        changed: Fields of the change, as the file has them.
        deal: The bargain, if one is looked at.
        said: Conditions and predictions.
        file: The file's name.
    """

    title: str
    about: str
    as_of: date
    pair: tuple[str, str] | None
    how_far: str | None
    before: Setting
    after: Setting
    change: str
    changed: tuple[str, ...]
    deal: Deal | None
    said: tuple[Said, ...]
    file: str

    def numbers(self) -> tuple[Number, ...]:
        """Every number, each once, in the order of the file's sections."""
        found: dict[str, Number] = {}
        for setting in (self.before, self.after):
            listed = [party.size for party in setting.parties]
            listed += setting.ties.values()
            listed += [
                number
                for issue in setting.issues
                for stand in issue.stands.values()
                for number in (stand.position, stand.salience)
            ]
            found |= {number.field: number for number in listed if number.field not in found}
        if self.deal:
            more = [*self.deal.without.values(), self.deal.holds, *(broker.holds for broker in self.deal.brokers)]
            found |= {number.field: number for number in more if number is not None}
        return tuple(found.values())

    def name(self, party: str) -> str:
        """An actor's name."""
        return next((each.name for each in (*self.after.parties, *self.before.parties) if each.id == party), party)
