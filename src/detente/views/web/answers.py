"""The world as the API asks it."""

from __future__ import annotations

from starlette.requests import Request

from detente.pipeline import World
from detente.views.web.settings import WebSettings


class Answers:
    """A world behind a server."""

    def __init__(self, world: World, settings: WebSettings) -> None:
        self.world = world
        self.settings = settings


def answers(request: Request) -> Answers:
    """The answers of the application that is asked; for `Depends`."""
    return Answers(request.app.state.world, request.app.state.settings)
