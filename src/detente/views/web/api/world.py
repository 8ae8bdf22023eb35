"""GET /api/world: what the world holds."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from detente.views.web.answers import Answers, answers

router = APIRouter(tags=["world"])


class Holdings(BaseModel):
    """How much a world holds; copies are counted among their kind."""

    articles: int = Field(ge=0)
    copies: int = Field(ge=0)
    statements: int = Field(ge=0)
    events: int = Field(ge=0)


@router.get("/world")
def world(of: Annotated[Answers, Depends(answers)]) -> Holdings:
    """What the world holds."""
    counts = of.world.counts()
    return Holdings(articles=counts.articles, copies=counts.copies, statements=counts.statements, events=counts.events)
