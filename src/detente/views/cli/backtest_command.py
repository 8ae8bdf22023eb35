"""`detente backtest events`: how good next-event forecasts are on a folder of a temporal knowledge graph."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from detente.errors import InputError
from detente.feeds.tkg_sets import KNOWN_SETS
from detente.views.backtest_rows import Words, backtest_row
from detente.views.cli.screen import Screen
from detente.views.cli.styles import DIM
from detente.views.json_rows import json_line
from detente.views.wording import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from detente.forecast.facts import EventData

REASONS = 4
"""Reasons of a ranked actor that are listed; JSON has all."""
ABOUT = {
    "rule": "after",
    "same": "the same event before",
    "pair": "how late and often the two met",
    "path": "over a common partner",
    "role": "how often it is at this end of the type",
    "actor": "who it is and how busy",
    "group": "its state, organs and sector",
    "vector": "nearness of vectors",
    "never_met": "whether the two ever met",
    "asked": "what else is asked of the day",
}


@dataclass(frozen=True, slots=True)
class Options:
    """`detente backtest events`'s options; `first_day` is the day of the data's time 0."""

    data: Path
    setting: str = "single-step"
    day_queries_known: bool = False
    explain: int = 0
    first_day: str | None = None
    seed: int = 0
    as_json: bool = False


def run(options: Options) -> int:
    """Run the backtest and print it; returns the exit code, 0.

    Raises:
        DetenteError: The folder cannot be read, or an option is not as expected.
    """
    from detente.forecast.backtest_events import SETTINGS, backtest_events
    from detente.forecast.read_tkg import read_event_data

    if options.setting not in SETTINGS:
        raise InputError(f"--setting {options.setting}: expected {' or '.join(SETTINGS)}.")
    data = read_event_data(options.data)
    words = Words(data.actors, data.types, _calendar(data, options.first_day))
    screen = Screen()
    with screen.err.status("learning the past, then ranking") if screen.err.is_terminal else screen.free():
        found = backtest_events(
            data,
            options.setting,
            day_queries_known=options.day_queries_known,
            explain=options.explain,
            seed=options.seed,
        )
    row = backtest_row(found, data, options.data.resolve().name, words)
    if options.as_json:
        print(json_line(row))
        return 0
    for line in _lines(row):
        screen.out.print(line)
    return 0


def _calendar(data: EventData, first_day: str | None) -> Callable[[int], str]:
    """What a step is called: a date where the day of time 0 is told or the set is known, else the set's own number."""
    known = next((s for s in KNOWN_SETS if (s.entities, s.relations) == (data.n_actors, data.n_types)), None)
    origin = None
    if first_day is not None:
        try:
            origin = date.fromisoformat(first_day)
        except ValueError:
            raise InputError(f"--first-day {first_day}: expected a day as 2014-01-01.") from None
    elif known and data.stamp(0) >= known.first and data.stamps_per_step == 1:
        origin = known.start - timedelta(days=known.first)
    if origin is None:
        return lambda step: f"time {data.stamp(step)}"
    return lambda step: str(origin + timedelta(days=data.stamp(step)))


def _lines(row: dict[str, Any]) -> Iterator[Text | Table]:
    yield Text(f"Next events of {clean(row['data'])}, {row['setting']}", style="bold")
    if not row["comparable"]:
        yield Text("The day's other queries were an input: not comparable with one query at a time.", style="yellow")
    table = Table(
        "",
        "MRR",
        "hits@1",
        "@3",
        "@10",
        "queries",
        "fit s",
        "predict s",
        "MiB",
        box=None,
        pad_edge=False,
        padding=(0, 1),
    )
    table.columns[0].no_wrap = True
    for column in table.columns[1:]:
        column.justify = "right"
    table.add_row("Detente", *_cells(row), style="bold")
    for name, scores in row["strata"].items():
        table.add_row(f"  {name.replace('_', ' ')}", *_cells(scores), style=DIM)
    if row["baseline"]:
        table.add_row("recurrency baseline", *_cells(row["baseline"]))
        for name, scores in row["baseline"]["strata"].items():
            table.add_row(f"  {name.replace('_', ' ')}", *_cells(scores), style=DIM)
    if row["published"]["mrr"]:
        table.add_row("published:", style=DIM)
    for name, mrr in row["published"]["mrr"].items():
        table.add_row(f"  {name}", f"{mrr:.3f}")
    yield table
    if "other cut" in row["published"]["data"]:
        yield Text("Published figures are of another cut of the same data.", style=DIM)
    latency = row["latency_ms"]
    told = f"One query {_of(latency['query_median'])} ms (99th percentile {_of(latency['query_p99'])})"
    if latency["append"] is not None:  # multi-step enters none
        told += f"; entering a step {_of(latency['append'])} ms, learning from it {_of(latency['learn'])} ms"
    yield Text(f"{told}.", style=DIM)
    yield Text("Time-aware filter, ties at their average rank, both directions, all actors ranked.", style=DIM)
    for each in row["explained"]:
        yield from _explained(each)


def _cells(scores: dict[str, Any]) -> list[str]:
    hits = [_of(scores["hits"].get(at), 3) for at in ("1", "3", "10")]
    cells = [_of(scores["mrr"], 4), *hits, f"{scores['queries']:,}"]
    if "seconds" in scores:
        peak = scores["peak_mib"]
        cells += [f"{scores['seconds'][stage]:.1f}" for stage in ("fit", "predict")] + [f"{peak:,}" if peak else ""]
    return cells


def _of(value: float | None, digits: int = 1) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _explained(each: dict[str, Any]) -> Iterator[Text]:
    given, kind = clean(each["given"]), clean(each["type"])
    asked = f"{given}: {kind} → ?" if each["asked"] == "target" else f"? → {kind}: {given}"
    yield Text(f"\n{each['when']}  {asked}", style="bold")
    yield Text(f"  came: {clean(each['answer'])}, ranked {each['rank']:g}")
    for best in each["best"]:
        yield Text(f"  {best['rank']}. {clean(best['actor'])} (probability {best['probability']:.2f} by weights)")
        for reason in best["reasons"][:REASONS]:
            events = "; ".join(_told(events) for events in reason["events"])
            about = ABOUT[reason["about"]]
            yield Text(f"     {reason['log_odds']:+.2f}  {about}{': ' if events else ''}{events}", style=DIM)


def _told(events: dict[str, Any]) -> str:
    who = f"{clean(events['source'])} - {clean(events['type'])} - {clean(events['target'])}"
    return f"{who} ({events['times']} x, last {', '.join(events['dates'])})"
