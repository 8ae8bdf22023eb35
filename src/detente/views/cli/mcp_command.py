"""`detente mcp`: a world for programs that speak the Model Context Protocol, on standard input and output."""

from __future__ import annotations

from pathlib import Path

from detente.pipeline import open_world
from detente.views.mcp.answers import Answers
from detente.views.mcp.server import make_server


def run(world: Path, actors: tuple[Path, ...]) -> int:
    """Serve until the other side goes away; returns the exit code, 0.

    Raises:
        DetenteError: There is no such world, or the extra `mcp` is not installed.
    """
    make_server(Answers(open_world(world, create=False), actors)).run("stdio")
    return 0
