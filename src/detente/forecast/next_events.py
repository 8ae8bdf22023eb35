"""What an actor is likely to do next and to whom, or who will do it to the actor: the result that views show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.forecast.outlook import EventForecast
from detente.forecast.scores import RankScores
from detente.relations.relation import PartyName
from detente.shown import Shown

Role = Literal["source", "target"]
"""Which end of the events the actor asked about is at."""


@dataclass(frozen=True, slots=True)
class ActorName:
    """An actor as shown."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PastAct:
    """Who did what to whom, so often, in the past that is looked at.

    Attributes:
        source, type, target: The act; the type is PLOVER's.
        days: On how many days.
        last: The latest of them, the latest first.
        events: Evidence ids of the events of the days in `last`.
    """

    source: ActorName
    type: str
    target: ActorName
    days: int
    last: tuple[date, ...]
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RankReason:
    """What speaks for an actor's rank, or against it.

    Attributes:
        about: A `Family` of clues in lower case.
        log_odds: What it added; below 0 it spoke against.
        acts: The past acts it rests on; none where it is about frequencies or vectors.
    """

    about: str
    log_odds: float
    acts: tuple[PastAct, ...] = ()


@dataclass(frozen=True, slots=True)
class RankedActor:
    """An actor at the other end of an expected event.

    Attributes:
        actor: Who.
        rank: 1 is best, among all actors. It is no probability, and supposes that an event of the type comes.
        before: The same act in the past; None where there was none.
        reasons: The strongest first. Sums of what rests on no single event are relative to the average candidate.
        nets: What the nets added beyond the average candidate, by feature, the largest first.
    """

    actor: ActorName
    rank: int
    before: PastAct | None
    reasons: tuple[RankReason, ...]
    nets: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class RankRecord:
    """How high the right actors came in rankings made before the day of the event, and by the recurrency baseline."""

    scores: RankScores
    baseline: RankScores


@dataclass(frozen=True, slots=True)
class TypeAhead:
    """One type of event.

    Attributes:
        type: PLOVER's.
        rate: How likely the actor does (or meets) it within a month at all, and how often, whoever is at the other
            end; None where that cannot be told.
        events: How many there were in the whole past.
        last: Day of the last of them within the facts that are looked at.
        ranked: Who it will be, the best first; empty where nobody can be ranked.
        met: With whom it was in the past, the most frequent first.
        record: Of such rankings of this type of the actor's peers (`HeldOut.peers`); None where none was tried.
    """

    type: str
    rate: EventForecast | None
    events: int
    last: date | None
    ranked: tuple[RankedActor, ...]
    met: tuple[PastAct, ...]
    record: RankRecord | None


@dataclass(frozen=True, slots=True)
class HeldOut:
    """The last days before the as-of day, each ranked from what was known of the days before it.

    Attributes:
        first, last: The first and last of these days.
        days: How many had events.
        all_actors: Rankings of all actors' events, from the same end.
        peers: Of the events of all states where the actor is one, else of all that are none: an actor within a state
            has few partners, and is ranked well easily.
        own: Of the events of the actor asked about; None without any.
    """

    first: date
    last: date
    days: int
    all_actors: RankRecord
    peers: RankRecord | None
    own: RankRecord | None


@dataclass(frozen=True, slots=True)
class NextEvents(Shown):
    """What is next of an actor, from what was known on a day.

    Attributes:
        actor: Who was asked about.
        role: The actor's end: source tells whom it will act on, target who will act on it.
        as_of: The day: nothing published after it was looked at.
        asked: The day asked for; later than `as_of` where the feeds end before.
        months: Months of the record that feeds covered whole.
        facts: Facts that rankings were learned from: who did what to whom on a day, each once.
        since, until: Days of the first and the last of them; None without any.
        used: Events that they are made of.
        total: Events of the whole past; more than `used` where only the latest are.
        actors: Who were ranked.
        late: Share of the facts that became known more than a day after they fell.
        held_out: How good rankings have been; None where the past is too short to try.
        types: Those that the actor did (or met), the likeliest first; or the one asked for.
        why_not_rated: Why no rates are told, or None.
        why_not_ranked: Why nobody is ranked, or None.
    """

    actor: PartyName
    role: Role
    as_of: date
    asked: date | None
    months: int
    facts: int
    since: date | None
    until: date | None
    used: int
    total: int
    actors: int
    late: float
    held_out: HeldOut | None
    types: tuple[TypeAhead, ...]
    why_not_rated: str | None = None
    why_not_ranked: str | None = None

    def of(self, type_: str) -> TypeAhead:
        """One type.

        Raises:
            KeyError: The actor has none of it.
        """
        for each in self.types:
            if each.type == type_:
                return each
        raise KeyError(type_)
