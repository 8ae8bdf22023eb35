"""Commands that ask how two actors stand, when that changed and why: relation, shifts, explain, report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.views.cli.options import Actors, Json

group = typer.Typer()


@group.command()
def relation(
    first: Annotated[str, typer.Argument(metavar="A", help="A name, id or code: Pakistan, PAK, Islamabad, cow:770.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    world: Annotated[Path, typer.Option("--world", help="World directory to ask.")] = Path("world"),
    start: Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day, month or year.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day, month or year.")] = None,
    measure: Annotated[str, typer.Option("--measure", help="Which measure the curve shows.")] = "goldstein_stock",
    events: Annotated[int, typer.Option("--events", min=0, help="How many events to list.")] = 20,
    chart: Annotated[
        Path | None, typer.Option("--chart", metavar="FILE", help="Write the curve as FILE.html, .svg or .png.")
    ] = None,
    json: Json = False,
    actors: Actors = None,
) -> None:
    """How two actors stand: measures over time, shifts, and the events under every number."""
    from detente.views.cli.relation_command import Options, run

    options = Options(first, second, world, start, end, measure, events, chart, json, tuple(actors or ()))
    raise typer.Exit(run(options))


@group.command()
def shifts(
    world: Annotated[Path, typer.Option("--world", help="World directory to ask.")] = Path("world"),
    start: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Shifts from this day on.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day, month or year looked at.")] = None,
    actor: Annotated[str | None, typer.Option("--actor", metavar="A", help="Only shifts of this actor.")] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="How many to list.")] = 20,
    json: Json = False,
    actors: Actors = None,
) -> None:
    """Every realignment found, the strongest first, with its events and who moved along."""
    from detente.views.cli.shifts_command import Options, run

    raise typer.Exit(run(Options(world, start, end, actor, most, json, tuple(actors or ()))))


@group.command()
def explain(
    first: Annotated[str, typer.Argument(metavar="A", help="A name, id or code.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    world: Annotated[Path, typer.Option("--world", help="World directory to ask.")] = Path("world"),
    day: Annotated[str | None, typer.Option("--at", metavar="DATE", help="The day, month or year.")] = None,
    json: Json = False,
    actors: Actors = None,
) -> None:
    """Why they stand so: third parties, shared issues, triads, brokers, land routes."""
    from detente.views.cli.explain_command import Options, run

    raise typer.Exit(run(Options(first, second, world, day, json, tuple(actors or ()))))


@group.command()
def report(
    first: Annotated[str, typer.Argument(metavar="A", help="A name, id or code.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE.html", help="Where to write it.")],
    world: Annotated[Path, typer.Option("--world", help="World directory to ask.")] = Path("world"),
    start: Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day, month or year.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day, month or year.")] = None,
    day: Annotated[
        str | None, typer.Option("--at", metavar="DATE", help="Day that third parties and issues are asked of.")
    ] = None,
    measure: Annotated[str, typer.Option("--measure", help="Which measure the curve shows.")] = "goldstein_stock",
    actors: Actors = None,
) -> None:
    """Write one self-contained page on two actors, with the evidence of every number as notes."""
    from detente.views.cli.report_command import Options, run

    options = Options(first, second, world, output, start, end, day, measure, tuple(actors or ()))
    raise typer.Exit(run(options))
