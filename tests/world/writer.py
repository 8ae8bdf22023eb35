"""A process that writes the corpus's articles START..STOP, reversed on demand, into a world; tests kill it.

It says "ready", waits for a line, then writes. With PAUSE, "before articles 2" say, it stops for good before (or
after) the second commit to that table and says "paused".
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import datasketch  # noqa: F401  # loaded before "ready", so that random kills hit writing and not importing
import duckdb  # noqa: F401

from detente.world import World, adding, tables
from factories import corpus


def pause_at(pause: str) -> None:
    """Stop inside the product's own calls, from outside of its code."""
    side, table, nth = pause.split()
    left = int(nth)
    name = "compact_if_many" if side == "compacted" else "append"
    real = getattr(adding, name)

    def pausing(root: Path, to: str, *rest: Any) -> None:
        nonlocal left
        left -= to == table
        here = to == table and left == 0
        if here and side == "before":
            stop()
        real(root, to, *rest)
        if here:
            stop()

    setattr(adding, name, pausing)


def stop() -> None:
    print("paused", flush=True)
    time.sleep(600)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("world")
    parser.add_argument("start", type=int)
    parser.add_argument("stop", type=int)
    parser.add_argument("--batch", type=int, default=3)
    parser.add_argument("--many-files", type=int, default=tables.MANY_FILES)
    parser.add_argument("--reversed", action="store_true")
    parser.add_argument("--pause")
    options = parser.parse_args()
    tables.MANY_FILES = options.many_files  # type: ignore[misc]  # compaction without hundreds of commits
    if options.pause:
        pause_at(options.pause)
    readings = corpus(options.stop)[options.start :]
    world = World.open(options.world)
    print("ready", flush=True)
    input()
    for added in world.add(readings[::-1] if options.reversed else readings, batch_size=options.batch):
        print(added.outcome, flush=True)


if __name__ == "__main__":
    main()
