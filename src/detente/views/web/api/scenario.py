"""GET and POST /api/scenario, GET /api/scenario/template: what if, answered from a scenario file's text."""

from __future__ import annotations

import time
from datetime import date
from hashlib import sha256
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, StringConstraints
from starlette.responses import Response

from detente.errors import InputTooLargeError
from detente.scenarios.problems import Problem, ScenarioFileError
from detente.scenarios.yaml_tree import MOST_BYTES
from detente.views.cli.names import actor_names
from detente.views.json_rows import Row
from detente.views.web.answers import Answers, Asked
from detente.views.web.api.rows import First, Second
from detente.views.web.api.scenario_rows import Example, ScenarioLimits, ScenarioTold, Template
from detente.views.web.scenario_page import scenario_page_row
from detente.views.web.security import BODY_LIMITS

router = APIRouter(tags=["scenario"])

MOST_SECONDS: Final = 60.0
"""Of one answer; then whoever asks is told to ask for less. The command line has no such limit."""

MOST_DRAWS: Final = 1000

BODY_LIMITS["/api/scenario"] = 2 * MOST_BYTES + (64 << 10)
"""JSON writes a line's end, and a quotation mark, as two letters."""

Field_ = Annotated[str, StringConstraints(max_length=400)]


class ScenarioAsked(BaseModel):
    """A scenario to answer.

    `yaml` is the text of a scenario file (docs/scenarios.md). `values` sets some of its numbers, by their fields, to
    other values. `world` has ties that the file leaves out, and mediations, taken from this world.
    """

    yaml: Annotated[str, StringConstraints(max_length=MOST_BYTES)]
    values: Annotated[dict[Field_, Annotated[float, Field(allow_inf_nan=False)]], Field(max_length=200)] = {}
    draws: Annotated[int, Field(ge=16, le=MOST_DRAWS)] = MOST_DRAWS
    world: bool = True


@router.get("/scenario")
def limits() -> ScenarioLimits:
    """The scenarios that come along, and what the server takes."""
    from detente.pipeline.scenarios import example_names, example_text

    texts = {name: example_text(name) for name in example_names()}
    return ScenarioLimits(
        most_bytes=MOST_BYTES,
        most_draws=MOST_DRAWS,
        most_seconds=MOST_SECONDS,
        examples=[Example(name=name, title=_title(text) or name, yaml=text) for name, text in texts.items()],
    )


@router.post("/scenario", response_model=ScenarioTold)
def answer(of: Asked, asked: ScenarioAsked) -> Response:
    """Blocs, outcomes, gains, brokers and routes before and after, with ranges; or what is wrong with the file."""
    digest = sha256(asked.yaml.encode("utf-8", "surrogatepass")).digest()
    key = (digest, tuple(sorted(asked.values.items())), asked.draws, asked.world)
    return of.json(ScenarioTold, key, lambda: _told(of, asked))


@router.get("/scenario/template")
def template(
    of: Asked,
    a: First,
    b: Second,
    at: Annotated[date | None, Query(description="The day; the last that is covered, without.")] = None,
) -> Template:
    """A scenario of two actors to begin with: what the world knows filled in, the rest marked as assumed."""
    from detente.pipeline.scenario_template import scenario_template

    actors = of.settings.user_actors
    yaml = of.kept(
        ("scenario template", a, b, at), lambda: scenario_template(of.world.path, a, b, day=at, user_actors=actors)
    )
    told = yaml.count("source: ")
    return Template(
        yaml=yaml, note=f"{told} entries from this world, {yaml.count('assumption: ')} to be judged by you."
    )


class Deadline:
    """Progress that ends what takes too long."""

    def __init__(self, seconds: float) -> None:
        self._end, self._seconds = time.monotonic() + seconds, seconds

    def __call__(self, done: int, of: int) -> None:
        """Raise InputTooLargeError once the time is over."""
        if time.monotonic() > self._end:
            raise InputTooLargeError(
                f"The scenario took more than {self._seconds:g} seconds ({done} of {of} numbers tried). Leave out what "
                "does not matter, give fewer numbers a range, or ask on the command line, which has no limit: "
                "detente scenario FILE.yaml"
            )


def _told(of: Answers, asked: ScenarioAsked) -> Row:
    from detente.pipeline.scenarios import scenario

    try:
        told = scenario(
            asked.yaml.encode("utf-8", "surrogatepass"),
            world=of.world.path if asked.world else None,
            draws=asked.draws,
            values=asked.values,
            user_actors=of.settings.user_actors,
            progress=Deadline(MOST_SECONDS),
        )
    except ScenarioFileError as error:
        return {"problems": [_problem(each) for each in error.problems], "answer": None}
    return {"problems": [], "answer": scenario_page_row(told, actor_names(of.settings.user_actors))}


def _problem(of: Problem) -> Row:
    return {
        "line": of.line,
        "field": ".".join(map(str, of.path)),
        "what": of.what,
        "allowed": of.allowed,
        "nearest": of.nearest,
    }


def _title(text: str) -> str:
    head = next((line for line in text.splitlines() if line.startswith("scenario:")), "")
    return head.removeprefix("scenario:").strip().strip("\"'")
