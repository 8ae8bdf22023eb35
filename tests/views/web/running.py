"""A real server on a free port of the loopback, for as long as a block lasts."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.views.web.app import create_app
from detente.views.web.serving import address_of, bind, server
from detente.views.web.settings import WebSettings


@contextmanager
def serving(world: Path, **settings: object) -> Iterator[str]:
    """The address of a server for a world; it ends with the block."""
    bound = bind("127.0.0.1", 0)
    running = server(create_app(WebSettings(world, **settings)))  # type: ignore[arg-type]
    thread = threading.Thread(target=running.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    try:
        deadline = time.monotonic() + 120  # a busy machine, not a fault
        while not running.started:
            assert thread.is_alive(), "the server ended before it began"
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.01)
        yield address_of(bound).rstrip("/")
    finally:
        running.should_exit = True
        thread.join(10)
        bound.close()
