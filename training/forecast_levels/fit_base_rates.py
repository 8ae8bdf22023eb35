"""Count how levels of the peace scale moved in 1, 5 and 10 years, and write the table that level forecasts rest on.

Run: python training/forecast_levels/fit_base_rates.py

Reads ../shared/data/peacedata_v3 (Peace Data 3.0: Diehl, Goertz & Gallegos 2021, Conflict Management and Peace Science
38:605-624). Counted are dyad-years whose level is coded at both ends; they are kept by the year they end in, so that a
forecast can leave out what came after its day. The record after CUT_OFF is scored here too.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Final

import numpy as np

from detente.forecast.levels.base_rates import HORIZONS, START, Moves, base_rates

SHARED: Final = Path(__file__).parents[2].parent / "shared" / "data" / "peacedata_v3" / "peacedatav30dyadyrmean.csv"
TABLE: Final = Path(__file__).parents[2] / "src" / "detente" / "forecast" / "levels" / "tables" / "moves.json"
VALUES: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
FIRST: Final = 1946
LAST: Final = 2020
"""One row of the file was filled up to the year 20202; what follows 2020 is not data."""
CUT_OFF: Final = 2008

Levels = dict[int, dict[int, int]]


def coded_levels() -> Levels:
    """Level 0 to 4 of each dyad (COW codes) and year: the nearest to the year's mean, the lower of two."""
    found: Levels = defaultdict(dict)
    for line in SHARED.read_text(encoding="utf-8").splitlines():
        dyad, year, mean = line.split(",")
        if mean != "." and FIRST <= int(year) <= LAST:
            level = min(range(5), key=lambda level: (abs(VALUES[level] - float(mean)), level))
            found[int(dyad)][int(year)] = level
    return dict(found)


def count_moves(levels: Levels) -> Moves:
    """How often each level became each other, by horizon, year of the end and whether it began in START or later."""
    counts: Counter[tuple[int, int, int, int, int]] = Counter()
    for by_year in levels.values():
        for year, level in by_year.items():
            for years in HORIZONS:
                if year + years in by_year:
                    counts[years, year + years, int(year >= START), level, by_year[year + years]] += 1
    return [(*key, n) for key, n in sorted(counts.items())]


def count_pacts(levels: Levels) -> list[tuple[int, int, int, int]]:
    """Years ahead, year of the end, coded dyads that had no defence pact at the beginning, and of these with one then.

    Source: ATOP 5 (Leeds, Ritter, Mitchell & Long 2002), read from ../shared/data/atop.
    """
    pacts: set[tuple[int, int]] = set()
    with gzip.open(SHARED.parents[1] / "atop" / "atop_alliance.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if float(row["atop_defense"] or 0):
                low, high = sorted(int(float(row[name])) for name in ("ccode1", "ccode2"))
                pacts.add((low * 1000 + high, int(float(row["year"]))))
    last = max(year for _, year in pacts)
    counts: Counter[tuple[int, int]] = Counter()
    got: Counter[tuple[int, int]] = Counter()
    for dyad, by_year in levels.items():
        for year in by_year:
            if year >= START and (dyad, year) not in pacts:
                for years in HORIZONS:
                    if year + years <= last:
                        counts[years, year + years] += 1
                        got[years, year + years] += (dyad, year + years) in pacts
    return [(*key, counts[key], got[key]) for key in sorted(counts)]


def score(levels: Levels, moves: Moves) -> dict[str, dict[str, float]]:
    """Minus the mean logarithm of the probability given to what came, of dyad-years that begin after CUT_OFF."""
    shares = Counter(by_year[CUT_OFF] for by_year in levels.values() if CUT_OFF in by_year)
    marginal = np.array([shares[level] + 0.5 for level in range(5)]) / (sum(shares.values()) + 2.5)
    result = {}
    for years in HORIZONS:
        rates = base_rates(moves, years, CUT_OFF).shares
        cases = [
            (level, by_year[year + years])
            for by_year in levels.values()
            for year, level in by_year.items()
            if year > CUT_OFF and year + years in by_year
        ]
        held = np.full((5, 5), 0.01) + np.eye(5) * 0.95
        mean = {
            name: float(-np.mean([np.log(table[start, end]) for start, end in cases]))
            for name, table in (("base_rate", rates), ("no_change", held), ("all_dyads", np.tile(marginal, (5, 1))))
        }
        moved = sum(start != end for start, end in cases)
        result[str(years)] = {"dyad_years": len(cases), "moved": moved, **{k: round(v, 4) for k, v in mean.items()}}
    return result


def main() -> None:
    """Count, score, write."""
    levels = coded_levels()
    moves = count_moves(levels)
    card = {
        "what": "How levels of the peace scale moved (detente.forecast.levels); written by training/forecast_levels.",
        "source": "Peace Data 3.0 (Diehl, Goertz & Gallegos 2021), yearly means taken to the nearest level, counted",
        "columns": "years ahead, year of the end, whether it began in 1990 or later, from level, to level, dyad-years",
        "pacts": "of coded dyads without a defence pact (ATOP 5) from 1990 on: years ahead, year of the end, dyads, "
        "those with one then",
        "record": "minus mean log probability of what came, of dyad-years from 2009 on, by rates known in 2008; "
        "no_change gives 96 % to the level as it is; all_dyads is the share of levels in 2008",
    }
    lines = ",\n".join("  " + json.dumps(row) for row in moves)
    record = json.dumps(score(levels, moves))
    pacts = ",\n".join("  " + json.dumps(row) for row in count_pacts(levels))
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(
        f'{{\n "card": {json.dumps(card)},\n "record": {record},\n "last": {LAST},\n "moves": [\n{lines}\n ],\n'
        f' "pacts": [\n{pacts}\n ]\n}}\n',
        encoding="utf-8",
    )
    print(record)


if __name__ == "__main__":
    main()
