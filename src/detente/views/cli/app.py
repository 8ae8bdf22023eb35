"""The command line. Each command imports what it needs when it runs, so that `detente --help` stays quick."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from detente import __version__
from detente.errors import DetenteError

app = typer.Typer(
    name="detente",
    help="Reads news into evidenced statements about states and other political actors.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

World = Annotated[
    Path | None, typer.Option("--world", help="World directory to keep the articles in; made if missing.")
]
Actors = Annotated[
    list[Path] | None, typer.Option("--actors", help="YAML file with actors of your own; may be repeated.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines instead of a brief (docs/schema).")]


def main() -> None:
    """Run the command line; an error of ours is one message, not a traceback."""
    _speak_utf8()
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


@app.command()
def read(
    targets: Annotated[
        list[str],
        typer.Argument(metavar="FILE|URL|DIR|-...", help="Texts or HTML pages, folders of them, - for stdin."),
    ],
    world: World = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="Day they appeared on, as 2016-09-20.")
    ] = None,
    json: Json = False,
    actors: Actors = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=1, help="Processes to read in; by default 1, and 2 for large folders."),
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE.html", help="Write a report of the one article read.")
    ] = None,
) -> None:
    """Read articles: who did what to whom, when, says who; ties, stances, predictions, questions."""
    from detente.views.cli.read_command import Options, run

    options = Options(world, published, json, actors or [], jobs, report)
    raise typer.Exit(run(targets, options))


@app.command()
def code(
    file: Annotated[
        str, typer.Argument(metavar="FILE.jsonl", help='Lines of {"text", "source"?, "target"?}; - for stdin.')
    ],
) -> None:
    """Code sentences: each line comes back with its `events`."""
    from detente.views.cli.code_command import run

    raise typer.Exit(run(file))


@app.command()
def demo(
    output: Annotated[Path, typer.Option("-o", "--output", help="Where to write the report.")] = Path(
        "detente-report.html"
    ),
) -> None:
    """Read a bundled article, print its brief, write a report to open in a browser."""
    from detente.views.cli.demo_command import run

    raise typer.Exit(run(output))


@app.command()
def doctor(
    world: Annotated[Path, typer.Option("--world", help="World directory to examine.")],
    repair: Annotated[bool, typer.Option("--repair", help="Remove what killed writers left behind.")] = False,
    json: Json = False,
) -> None:
    """Tell what a world holds, how old it is, and what is wrong with it."""
    from detente.views.cli.doctor_command import run

    raise typer.Exit(run(world, repair=repair, as_json=json))
