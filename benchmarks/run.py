"""Run the benchmarks of reading and print what was gained and lost against the committed last result.

Run: make bench (or: python benchmarks/run.py [NAME ...] [--save])
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE / "reading")]

from benchmarks.results import modules, run_named  # noqa: E402 - found by the line above

NAMES = ("seed", "texts", "plv", "coder", "rounds", "speed")
MINUTES = ("attribution", "memory")  # only when named

if __name__ == "__main__":
    if run_named(sys.argv[1:], modules(*NAMES, *MINUTES), HERE / "reading" / "last_result.json", NAMES) == list(NAMES):
        print(f"\nnot run, since they take minutes each: {', '.join(MINUTES)} (name them to run them)")
