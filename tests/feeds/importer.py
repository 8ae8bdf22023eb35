"""A process that imports a folder of GDELT files into a world, BATCH files at a time; tests kill it.

It says "ready", waits for a line, then imports. With PAUSE, "before imports 2" say, it stops for good before (or after)
the second commit to that table and says "paused".
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import deltalake  # noqa: F401  # loaded before "ready", so that random kills hit importing and not Python's start
import duckdb  # noqa: F401
import pyarrow.csv  # noqa: F401

from detente.feeds import batches
from detente.feeds.codes import cameo_actor
from detente.feeds.gdelt import GDELT
from detente.world import feed_writing, importing, tables
from detente.world.importing import import_files


def pause_at(pause: str) -> None:
    """Stop inside the product's own calls, from outside of its code."""
    side, what, nth = pause.split()
    left = int(nth)
    holder: Any = {"imports": importing, "compact": importing, "rows": feed_writing.BatchFiles}[what]
    name = {"imports": "append", "compact": "_compact", "rows": "commit"}[what]
    real = getattr(holder, name)

    def pausing(*given: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0 and side == "before":
            stop()
        result = real(*given)
        if left == 0:
            stop()
        return result

    setattr(holder, name, pausing)


def stop() -> None:
    print("paused", flush=True)
    time.sleep(600)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("world", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--batch", type=int, default=3)
    parser.add_argument("--many-files", type=int, default=tables.MANY_FILES)
    parser.add_argument("--pause")
    options = parser.parse_args()
    batches.BATCH_FILES = options.batch  # type: ignore[misc]  # several commits without hundreds of files
    importing.MANY_FILES = tables.MANY_FILES = options.many_files  # type: ignore[misc, attr-defined]
    if options.pause:
        pause_at(options.pause)
    cameo_actor(("RUS",))
    print("ready", flush=True)
    input()
    for file in import_files(options.world, GDELT, [options.folder]):
        print(file.name, file.before, flush=True)


if __name__ == "__main__":
    main()
