"""Score forecasts beside their baselines, and print what changed since the committed result.

python benchmarks/forecast/run.py [CASE ...] [--save]

Each case of next events runs in a process of its own, by the command line, so that seconds hold what a user waits for
(compiling too where nothing is cached), and the peak of memory is its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any, Final

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE)]

from benchmarks.results import modules, run_named  # noqa: E402 - found by the line above

LAST: Final = HERE / "last_result.json"
SHARED: Final = HERE.parents[2] / "shared" / "data" / "tkg"
CASES: Final = {
    "ICEWS14": ("ICEWS14",),
    "ICEWS14 multi-step": ("ICEWS14", "--setting", "multi-step"),
    "ICEWS18-dev": ("ICEWS18-dev",),
    "ICEWS14 day queries known": ("ICEWS14", "--day-queries-known"),
}
MODULES: Final = ("dyads", "levels")
LINEAR: Final = "cost by events"
SHARES: Final = (0.25, 0.5, 1.0)


def run_case(folder: str, *options: str) -> dict[str, Any]:
    """Run one backtest and keep its object, without what it would explain."""
    command = [
        sys.executable,
        "-m",
        "detente",
        "backtest",
        "events",
        "--data",
        str(SHARED / folder),
        "--json",
        *options,
    ]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    row: dict[str, Any] = json.loads(ran.stdout)
    del row["explained"]
    return row


def cost_by_events() -> dict[str, Any]:
    """Seconds per 1,000 facts of the pass over the first quarter, half and all of ICEWS14, nets not taught."""
    from detente.forecast.events.forecaster import EventForecaster
    from detente.forecast.events.settings import Settings
    from detente.forecast.read_tkg import read_event_data

    data = read_event_data(SHARED / "ICEWS14")
    facts = data.all_facts
    settings = Settings(taught=0, nets=0)
    EventForecaster(data.actors, data.n_types, settings).fit(facts[:500])  # compiles
    result = {}
    for share in SHARES:
        part = facts[: int(share * len(facts))]
        began = time.perf_counter()
        EventForecaster(data.actors, data.n_types, settings).fit(part)
        result[str(len(part))] = round((time.perf_counter() - began) / len(part) * 1e3, 3)
    return {"seconds_per_1000_facts": result}


def main(arguments: list[str]) -> None:
    """Run the named cases (without a name all) and compare; --save keeps the figures."""
    if not SHARED.exists():
        raise SystemExit(f"{SHARED} is not there: the benchmark needs the shared data beside the project.")
    cases = {name: partial(run_case, *case) for name, case in CASES.items()}
    run_named(arguments, cases | {LINEAR: cost_by_events} | modules(*MODULES), LAST)


if __name__ == "__main__":
    main(sys.argv[1:])
