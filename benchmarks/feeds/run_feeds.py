"""Run the benchmarks of feeds and print what was gained and lost against the committed last result.

Run: python benchmarks/feeds/run_feeds.py [NAME ...] [--save]
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[1] / "tests")]  # builders of lines; the process that is killed

from benchmarks.results import modules, run_named  # noqa: E402 - found by the line above

NAMES = ("import_speed", "panel", "kills", "fuzz")

if __name__ == "__main__":
    run_named(sys.argv[1:], modules(*NAMES), HERE / "last_result.json")
