"""`detente panel`: the dyad-month panel of a world, to a Parquet or CSV file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal

from detente import __version__
from detente.engines.licences import event_licences
from detente.engines.panels import ENGINES, Engine, open_panel
from detente.errors import DetenteError
from detente.pipeline import open_world
from detente.relations.panel import PanelSpec
from detente.views.cli.dates import first_day, last_day
from detente.views.cli.screen import Screen
from detente.views.export.tables import writer_for

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.engines.panel_result import Panel


@dataclass(frozen=True, slots=True)
class Options:
    """`detente panel`'s options. `start` and `end` are days (2016-09-20) or months (2016-09); months count whole."""

    world: Path
    output: Path
    engine: str = "duckdb"
    start: str | None = None
    end: str | None = None
    include_repeats: bool = False
    undirected: bool = False
    by: str = "state"
    as_json: bool = False


def run(options: Options) -> int:
    """Count, write the file, and tell what was counted and what was left out; returns the exit code, 0.

    Raises:
        DetenteError: An option is wrong, the world cannot be read, or the engine is not installed.
    """
    write, spec, engine = writer_for(options.output), panel_spec(options), _engine(options.engine)
    world = open_world(options.world, create=False)
    started = monotonic()
    licences = event_licences(world.path)
    with open_panel(world.path, spec, engine) as panel:
        about = _about(panel, licences, options)
        sums = Sums()
        write(sums.over(panel.batches), options.output, about)
    _tell(about, sums, options, monotonic() - started)
    return 0


@dataclass(slots=True)
class Sums:
    """How many rows passed, and how many events they have together."""

    rows: int = 0
    events: int = 0

    def over(self, batches: pa.RecordBatchReader) -> pa.RecordBatchReader:
        """The same batches, summed up as they are taken."""
        import pyarrow as pa
        from pyarrow import compute

        def summed() -> Iterator[pa.RecordBatch]:
            for batch in batches:
                self.rows += batch.num_rows
                self.events += compute.sum(batch["events"]).as_py() or 0
                yield batch

        return pa.RecordBatchReader.from_batches(batches.schema, summed())


def _about(panel: Panel, licences: dict[str, str | None], options: Options) -> dict[str, Any]:
    """What a reader of the file has to know of it."""
    return {
        "counted": panel.counted,
        "left_out": panel.left_out,
        "licences": licences,
        "by": options.by,
        "directed": not options.undirected,
        "include_repeats": options.include_repeats,
        "from": options.start,
        "to": options.end,
        "detente": __version__,
    }


def _tell(about: dict[str, Any], sums: Sums, options: Options, seconds: float) -> None:
    if options.as_json:
        told = {"output": str(options.output), "rows": sums.rows, "events": sums.events, **about}
        print(json.dumps(told | {"engine": options.engine, "seconds": round(seconds, 3)}, ensure_ascii=False))
        return
    screen = Screen()
    reasons = ", ".join(f"{events:,} {reason}" for reason, events in about["left_out"].items())
    counted, two = about["counted"], "states" if options.by == "state" else "actors"
    screen.say(f"{sums.rows:,} dyad-months of {sums.events:,} events in {seconds:.1f} s: {options.output}")
    if counted > sums.events:
        screen.say(f"{counted - sums.events:,} more events are not between two {two}; the volumes count them too.")
    screen.say(f"Left out: {reasons or 'none'}. A month without a row had no event that is known here.")
    feeds = ", ".join(f"{feed} ({licence or 'no licence stated'})" for feed, licence in about["licences"].items())
    screen.say(f"Feeds and their licences: {feeds or 'none'}.")


def panel_spec(options: Options) -> PanelSpec:
    """What is to be counted.

    Raises:
        DetenteError: An option is wrong.
    """
    by: Literal["state", "actor"]
    match options.by:
        case "state" | "actor" as known:
            by = known
        case _:
            raise DetenteError(f"--by {options.by!r}: give state or actor.")
    start, end = first_day("--from", options.start), last_day("--to", options.end)
    if start and end and end < start:
        raise DetenteError(f"--to {options.end} lies before --from {options.start}.")
    return PanelSpec(by, not options.undirected, options.include_repeats, start, end)


def _engine(name: str) -> Engine:
    for engine in ENGINES:
        if name == engine:
            return engine
    raise DetenteError(f"--engine {name!r}: give one of {', '.join(ENGINES)}.")
