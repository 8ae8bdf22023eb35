"""`detente doctor`: what a world holds and what is wrong with it; with --repair a plan, and then what it says."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from detente.engines.file_counts import keep_file_counts
from detente.pipeline import open_world
from detente.views.cli.doctor_lines import print_plan, print_report
from detente.views.cli.screen import Screen
from detente.views.json_rows import json_line
from detente.views.world_rows import world_row
from detente.world import World
from detente.world.doctor import Repaired, RepairPlan, doctor, plan_repair
from detente.world.doctor import repair as repair_world


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for; see `detente doctor --help`."""

    world: Path
    repair: bool = False
    yes: bool = False
    as_json: bool = False


def run(options: Options) -> int:
    """Examine a world and, if asked, show the plan of a repair, and do it once it is agreed to.

    Returns:
        0, or 1 when something is left to repair.

    Raises:
        WorldError: There is no world, or it cannot be read or repaired.
    """
    world = open_world(options.world, create=False)
    screen = Screen()
    plan = plan_repair(world) if options.repair else None
    repaired = None if plan is None else _repair(world, plan, options, screen)
    report = doctor(world)
    if options.as_json:
        print(json_line(world_row(report, plan, repaired)))
    else:
        print_report(report, screen)
        if plan is None and not report.is_sound:
            screen.say("`detente doctor --repair` shows what can be done about it.")
    return 0 if report.is_sound else 1


def _repair(world: World, plan: RepairPlan, options: Options, screen: Screen) -> Repaired | None:
    if not options.as_json:
        print_plan(plan, screen)
    if not plan.has_work or not (options.yes or _agreed(options)):
        if plan.has_work:
            screen.note("Nothing was changed. `--yes` does what the plan says.")
        return None
    repaired = repair_world(world)
    keep_file_counts(world.path)
    if not options.as_json:
        screen.say(
            f"Removed {repaired.orphan_rows:,} rows of killed writers and {repaired.bytes:,} bytes; wrote "
            f"{repaired.compacted_files:,} small files into few; forgot {repaired.forgotten_imports:,} damaged imports."
        )
    return repaired


def _agreed(options: Options) -> bool:
    """Ask, where somebody is there to answer."""
    if options.as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        return input("Do this? [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:
        return False
