"""Commands that look ahead: forecast, ledger, backtest, scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.errors import InputError
from detente.views.cli.options import Actors, Json

group = typer.Typer()


backtest = typer.Typer(no_args_is_help=True, help="How good forecasts were: scores on data that came after.")
group.add_typer(backtest, name="backtest")


@backtest.command(name="events")
def backtest_events(
    data: Annotated[
        Path,
        typer.Option("--data", metavar="DIR", help="Folder with train.txt, valid.txt, test.txt, entity2id.txt ..."),
    ],
    setting: Annotated[
        str, typer.Option("--setting", help="single-step (each day is learned once ranked) or multi-step.")
    ] = "single-step",
    day_queries_known: Annotated[
        bool,
        typer.Option(
            "--day-queries-known", help="Let the day's other queries be an input; only to compare with figures that do."
        ),
    ] = False,
    explain: Annotated[int, typer.Option("--explain", min=0, metavar="N", help="Explain N test queries.")] = 0,
    first_day: Annotated[
        str | None, typer.Option("--first-day", metavar="DATE", help="Day of time 0, where times are days.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of everything drawn.")] = 0,
    json: Json = False,
) -> None:
    """Rank who did what to whom next: MRR and hits beside the recurrency baseline and published figures."""
    from detente.views.cli.backtest_command import Options, run

    raise typer.Exit(run(Options(data, setting, day_queries_known, explain, first_day, seed, json)))


@backtest.command(name="dyads")
def backtest_dyads(
    world: Annotated[Path, typer.Option("--world", help="World directory to ask.")] = Path("world"),
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="The last day looked at; else the last covered one.")
    ] = None,
    origins: Annotated[int, typer.Option("--origins", min=1, help="Past months of a horizon to forecast from.")] = 5,
    chart: Annotated[
        Path | None, typer.Option("--chart", metavar="FILE", help="Draw reliability as FILE.html, .svg or .png.")
    ] = None,
    json: Json = False,
) -> None:
    """Forecast every dyad of a world from past months: Brier skill, calibration, beside simple rules."""
    from detente.views.cli.backtest_world_commands import DyadOptions, run_dyads

    raise typer.Exit(run_dyads(DyadOptions(world, as_of, origins, chart, json)))


@backtest.command(name="levels")
def backtest_levels(
    world: Annotated[Path, typer.Option("--world", help="World directory to ask.")] = Path("world"),
    first: Annotated[int, typer.Option("--from", metavar="YEAR", help="The first year that is forecast from.")] = 2009,
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", help="At whose end levels are estimated from events.")
    ] = None,
    json: Json = False,
) -> None:
    """Hold level forecasts against the levels coded since (peace-data), beside no change and the share of dyads."""
    from detente.views.cli.backtest_world_commands import LevelOptions, run_levels

    raise typer.Exit(run_levels(LevelOptions(world, first, year, json)))


@group.command()
def forecast(
    first: Annotated[str, typer.Argument(metavar="A", help="A name, id or code: Pakistan, PAK, Islamabad, cow:770.")],
    second: Annotated[
        str | None, typer.Argument(metavar="B", help="Another; without it: what A does next, and to whom.")
    ] = None,
    world: Annotated[Path, typer.Option("--world", help="World directory to ask.")] = Path("world"),
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="Look at nothing published later; else the last covered day."),
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Without B: this PLOVER type alone, as SANCTION.")
    ] = None,
    as_target: Annotated[bool, typer.Option("--as-target", help="Without B: who acts on A next, and how.")] = False,
    most: Annotated[
        int | None,
        typer.Option("--most", min=1, metavar="N", help="Without B: how many to rank for each type; 3 if not told."),
    ] = None,
    chart: Annotated[
        Path | None,
        typer.Option("--chart", metavar="FILE", help="Write forecast and reliability as FILE.html, .svg or .png."),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep it in the world, for `detente ledger` to resolve.")
    ] = False,
    json: Json = False,
    actors: Actors = None,
) -> None:
    """What is ahead of two actors; of one, what it does next and to whom. Each beside the record of such forecasts."""
    if second is None:
        from detente.views.cli.next_command import Options as OfOne
        from detente.views.cli.next_command import run as run_of_one

        if chart is not None or keep:
            raise InputError("--chart and --keep are of what is ahead of two actors: give B, or leave them out.")
        asked = OfOne(first, world, as_of, kind, as_target, most or 3, json, tuple(actors or ()))
        raise typer.Exit(run_of_one(asked))
    from detente.views.cli.forecast_command import Options, run

    if kind is not None or as_target or most is not None:
        raise InputError("--type, --as-target and --most are of what one actor does next: leave B out, or them.")
    raise typer.Exit(run(Options(first, second, world, as_of, chart, keep, json, tuple(actors or ()))))


@group.command()
def ledger(
    world: Annotated[Path, typer.Option("--world", help="World directory to ask.")] = Path("world"),
    within: Annotated[
        int | None,
        typer.Option("--within", min=1, metavar="DAYS", help="Assume so many days where a prediction tells no day."),
    ] = None,
    most: Annotated[int, typer.Option("--most", min=0, help="How many predictions to list.")] = 40,
    json: Json = False,
) -> None:
    """What came of predictions, those of texts and kept forecasts, and how good who made them has been."""
    from detente.views.cli.ledger_command import Options, run

    raise typer.Exit(run(Options(world, within, most, json)))


@group.command()
def scenario(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.yaml", help="A scenario file; examples/afghan-exit.yaml comes along.")
    ],
    world: Annotated[
        Path | None, typer.Option("--world", help="World directory that ties the file leaves out are taken from.")
    ] = None,
    json: Json = False,
    numbers: Annotated[bool, typer.Option("--numbers", help="List every number with its origin.")] = False,
    draws: Annotated[int, typer.Option("--draws", help="How often the assumptions are drawn.")] = 1000,
    html: Annotated[
        Path | None,
        typer.Option(
            "--report", "--html", metavar="OUT.html", help="Write the answer as one page that needs no network."
        ),
    ] = None,
    actors: Actors = None,
) -> None:
    """What if: blocs, compromise, gains, brokers and routes, before and after, with ranges."""
    from detente.views.cli.scenario_command import Options, run

    raise typer.Exit(run(Options(file, world, json, numbers, draws, html, tuple(actors or ()))))
