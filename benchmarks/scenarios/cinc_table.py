"""Writes src/detente/scenarios/tables/cinc.csv from the state-years of the Correlates of War in ../shared.

Run: python benchmarks/scenarios/cinc_table.py
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from detente.actors.model import Actor
from detente.actors.states import read_states

ROOT = Path(__file__).parents[2]
SOURCE = ROOT.parent / "shared/data/cow/cow_nmc.csv"
TABLE = ROOT / "src/detente/scenarios/tables/cinc.csv"
FIRST = 1990
HEADER = """\
# Composite Index of National Capability: a state's share of the world's military spending and personnel, iron and steel
# production, energy consumption, total and urban population, averaged; here in percent of the world, to five digits.
# Published figures of: Singer, Bremer & Stuckey 1972; Singer 1987; Correlates of War Project, National Material
# Capabilities. The edition is the one whose state-years reach 2022 (version 6.0 ended with 2016).
# Written by benchmarks/scenarios/cinc_table.py; years from 1990 on.
iso3,year,percent
"""


def main() -> None:
    states, _ = read_states()
    by_code: dict[str, list[Actor]] = {}
    for state in states:
        if "cow_code" in state.codes:
            by_code.setdefault(state.codes["cow_code"], []).append(state)
    rows: dict[tuple[str, int], str] = {}
    with SOURCE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code, year = str(int(float(row["ccode"]))), int(float(row["year"]))
            if year >= FIRST:
                rows.setdefault((_state(code, year, by_code), year), f"{100 * float(row['cinc']):.5g}")
    lines = [f"{state},{year},{percent}\n" for (state, year), percent in sorted(rows.items())]
    TABLE.write_text(HEADER + "".join(lines), encoding="utf-8")
    print(f"{len(lines)} rows in {TABLE.name}")


def _state(code: str, year: int, by_code: dict[str, list[Actor]]) -> str:
    """The state that had a code at a year's end: 651 was Egypt's and the United Arab Republic's."""
    if code == "260":
        return "DEU"  # West Germany, in the table of states a dated name of DEU
    end, bearers = date(year, 12, 31), by_code[code]
    there = [each for each in bearers if (each.start or end) <= end <= (each.end or end)]
    if len(bearers) > 1 and len(there) != 1:
        raise SystemExit(
            f"{code} in {year} is of {[each.id for each in there] or 'nobody'}: look at tables/states.csv."
        )
    return (there or bearers)[0].id


if __name__ == "__main__":
    main()
