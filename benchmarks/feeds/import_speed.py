"""GDELT 2.0 events from zip to world, beside DuckDB's own COPY to Parquet and gdeltPyR's parse, on the same rows.

DuckDB reads the unpacked files, all columns as text, and writes one Parquet file: no check, no code resolved, nothing
compared. gdeltPyR is measured twice. pandas.read_csv as its worker calls it on each zip, in this process and on one
processor; and, where the package is installed, what it does before it hands a frame over (gdeltpyr.py), on all
processors. All take turns; of each, the run that took least time counts.

Run: python benchmarks/feeds/run_feeds.py import_speed
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import gdeltpyr
from gdelt_files import write_files
from measured import Cost, here, least

from detente.feeds.gdelt import GDELT
from detente.world.importing import import_files
from detente.world.ledger import Counts

FILES: Final = 500
ROUNDS: Final = 3


def run() -> dict[str, object]:
    """Rows a second of each, and ours as a share of theirs."""
    with tempfile.TemporaryDirectory() as scratch:
        packed, plain, world = (Path(scratch, name) for name in ("zip", "plain", "world"))
        rows = write_files(packed, FILES)
        write_files(plain, FILES, plain=True)
        counted = _import(packed, world)  # also: registry and libraries loaded, files in the system's cache
        if counted.rows != rows:
            raise SystemExit(f"{counted.rows:,} of {rows:,} rows were counted.")
        again = least([here(lambda: _import(packed, world)) for _ in range(ROUNDS)])
        works: dict[str, Callable[[], object]] = {
            "duckdb_copy": lambda: _copy(plain, Path(scratch, "all.parquet")),
            "detente_import": lambda: _import_anew(packed, world),
            "pandas_as_gdeltpyr": lambda: _parse(packed),
        }
        costs: dict[str, list[Cost]] = {name: [] for name in works}
        for _ in range(ROUNDS):
            for name, work in works.items():
                costs[name].append(here(work))
            for name, cost in _gdeltpyr(packed).items():
                costs.setdefault(name, []).append(cost)
    best = {name: least(each) for name, each in costs.items()}
    ours, theirs = best["detente_import"], best["duckdb_copy"]
    peers = [name for name in best if "gdeltpyr" in name]
    return {
        "rows": rows,
        "processors": os.cpu_count(),
        "rows_per_s": {name: round(rows / cost.wall_s) for name, cost in best.items()},
        "rows_per_cpu_s": {name: round(rows / cost.cpu_s) for name, cost in best.items()},
        "cores_had": {name: round(cost.cores, 2) for name, cost in best.items()},
        "share_of_duckdb_copy": round(theirs.wall_s / ours.wall_s, 2),
        "share_of_duckdb_copy_by_cpu": round(theirs.cpu_s / ours.cpu_s, 2),
        "times": {name: round(best[name].wall_s / ours.wall_s, 2) for name in peers},
        "times_by_cpu": {name: round(best[name].cpu_s / ours.cpu_s, 2) for name in peers},
        "same_files_again_share_of_first": round(again.wall_s / ours.wall_s, 3),
    }


def _import_anew(folder: Path, world: Path) -> Counts:
    shutil.rmtree(world)
    return _import(folder, world)


def _import(folder: Path, world: Path) -> Counts:
    return sum((file.counts for file in import_files(world, GDELT, [folder])), Counts())


def _copy(folder: Path, output: Path) -> None:
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * FROM read_csv('{folder}/*.CSV', header = false, delim = '\t', quote = '', escape = '', "
            f"all_varchar = true)) TO '{output}' (FORMAT parquet)"
        )


def _parse(folder: Path) -> int:
    import pandas as pd

    frames = [
        pd.read_csv(
            io.BytesIO(path.read_bytes()),
            compression="zip",
            sep="\t",
            header=None,
            on_bad_lines="skip",
            dtype={26: "str", 27: "str", 28: "str"},
        )
        for path in sorted(folder.iterdir())
    ]
    return len(pd.concat(frames))


def _gdeltpyr(folder: Path) -> dict[str, Cost]:
    """The package's own reading, and all that it does before its user has the frame; nothing where it is not here."""
    if not gdeltpyr.installed():
        return {}
    script = str(Path(gdeltpyr.__file__))
    told = json.loads(subprocess.run([sys.executable, script, str(folder)], check=True, capture_output=True).stdout)
    return {
        "gdeltpyr_reading": Cost(told["read_s"], told["read_cpu_s"]),
        "gdeltpyr_search": Cost(told["all_s"], told["all_cpu_s"]),
    }
