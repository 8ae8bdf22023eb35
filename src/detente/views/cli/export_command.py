"""`detente export WHAT`: a world's rows, networks and statements as files for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.pipeline import open_world
from detente.views.cli import panel_command
from detente.views.cli.dates import last_day
from detente.views.cli.screen import Screen
from detente.views.export.export import Asked, check, export
from detente.views.json_rows import json_line


@dataclass(frozen=True, slots=True)
class Options:
    """`detente export`'s options; those of the panel are asked of panels only, `day` of networks only."""

    what: str
    output: Path
    world: Path
    day: str | None = None
    start: str | None = None
    end: str | None = None
    by: str = "state"
    undirected: bool = False
    force: bool = False
    as_json: bool = False
    actors: tuple[Path, ...] = ()


def run(options: Options) -> int:
    """Write the file and tell what is in it; returns the exit code, 0.

    Raises:
        DetenteError: An option is wrong, a file is there already, or the world cannot be read.
    """
    of_panel = panel_command.Options(
        options.world,
        options.output,
        start=options.start,
        end=options.end,
        undirected=options.undirected,
        by=options.by,
    )
    asked = Asked(
        options.world,
        options.what,
        options.output,
        panel_command.panel_spec(of_panel),
        last_day("--at", options.day),
        options.force,
        options.actors,
    )
    check(asked)
    open_world(options.world, create=False)
    screen = Screen()
    with screen.err.status("writing") if screen.err.is_terminal else screen.free():
        told = export(asked)
    if options.as_json:
        print(json_line(told))
    else:
        _tell(told, screen)
    return 0


def _tell(told: dict[str, Any], screen: Screen) -> None:
    counts = ", ".join(
        f"{told[unit]:,} {unit}" for unit in ("rows", "nodes", "edges", "statements", "entities") if unit in told
    )
    screen.say(f"{counts}: {told['output']}")
    for feed, terms in told["terms"].items():
        screen.say(f"{feed} ({told['licences'][feed] or 'no licence stated'}): {terms}")
    if told["not_to_be_passed_on"]:
        screen.say(f"Not to be passed on to anybody: rows of {', '.join(told['not_to_be_passed_on'])}.")
