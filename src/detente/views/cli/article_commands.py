"""Commands on articles and sentences: read, code, demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.views.cli.options import Actors, Coder, Json, World

group = typer.Typer()


@group.command()
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
    engine: Annotated[str, typer.Option("--engine", help="local, or spark (extra `spark`, Java 17).")] = "local",
    scenario_draft: Annotated[
        Path | None,
        typer.Option("--scenario-draft", metavar="OUT.yaml", help="Propose a scenario from the one article read."),
    ] = None,
    coder: Coder = None,
) -> None:
    """Read articles: who did what to whom, when, says who; ties, stances, predictions, questions."""
    from detente.views.cli.read_command import Options, run

    _choose(coder)
    options = Options(world, published, json, actors or [], jobs, report, engine, scenario_draft)
    raise typer.Exit(run(targets, options))


@group.command()
def code(
    file: Annotated[
        str, typer.Argument(metavar="FILE.jsonl", help='Lines of {"text", "source"?, "target"?}; - for stdin.')
    ],
    coder: Coder = None,
) -> None:
    """Code sentences: each line comes back with its `events`."""
    from detente.views.cli.code_command import run

    _choose(coder)
    raise typer.Exit(run(file))


@group.command()
def demo(
    output: Annotated[Path, typer.Option("-o", "--output", help="Where to write the report.")] = Path(
        "detente-report.html"
    ),
) -> None:
    """Read a bundled article, print its brief, write a report to open in a browser."""
    from detente.views.cli.demo_command import run

    raise typer.Exit(run(output))


def _choose(coder: str | None) -> None:
    if coder is not None:
        from detente.pipeline import choose_coder

        choose_coder(coder)
