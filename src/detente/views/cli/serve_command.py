"""`detente serve`: the browser's view of a world, on this computer."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from detente.views.cli.screen import Screen

MOST_WORKERS: Final = 4
"""Processes that compute answers; about 250 MB each with a world of a million events."""


@dataclass(frozen=True, slots=True)
class Options:
    """`detente serve`'s options; `allowed_hosts` are names beside those of the loopback."""

    world: Path
    host: str = "127.0.0.1"
    port: int = 8000
    allowed_hosts: tuple[str, ...] = field(default=())
    allow_urls: bool = False
    actors: tuple[Path, ...] = ()


def run(options: Options) -> int:
    """Serve until Ctrl-C; returns the exit code.

    Raises:
        DetenteError: There is no world, or the address cannot be served on.
    """
    from detente.views.web.app import create_app
    from detente.views.web.serving import address_of, bind, server
    from detente.views.web.settings import LOOPBACK, WebSettings

    hosts = LOOPBACK | {name.lower() for name in options.allowed_hosts}
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    settings = WebSettings(options.world, options.actors, hosts, options.allow_urls, warm_reader=True, workers=workers)
    app = create_app(settings)
    bound = bind(options.host, options.port)
    screen = Screen()
    screen.say(f"{address_of(bound)} shows {options.world}. Ctrl-C ends it.")
    with suppress(KeyboardInterrupt):  # Ctrl-C is how it ends; uvicorn passes it on when all is closed
        server(app).run(sockets=[bound])
    return 0
