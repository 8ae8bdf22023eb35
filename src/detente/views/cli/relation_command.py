"""`detente relation A B`: how two actors of a world stand, month by month, and what lies under each number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

from detente.errors import DetenteError
from detente.pipeline import open_world
from detente.relations.events import MOST_EVENTS
from detente.relations.relation import Relation
from detente.views.charts.curve import Curve
from detente.views.cli.chart_option import writing_chart
from detente.views.cli.curve import render_curve
from detente.views.cli.dates import first_day, last_day
from detente.views.cli.deferred import defer_unused
from detente.views.cli.names import actor_names
from detente.views.cli.relation_lines import coverage_lines, event_lines, measure_lines, said_lines
from detente.views.cli.screen import Screen
from detente.views.cli.standing_lines import level_lines, novelty_lines, shift_lines
from detente.views.cli.styles import DIM
from detente.views.json_rows import json_line
from detente.views.relation_curve import relation_curve
from detente.views.relation_rows import relation_row

FEWEST: Final = 100
"""Events that are read for a screen besides thrice as many as it lists: of some that are found nothing is listed."""


@dataclass(frozen=True, slots=True)
class Options:
    """`detente relation`'s options; `events` is how many events are listed."""

    first: str
    second: str
    world: Path
    start: str | None = None
    end: str | None = None
    measure: str = "goldstein_stock"
    events: int = 20
    chart: Path | None = None
    as_json: bool = False
    actors: tuple[Path, ...] = ()


def run(options: Options) -> int:
    """Tell how two actors stand; returns the exit code, 0, or 1 where the world knows nothing of the two.

    Raises:
        DetenteError: An actor or option is not known, or the world cannot be read.
    """
    defer_unused()
    world = open_world(options.world, create=False)
    relation = world.relation(
        options.first,
        options.second,
        start=first_day("--from", options.start),
        end=last_day("--to", options.end),
        user_actors=options.actors,
        most_events=MOST_EVENTS if options.as_json else FEWEST + 3 * options.events,
    )
    if options.chart is not None:
        _write_chart(relation, options)
    if options.as_json:
        print(json_line(relation_row(relation)))
    else:
        screen = Screen()
        for line in render_relation(relation, options, screen.out):
            screen.out.print(line)
        if options.chart is not None:
            screen.say(f"Chart: {options.chart}")
    return 0 if relation.events_in_all or relation.said else 1


def render_relation(relation: Relation, options: Options, console: Console) -> Iterator[Text]:
    """The relation as lines, laid out for the console's width."""
    yield Text(f"{relation.first.name} – {relation.second.name}", style="bold")
    yield from coverage_lines(relation, console)
    if relation.months is None or not relation.events_in_all:
        yield Text(
            f"No dated event between {relation.first.name} and {relation.second.name} is known to this world.",
            style=DIM,
        )
    curve = relation_curve(relation, options.measure)
    if curve is not None and not curve.is_bare and len(curve.months) > 1:
        yield Text()
        yield from render_curve(curve, console.width)
    yield from level_lines(relation, console)
    yield from shift_lines(relation, console, actor_names(options.actors))
    yield from novelty_lines(relation, console)
    yield from measure_lines(relation, console)
    yield from said_lines(relation, console)
    yield from event_lines(relation, options.events, console)


def _write_chart(relation: Relation, options: Options) -> None:
    from detente.views.charts.relation_chart import write_chart

    assert options.chart is not None
    with writing_chart(options.chart):
        write_chart(_curve(relation, options), options.chart)


def _curve(relation: Relation, options: Options) -> Curve:
    curve = relation_curve(relation, options.measure)
    if curve is None:
        known = ", ".join(series.name for series in relation.measures) or "none"
        raise DetenteError(f"--measure {options.measure!r} is not known for these two. Known: {known}.")
    return curve
