"""`detente shifts`: every realignment of two states in a world, ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from detente.pipeline import open_world
from detente.pipeline.shifts import FoundShift, WorldShifts
from detente.views.cli.dates import first_day, last_day
from detente.views.cli.grid import indented
from detente.views.cli.names import actor_names
from detente.views.cli.relation_lines import INDENT, listed_events
from detente.views.cli.screen import Screen
from detente.views.cli.standing_lines import company_lines, listed_change
from detente.views.cli.styles import DIM
from detente.views.json_rows import json_line
from detente.views.shift_rows import world_shifts_row


@dataclass(frozen=True, slots=True)
class Options:
    """`detente shifts`'s options; `most` is how many are listed."""

    world: Path
    start: str | None = None
    end: str | None = None
    actor: str | None = None
    most: int = 20
    as_json: bool = False
    actors: tuple[Path, ...] = ()


def run(options: Options) -> int:
    """List a world's shifts; returns the exit code, 0.

    Raises:
        DetenteError: The actor or a date is not known, or the world cannot be read.
    """
    screen = Screen()
    world = open_world(options.world, create=False)
    with screen.err.status("looking at every dyad") if screen.err.is_terminal else screen.free():
        found = world.shifts(
            start=first_day("--from", options.start),
            end=last_day("--to", options.end),
            actor=options.actor,
            user_actors=options.actors,
            jobs=None,
        )
    if options.as_json:
        print(json_line(world_shifts_row(found)))
        return 0
    for line in render_shifts(found, options.most, screen.out, actor_names(options.actors)):
        screen.out.print(line)
    return 0


def render_shifts(found: WorldShifts, most: int, console: Console, name: Callable[[str], str]) -> Iterator[Text]:
    """The shifts as lines, laid out for the console's width."""
    yield Text(f"{len(found.shifts):,} shifts of {found.searched:,} dyads of states", style="bold")
    for reason, dyads in found.skipped.items():
        yield Text(f"{dyads:,} dyads were not searched: {reason}", style=DIM)
    if not found.coverage:
        yield Text("No feed of the world's events covers any time; shifts need one (detente import).", style=DIM)
    for each in found.shifts[:most]:
        yield Text()
        yield from _listed(each, console, name)
    if len(found.shifts) > most:
        yield Text(f"\nand {len(found.shifts) - most:,} more: --most N, --json", style=DIM)


def _listed(each: FoundShift, console: Console, name: Callable[[str], str]) -> Iterator[Text]:
    first, second = map(name, each.shift.actors)
    yield from listed_change(each.shift, console, f"{first} – {second}")
    for line in listed_events(each.events, console):
        yield indented(line, INDENT, console)
    yield from company_lines(each.together, console, name)
