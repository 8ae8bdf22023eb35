"""Errors as answers: one JSON shape, a status that fits, never a traceback."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from detente.errors import DetenteError, InputTooLargeError, UnknownActorError, UnknownCodeError, WorldError
from detente.reading.syntax.standby import BusyError
from detente.views.wording import clean

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request

_STATUS: Final[tuple[tuple[type[Exception], int], ...]] = (
    (UnknownActorError, 404),
    (UnknownCodeError, 404),
    (InputTooLargeError, 413),
    (WorldError, 503),
    (BusyError, 503),
    (DetenteError, 422),
)


class ErrorDetail(BaseModel):
    """What went wrong: the kind of error, and a message that says what to do."""

    kind: str
    message: str


class Problem(BaseModel):
    """An answer that is an error."""

    error: ErrorDetail


PROBLEMS: Final[dict[int | str, dict[str, object]]] = {
    status: {"model": Problem, "description": words}
    for status, words in (
        (400, "The request is malformed."),
        (403, "A page of another site asked, or what is asked for is switched off."),
        (404, "There is no such actor, article or page."),
        (413, "The request is too large."),
        (421, "The server does not answer to this host name."),
        (415, "The body is not said to be JSON."),
        (422, "A parameter is not what it must be."),
        (503, "The world cannot be read."),
    )
}
"""What every resource may answer besides its own; goes into OpenAPI."""


class NotFoundError(DetenteError):
    """The world holds nothing of that name."""


class ForbiddenError(DetenteError):
    """The server was not started so that this may be asked of it."""


def add_problem_handlers(app: FastAPI) -> None:
    """Let errors of ours, of the framework and of nobody's expecting come out as `Problem`."""
    app.add_exception_handler(DetenteError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def _answer(status: int, kind: str, message: str) -> JSONResponse:
    return JSONResponse({"error": {"kind": kind, "message": clean(message)}}, status_code=status)


def _ours(request: Request, error: Exception) -> JSONResponse:
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 422)
    status = 404 if isinstance(error, NotFoundError) else 403 if isinstance(error, ForbiddenError) else status
    return _answer(status, type(error).__name__, str(error))


def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    told = "; ".join(f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in error.errors())
    return _answer(422, "InvalidParameter", told)


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return JSONResponse(
        {"error": {"kind": "HTTP", "message": str(error.detail)}}, status_code=error.status_code, headers=error.headers
    )


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    logging.getLogger("detente.web").error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _answer(500, "Unexpected", "The server made a mistake; its terminal tells which.")
