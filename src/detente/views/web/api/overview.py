"""GET /api/overview: what the world holds, its coverage and gaps, newest articles, names nobody knows."""

from __future__ import annotations

from datetime import date, datetime

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.responses import Response

from detente.pipeline.overview import WorldOverview, overview
from detente.views.charts.coverage_chart import coverage_chart
from detente.views.charts.palette import PAGE
from detente.views.json_rows import Row
from detente.views.web.answers import Answers, Asked
from detente.views.web.api.rows import Days, Spec
from detente.views.web.problems import NotFoundError

router = APIRouter(tags=["world"])


class Counts(BaseModel):
    """Rows; copies are counted among articles."""

    articles: int = Field(ge=0)
    copies: int = Field(ge=0)
    statements: int = Field(ge=0)
    events: int = Field(ge=0)
    actors: int = Field(ge=0)


class FeedRow(BaseModel):
    """What one feed brought; `counted` leaves copies and repeats out."""

    feed: str
    licence: str | None
    events: int
    counted: int
    first: date | None
    last: date | None


class MonthRow(BaseModel):
    """Counted events of a month."""

    month: date
    events: int


class GapRow(BaseModel):
    """A stretch of which the world has nothing of a feed, which is no zero."""

    feed: str
    start: datetime
    end: datetime
    why: str


class ArticleRow(BaseModel):
    """An article; `published` may be known as an interval only."""

    id: str
    title: str | None
    outlet: str | None
    author: str | None
    genre: str
    published_start: date | None
    published_end: date | None
    copy_of: str | None
    events: int


class UnknownRow(BaseModel):
    """A name or code that the registry does not know, with the feed where it is the feed's own."""

    id: str | None
    name: str
    feed: str | None
    events: int


class Overview(BaseModel):
    """What the world holds."""

    world: str
    counts: Counts
    feeds: list[FeedRow]
    months: list[MonthRow]
    coverage: list[Days]
    gaps: list[GapRow]
    gaps_in_all: int
    articles: list[ArticleRow]
    unknown: list[UnknownRow]


MOST_GAPS = 50


@router.get("/overview", response_model=Overview)
def world_overview(of: Asked) -> Response:
    """What the world holds."""
    return of.json(Overview, (), lambda: _row(of.world.path.name, told(of)))


def told(of: Answers) -> WorldOverview:
    """What the world holds, as the pipeline tells it."""
    return of.kept(("overview",), lambda: overview(of.world.path, of.settings.user_actors))


@router.get("/overview/chart")
def overview_chart(of: Asked) -> Spec:
    """Events by month as a Vega-Lite specification; its colours are the page's own CSS variables."""

    def make() -> Spec:
        whole = told(of)
        if not whole.months:
            raise NotFoundError("The world has no dated event yet.")
        spec: Spec = coverage_chart(whole.months, whole.coverage, palette=PAGE).to_dict()
        return spec

    return of.kept(("overview chart",), make)


def _row(name: str, told: WorldOverview) -> Row:
    return {
        "world": name,
        "counts": told.counts | {"actors": told.actors},
        "feeds": [vars_of(feed) for feed in told.feeds],
        "months": [{"month": month, "events": events} for month, events in told.months],
        "coverage": [{"start": start, "end": end} for start, end in told.coverage],
        "gaps": [vars_of(gap) for gap in told.gaps[-MOST_GAPS:]],
        "gaps_in_all": len(told.gaps),
        "articles": [vars_of(article) for article in told.articles],
        "unknown": [vars_of(name) for name in told.unknown],
    }


def vars_of(record: object) -> Row:
    """The fields of a flat record with slots."""
    return {name: getattr(record, name) for name in record.__slots__}  # type: ignore[attr-defined]
