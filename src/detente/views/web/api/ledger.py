"""GET /api/ledger: what came of predictions, and how good who made them has been, as `detente ledger` tells it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from detente.forecast.ledger.entries import DETENTE, Outcome
from detente.pipeline.ledger import Ledger
from detente.pipeline.parties import find_party
from detente.views.ledger_rows import ledger_row
from detente.views.web.answers import Answers, Asked
from detente.views.web.api.rows import Days, Name
from detente.world.predictions import predictions_version

router = APIRouter(tags=["ledger"])

Came = Literal["came", "did not come", "open", "cannot be resolved"]
Share = Annotated[float, Field(ge=0, le=1)]


class Rule(BaseModel):
    """At least one event (none, where negated) of a type from one actor to another after one day and by another."""

    what: str
    source: str
    target: str
    directed: bool
    after: date
    until: date | None
    assumed: bool
    negated: bool
    supplied: list[str]
    words: str


class FirstEvent(BaseModel):
    """The first event that a rule counts."""

    id: str
    day: date


class LedgerEntry(BaseModel):
    """A prediction and what came of it."""

    id: str
    speaker: str
    speaker_name: str
    said: date | None
    wording: str
    condition: str | None
    status: str
    probability: Share | None
    rule: Rule | None
    outcome: Came
    why: str | None
    events: int
    first_event: FirstEvent | None
    scored: bool
    actors: list[str]


class Speaker(BaseModel):
    """How good a speaker has been, on predictions whose time is over and covered by feeds."""

    speaker: str
    name: str
    predictions: int
    resolved: int
    came: int
    hit_rate: Share | None
    brier: Share | None
    brier_climatology: Share | None
    brier_own_rate: Share | None


class Predictions(BaseModel):
    """The ledger of a world; `outcomes` and `in_all` count what was asked for, `entries` holds some of it."""

    within_days: int | None
    coverage: list[Days]
    speakers: list[Speaker]
    outcomes: dict[Came, int]
    in_all: int
    entries: list[LedgerEntry]


@router.get("/ledger", response_model=Predictions)
def ledger(
    of: Asked,
    within: Annotated[
        int | None, Query(ge=1, le=36_500, description="Days assumed where a prediction tells no day.")
    ] = None,
    a: Annotated[Name | None, Query(description="Only predictions that name this actor.")] = None,
    b: Annotated[Name | None, Query(description="And this one.")] = None,
    own: Annotated[bool, Query(description="Whether to list Detente's own kept forecasts too.")] = False,
    most: Annotated[int, Query(ge=1, le=1000, description="How many predictions to list.")] = 200,
) -> Response:
    """Predictions of texts and kept forecasts, held against the events of the world."""
    kept = predictions_version(of.world.path)  # no part of what the server holds ready
    key = (kept, within, a, b, own, most)
    return of.json(Predictions, key, lambda: _row(of, _told(of, kept, within), (a, b), own, most))


def _told(of: Answers, kept: int, within: int | None) -> Ledger:
    return of.kept(("ledger", kept, within), lambda: of.world.ledger(within=within))


def _row(of: Answers, told: Ledger, named: tuple[str | None, ...], own: bool, most: int) -> dict[str, Any]:
    ids = {find_party(of.world.path, name, of.settings.user_actors).id for name in named if name}
    chosen = [each for each in told.entries if ids <= set(each.entry.actors) and (own or each.entry.speaker != DETENTE)]
    outcomes = Counter(each.outcome for each in chosen)
    row = ledger_row(Ledger(tuple(chosen[:most]), told.speakers, told.coverage, told.within))
    return row | {"outcomes": {outcome.value: outcomes[outcome] for outcome in Outcome}, "in_all": len(chosen)}
