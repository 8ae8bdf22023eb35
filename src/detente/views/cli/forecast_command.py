"""`detente forecast A B`: what is ahead of two actors, beside baselines and the record of earlier forecasts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table
from rich.text import Text

from detente.forecast.levels.rungs import RungForecast
from detente.forecast.outlook import EventForecast, Outlook
from detente.pipeline import open_world
from detente.relations.levels.scale import LEVELS
from detente.views.cli.chart_option import writing_chart
from detente.views.cli.dates import last_day
from detente.views.cli.screen import Screen
from detente.views.cli.styles import DIM
from detente.views.json_rows import json_line
from detente.views.outlook_rows import outlook_row
from detente.views.outlook_words import (
    basis_words,
    chance_words,
    count_words,
    level_now_words,
    level_record_words,
    method_words,
    record_words,
    rung_words,
    rungs_basis_words,
)
from detente.views.wording import clean

LIKELY = 0.01
"""Types less likely than this within the longest time are not listed; JSON has all."""


@dataclass(frozen=True, slots=True)
class Options:
    """`detente forecast`'s options."""

    first: str
    second: str
    world: Path
    as_of: str | None = None
    chart: Path | None = None
    keep: bool = False
    as_json: bool = False
    actors: tuple[Path, ...] = ()


def run(options: Options) -> int:
    """Tell what is ahead; returns the exit code, 0, or 1 where nothing can be said of events.

    Raises:
        DetenteError: An actor or option is not known, or the world cannot be read.
    """
    world = open_world(options.world, create=False)
    screen = Screen()
    with screen.err.status("learning the world's past") if screen.err.is_terminal else screen.free():
        told = world.forecast(
            options.first, options.second, as_of=last_day("--as-of", options.as_of), user_actors=options.actors
        )
    if options.chart is not None:
        _write_chart(told, options.chart)
    if options.keep:
        screen.say(f"Kept: {world.keep(told)} new predictions")
    if options.as_json:
        print(json_line(outlook_row(told)))
    else:
        for line in render_outlook(told):
            screen.out.print(line)
        if options.chart is not None:
            screen.say(f"Chart: {options.chart}")
    return 0 if told.parts else 1


def render_outlook(told: Outlook) -> Iterator[Text | Table]:
    """The outlook as lines and tables."""
    yield Text(f"{clean(told.first.name)} – {clean(told.second.name)}: what is ahead", style="bold")
    yield Text(basis_words(told), style=DIM)
    for months in sorted({part.months for part in told.parts}):
        parts = [part for part in told.parts if part.months == months]
        yield Text(f"\nAt least one event by {parts[0].until:%d %b %Y} ({_months(months)})", style="bold underline")
        yield _table([part for part in parts if part.kind == "quad"])
        yield Text(method_words(parts) + record_words(parts[0]), style=DIM)
    longest = max((part.months for part in told.parts), default=0)
    types = [part for part in told.parts if part.kind == "type" and part.months == longest]
    listed = sorted((part for part in types if part.probability >= LIKELY), key=lambda part: -part.probability)
    if types:
        yield Text(f"\nBy type, within {_months(longest)}", style="bold underline")
        yield _table(listed)
        rest = len(types) - len(listed)
        yield Text((f"{rest} types under {LIKELY:.0%} left out. " if rest else "") + record_words(types[0]), style=DIM)
    yield from _how_far(told)


def _how_far(told: Outlook) -> Iterator[Text | Table]:
    yield Text("\nHow far it may go: the peace scale", style="bold underline")
    yield Text(level_now_words(told), style=DIM)
    if told.levels:
        table = _right(Table("", *(level.label for level in LEVELS), "higher", "lower", box=None, padding=(0, 1)))
        for ahead in told.levels:
            table.add_row(
                f"{ahead.until:%b %Y}", *map(chance_words, ahead.probabilities), chance_words(ahead.higher),
                chance_words(ahead.lower)
            )  # fmt: skip
        yield table
        yield Text(level_record_words(told.levels[1]), style=DIM)
    if told.rungs:
        yield Text("\nRungs of cooperation", style="bold underline")
        by_rung: dict[str, list[RungForecast]] = {}
        for rung in told.rungs:
            by_rung.setdefault(rung.rung, []).append(rung)
        years = [rung.years for rung in next(iter(by_rung.values()))]
        table = _right(Table("", "last", *(f"in {_years(each)}" for each in years), box=None, padding=(0, 1)))
        for name, rungs in by_rung.items():
            reached = f"{rungs[0].reached:%b %Y}" if rungs[0].reached else ""
            table.add_row(name, reached, *(rung_words(rung) for rung in rungs))
        yield table
        yield Text(rungs_basis_words(told), style=DIM)


def _right(table: Table) -> Table:
    for column in table.columns[1:]:
        column.justify = "right"
    table.columns[0].no_wrap = True
    return table


def _table(parts: list[EventForecast]) -> Table:
    table = Table(
        "",
        "forecast",
        "all dyads",
        "persistence",
        "own rate",
        "expected, 90 %",
        box=None,
        pad_edge=False,
        padding=(0, 1),
    )
    for column in table.columns:
        column.no_wrap = True
    for column in table.columns[1:]:
        column.justify = "right"
    for part in parts:
        table.add_row(
            part.target,
            Text(chance_words(part.probability), style="bold"),
            chance_words(part.climatology),
            chance_words(part.persistence),
            chance_words(part.own_rate),
            count_words(part),
        )
    return table


def _years(years: int) -> str:
    return "1 year" if years == 1 else f"{years} years"


def _months(months: int) -> str:
    return "1 month" if months == 1 else f"{months} months"


def _write_chart(told: Outlook, path: Path) -> None:
    from detente.views.charts.outlook_charts import write_outlook_chart

    with writing_chart(path):
        write_outlook_chart(told, path)
