"""Make the packaged table of false alarms anew.

Run: python benchmarks/shifts/calibrate_table.py
"""

from __future__ import annotations

from pathlib import Path

from icews import ICEWS_2005_2009, icews_dyads

import detente.relations.shifts
from detente.relations.shifts.calibrate import BUSY, calibrate
from detente.relations.shifts.false_alarms import write_false_alarms

TABLE = Path(detente.relations.shifts.__file__).parent / "tables" / "false_alarms.csv"
SHUFFLES = 10

HEADER = """Shifts found per dyad and ten years with each penalty, in a record and in shuffled copies of it.
Record: undirected dyads of states, ICEWS events of 2005-2009 as in the knowledge graph ICEWS05-15 (Garcia-Duran et al.
2018; events: Boschee et al. 2015, doi:10.7910/DVN/28075): {dyads} dyads with {busy} events or more, {events} events.
Remade by: python benchmarks/shifts/calibrate_table.py (shuffles: {shuffles}, seed 0)"""


def main() -> None:
    """Count and write."""
    dyads = icews_dyads(ICEWS_2005_2009)
    usable = [dyad for dyad in dyads if dyad.quad_counts.sum() >= BUSY]
    table = calibrate(usable, shuffles=SHUFFLES)
    events = int(sum(dyad.quad_counts.sum() for dyad in usable))
    with TABLE.open("w", encoding="utf-8") as file:
        write_false_alarms(table, file, HEADER.format(dyads=len(usable), busy=BUSY, events=events, shuffles=SHUFFLES))
    print(TABLE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
