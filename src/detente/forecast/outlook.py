"""What is ahead of two actors, as far as a record tells: the result that views show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.forecast.dyads.past_record import PastScores
from detente.forecast.levels.level_forecast import LevelForecast
from detente.forecast.levels.rungs import RungForecast
from detente.relations.levels.level import LevelEstimate, NotEnoughEvidence
from detente.relations.relation import PartyName
from detente.shown import Shown


@dataclass(frozen=True, slots=True)
class EventForecast:
    """Whether two actors see an event of a kind within some months, and how many.

    Attributes:
        target: A quad class in words ("verbal conflict") or a PLOVER type ("SANCTION").
        kind: quad or type.
        months: How far ahead.
        until: The last day that counts.
        method: model; own rate, where the record is too thin for a model or the model did no better there; first
            contact, where the two have no event in the record.
        probability: Of at least one such event.
        mean, low, high: Expected events, and the range in which 90 of 100 such counts lie; None for first contacts.
        climatology, persistence, own_rate: What simple rules say: how often it came to all dyads; to those whose last
            stretch of as many months was like the pair's; how often to these two in their own past. None for first
            contacts.
        past: The record of such forecasts of all quad classes or all types; None where the past is too short.
        past_of_target: That of this target alone.
    """

    target: str
    kind: str
    months: int
    until: date
    method: str
    probability: float
    mean: float | None
    low: int | None
    high: int | None
    climatology: float | None
    persistence: float | None
    own_rate: float | None
    past: PastScores | None
    past_of_target: PastScores | None


@dataclass(frozen=True, slots=True)
class Outlook(Shown):
    """What is ahead of two actors, from what was known on a day.

    Attributes:
        first, second: The two.
        as_of: The day: nothing published after it was looked at.
        asked: The day asked for; later than `as_of` where the feeds end before.
        since: First day of the record.
        months: Months of the record that feeds covered whole.
        dyads: How many dyads of it had an event.
        events: How many the two had in it.
        level: The level now, from what was known; or why there is not enough evidence; None where no month is known.
        levels: Levels 1, 5 and 10 years ahead; empty without a level now.
        rungs: Rungs of cooperation, each 1, 5 and 10 years ahead.
        record_years: Whole years of events that the rungs are counted on.
        parts: By months ahead, then quad classes before types; empty where nothing can be said.
        why_not: Why there is no forecast of events, or None.
    """

    first: PartyName
    second: PartyName
    as_of: date
    asked: date | None
    since: date | None
    months: int
    dyads: int
    events: int
    parts: tuple[EventForecast, ...]
    why_not: str | None = None
    level: LevelEstimate | NotEnoughEvidence | None = None
    levels: tuple[LevelForecast, ...] = ()
    rungs: tuple[RungForecast, ...] = ()
    record_years: int = 0

    def of(self, target: str, months: int) -> EventForecast:
        """The forecast of a target some months ahead.

        Raises:
            KeyError: There is none.
        """
        for part in self.parts:
            if (part.target, part.months) == (target, months):
                return part
        raise KeyError((target, months))
