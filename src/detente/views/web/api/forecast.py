"""GET /api/forecast, /api/forecast/chart: what is ahead of two actors, as `detente forecast` tells it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from detente.forecast.outlook import Outlook
from detente.views.charts.outlook_charts import records_of, reliability_chart
from detente.views.charts.palette import PAGE
from detente.views.charts.svg import fit_for_xml
from detente.views.outlook_rows import outlook_row
from detente.views.outlook_words import (
    basis_words,
    level_now_words,
    level_record_words,
    method_words,
    record_words,
    rungs_basis_words,
)
from detente.views.web.answers import Answers, Asked
from detente.views.web.api.rows import First, Second, Spec
from detente.views.web.problems import NotFoundError

router = APIRouter(tags=["forecast"])

AsOf = Annotated[
    date | None, Query(description="Nothing published after it is looked at; the last covered day where not given.")
]
Probability = Annotated[float, Field(ge=0, le=1)]


class Named(BaseModel):
    """An actor."""

    id: str
    name: str


class EventAhead(BaseModel):
    """At least one event of a target by a day: probability, expected events, baselines, record of such forecasts."""

    target: str
    kind: Literal["quad", "type"]
    months: int
    until: date
    method: Literal["model", "own rate", "first contact"]
    probability: Probability
    expected: dict[str, float] | None
    baselines: dict[str, float | None]
    record: str | None
    record_of_target: dict[str, Any] | None


class LevelAhead(BaseModel):
    """Levels of the peace scale some years ahead, from base rates."""

    years: int
    until: date
    probabilities: dict[str, Probability]
    low: dict[str, Probability]
    high: dict[str, Probability]
    higher: Probability
    lower: Probability
    rests_on: int
    known: int
    record: dict[str, float]


class RungAhead(BaseModel):
    """A rung of cooperation within some years; no probability where the record is too short, with the reason."""

    rung: str
    years: int
    probability: Probability | None
    low: Probability | None
    high: Probability | None
    reached: date | None
    cases: int
    came: int
    among: str
    why_not: str | None


class Words(BaseModel):
    """What the numbers rest on, in words; `records` by months ahead."""

    basis: str
    records: dict[str, str]
    level: str
    levels: str | None
    rungs: str | None


class Ahead(BaseModel):
    """What is ahead of two actors, from what was known on a day."""

    first: Named
    second: Named
    as_of: date
    asked: date | None
    why_not: str | None
    based_on: dict[str, Any]
    events: list[EventAhead]
    records: dict[str, Any]
    level: dict[str, Any] | None
    levels: list[LevelAhead]
    rungs: list[RungAhead]
    record_years: int
    words: Words


@router.get("/forecast", response_model=Ahead)
def forecast(of: Asked, a: First, b: Second, as_of: AsOf = None) -> Response:
    """Probabilities of events, levels and rungs ahead, each beside baselines and the record of such forecasts."""
    return of.json(Ahead, (a, b, as_of), lambda: _row(_outlook(of, a, b, as_of)))


@router.get("/forecast/chart")
def forecast_chart(of: Asked, a: First, b: Second, as_of: AsOf = None) -> Spec:
    """The reliability of such forecasts as a Vega-Lite specification; its colours are the page's own variables."""
    return of.kept(("forecast chart", a, b, as_of), lambda: _chart(_outlook(of, a, b, as_of)))


def _outlook(of: Answers, a: str, b: str, as_of: date | None) -> Outlook:
    return of.kept(
        ("outlook", a, b, as_of),
        lambda: of.world.forecast(a, b, as_of=as_of, user_actors=of.settings.user_actors),
    )


def _row(told: Outlook) -> dict[str, Any]:
    quads = {
        months: [part for part in told.parts if (part.months, part.kind) == (months, "quad")]
        for months in (1, 3, 6, 12)
    }
    words = {
        "basis": basis_words(told),
        "records": {
            str(months): method_words(parts) + record_words(parts[0]) for months, parts in quads.items() if parts
        },
        "level": level_now_words(told),
        "levels": level_record_words(told.levels[1]) if told.levels else None,
        "rungs": rungs_basis_words(told) if told.rungs else None,
    }
    return outlook_row(told) | {"words": words}


def _chart(told: Outlook) -> Spec:
    records = records_of(told)
    if not records:
        raise NotFoundError("The past of this world is too short to have tried such forecasts: there is no record.")
    spec: Spec = fit_for_xml(reliability_chart(records, PAGE).to_dict())
    return spec
