"""The REST API. `ROUTERS` is the registry; one file holds one resource.

A resource is added with one file here that makes a `router = APIRouter(tags=[...])` with its paths and its pydantic
response models, and one line in `ROUTERS`. Data come from the pipeline through `Asked` (`answers.py`), whose `kept` and
`json` keep what was computed until the world changes. A handler is a plain `def`: it runs in a thread, and may take its
time; a GET that takes more than some milliseconds goes into `workers.PATHS`, so that it is computed beside others.
Where a request may be larger than `security.MOST_BODY`, its path goes into `security.BODY_LIMITS`.
"""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

from detente.views.web.api import (
    actors,
    around,
    articles,
    corrections,
    forecast,
    ledger,
    network,
    overview,
    pair,
    scenario,
    shifts,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    overview.router,
    shifts.router,
    actors.router,
    pair.router,
    around.router,
    forecast.router,
    ledger.router,
    network.router,
    articles.router,
    corrections.router,
    scenario.router,
)
