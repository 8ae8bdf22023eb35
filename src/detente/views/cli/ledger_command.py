"""`detente ledger`: what came of predictions, and how good speakers and Detente have been."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table
from rich.text import Text

from detente.forecast.ledger.entries import DETENTE, Outcome, Resolved
from detente.pipeline import open_world
from detente.pipeline.ledger import Ledger
from detente.views.cli.screen import Screen
from detente.views.cli.styles import DIM
from detente.views.json_rows import json_line
from detente.views.ledger_rows import ledger_row
from detente.views.wording import clean

STYLES = {Outcome.CAME: "green", Outcome.FAILED: "red"}


@dataclass(frozen=True, slots=True)
class Options:
    """`detente ledger`'s options; `within` is days assumed where no day was told, `most` how many are listed."""

    world: Path
    within: int | None = None
    most: int = 40
    as_json: bool = False


def run(options: Options) -> int:
    """Resolve and print; returns the exit code, 0.

    Raises:
        DetenteError: The world cannot be read.
    """
    told = open_world(options.world, create=False).ledger(within=options.within)
    if options.as_json:
        print(json_line(ledger_row(told)))
        return 0
    screen = Screen()
    for line in render_ledger(told, options.most):
        screen.out.print(line)
    return 0


def render_ledger(told: Ledger, most: int) -> Iterator[Text | Table]:
    """The ledger as lines."""
    outcomes = Counter(each.outcome for each in told.entries)
    counted = ", ".join(f"{outcomes[outcome]:,} {outcome.value}" for outcome in Outcome)
    yield Text(f"{len(told.entries):,} predictions: {counted}", style="bold")
    if told.within is not None:
        yield Text(f"Where a text tells no day, {told.within} days are assumed.", style=DIM)
    if told.speakers:
        table = Table("", "made", "scored", "came", "Brier", "climatology", "own rates", box=None, padding=(0, 1))
        for column in table.columns[1:]:
            column.justify = "right"
        for each in told.speakers[:most]:
            briers = (each.brier, each.baselines.get("climatology"), each.baselines.get("own_rate"))
            came = "" if each.hit_rate is None else f"{each.came:,} ({each.hit_rate:.0%})"
            figures = ("" if value is None else f"{value:.4f}" for value in briers)
            table.add_row(clean(each.name), f"{each.predictions:,}", f"{each.resolved:,}", came, *figures)
        yield table
    said = [each for each in told.entries if each.entry.speaker != DETENTE]
    for entry in said[:most]:
        yield from _entry(entry)
    if len(said) > most:
        yield Text(f"and {len(said) - most:,} more: --json", style=DIM)


def _entry(each: Resolved) -> Iterator[Text]:
    entry = each.entry
    line = Text(f"{entry.said or 'undated'}  ")
    line.append(each.outcome.value, style=STYLES.get(each.outcome, "yellow"))
    line.append(f"  {clean(entry.speaker_name)}: “{clean(entry.wording)}” ({entry.status})")
    yield line
    if entry.condition is not None:
        yield Text(f"    on condition: “{clean(entry.condition)}”", style=DIM)
    if entry.rule is not None:
        yield Text(f"    {clean(entry.rule.words)}", style=DIM)
    if each.first_event is not None:
        yield Text(
            f"    {each.events:,} events, first on {each.first_event[1]} ({clean(each.first_event[0])})", style=DIM
        )
    elif each.why:
        yield Text(f"    {clean(each.why)}", style=DIM)
