"""`detente panel`: the dyad-month panel of a world, to a Parquet or CSV file."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Literal

from rich.console import Console

from detente.engines.panel_result import Panel
from detente.engines.panels import ENGINES, Engine, open_panel
from detente.errors import DetenteError
from detente.pipeline import open_world
from detente.relations.panel import PanelSpec
from detente.views.cli.dates import first_day, last_day
from detente.views.plain_csv import no_formula

if TYPE_CHECKING:
    import pyarrow as pa


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
    write, spec, engine = _writer(options.output), _spec(options), _engine(options.engine)
    world = open_world(options.world, create=False)
    started = monotonic()
    draft = options.output.with_name(f".{options.output.name}.part")
    try:
        with open_panel(world.path, spec, engine) as panel:
            rows = write(panel.batches, draft)
        draft.replace(options.output)
    except OSError as error:
        raise DetenteError(f"{options.output}: cannot be written ({error.strerror}).") from error
    finally:
        draft.unlink(missing_ok=True)
    _tell(panel, rows, options, monotonic() - started)
    return 0


def _tell(panel: Panel, rows: int, options: Options, seconds: float) -> None:
    if options.as_json:
        told = {
            "output": str(options.output),
            "rows": rows,
            "counted": panel.counted,
            "left_out": panel.left_out,
            "by": options.by,
            "directed": not options.undirected,
            "include_repeats": options.include_repeats,
            "engine": options.engine,
            "seconds": round(seconds, 3),
        }
        print(json.dumps(told, ensure_ascii=False))
        return
    console = Console()
    reasons = ", ".join(f"{events:,} {reason}" for reason, events in panel.left_out.items())
    console.print(
        f"{rows:,} dyad-months from {panel.counted:,} events in {seconds:.1f} s: {options.output}", markup=False
    )
    console.print(
        f"Left out: {reasons or 'none'}. A month without a row had no event that is known here.", markup=False
    )


def _writer(output: Path) -> Callable[[pa.RecordBatchReader, Path], int]:
    writers = {".parquet": _write_parquet, ".csv": _write_csv}
    if output.suffix.lower() not in writers:
        raise DetenteError(f"-o {output}: name a file that ends in .parquet or .csv.")
    return writers[output.suffix.lower()]


def _write_parquet(batches: pa.RecordBatchReader, path: Path) -> int:
    import pyarrow.parquet as pq

    rows = 0
    with pq.ParquetWriter(path, batches.schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)
            rows += batch.num_rows
    return rows


def _write_csv(batches: pa.RecordBatchReader, path: Path) -> int:
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(batches.schema.names)
        for batch in batches:
            writer.writerows(_plain(row) for row in zip(*(column.to_pylist() for column in batch.columns), strict=True))
            rows += batch.num_rows
    return rows


def _plain(row: Iterable[object]) -> list[object]:
    return [no_formula(cell) if isinstance(cell, str) else cell for cell in row]


def _spec(options: Options) -> PanelSpec:
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
