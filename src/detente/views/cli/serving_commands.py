"""Commands that answer others: serve, mcp."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.views.cli.options import Actors

group = typer.Typer()


@group.command()
def serve(
    world: Annotated[Path, typer.Option("--world", help="World directory to show.")] = Path("world"),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.")] = 8000,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", metavar="NAME", help="Another name that browsers may call the server by."),
    ] = None,
    allow_urls: Annotated[
        bool, typer.Option("--allow-urls", help="Let visitors have public web addresses read; refused by default.")
    ] = False,
    actors: Actors = None,
) -> None:
    """Show a world in the browser: overview, pairs, network; REST API under /api, described at /docs."""
    from detente.views.cli.serve_command import Options, run

    raise typer.Exit(run(Options(world, host, port, tuple(allow_host or ()), allow_urls, tuple(actors or ()))))


@group.command()
def mcp(
    world: Annotated[Path, typer.Option("--world", help="World directory to ask.")] = Path("world"),
    actors: Actors = None,
) -> None:
    """Answer programs that speak the Model Context Protocol, on standard input and output (extra `mcp`)."""
    from detente.views.cli.mcp_command import run

    raise typer.Exit(run(world, tuple(actors or ())))
