"""An import of 50 files killed at 100 random moments, each time run again; and two importers at once.

Each run after a kill must leave exactly the rows of one clean run: events, rejects and ledger, cell by cell.

Run: python benchmarks/feeds/run_feeds.py kills
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from gdelt_files import write_files

from detente.feeds.gdelt import GDELT
from detente.world import World
from detente.world.doctor import doctor, repair
from detente.world.importing import import_files
from feed_lines import everything, gdelt_line, write

KILLS: Final = 100
PAIRS: Final = 10
FILES: Final = 50
ROWS_KEPT: Final = 150
IMPORTER: Final = Path(__file__).parents[2] / "tests" / "feeds" / "importer.py"


def run() -> dict[str, object]:
    """How many of the runs came to the clean run's rows; all must."""
    chance = random.Random(50)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        folder = _folder(root / "files")
        clean_world = World.open(root / "clean")
        import_files(clean_world.path, GDELT, [folder])
        clean = everything(clean_world)
        whole = _start(World.open(root / "whole"), folder)
        started = time.perf_counter()
        whole.communicate()
        seconds = time.perf_counter() - started
        told = {"files": FILES, "rows": sum(1 for _ in clean), "kills": 0, "killed_midway": 0, "same_rows_after": 0}
        for number in range(KILLS):
            world = World.open(root / f"world{number}")
            importer = _start(world, folder)
            time.sleep(chance.uniform(0, seconds))
            importer.kill()
            importer.communicate()
            midway = importer.returncode == -signal.SIGKILL
            told["kills"] += 1
            told["killed_midway"] += midway
            told["same_rows_after"] += _ends_like(world, folder, clean)
        told["pairs"], told["pairs_with_the_same_rows"] = 0, 0
        for number in range(PAIRS):
            world = World.open(root / f"pair{number}")
            importers = [_start(world, folder, batch) for batch in (3, 4)]
            if number % 2:  # every second time one of the two dies
                time.sleep(chance.uniform(0, seconds))
                importers[0].kill()
            for importer in importers:
                importer.communicate()
            told["pairs"] += 1
            told["pairs_with_the_same_rows"] += _ends_like(world, folder, clean)
    return dict(told)


def _folder(folder: Path) -> Path:
    """FILES files of real rows, each with a line to refuse and a row of the file before."""
    write_files(folder, FILES, plain=True)
    before = ""
    for number, path in enumerate(sorted(folder.iterdir())):
        lines = path.read_text(encoding="utf-8").splitlines()[:ROWS_KEPT]
        write(path, *lines, gdelt_line(SQLDATE="never", GLOBALEVENTID=str(number)), *([before] if before else []))
        before = lines[0]
    return folder


def _start(world: World, folder: Path, batch: int = 3) -> subprocess.Popen[str]:
    """An importer that has loaded all it needs and has just begun."""
    command = [sys.executable, str(IMPORTER), str(world.path), str(folder), "--batch", str(batch), "--many-files", "4"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, bufsize=1
    )
    assert process.stdin is not None
    assert process.stdout is not None
    if process.stdout.readline() != "ready\n":
        raise SystemExit("The importer did not start.")
    process.stdin.write("go\n")
    return process


def _ends_like(world: World, folder: Path, clean: list[tuple[Any, ...]]) -> bool:
    """Whether the same import, and then a repair, come to the clean run's rows and leave nothing to repair."""
    import_files(world.path, GDELT, [folder])
    same = everything(world) == clean
    repair(world)
    return same and everything(world) == clean and doctor(world).is_sound
