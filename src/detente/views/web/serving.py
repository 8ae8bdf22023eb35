"""Running the application: a socket on this computer only, uvicorn, and an end by Ctrl-C."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from detente.errors import DetenteError

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    Raises:
        DetenteError: The port is taken, or the address is not one of this computer.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(128)  # whoever comes before the application stands waits instead of being turned away
    except OSError as error:
        bound.close()
        raise DetenteError(
            f"{host}:{port} cannot be served on: {error.strerror}. Take another --port; 0 is any."
        ) from error
    return bound


def server(app: ASGIApp) -> uvicorn.Server:
    """A server for the application; `run(sockets=[...])` serves until it is told to stop."""
    import uvicorn

    return uvicorn.Server(
        uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, ws="none", timeout_graceful_shutdown=2,
            limit_concurrency=256, h11_max_incomplete_event_size=32 << 10,
        )
    )  # fmt: skip


def address_of(bound: socket.socket) -> str:
    """The address to open in a browser."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
