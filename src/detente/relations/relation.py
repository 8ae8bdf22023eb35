"""How two actors stand: everything that is known of a pair, each number with what lies under it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.records import Statement
from detente.relations.coverage import Coverage
from detente.relations.dyad_months import DyadMonths
from detente.relations.events import EventsOf, RelationEvent
from detente.relations.levels.level import LevelEstimate, NotEnoughEvidence
from detente.relations.measures.base import MeasuredMonths
from detente.relations.novelty.claims import Checked
from detente.relations.novelty.firsts import First
from detente.relations.shift_events import ShiftEvents
from detente.shown import Shown


@dataclass(frozen=True, slots=True)
class PartyName:
    """One of the two as shown: id, name, kind, and whether all that belongs to it is meant, as of a state.

    Entities that govern themselves without general recognition are asked about as states are.
    """

    id: str
    name: str
    kind: str
    is_state: bool


@dataclass(frozen=True, slots=True)
class SaidOfPair:
    """A statement of a text that names both, and the last day that the text can be from."""

    statement: Statement
    known: date | None


@dataclass(frozen=True, slots=True, eq=False)
class Relation(Shown):
    """A pair in a world.

    Attributes:
        first, second: The two; what is directed runs from the first to the second.
        start, end: The days asked for; None is open.
        coverage: When the feeds were there to see an event of theirs.
        months: What either did to the other by month; None where nothing is known at all.
        forth, back: One direction each.
        measures: Every measure of `months`.
        events: What lies under the months, by date, also what is not counted (`left_out` says why): the latest ones,
            and those that carry shifts.
        parts: How many there are in all, by feed and by why they are left out.
        said: What texts say of both beside events: ties, stances, dependencies, causes, predictions, questions.
        level: How they stood in the last month, over the peace scale, or why that cannot be told; None without months.
        shifts: When it changed, in order of time, each with the events that carry it.
        live: What may have begun in the last months.
        firsts: Events of late that are firsts in the record.
        claims: Firsts that texts claim, held against the record.
        licences: Licence tags of the feeds whose events these are.
    """

    first: PartyName
    second: PartyName
    start: date | None
    end: date | None
    coverage: Coverage
    months: DyadMonths | None
    forth: DyadMonths | None
    back: DyadMonths | None
    measures: tuple[MeasuredMonths, ...]
    events: tuple[RelationEvent, ...]
    parts: tuple[EventsOf, ...]
    said: tuple[SaidOfPair, ...]
    level: LevelEstimate | NotEnoughEvidence | None
    shifts: tuple[ShiftEvents, ...]
    live: tuple[ShiftEvents, ...]
    firsts: tuple[First, ...]
    claims: tuple[Checked, ...]
    licences: tuple[str, ...]

    @property
    def events_in_all(self) -> int:
        """How many events there are; more than `events` where a limit cut them."""
        return sum(part.events for part in self.parts)

    def measured(self, name: str) -> MeasuredMonths | None:
        """The series of a measure, or None where it is not known."""
        return next((series for series in self.measures if series.name == name), None)
