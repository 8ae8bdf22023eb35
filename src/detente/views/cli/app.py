"""The command line. Each command imports what it needs when it runs, so that `detente --help` stays quick."""

from __future__ import annotations

import gc
import io
import os
import sys
from typing import Annotated

import typer

from detente import __version__
from detente.errors import DetenteError
from detente.views.cli import (
    article_commands,
    outlook_commands,
    relation_commands,
    serving_commands,
    world_commands,
)

app = typer.Typer(
    name="detente",
    help="Reads news into evidenced statements about states and other political actors.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for commands in (article_commands, world_commands, relation_commands, outlook_commands, serving_commands):
    app.add_typer(commands.group)


def collect_rarely() -> None:
    """Let Python look for cycles among its objects seldom: among as many as a command makes, a fifth of its time."""
    gc.set_threshold(50_000, 20, 20)


def main() -> None:
    """Run the command line; an error of ours is one message, not a traceback."""
    _speak_utf8()
    collect_rarely()
    try:
        app()
    except DetenteError as error:
        from detente.views.wording import clean

        print(f"detente: {clean(str(error))}", file=sys.stderr)
        raise SystemExit(2) from None
    except BrokenPipeError:  # whoever read our output went away: `detente read ... | head`
        _let_go_of_output()
        raise SystemExit(141) from None  # 128 + SIGPIPE, as other programs answer


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says: rows are UTF-8 by contract, and quotes hold any letter."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _let_go_of_output() -> None:
    """Keep Python from flushing to the closed pipe at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _version(wanted: bool) -> None:
    if wanted:
        print(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Detente: how political actors stand to each other, with the evidence under every number."""
