"""Seconds for `relation` on a world of ten million events: the process's start, and then the answer.

Run: python benchmarks/shifts/one_dyad.py [WORLD]

WORLD is one of benchmarks/feeds/synthetic_world.py; without it one is made.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
EVENTS = 10_000_000
PAIRS = {"busiest": ("S001", "S002"), "hundreds of events": ("S010", "S020"), "few events": ("S150", "S120")}
REPEATS = 7

# Everything that the command does after its start, up to the last line of its output.
ANSWER = """
import sys, time
from detente.views.cli.app import collect_rarely
collect_rarely()
from detente.pipeline import open_world
from detente.relations.relation import PartyName
import detente.pipeline.parties
import detente.pipeline.relations as asked
import detente.views.cli.relation_command as command
# The states of the made world are in no table; as states of the table they would be found without a look at events.
asked.find_pair = lambda root, a, b, actors: (PartyName(a, a, "state", True), PartyName(b, b, "state", True))
ready = time.perf_counter()
options = command.Options(sys.argv[2], sys.argv[3], __import__("pathlib").Path(sys.argv[1]))
command.run(options)
print(f"ANSWER {time.perf_counter() - ready}", file=sys.stderr)
"""


def run(world: Path | None = None) -> dict[str, Any]:
    """Each pair REPEATS times, in processes of their own; the counts of files are made once, as an import does.

    Of the answer the best and the median; of the process's start, and of the two together, the median.
    """
    made = None if world is not None else Path(tempfile.mkdtemp())
    try:
        root = world or _made(made / "world" if made else Path())
        from detente.engines.file_counts import keep_file_counts

        started = time.perf_counter()
        keep_file_counts(root)
        result: dict[str, Any] = {"events": EVENTS, "counting_files_s": round(time.perf_counter() - started, 2)}
        for name, pair in PAIRS.items():
            runs = [_asked(root, *pair) for _ in range(REPEATS)]
            result[name] = {
                "answer_s": round(min(answer for answer, _ in runs), 2),
                "answer_median_s": round(median(answer for answer, _ in runs), 2),
                "start_up_s": round(median(start for _, start in runs), 2),
                "whole_s": round(median(answer + start for answer, start in runs), 2),
            }
        return result
    finally:
        if made is not None:
            shutil.rmtree(made)


def _made(root: Path) -> Path:
    sys.path.insert(0, str(HERE.parent / "feeds"))
    from synthetic_world import write_world

    write_world(root, EVENTS, merged=True)
    return root


def _asked(root: Path, first: str, second: str) -> tuple[float, float]:
    """Seconds of the answer, and of all that came before."""
    started = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", ANSWER, str(root), first, second], capture_output=True, text=True, check=True
    )
    whole = time.perf_counter() - started
    answer = float(ran.stderr.rsplit("ANSWER ", 1)[1])
    return answer, whole - answer


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]) if len(sys.argv) > 1 else None), indent=1))
