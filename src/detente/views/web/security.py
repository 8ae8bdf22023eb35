"""Who may ask, how much, and what a browser may do with the answer: one layer around everything that is served.

- **Host** must be a name of this computer: a page of somebody else whose DNS answers 127.0.0.1 is refused.
- **Origin**, **Sec-Fetch-Site**: what changes anything, and all of /api, is for our own pages (and for programs,
  which send neither).
- **Body**: no request is larger than its limit, whatever Content-Length says; what changes anything is JSON.
- **Content-Security-Policy**: scripts, styles and data from this server only; nothing inline, no eval.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
MOST_BODY: Final = 64 << 10
"""Bytes of a request's body, where nothing else is set."""

BODY_LIMITS: Final[dict[str, int]] = {}
"""Bytes by path, for what may be larger; the path is that of the request without query."""

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class RefusedError(Exception):
    """A request that is not answered, with the HTTP status that says so."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Guard:
    """An ASGI application around another."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = BODY_LIMITS.get(scope["path"], MOST_BODY)
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        try:
            check_host(headers, self._hosts)
            check_origin(headers, scope["method"], scope["path"], scope["scheme"])
            check_length(headers, limit)
            check_type(headers, scope["method"])
            await self._app(scope, _counted(receive, limit), guarded)
        except RefusedError as refused:
            if started:
                raise
            await _answer(refused, guarded)


def check_host(headers: Headers, hosts: frozenset[str]) -> None:
    """Raise RefusedError unless the request is addressed to one of the hosts, on whatever port."""
    host = headers.get("host", "")
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if name.lower() not in hosts:
        raise RefusedError(
            421,
            f"This server does not answer to the name {name!r}, only to {', '.join(sorted(hosts))}. "
            "Start it with --allow-host NAME if the name is yours.",
        )


def check_origin(headers: Headers, method: str, path: str, scheme: str) -> None:
    """Raise RefusedError where a page of another site asks for data or for a change."""
    origin = headers.get("origin")
    if origin is not None and origin.lower() != f"{scheme}://{headers.get('host', '')}".lower():
        raise RefusedError(403, f"Pages of {origin!r} may not ask this server; only its own may.")
    site = headers.get("sec-fetch-site", "none")
    if site not in ("same-origin", "none") and (method not in _SAFE or path.startswith("/api/")):
        raise RefusedError(403, "A page of another site may not ask this server; open it by its own address.")


def check_type(headers: Headers, method: str) -> None:
    """Raise RefusedError where a change is asked for in what a form of another site could send: it must be JSON."""
    declared = headers.get("content-type", "").partition(";")[0].strip().lower()
    if method not in _SAFE and declared != "application/json":
        raise RefusedError(415, f"Content-Type is {declared!r}, expected application/json.")


def check_length(headers: Headers, limit: int) -> None:
    """Raise RefusedError where the request announces more than the limit, or no number."""
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()):
        raise RefusedError(400, f"Content-Length is {length!r}, expected a number of bytes.")
    if int(length) > limit:
        raise _too_large(limit)


def _counted(receive: Receive, limit: int) -> Receive:
    came = 0

    async def counting() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > limit:
            raise _too_large(limit)
        return message

    return counting


def _too_large(limit: int) -> RefusedError:
    return RefusedError(413, f"The request is over the limit of {limit:,} bytes. Send less.")


async def _answer(refused: RefusedError, send: Send) -> None:
    body = json.dumps({"error": {"kind": "Refused", "message": str(refused)}}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
