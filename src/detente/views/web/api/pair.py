"""GET /api/pair, /api/pair/chart, /api/pair/events: how two actors stand, drawn, and what lies under each number."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from detente.engines.pairs import Where
from detente.pipeline.pair_events import pair_events as find_events
from detente.relations.relation import Relation
from detente.views.charts.palette import PAGE
from detente.views.charts.relation_chart import relation_spec
from detente.views.json_rows import Row
from detente.views.relation_curve import TITLES, relation_curve
from detente.views.relation_rows import party_row, relation_row
from detente.views.web.answers import Asked
from detente.views.web.api.rows import Days, First, From, Interval, Party, Second, Shift, Spec, To, ToldEvent
from detente.views.web.problems import NotFoundError
from detente.views.web.sentences import told_events

router = APIRouter(tags=["pair"])


class Measure(BaseModel):
    """A measure of the pair's months: its name, what it says, unit, bounds, and what a missing month means."""

    name: str
    title: str
    unit: str
    bounds: list[float | None]
    missing: str


class Month(BaseModel):
    """A month: `forth` and `back` count the four quad classes of each direction; `values` are by measure."""

    month: date
    covered: bool
    events: float | None
    month_volume: float | None
    forth: list[float | None]
    back: list[float | None]
    values: dict[str, Interval]


class Moved(BaseModel):
    """What moved the level, and by how much."""

    given: str
    by: float | None
    value: str


class Level(BaseModel):
    """How the two stood in the last month over the peace scale; without enough evidence `reason` says why."""

    month: date
    window_start: date
    probabilities: dict[str, float | None] | None
    likeliest: str | None
    peace: float | None
    moved: list[Moved]
    reason: str | None


class FirstRow(BaseModel):
    """An event that is a first in the record, in words."""

    event: str
    kind: str
    likeness: str
    before: str | None
    years: float | None
    words: str


class Claim(BaseModel):
    """A first that a text claims, held against the record."""

    event: str
    claim: str
    verdict: str
    reason: str
    against: list[str]


class Pair(BaseModel):
    """How two actors stand. `said` are ties, stances and the like that texts tell, as `read --json` has statements."""

    first: Party
    second: Party
    coverage: list[Days]
    measures: list[Measure]
    months: list[Month]
    level: Level | None
    shifts: list[Shift]
    live: list[Shift]
    firsts: list[FirstRow]
    claims: list[Claim]
    said: list[dict[str, Any]]
    events_in_all: int = Field(ge=0)
    licences: list[str]


class Events(BaseModel):
    """A page of a pair's events, the latest first; `in_all` is how many fit."""

    first: Party
    second: Party
    in_all: int = Field(ge=0)
    offset: int = Field(ge=0)
    events: list[ToldEvent]


@router.get("/pair", response_model=Pair)
def pair(of: Asked, a: First, b: Second, start: From = None, to: To = None) -> Response:
    """How two actors stand: months with every measure, level, shifts, what texts say of both."""
    return of.json(Pair, (a, b, start, to), lambda: _pair_row(of.relation(a, b, start, to)))


@router.get("/pair/chart", response_model=Spec)
def pair_chart(
    of: Asked,
    a: First,
    b: Second,
    measure: Annotated[str, Query(max_length=60, description="Which measure to draw.")] = "goldstein_stock",
    start: From = None,
    to: To = None,
) -> Response:
    """The curve as a Vega-Lite specification; its colours are the page's own CSS variables."""
    key = ("chart", a, b, measure, start, to)
    body = of.kept(key, lambda: json.dumps(_chart(of.relation(a, b, start, to), measure)).encode())
    return Response(body, media_type="application/json")


@router.get("/pair/events", response_model=Events)
def pair_events(
    of: Asked,
    a: First,
    b: Second,
    start: From = None,
    to: To = None,
    ids: Annotated[
        list[Annotated[str, Query(max_length=300)]] | None,
        Query(max_length=50, description="Only these events; may be repeated."),
    ] = None,
    quad_class: Annotated[int | None, Query(ge=1, le=4, description="Only events of this quad class.")] = None,
    offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
    most: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """The events under a pair's numbers with their sentences, the latest first."""
    where = Where(tuple(ids or ()), start, to, quad_class)

    def make() -> Row:
        root, actors = of.world.path, of.settings.user_actors
        found = find_events(root, a, b, where, offset=offset, most=most, user_actors=actors)
        shown = told_events(root, found.events)
        return {
            "first": party_row(found.first), "second": party_row(found.second),
            "in_all": found.in_all, "offset": offset, "events": shown,
        }  # fmt: skip

    return of.json(Events, (a, b, where, offset, most), make)


def _pair_row(relation: Relation) -> Row:
    whole = relation_row(relation)
    names = [measure["name"] for measure in whole["measures"]]
    kept = ("first", "second", "coverage", "level", "shifts", "live", "firsts", "claims", "said", "events_in_all")
    plain = ("month", "covered", "events", "month_volume", "forth", "back")
    return {name: whole[name] for name in kept} | {
        "measures": [
            measure | {"title": TITLES.get(measure["name"], _title(measure))} for measure in whole["measures"]
        ],
        "months": [
            {name: month[name] for name in plain} | {"values": {name: month[name] for name in names}}
            for month in whole["months"]
        ],
        "licences": whole["licences"],
    }


def _title(measure: Row) -> str:
    return f"{measure['name'].replace('_', ' ')}, {measure['unit']}"


def _chart(relation: Relation, measure: str) -> Spec:
    curve = relation_curve(relation, measure)
    if curve is None or curve.is_bare:
        known = ", ".join(each.name for each in relation.measures) or "none"
        raise NotFoundError(f"No month of this pair has a value of {measure!r}. Measures of the pair: {known}.")
    return relation_spec(curve, palette=PAGE)
