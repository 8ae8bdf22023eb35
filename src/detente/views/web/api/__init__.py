"""The REST API. `ROUTERS` is the registry; one file holds one resource.

A resource is added with one file here that makes a `router = APIRouter(tags=[...])` with its paths and its pydantic
response models, and one line in `ROUTERS`. Data come from the pipeline through `Answers` (`answers.py`), which keeps
what was computed until the world changes. A handler is a plain `def`: it runs in a thread, and may take its time.
"""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

from detente.views.web.api import world

ROUTERS: Final[tuple[APIRouter, ...]] = (world.router,)
