"""The FastAPI application: guard, pages, static files, API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp

from detente import __version__
from detente.views.web.answers import Answers
from detente.views.web.api import ROUTERS
from detente.views.web.keeping import MOST_ANSWERS
from detente.views.web.pages import PAGES, Page, render_shell
from detente.views.web.problems import PROBLEMS, add_problem_handlers
from detente.views.web.security import Guard
from detente.views.web.settings import WebSettings
from detente.views.web.sharing import Shared
from detente.views.web.static_files import static_files
from detente.views.web.vega import vega_module
from detente.views.web.warming import warm
from detente.views.web.workers import Workers


def create_app(settings: WebSettings) -> ASGIApp:
    """The application that serves a world, guarded.

    Raises:
        WorldError: There is no world where the settings say.
    """
    api = create_api(settings)
    if not settings.workers:
        return Guard(api, settings.hosts)
    workers = Workers(settings)
    api.state.workers = workers
    shared = Shared(api, api.state.answers, workers)
    api.state.shared = shared
    return Guard(shared, settings.hosts)


def create_api(settings: WebSettings, kept: int = MOST_ANSWERS) -> FastAPI:
    """The application without its guard: what tests of the API ask, and what workers do.

    Args:
        settings: What to serve.
        kept: How many answers to keep.

    Raises:
        WorldError: There is no world where the settings say.
    """
    from detente.pipeline import open_world

    app = FastAPI(
        title="Detente",
        version=__version__,
        description="How political actors stand to each other, with the evidence under every number. "
        "What a text says is a claim with a speaker and a status, never a fact.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # they load from a CDN; the page /docs reads the same description
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.answers = Answers(open_world(settings.world, create=False), settings, kept)
    add_problem_handlers(app)
    for router in ROUTERS:
        app.include_router(router, prefix="/api", responses=PROBLEMS)
    for page in PAGES:
        app.add_api_route(page.path, _page_route(page), include_in_schema=False, response_class=HTMLResponse)
    app.add_api_route("/article/{article_id}", _article, include_in_schema=False)
    app.add_api_route("/static/vega.js", _vega, include_in_schema=False)
    app.add_api_route("/static/{name:path}", _static, include_in_schema=False)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Make in the background what the first reader would wait for."""
    found: Answers = app.state.answers
    found.begin()
    workers: Workers | None = getattr(app.state, "workers", None)
    if workers is not None:
        workers.begin()
    shared: Shared | None = getattr(app.state, "shared", None)
    warm(found) if shared is None else warm(found, shared.ask, shared.asked_last)
    Thread(target=vega_module, name="vega", daemon=True).start()
    yield
    if workers is not None:  # before the copy that they have open
        workers.close()
    found.close()


def _page_route(page: Page):  # type: ignore[no-untyped-def]  # a route's type is FastAPI's own business
    def show() -> HTMLResponse:
        return HTMLResponse(render_shell(page))

    return show


def _article(article_id: str) -> Response:
    """The short address of an article leads to its page."""
    return RedirectResponse(f"/article?{urlencode({'id': article_id})}")


def _vega(request: Request) -> Response:
    return vega_module().respond(request)


def _static(request: Request, name: str) -> Response:
    found = static_files().get(name)
    if found is None:
        raise HTTPException(404, f"There is no file {name!r}.")
    return found.respond(request)
