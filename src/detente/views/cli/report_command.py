"""`detente report A B`: all that a world holds of two actors as one page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from detente.forecast.outlook import Outlook
from detente.pipeline import World, open_world
from detente.pipeline.forecasts import NoCoverageError
from detente.views.cli.dates import first_day, last_day
from detente.views.cli.names import actor_names
from detente.views.cli.screen import Screen
from detente.views.report.pair_report import write_pair_report
from detente.views.report.write import check_output


@dataclass(frozen=True, slots=True)
class Options:
    """`detente report`'s options."""

    first: str
    second: str
    world: Path
    output: Path
    start: str | None = None
    end: str | None = None
    day: str | None = None
    measure: str = "goldstein_stock"
    actors: tuple[Path, ...] = ()


def run(options: Options) -> int:
    """Write the report; returns the exit code, 0, or 1 where the world knows nothing of the two.

    Raises:
        DetenteError: An actor or option is not known, the world cannot be read, or the file not written.
    """
    check_output(options.output)
    screen = Screen()
    world = open_world(options.world, create=False)
    with screen.err.status("gathering what is known") if screen.err.is_terminal else screen.free():
        found = world.dossier(
            options.first,
            options.second,
            start=first_day("--from", options.start),
            end=last_day("--to", options.end),
            day=last_day("--at", options.day),
            user_actors=options.actors,
        )
        write_pair_report(
            found,
            options.output,
            name=actor_names(options.actors),
            measure=options.measure,
            outlook=_outlook(world, options),
            foretold=world.ledger().between(found.relation.first.id, found.relation.second.id),
        )
    relation = found.relation
    screen.say(
        f"{relation.first.name} – {relation.second.name}: {relation.events_in_all:,} events, "
        f"{len(relation.shifts)} shifts, {options.output.stat().st_size:,} bytes: {options.output}"
    )
    return 0 if relation.events_in_all or relation.said else 1


def _outlook(world: World, options: Options) -> Outlook | None:
    """What is ahead, from the end of what was asked; None where no feed covers any time."""
    day = last_day("--to", options.end)
    try:
        return world.forecast(options.first, options.second, as_of=day, user_actors=options.actors)
    except NoCoverageError:
        return None
