"""Published figures of networks and routes beside those computed, seconds each, and whether balance tells changes.

Run: python benchmarks/networks/run.py [--save]
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
LAST = HERE / "last_result.json"
sys.path.insert(0, str(HERE.parents[1] / "tests"))

from detente.relations.networks.balance import NullSpec, measure_balance  # noqa: E402
from detente.relations.networks.frustration import measure_frustration  # noqa: E402
from detente.relations.networks.signed import SignedNetwork  # noqa: E402
from detente.relations.networks.triads import count_triads  # noqa: E402
from detente.relations.routes.closing import closing_sets  # noqa: E402
from detente.relations.routes.land_map import Terms, doubly_landlocked, landlocked  # noqa: E402
from relations.networks.published import alliances_and_rivalries, balance_by_year, reference_network  # noqa: E402


def run() -> dict[str, Any]:
    """All figures."""
    measure_frustration(reference_network("highlandtribes"))  # loads SciPy
    return {
        "highland_tribes": _beside(
            {"frustration": 7, "balanced": 59, "triads": 68}, reference_network("highlandtribes")
        ),
        "years": _years(),
        "whole_balance_2018_with_null": _with_null(),
        "routes": _routes(),
        "does_balance_tell_changes": {f"{years}_year": _changes(years) for years in (1, 5)},
    }


def _figures(network: SignedNetwork) -> dict[str, int]:
    counts, frustration = count_triads(network), measure_frustration(network)
    return {
        "frustration": int(frustration.index),
        "balanced": counts.balanced,
        "triads": counts.total,
        "ppp": counts.ppp,
        "ppn": counts.ppn,
        "pnn": counts.pnn,
        "nnn": counts.nnn,
    }


def _beside(published: dict[str, int], network: SignedNetwork) -> dict[str, Any]:
    found, seconds = _timed(lambda: _figures(network))
    return {"published": published, "computed": {name: found[name] for name in published}, "seconds": seconds}


def _years() -> dict[str, Any]:
    """Every published year; 2018 in full."""
    names = ("ppp", "ppn", "pnn", "nnn", "frustration")
    rows = {
        year: _beside({name: int(row[name]) for name in names}, alliances_and_rivalries(year))
        for year, row in balance_by_year().items()
    }
    seconds = {year: row["seconds"] for year, row in rows.items()}
    slowest = max(seconds, key=lambda year: seconds[year])
    return {
        "published": len(rows),
        "agree_in_all_figures": sum(row["published"] == row["computed"] for row in rows.values()),
        "median_seconds": round(float(np.median(list(seconds.values()))), 3),
        "slowest": {"year": slowest, "seconds": seconds[slowest]},
        "2018": rows[2018],
    }


def _with_null() -> dict[str, Any]:
    network = alliances_and_rivalries(2018)
    balance, seconds = _timed(lambda: measure_balance(network))
    shown = {
        name: {"observed": round(value.observed, 4), "null_mean": round(value.mean, 4), "null_90": [
            round(value.low, 4), round(value.high, 4)], "p": round(value.p, 4)}
        for name, value in (
            ("balanced_share", balance.balanced_share),
            ("balanced_share_with_negative", balance.balanced_share_with_negative),
            ("brokered", balance.brokered),
            ("frustration_index", balance.frustration_index),
        )
        if value is not None
    }  # fmt: skip
    null = NullSpec()
    return {**shown, "draws": [null.draws, null.frustration_draws], "seconds": seconds}


def _routes() -> dict[str, Any]:
    """Closing sets beside those asked for, and seconds for all landlocked states of a day."""
    day = date(2025, 6, 1)
    cases = [
        ("AFG", "", "CHN IRN PAK RUS"),
        ("AFG", "CHN IRN", "PAK RUS"),
        ("AFG", "CHN IRN RUS", "PAK"),
        ("NPL", "", "CHN IND"),
        ("MNG", "", "CHN RUS"),
        ("LSO", "", "ZAF"),
    ]
    rows = []
    for state, unusable, asked in cases:
        found = closing_sets(state, day, Terms(unusable=frozenset(unusable.split()))).closing_set
        rows.append({"state": state, "unusable": unusable, "asked": asked, "computed": " ".join(sorted(found or ()))})
    every, seconds = _timed(lambda: [closing_sets(state, day) for state in sorted(landlocked(day))])
    return {
        "doubly_landlocked": sorted(doubly_landlocked(day)),
        "landlocked": len(every),
        "closing_sets": rows,
        "all_complete": all(one.complete for one in every),
        "seconds_for_all_landlocked": seconds,
    }


def _changes(years: int) -> dict[str, float]:
    """AUC of what balance says beforehand, 1950-2018, for ties that end or turn and for the sign of new ties.

    Tied pairs: the share of their triads that are unbalanced, against the tie being gone or turned after `years`.
    Untied pairs: the mean pull of their third parties, against the sign of the tie that they then have. 0.5 is a coin.
    """
    networks = {year: alliances_and_rivalries(year) for year in range(1950, 2019)}
    tied: dict[int, list[tuple[float, bool]]] = {1: [], -1: []}
    new: list[tuple[float, bool]] = []
    for year in range(1950, 2019 - years):
        before, after = networks[year], networks[year + years]
        for sign, score, changed in _tied(before, after):
            tied[sign].append((score, changed))
        new += _new(before, after)
    return {
        "friendly_ties_that_change": _auc(tied[1]),
        "hostile_ties_that_change": _auc(tied[-1]),
        "sign_of_new_ties": _auc(new),
    }


def _tied(before: SignedNetwork, after: SignedNetwork) -> list[tuple[int, float, bool]]:
    rows = []
    for edge in before.edges:
        pulls = _pulls(before, edge.first, edge.second)
        if pulls and edge.first in after.place and edge.second in after.place:
            later = after.edge(edge.first, edge.second)
            unbalanced = sum(pull != edge.sign for pull in pulls) / len(pulls)
            rows.append((int(edge.sign), unbalanced, later is None or later.sign != edge.sign))
    return rows


def _new(before: SignedNetwork, after: SignedNetwork) -> list[tuple[float, bool]]:
    return [
        (float(np.mean(pulls)), edge.sign > 0)
        for edge in after.edges
        if before.edge(edge.first, edge.second) is None and (pulls := _pulls(before, edge.first, edge.second))
    ]


def _pulls(network: SignedNetwork, a: str, b: str) -> list[int]:
    """+1 for each third party with like signs to both, -1 for the others."""
    edges = network.edges_of
    return [
        int(network.signs[edges[third][a]] * network.signs[edges[third][b]])
        for third in network.shared_neighbours(a, b)
    ]


def _auc(rows: list[tuple[float, bool]]) -> float:
    from scipy.stats import rankdata

    scores, happened = np.array([score for score, _ in rows]), np.array([one for _, one in rows])
    positive, negative = int(happened.sum()), int((~happened).sum())
    above = rankdata(scores)[happened].sum() - positive * (positive + 1) / 2
    return round(float(above / (positive * negative)), 3)


def _timed(measure: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    result = measure()
    return result, round(time.perf_counter() - start, 3)


def main(arguments: list[str]) -> None:
    """Print the figures beside the last ones; --save keeps them."""
    result = run()
    last = json.loads(LAST.read_text(encoding="utf-8")) if LAST.exists() else {}
    for name, value in result.items():
        print(f"{name}: {json.dumps(value)}")
        if name in last and last[name] != json.loads(json.dumps(value)):
            print(f"  last: {json.dumps(last[name])}")
    if "--save" in arguments:
        LAST.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
        print(f"saved to {LAST.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
