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
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text (docs/schema).")]


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
    engine: Annotated[str, typer.Option("--engine", help="local, or spark (extra `spark`, Java 17).")] = "local",
    scenario_draft: Annotated[
        Path | None,
        typer.Option("--scenario-draft", metavar="OUT.yaml", help="Propose a scenario from the one article read."),
    ] = None,
) -> None:
    """Read articles: who did what to whom, when, says who; ties, stances, predictions, questions."""
    from detente.views.cli.read_command import Options, run

    options = Options(world, published, json, actors or [], jobs, report, engine, scenario_draft)
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
    repair: Annotated[bool, typer.Option("--repair", help="Show what a repair would do, and ask.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do what the plan of --repair says without asking.")] = False,
    json: Json = False,
) -> None:
    """Tell what a world holds by feed and month, how old it is, and what is missing, unknown, refused or damaged."""
    from detente.views.cli.doctor_command import Options, run

    raise typer.Exit(run(Options(world, repair, yes, json)))


@app.command(name="import")
def import_feed(
    feed: Annotated[str, typer.Argument(help="Which feed the files are of (docs/feeds.md lists them).")],
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files as published, zipped or not; folders.")],
    world: Annotated[Path, typer.Option("--world", help="World directory to import into; made if missing.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the plan and change nothing.")] = False,
    json: Json = False,
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar="FILE.yaml",
            help="What the columns of a csv are, or which day a tkg begins on (docs/feeds.md).",
        ),
    ] = None,
    rejects: Annotated[
        Path | None,
        typer.Option("--rejects", metavar="FILE.csv", help="Where to write rejected rows; else into the world."),
    ] = None,
) -> None:
    """Import event files: every row is added, marked as repeated or mirrored, or rejected with a reason."""
    from detente.views.cli.import_command import Options, run

    raise typer.Exit(run(Options(feed, paths, world, dry_run, json, mapping, rejects)))


@app.command()
def fetch(
    feed: Annotated[str, typer.Argument(help="gdelt")],
    start: Annotated[str, typer.Option("--from", metavar="DATE", help="First day.")],
    end: Annotated[str, typer.Option("--to", metavar="DATE", help="Last day.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Where to keep the files.")],
    stream: Annotated[str, typer.Option("--stream", help="english, translation or both.")] = "english",
    version: Annotated[int, typer.Option("--version", help="GDELT 1 or 2.")] = 2,
    what: Annotated[str, typer.Option("--what", help="events or mentions.")] = "events",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the plan and fetch nothing but the lists.")] = False,
    json: Json = False,
    mirror: Annotated[
        list[str] | None, typer.Option("--mirror", metavar="URL", help="Fetch from here instead; may be repeated.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=16, help="Downloads at a time.")] = 4,
) -> None:
    """Plan and download a feed's own files; what is missing is written down as gaps."""
    from detente.views.cli.fetch_command import Asked, run

    mirrors = tuple(mirror or ())
    raise typer.Exit(run(Asked(feed, start, end, output, stream, version, what, dry_run, json, mirrors, jobs)))


@app.command()
def panel(
    world: Annotated[Path, typer.Option("--world", help="World directory to count.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="FILE.parquet or FILE.csv.")],
    engine: Annotated[str, typer.Option("--engine", help="duckdb, or spark (extra `spark`, Java 17).")] = "duckdb",
    start: Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day counted.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day counted.")] = None,
    include_repeats: Annotated[
        bool, typer.Option("--include-repeats", help="Count repeated and mirrored rows and copies too.")
    ] = False,
    undirected: Annotated[bool, typer.Option("--undirected", help="Join A to B with B to A.")] = False,
    by: Annotated[str, typer.Option("--by", help="state or actor.")] = "state",
    json: Json = False,
) -> None:
    """Count events by dyad and month: quad classes, Goldstein sum, stories, outlets, volume."""
    from detente.views.cli.panel_command import Options, run

    raise typer.Exit(run(Options(world, output, engine, start, end, include_repeats, undirected, by, json)))


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
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
        Path | None, typer.Option("--html", metavar="OUT.html", help="Write the answer as a page to open.")
    ] = None,
    actors: Actors = None,
) -> None:
    """What if: blocs, compromise, gains, brokers and routes, before and after, with ranges."""
    from detente.views.cli.scenario_command import Options, run

    raise typer.Exit(run(Options(file, world, json, numbers, draws, html, tuple(actors or ()))))
