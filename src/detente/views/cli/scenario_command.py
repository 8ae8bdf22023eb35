"""`detente scenario FILE.yaml`: blocs, compromise, gains, brokers and routes, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from detente.errors import DetenteError
from detente.pipeline.scenarios import scenario
from detente.scenarios.answer import Answered
from detente.scenarios.problems import ScenarioFileError
from detente.views.cli.names import actor_names
from detente.views.cli.scenario_lines import render_numbers, render_scenario
from detente.views.cli.screen import Screen
from detente.views.json_rows import json_line
from detente.views.scenario_rows import scenario_row

MOST_DRAWS = 16_384


@dataclass(frozen=True, slots=True)
class Options:
    """`detente scenario`'s options."""

    file: Path
    world: Path | None = None
    as_json: bool = False
    numbers: bool = False
    draws: int = 1000
    html: Path | None = None
    actors: tuple[Path, ...] = ()


def run(options: Options) -> int:
    """Answer a scenario file; returns the exit code: 0, or 2 for a file that breaks its rules, which is told.

    Raises:
        DetenteError: Something cannot be read or written.
    """
    if not 1 <= options.draws <= MOST_DRAWS:
        raise DetenteError(f"--draws {options.draws}: give 1 to {MOST_DRAWS:,}.")
    if options.html is not None:
        from detente.views.report.write import check_output

        check_output(options.html)
    screen = Screen()
    try:
        told = _answered(options, screen)
    except ScenarioFileError as error:
        for fault in str(error).splitlines():
            screen.complain(fault)
        return 2
    if options.html is not None:
        from detente.views.report.scenario_page import write_scenario_page

        write_scenario_page(told, options.html)
        screen.note(f"Page written to {options.html}")
    if options.as_json:
        print(json_line(scenario_row(told)))
        return 0
    for line in render_scenario(told, screen.out, actor_names(options.actors)):
        screen.out.print(line)
    if options.numbers:
        for line in render_numbers(told, screen.out):
            screen.out.print(line)
    return 0


def _answered(options: Options, screen: Screen) -> Answered:
    columns = (TextColumn("trying each number"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen.err, disable=not screen.err.is_terminal, transient=True) as bar:
        task = bar.add_task("numbers", total=None)
        return scenario(
            options.file,
            world=options.world,
            draws=options.draws,
            user_actors=options.actors,
            progress=lambda done, of: bar.update(task, completed=done, total=of),
        )
