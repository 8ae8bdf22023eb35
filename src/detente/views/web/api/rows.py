"""Models that several resources share: the rows of views/*_rows.py, as OpenAPI describes them."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import AfterValidator, BaseModel, Field, StringConstraints

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def _no_control(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("control characters name nobody")
    return text


Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_no_control)
]
"""A name, id or code of an actor, as a parameter."""

First = Annotated[Name, Query(description="A name, id or code: Pakistan, PAK, Islamabad, cow:770.")]
Second = Annotated[Name, Query(description="Another.")]
From = Annotated[date | None, Query(alias="from", description="First day; its whole month counts.")]
To = Annotated[date | None, Query(description="Last day; its whole month counts.")]


class Party(BaseModel):
    """An actor."""

    id: str
    name: str
    kind: str


class Interval(BaseModel):
    """A value with its 90 % interval; null where nothing is known."""

    value: float | None
    low: float | None
    high: float | None


class Days(BaseModel):
    """A stretch of days, both ends included."""

    start: date
    end: date


class EventDate(BaseModel):
    """The days that an event may have fallen on, and how exactly it is dated."""

    start: date | None
    end: date | None
    precision: str | None


class Side(BaseModel):
    """Who acts or is acted upon: the actor itself, and the party that it counts for."""

    id: str | None
    name: str | None
    party: str | None


class Event(BaseModel):
    """An event as `relation --json` tells it. A claim of its speaker, never a fact; `status` says how firm."""

    id: str
    event_date: EventDate
    source: Side
    target: Side
    type: str | None
    mode: str | None
    cameo_code: str | None
    quad_class: int | None = Field(ge=1, le=4)
    goldstein: float | None = Field(ge=-10, le=10)
    status: str
    polarity: str
    novelty: str | None
    speaker: str | None
    quote: str | None
    article_id: str | None
    quote_start: int | None
    quote_end: int | None
    feed: str
    licence: str | None
    origin: str | None
    outlet: str | None
    published_at: str | None
    left_out: str | None


class Sentence(BaseModel):
    """The words of a text that an event rests on, in their sentence."""

    before: str
    words: str
    after: str
    title: str | None
    outlet: str | None


class ToldEvent(Event):
    """An event with the sentence that tells it; null where its feed gives none."""

    sentence: Sentence | None


class Regime(BaseModel):
    """How things stood on one side of a shift; rates are events a month."""

    start: date
    end: date
    known_months: int
    events: float
    conflict_share: Interval | None
    conflict_rate: Interval | None
    cooperation_rate: Interval | None
    event_ids: list[str] = []


class Shift(BaseModel):
    """A change in how two actors stand, with its interval of months and the rate of false alarms."""

    actors: list[str]
    month: date
    earliest: date
    latest: date
    direction: Literal["cooperation", "conflict"]
    probability: float | None
    false_alarms: float | None
    strength: float | None
    detectors: list[str]
    before: Regime
    after: Regime
    until: date | None


Spec = dict[str, Any]
"""A Vega-Lite specification."""
