"""GET /api/actors: whom one may ask about, as one types."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, StringConstraints
from starlette.responses import Response

from detente.actors.candidates import find_argument
from detente.actors.names import key
from detente.actors.registry import Registry
from detente.engines.holdings import NamedActor
from detente.pipeline.overview import actors_of, names_of
from detente.views.json_rows import Row
from detente.views.web.answers import Answers, Asked

router = APIRouter(tags=["actors"])


class ActorRow(BaseModel):
    """An actor, and in how many of the world's events it takes part."""

    id: str
    name: str
    kind: str | None
    events: int


class Actors(BaseModel):
    """Actors that fit, the best first."""

    actors: list[ActorRow]


Typed = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


@router.get("/actors", response_model=Actors)
def actors(
    of: Asked,
    q: Annotated[Typed, Query(description="What was typed: the beginning of a name, an id or a code.")] = "",
    most: Annotated[int, Query(ge=1, le=100, description="How many to give.")] = 12,
) -> Response:
    """Actors of the world's events whose name or id begins with what was typed, or holds it; the busiest first."""
    return of.json(Actors, (q, most), lambda: {"actors": _fitting(of, q, most)})


def _fitting(of: Answers, typed: str, most: int) -> list[Row]:
    registry = Registry.load(of.settings.user_actors)
    known = actors_of(of.world.path)
    names = names_of(of.world.path, [actor.id for actor in known], of.settings.user_actors)
    wanted = key(typed)
    meant = find_argument(registry, typed) if typed else None

    def rank(actor: NamedActor) -> int | None:
        name = key(names[actor.id])
        if meant is not None and actor.id == meant.id:
            return 0
        if not wanted or name.startswith(wanted) or actor.id.casefold().startswith(typed.casefold()):
            return 1
        return 2 if wanted in name else None

    fitting = [(place, actor) for actor in known if (place := rank(actor)) is not None]
    fitting.sort(key=lambda each: each[0])  # stable: within a rank the busiest stay first
    return [
        {"id": actor.id, "name": names[actor.id], "kind": actor.kind, "events": actor.events}
        for _, actor in fitting[:most]
    ]
