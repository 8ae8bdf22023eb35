"""What a server is started with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Names by which a browser on this computer may call the server; another name is somebody's DNS trick."""


@dataclass(frozen=True, slots=True)
class WebSettings:
    """A server's settings.

    Attributes:
        world: The world's directory.
        user_actors: YAML files with actors of the user's own.
        hosts: Host names, without port, that requests may be addressed to.
        allow_urls: Whether a visitor may have a web address read; refused unless the user started it so.
        workers: Processes that compute answers beside the one that serves; 0 lets it compute them itself.
        warm_reader: Whether the language pipeline is loaded when the server starts, or when its page is first opened.
    """

    world: Path
    user_actors: tuple[Path, ...] = ()
    hosts: frozenset[str] = field(default=LOOPBACK)
    allow_urls: bool = False
    warm_reader: bool = False
    workers: int = 0
