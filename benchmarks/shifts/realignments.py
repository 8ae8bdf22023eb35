"""Dated realignments of 2005-2009: hits, alarms and chance, beside PELT-l2 on the Goldstein sum at the same alarm rate.

Run: python benchmarks/shifts/realignments.py
"""

from __future__ import annotations

from typing import Any

from baselines import Finder, at_rate, pelt_of_scaled_sums, pelt_of_sums
from cases import Alarm, Case, Pair, Score, development_cases, score, shared_cases
from icews import ICEWS_2005_2009, icews_dyads

from detente.relations.dyad_months import DyadMonths
from detente.relations.shifts.known_months import too_little
from detente.relations.shifts.union import ShiftSettings, find_shifts, united_changes

BASELINES: dict[str, tuple[Finder, float, float]] = {
    "pelt_l2_goldstein_sum": (pelt_of_sums, 100.0, 60_000.0),
    "pelt_l2_goldstein_sum_scaled_by_dyad": (pelt_of_scaled_sums, 1.5, 40.0),
}
RATES = (0.2, 0.3, 0.4)


def run() -> dict[str, Any]:
    """Scores by list of cases; `found_only_by_us` and `..._by_pelt` name cases gained and lost."""
    dyads = {(dyad.first, dyad.second): dyad for dyad in icews_dyads(ICEWS_2005_2009)}
    lists = {
        "development": development_cases(2005),
        "shared": shared_cases("realignments_1995_2023.csv", 2005, 5),
    }
    return {name: _scored(dyads, cases) for name, cases in lists.items()}


def our_alarms(dyad: DyadMonths) -> list[Alarm]:
    """The shifts that the default settings report."""
    start = dyad.months[0].astype("datetime64[M]").item()
    return [
        Alarm((shift.month.year - start.year) * 12 + shift.month.month - start.month, int(shift.direction))
        for shift in find_shifts(dyad, ShiftSettings())
    ]


def our_alarms_with(dyad: DyadMonths, penalty: float) -> list[Alarm]:
    """The same with another penalty."""
    if too_little(dyad) is not None:
        return []
    return [Alarm(changes[0].first, int(changes[0].direction)) for changes, _ in united_changes(dyad, penalty)]


def _scored(dyads: dict[Pair, DyadMonths], cases: list[Case]) -> dict[str, Any]:
    with_evidence = [case for case in cases if case.pair in dyads and too_little(dyads[case.pair]) is None]
    n_months = ICEWS_2005_2009.months
    ours = score({case.pair: our_alarms(dyads[case.pair]) for case in with_evidence}, with_evidence, n_months)
    result: dict[str, Any] = {
        "cases_dated_to_the_month": len(cases),
        "with_enough_evidence": len(with_evidence),
        "default": ours.figures(),
    }
    for name, (finder, low, high) in BASELINES.items():
        theirs = at_rate(finder, dyads, with_evidence, ours.alarms_per_dyad_year, low, high)
        result[name] = theirs.figures() | {
            "our_margin_over_its": _ratio(ours, theirs),
            "found_only_by_us": _names(ours.found - theirs.found),
            "found_only_by_it": _names(theirs.found - ours.found),
        }
    result["margins_by_alarm_rate"] = {f"{rate}": _margins(dyads, with_evidence, rate) for rate in RATES}
    return result


def _margins(dyads: dict[Pair, DyadMonths], cases: list[Case], rate: float) -> dict[str, float]:
    margins = {"ours": at_rate(our_alarms_with, dyads, cases, rate, 2.0, 80.0).margin}
    for name, (finder, low, high) in BASELINES.items():
        margins[name] = at_rate(finder, dyads, cases, rate, low, high).margin
    return {name: round(margin, 1) for name, margin in margins.items()}


def _ratio(ours: Score, theirs: Score) -> float | None:
    return round(ours.margin / theirs.margin, 2) if theirs.margin > 0 else None


def _names(cases: frozenset[Case]) -> list[str]:
    ordered = sorted(cases, key=lambda case: (case.month, case.pair))
    return [
        f"{'-'.join(case.pair)} {2005 + case.month // 12}-{case.month % 12 + 1:02d} "
        f"{'+' if case.direction > 0 else '-'} {case.event}"
        for case in ordered
    ]


if __name__ == "__main__":
    for part, figures in run().items():
        print(part)
        for key, value in figures.items():
            print("  ", key, value)
