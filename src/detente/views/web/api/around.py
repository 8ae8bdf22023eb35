"""GET /api/pair/around, /api/pair/chance: who and what stands around two actors, and what chance would make of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from detente.pipeline.explanations import look_around
from detente.pipeline.overview import names_of
from detente.relations.explanation import Surroundings
from detente.relations.networks.balance import WHAT_BALANCE_IS
from detente.views.explanation_rows import explanation_row, surroundings_row
from detente.views.json_rows import Row
from detente.views.web.answers import Answers, Asked
from detente.views.web.api.rows import Days, Event, First, Party, Second

router = APIRouter(tags=["pair"])

At = Annotated[date | None, Query(description="The day; the last that feeds cover where not given.")]


class Edge(BaseModel):
    """How two actors stand: + or -, how many events speak for it, and ids of some."""

    actors: list[str]
    sign: str
    weight: float | None
    evidence: list[str]
    against: list[str]


class ThirdParty(BaseModel):
    """A third party with its ties to both; like signs pull the two together, unlike ones apart."""

    actor: str
    pull: str
    symbols: str
    balanced: bool | None
    to_first: Edge
    to_second: Edge


class BrokerRow(BaseModel):
    """Who is on good terms with both sides of a rivalry: the rivalry, and the two ties."""

    actor: str
    between: list[list[Edge]]


class Stand(BaseModel):
    """What an actor's statements on an issue come to, with their ids."""

    position: str
    evidence: list[str]


class Issue(BaseModel):
    """An issue on which texts give a stance of both."""

    issue: str
    comparison: str
    first: Stand
    second: Stand


class Route(BaseModel):
    """Land exits of a state without a coast."""

    state: str
    neighbours: list[str]
    gateways: list[str]
    closing_set: list[str] | None
    other_minimum_sets: list[list[str]]
    way_through_other: bool
    other_in_closing_set: bool


class Around(BaseModel):
    """What stands around two actors on a day; `names` are those of all ids in it."""

    first: Party
    second: Party
    window: Days
    record_conflict_share: float | None
    edge: Edge | None
    third_parties: list[ThirdParty]
    brokers: list[BrokerRow]
    opponents: list[str]
    issues: list[Issue]
    routes: list[Route]
    events: list[Event]
    quotes: dict[str, str]
    names: dict[str, str]
    what_it_is: str


class BesideNull(BaseModel):
    """A figure beside the same figure of networks whose signs were dealt out anew: mean, middle 90 %, z, p, draws."""

    observed: float | None
    mean: float | None
    low: float | None
    high: float | None
    z: float | None
    p: float | None
    draws: int


class Chance(BaseModel):
    """The pair's figures and the whole network's, each beside chance; `network` as `explain --json` has it."""

    together: BesideNull | None
    apart: BesideNull | None
    shared_friends: BesideNull | None
    network: dict[str, Any]


@router.get("/pair/around", response_model=Around)
def pair_around(
    of: Asked,
    a: First,
    b: Second,
    at: At = None,
    events: Annotated[
        bool, Query(description="Whether the events that ties rest on are told, or their ids only.")
    ] = True,
) -> Response:
    """Third parties, brokers, shared issues and opponents, land routes."""
    return of.json(Around, (a, b, at, events), lambda: _row(of, a, b, at, tells_events=events))


@router.get("/pair/chance", response_model=Chance)
def pair_chance(of: Asked, a: First, b: Second, at: At = None) -> Response:
    """The figures of `detente explain` beside chance; takes a second or more."""
    actors = of.settings.user_actors
    return of.json(Chance, (a, b, at), lambda: explanation_row(of.world.explain(a, b, day=at, user_actors=actors)))


def _row(of: Answers, a: str, b: str, at: date | None, *, tells_events: bool) -> Row:
    actors = of.settings.user_actors
    told: Surroundings = look_around(of.world.path, a, b, day=at, user_actors=actors, tells_events=tells_events)
    row = surroundings_row(told)
    ids = {told.first.id, told.second.id, *row["opponents"], *(third["actor"] for third in row["third_parties"])}
    for broker in row["brokers"]:
        ids |= {
            broker["actor"],
            *(actor for triple in broker["between"] for edge in triple for actor in edge["actors"]),
        }
    for route in row["routes"]:
        ids |= {route["state"], *route["neighbours"], *route["gateways"], *(route["closing_set"] or ())}
        ids |= {state for each in route["other_minimum_sets"] for state in each}
    return row | {
        "names": names_of(of.world.path, sorted(ids), of.settings.user_actors),
        "what_it_is": WHAT_BALANCE_IS,
    }
