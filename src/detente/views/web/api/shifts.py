"""GET /api/shifts: every realignment of the world, as `detente shifts` finds them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from detente.pipeline.overview import names_of
from detente.pipeline.parties import find_party
from detente.views.json_rows import Row
from detente.views.web.answers import Asked
from detente.views.web.api.rows import Days, Event, From, Name, Shift, To

router = APIRouter(tags=["shifts"])


class ThirdShift(BaseModel):
    """A shift of a third party about the same time."""

    actors: list[str]
    month: date
    direction: Literal["cooperation", "conflict"]
    strength: float | None


class Company(BaseModel):
    """Who moved along, and how many would have by chance."""

    expected: float | None
    p_value: float | None
    third_parties: list[ThirdShift]


class WorldShift(Shift):
    """A shift of two states with names, events and company."""

    names: list[str]
    events: list[Event]
    moved_together: Company


class WorldShifts(BaseModel):
    """Shifts, the most probable and strongest first.

    `state` is "ready", "searching" (the list is of the world as it was before its last change, or empty at first) or
    "failed". `fault` says why it failed.
    """

    state: Literal["ready", "searching", "failed"]
    fault: str | None
    coverage: list[Days]
    searched: int
    in_all: int
    shifts: list[WorldShift]


@router.get("/shifts")
def world_shifts(
    of: Asked,
    start: From = None,
    to: To = None,
    actor: Annotated[Name | None, Query(description="Only shifts in which this actor takes part.")] = None,
    most: Annotated[int, Query(ge=1, le=200, description="How many to give.")] = 20,
) -> WorldShifts:
    """Shifts whose month lies between two days, ranked."""
    found = of.shifts()
    with of.current():
        party = find_party(of.world.path, actor, of.settings.user_actors).id if actor else None
    row = found.row or {"coverage": [], "searched": 0, "shifts": []}
    chosen = [shift for shift in row["shifts"] if _is_asked(shift, party, start, to)]
    with of.current():
        ids = {id_ for shift in chosen[:most] for id_ in shift["actors"]}
        names = names_of(of.world.path, ids, of.settings.user_actors)
    return WorldShifts(
        state="ready" if found.is_current and not found.fault else "failed" if found.fault else "searching",
        fault=found.fault,
        coverage=row["coverage"],
        searched=row["searched"],
        in_all=len(chosen),
        shifts=[
            WorldShift.model_validate(shift | {"names": [names[id_] for id_ in shift["actors"]]})
            for shift in chosen[:most]
        ],
    )


def _is_asked(shift: Row, party: str | None, start: date | None, end: date | None) -> bool:
    month = date.fromisoformat(shift["month"])
    return (
        (party is None or party in shift["actors"])
        and (start is None or month >= start.replace(day=1))
        and (end is None or month <= end)
    )
