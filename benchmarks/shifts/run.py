"""Run the benchmarks of shifts and print what was gained and lost against the committed last result.

Run: python benchmarks/shifts/run.py [NAME ...] [--save]
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from benchmarks.results import modules, run_named  # noqa: E402 - found by the line above

NAMES = ("realignments", "injected", "delay", "all_dyads", "one_dyad")

if __name__ == "__main__":
    run_named(sys.argv[1:], modules(*NAMES), HERE / "last_result.json")
