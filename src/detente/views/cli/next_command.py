"""`detente forecast A`: what an actor does next and to whom, beside how good such rankings have been."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.forecast.next_events import NextEvents, TypeAhead
from detente.pipeline import open_world
from detente.views.cli.dates import last_day
from detente.views.cli.screen import Screen
from detente.views.cli.styles import DIM
from detente.views.json_rows import json_line
from detente.views.next_rows import next_row
from detente.views.next_words import (
    NUMBERS_ARE,
    RANK_IS,
    before_words,
    held_out_words,
    met_words,
    next_basis_words,
    rate_words,
    reasons_words,
    record_cells,
    record_rows,
    rest_words,
    title_words,
    type_record_words,
    why_not_words,
)
from detente.views.wording import clean

MOST_TYPES = 5
"""Types that are told one by one, the likeliest; the others stand in a line, and JSON has all."""

Line = Text | Table | Padding


@dataclass(frozen=True, slots=True)
class Options:
    """`detente forecast A`'s options."""

    actor: str
    world: Path
    as_of: str | None = None
    kind: str | None = None
    as_target: bool = False
    most: int = 3
    as_json: bool = False
    actors: tuple[Path, ...] = ()


def run(options: Options) -> int:
    """Tell what is next; returns the exit code, 0, or 1 where nobody can be ranked.

    Raises:
        DetenteError: The actor, the type or an option is not known, or the world cannot be read.
    """
    world = open_world(options.world, create=False)
    screen = Screen()
    with screen.status("opening the world") as tell:
        told = world.next_events(
            options.actor,
            as_target=options.as_target,
            kind=options.kind,
            as_of=last_day("--as-of", options.as_of),
            most=options.most,
            user_actors=options.actors,
            progress=tell,
        )
    if options.as_json:
        print(json_line(next_row(told)))
    else:
        for line in render_next(told):
            screen.out.print(line)
    return 1 if told.why_not_ranked else 0


def render_next(told: NextEvents) -> Iterator[Line]:
    """What is next as lines and tables."""
    yield Text(title_words(told), style="bold")
    yield Text(next_basis_words(told), style=DIM)
    for words in why_not_words(told):
        yield Text(words, style="yellow")
    if told.held_out is not None:
        yield Text(RANK_IS, style=DIM)
        yield Text(f"\n{held_out_words(told)}", style=DIM)
        yield _record_table(told)
    if not told.types:
        end = "by" if told.role == "source" else "towards"
        yield Text(f"No event {end} {clean(told.actor.name)} is known that has a day or month and names its other end.")
    for kind in told.types[:MOST_TYPES]:
        yield from _type_lines(kind, told)
    rest = list(told.types[MOST_TYPES:])
    if rest:
        yield Text(f"\nFewer expected (--type tells more): {rest_words(rest)}", style=DIM)
    if told.held_out is not None:
        yield Text(f"\n{NUMBERS_ARE}", style=DIM)


def _record_table(told: NextEvents) -> Table:
    table = Table("", "events", "first", "top 3", "top 10", "MRR", box=None, pad_edge=False, padding=(0, 1))
    for column in table.columns[1:]:
        column.justify = "right"
    table.columns[0].no_wrap = True
    for name, record in record_rows(told):
        ours, plain = record_cells(record)
        table.add_row(name, *ours)
        table.add_row("  recurrency baseline", *plain, style=DIM)
    return table


def _type_lines(kind: TypeAhead, told: NextEvents) -> Iterator[Line]:
    yield Text.assemble((f"\n{kind.type}", "bold underline"), ("  ", ""), (rate_words(kind, told.months), "bold"))
    if not kind.ranked:
        if kind.met:
            yield Padding(Text(met_words(kind, told.role)), (0, 0, 0, 2))
        return
    for each in kind.ranked:
        head = Text.assemble(
            f"{each.rank}. ", (clean(each.actor.name), "bold"), f" – {kind.type} {before_words(each)}"
        )  # fmt: skip
        yield Padding(head, (0, 0, 0, 2))
        for words in reasons_words(each):
            yield Padding(Text(words, style=DIM), (0, 0, 0, 5))
    yield Padding(Text(type_record_words(kind, told), style=DIM), (0, 0, 0, 2))
