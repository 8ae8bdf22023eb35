"""A world asked for every realignment in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from detente.engines.day_network import DayInWorld
from detente.engines.dyads import coverage_of, world_dyads
from detente.pipeline.around import asked_around
from detente.pipeline.parties import find_party
from detente.pipeline.surveys import survey
from detente.relations.coverage import Coverage
from detente.relations.dyad_months import DyadMonths
from detente.relations.events import RelationEvent
from detente.relations.panel import PanelSpec
from detente.relations.shifts.known_months import MIN_EVENTS
from detente.relations.shifts.moved_together import MovedTogether, moved_together
from detente.relations.shifts.shift import Shift
from detente.relations.shifts.union import ShiftSurvey
from detente.shown import Shown
from detente.world.reading_back import connected

MOST_WITH_EVENTS: Final = 50
"""Shifts, the first ones, for which events and company are looked up."""


@dataclass(frozen=True, slots=True)
class FoundShift:
    """A shift of two states, the third parties that moved with it, and events of the months around it."""

    shift: Shift
    together: MovedTogether
    events: tuple[RelationEvent, ...]


@dataclass(frozen=True, slots=True)
class WorldShifts(Shown):
    """Every shift of a world's dyads of states.

    Attributes:
        shifts: The strongest first.
        coverage: When the feeds were there.
        searched: How many dyads were searched.
        skipped: How many were not, by reason.
        start, end: The days asked for; None is open.
    """

    shifts: tuple[FoundShift, ...]
    coverage: Coverage
    searched: int
    skipped: dict[str, int]
    start: date | None
    end: date | None


def world_shifts(
    root: Path,
    *,
    start: date | None = None,
    end: date | None = None,
    actor: str | None = None,
    user_actors: Sequence[Path] = (),
    jobs: int | None = 1,
) -> WorldShifts:
    """Every shift of a world, ranked.

    Args:
        root: The world's directory.
        start: Shifts before this day are left out; months before it still tell what was before.
        end: Events after this day's month are not looked at.
        actor: Only shifts in which this actor's state takes part; all dyads are searched even so, for the company.
        user_actors: YAML files with actors of the user's own.
        jobs: Processes to search in; None takes more than one where there are many dyads. A script that allows more
            than one must guard its own code with ``if __name__ == "__main__":``.

    Raises:
        UnknownActorError: `actor` means nobody.
        WorldError: The world cannot be read.
    """
    party = find_party(root, actor, user_actors).id if actor else None
    dyads = list(world_dyads(root, PanelSpec(directed=False, end=end), least_events=MIN_EVENTS))
    surveyed = survey(dyads, jobs)
    chosen = [
        shift
        for shift in surveyed.shifts
        if (party is None or party in shift.actors) and (start is None or shift.month >= start.replace(day=1))
    ]
    return WorldShifts(
        shifts=tuple(_found(root, chosen, surveyed, dyads)),
        coverage=coverage_of(root),
        searched=surveyed.searched,
        skipped=surveyed.skipped,
        start=start,
        end=end,
    )


def _found(root: Path, chosen: Sequence[Shift], surveyed: ShiftSurvey, dyads: Sequence[DyadMonths]) -> list[FoundShift]:
    months = len(dyads[0]) if dyads else 1
    with connected(root) as connection:
        world = DayInWorld(connection, root, date.max, ())
        told = world.telling_events([asked_around(shift) for shift in chosen[:MOST_WITH_EVENTS]])
    return [
        FoundShift(shift, moved_together(shift, surveyed.shifts, months), told[at] if at < len(told) else ())
        for at, shift in enumerate(chosen)
    ]
