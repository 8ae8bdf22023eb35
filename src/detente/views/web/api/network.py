"""GET /api/network: who stands how to whom on a day, laid out."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from detente.engines.holdings import events_by_month
from detente.pipeline.networks import DayNetwork, NetworkParts, network_at, parts_of
from detente.pipeline.overview import names_of
from detente.relations.networks.balance import WHAT_BALANCE_IS
from detente.relations.networks.signed import SignedEdge
from detente.views.explanation_rows import edge_row
from detente.views.json_rows import Row
from detente.views.web.answers import Answers, Asked
from detente.views.web.api.rows import Days
from detente.views.web.network_layout import TALL, WIDE, lay_out
from detente.world.reading_back import connected

router = APIRouter(tags=["network"])

MOST_BROKERS = 10
MOST_BLOCS = 12


class Node(BaseModel):
    """An actor in the picture; `side` is its faction, 0 or 1, in a split with the fewest ties that stand against it."""

    id: str
    name: str
    label: str
    x: float
    y: float
    ties: int
    hostile: int
    side: int | None


class NetworkEdge(BaseModel):
    """A tie; `against_split` tells a friend across the factions, or a foe within one."""

    actors: list[str]
    sign: Literal["+", "-"]
    weight: float | None
    evidence: list[str]
    against: list[str]
    against_split: bool


class Broker(BaseModel):
    """Who is on good terms with both sides of rivalries, and which."""

    id: str
    name: str
    rivalries: list[list[str]]


class Bloc(BaseModel):
    """Actors that are all on good terms with each other."""

    members: list[str]


class Network(BaseModel):
    """The network of a day. `actors` and `edges_in_all` count what there is; the picture has the busiest actors."""

    day: date
    window: Days
    months: Days | None
    record_conflict_share: float | None
    width: float
    height: float
    letter: float
    nodes: list[Node]
    edges: list[NetworkEdge]
    actors_in_all: int = Field(ge=0)
    edges_in_all: int = Field(ge=0)
    frustration: float
    frustration_is_exact: bool
    brokers: list[Broker]
    blocs: list[Bloc]
    names: dict[str, str]
    what_it_is: str


@router.get("/network", response_model=Network)
def network(
    of: Asked,
    at: Annotated[
        date | None, Query(description="A day of the month shown; the last covered one where not given.")
    ] = None,
    most: Annotated[int, Query(ge=2, le=120, description="How many actors, those with the most ties.")] = 60,
    shape: Annotated[Literal["wide", "tall"], Query(description="For a desk or for a phone.")] = "wide",
) -> Response:
    """The signed network at the end of a month, from the twelve months up to it."""
    day = None if at is None else at.replace(day=monthrange(at.year, at.month)[1])
    return of.json(Network, (day, most, shape), lambda: _row(of, day, most, shape))


def _row(of: Answers, day: date | None, most: int, shape: str) -> Row:
    told, parts = of.kept(("day network", day), lambda: _told(of, day))
    canvas = WIDE if shape == "wide" else TALL
    degree = Counter(actor for edge in told.network.edges for actor in (edge.first, edge.second))
    weight: Counter[str] = Counter()
    for edge in told.network.edges:
        for actor in (edge.first, edge.second):
            weight[actor] += edge.weight  # type: ignore[assignment]  # weights are events or statements
    chosen = sorted(degree, key=lambda actor: (-degree[actor], -weight[actor], actor))[:most]
    shown = [edge for edge in told.network.edges if {edge.first, edge.second} <= set(chosen)]
    names = names_of(of.world.path, sorted(told.network.actors), of.settings.user_actors)
    labels = {id_: label_of(id_, names[id_], shape) for id_ in chosen}
    sides = _sides(parts)
    points = lay_out(labels, shown, sides, canvas)
    hostile = Counter(actor for edge in shown if edge.sign < 0 for actor in (edge.first, edge.second))
    ties = Counter(actor for edge in shown for actor in (edge.first, edge.second))
    frustrated = {(edge.first, edge.second) for edge in parts.sides.frustrated}
    months = _months(of)
    return {
        "day": told.day,
        "window": {"start": told.start, "end": told.day},
        "months": {"start": months[0][0], "end": months[-1][0]} if months else None,
        "record_conflict_share": told.share,
        "width": canvas.width,
        "height": canvas.height,
        "letter": canvas.letter,
        "nodes": [
            {
                "id": id_, "name": names[id_], "label": labels[id_], "x": points[id_][0], "y": points[id_][1],
                "ties": ties[id_], "hostile": hostile[id_], "side": sides.get(id_),
            }
            for id_ in chosen
        ],
        "edges": [_edge(edge, (edge.first, edge.second) in frustrated) for edge in shown],
        "actors_in_all": len(degree),
        "edges_in_all": len(told.network.edges),
        "frustration": parts.sides.index,
        "frustration_is_exact": parts.sides.exact,
        "brokers": [
            {
                "id": broker.actor,
                "name": names[broker.actor],
                "rivalries": [[triple[0].first, triple[0].second] for triple in broker.between],
            }
            for broker in parts.brokers[:MOST_BROKERS]
        ],
        "blocs": [{"members": list(clique)} for clique in parts.blocs.cliques[:MOST_BLOCS]],
        "names": names,
        "what_it_is": WHAT_BALANCE_IS,
    }  # fmt: skip


def _months(of: Answers) -> list[tuple[date, int]]:
    def find() -> list[tuple[date, int]]:
        with connected(of.world.path) as connection:
            return events_by_month(connection)

    return of.kept(("events by month",), find)


def _told(of: Answers, day: date | None) -> tuple[DayNetwork, NetworkParts]:
    told = network_at(of.world.path, day)
    return told, parts_of(told.network)


def label_of(id_: str, name: str, shape: str) -> str:
    """What stands under a node: a short name where there is room, else the code, else a name cut short.

    >>> label_of("IND", "India", "wide"), label_of("IND", "India", "tall"), label_of("CZE", "Czech Republic", "wide")
    ('India', 'IND', 'CZE')
    """
    is_code = len(id_) <= 3
    if shape == "wide" and len(name) <= 12:
        return name
    if is_code:
        return id_
    return name if len(name) <= 14 else f"{name[:13]}…"


def _sides(parts: NetworkParts) -> dict[str, int]:
    return {
        actor: side
        for part in parts.sides.factions
        for side, members in enumerate((part.first, part.second))
        for actor in members
    }


def _edge(edge: SignedEdge, is_frustrated: bool) -> Row:
    return edge_row(edge) | {"against_split": is_frustrated}
