"""Commands that fill a world and look after it: import, fetch, doctor, panel, export, watch."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.views.cli.options import Actors, Json

group = typer.Typer()


@group.command(name="import")
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


@group.command()
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


@group.command()
def doctor(
    world: Annotated[Path, typer.Option("--world", help="World directory to examine.")],
    repair: Annotated[bool, typer.Option("--repair", help="Show what a repair would do, and ask.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do what the plan of --repair says without asking.")] = False,
    json: Json = False,
) -> None:
    """Tell what a world holds by feed and month, how old it is, and what is missing, unknown, refused or damaged."""
    from detente.views.cli.doctor_command import Options, run

    raise typer.Exit(run(Options(world, repair, yes, json)))


@group.command()
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


@group.command()
def export(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="events, panel, network, statements or entities.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help=".csv .parquet, .graphml .gexf, .jsonld, .jsonl")
    ],
    world: Annotated[Path, typer.Option("--world", help="World directory to export.")] = Path("world"),
    day: Annotated[str | None, typer.Option("--at", metavar="DATE", help="The network's day.")] = None,
    start: Annotated[str | None, typer.Option("--from", metavar="DATE", help="The panel's first day.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="The panel's last day.")] = None,
    by: Annotated[str, typer.Option("--by", help="The panel's dyads: state or actor.")] = "state",
    undirected: Annotated[bool, typer.Option("--undirected", help="In the panel, join A to B with B to A.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    json: Json = False,
    actors: Actors = None,
) -> None:
    """Write a world for other programs, with the licences of its rows."""
    from detente.views.cli.export_command import Options, run

    options = Options(what, output, world, day, start, end, by, undirected, force, json, tuple(actors or ()))
    raise typer.Exit(run(options))


@group.command()
def watch(
    source: Annotated[
        str,
        typer.Argument(
            metavar="DIR|FEED", help="Folder of articles, or with --feed of a feed's files; or gdelt, which is fetched."
        ),
    ],
    rule: Annotated[Path, typer.Option("--rule", metavar="RULE.yaml", help="What is reported (docs/watch.md).")],
    world: Annotated[Path, typer.Option("--world", help="World directory to keep all in; made if missing.")] = Path(
        "world"
    ),
    every: Annotated[str, typer.Option("--every", metavar="TIME", help="How often: 30s, 15m, 2h, 1d.")] = "15m",
    once: Annotated[bool, typer.Option("--once", help="One round, as for cron.")] = False,
    feed: Annotated[str | None, typer.Option("--feed", help="Which feed the files are of (docs/feeds.md).")] = None,
    mapping: Annotated[Path | None, typer.Option("--mapping", metavar="FILE.yaml", help="As import takes it.")] = None,
    from_start: Annotated[
        bool, typer.Option("--from-start", help="Report what the world held before the first round, too.")
    ] = False,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", metavar="HOST", help="May be posted to; may be repeated.")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="The webhook may be at a private or local address.")
    ] = False,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="First day of a feed to fetch; yesterday if missing.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Where a feed's files go; else WORLD-FEED."),
    ] = None,
    mirror: Annotated[
        list[str] | None, typer.Option("--mirror", metavar="URL", help="Where a feed is fetched from; may be repeated.")
    ] = None,
    json: Json = False,
    actors: Actors = None,
) -> None:
    """Read what is new in a folder or of a feed, again and again; report new shifts and firsts by rule."""
    from detente.views.cli.watch_command import Options, run

    hosts = tuple(allow_host or ())
    options = Options(
        source, rule, world, every, once, feed, mapping, from_start, hosts, allow_private, json, tuple(actors or ()),
        first, output, tuple(mirror or ()),
    )  # fmt: skip
    raise typer.Exit(run(options))
