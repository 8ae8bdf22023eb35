"""The dyad-month panel of worlds of 1, 10 and 100 million rows: seconds, memory, and whether cost grows in step.

The worlds are synthetic (synthetic_world.py) and laid out as imports lay them out; the largest takes 2 GB of disk.
Beside it, at 10 million rows, the same counts as one plain SQL statement, which groups by names and at once.

Run: python benchmarks/feeds/run_feeds.py panel
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Final

from measured import Cost, process
from synthetic_world import write_world

SIZES: Final = (1_000_000, 10_000_000, 100_000_000)
PLAIN_AT: Final = 10_000_000
LIMIT_S: Final = 60.0
LIMIT_MIB: Final = 6 * 1024

_PLAIN: Final = """
import sys
from pathlib import Path
import pyarrow.parquet as pq
from detente.world.reading_back import connected
with connected(Path(sys.argv[1])) as connection:
    panel = connection.sql('''
        WITH cells AS (
            SELECT source_state, target_state, date_trunc('month', event_date) AS month,
                count(*) FILTER (quad_class = 1) AS q1, count(*) FILTER (quad_class = 2) AS q2,
                count(*) FILTER (quad_class = 3) AS q3, count(*) FILTER (quad_class = 4) AS q4,
                count(*) AS events, count(goldstein) AS scored, sum(goldstein) AS goldstein_sum,
                count(DISTINCT story) AS stories, count(DISTINCT outlet) AS outlets
            FROM events WHERE repeat_of IS NULL AND NOT is_copy AND event_date_precision = 'day' GROUP BY ALL)
        SELECT *, sum(events) OVER (PARTITION BY month) AS month_volume FROM cells
        WHERE source_state <> target_state ORDER BY ALL
    ''').to_arrow_table()
pq.write_table(panel, sys.argv[2])
"""


def run() -> dict[str, object]:
    """Costs by size."""
    told: dict[str, object] = {"processors": os.cpu_count(), "limit_s": LIMIT_S, "limit_mib": LIMIT_MIB}
    for rows in SIZES:
        with tempfile.TemporaryDirectory() as scratch:
            world, output = Path(scratch, "world"), Path(scratch, "panel.parquet")
            write_world(world, rows)
            command = ["-m", "detente", "panel", "--world", str(world), "-o", str(output)]
            cost = process([sys.executable, *command])
            told[f"{rows:,} rows"] = _figures(cost, rows)
            if rows == PLAIN_AT:
                plain = process([sys.executable, "-c", _PLAIN, str(world), str(output)])
                told[f"{rows:,} rows, plain SQL"] = _figures(plain, rows)
    return told


def _figures(cost: Cost, rows: int) -> dict[str, object]:
    return {
        "wall_s": round(cost.wall_s, 1),
        "cpu_s": round(cost.cpu_s, 1),
        "cpu_s_per_million": round(cost.cpu_s / rows * 1e6, 2),
        "cores_had": round(cost.cores, 2),
        "peak_mib": round(cost.peak_mib or 0),
    }
