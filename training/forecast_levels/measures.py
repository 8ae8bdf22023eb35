"""Try whether events foretell moves of the peace scale beside base rates: measures of a year, shifts, third parties.

Run: python training/forecast_levels/measures.py

Per horizon a multinomial logit for down, same, up is fitted on dyads of states with LEAST_EVENTS or more in the year
of the forecast (ICEWS 2005-2009 of ../shared), as deviations from the base rates of their level: the base rates'
logarithms are an offset, ridge holds the weights to 0. Fitted are only outcomes known by the cut-off, scored only
forecasts made after it: minus mean log probability of what was coded (Peace Data 3.0).

One year: fitted on 2005 to 2007 (outcomes to 2008), scored from 2009, 2014 (ICEWS14) and 2018 (ICEWS18-dev).
Five years: fitted on 2005 to 2008 (outcomes to 2013), scored from 2014. Ten years: no outcome is known by any cut-off
that leaves something to score.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize

ROOT: Final = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "benchmarks" / "shifts"), str(ROOT / "training" / "levels")]

from icews import ICEWS_2005_2009, Folder, icews_dyads  # noqa: E402 - found by the line above

import labels  # noqa: E402
from detente.forecast.levels.base_rates import known_rates  # noqa: E402
from detente.relations.dyad_months import DyadMonths  # noqa: E402
from detente.relations.shifts.union import find_shifts  # noqa: E402

PARTS: Final = ("train.txt", "valid.txt", "test.txt")
FOLDERS: Final = (
    ICEWS_2005_2009,
    Folder("ICEWS14", PARTS, date(2014, 1, 1), 12, first_number=1),
    Folder("ICEWS18-dev", PARTS, date(2018, 1, 1), 9),
)
LEAST_EVENTS: Final = 3
RIDGES: Final = (3.0, 10.0, 30.0, 100.0)
SPLITS: Final = {1: (range(2005, 2008), (2009, 2014, 2018)), 5: (range(2005, 2009), (2014,))}
"""By years ahead: years fitted on, years scored from."""

Array = np.ndarray[Any, Any]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Case:
    """A dyad in a year: its level then and later, and what its events say, by group of numbers."""

    year: int
    level: int
    later: int
    numbers: dict[str, list[float]]


def main() -> None:
    """Print the score of base rates and of the fitted logits, by years ahead and by what they are given."""
    by_folder = {folder.start.year: icews_dyads(folder) for folder in FOLDERS}
    for years, (fitted_on, scored_from) in SPLITS.items():
        cut_off = max(fitted_on) + years
        cases = [case for year in (*fitted_on, *scored_from) for case in _cases(by_folder, year, years)]
        early = [case for case in cases if case.year in fitted_on]
        late = [case for case in cases if case.year in scored_from]
        rates = known_rates(years, cut_off + 1).shares
        print(
            f"{years} years: fitted on {len(early)} ({sum(c.level != c.later for c in early)} moved), scored on "
            f"{len(late)} ({sum(c.level != c.later for c in late)} moved); base rates {_loss(rates, late):.4f}"
        )
        for names in (("measures",), ("shifts",), ("third",), ("measures", "shifts", "third")):
            told = [_loss(rates, late, _fitted(rates, early, late, names, ridge)) for ridge in RIDGES]
            print(
                f"  {' + '.join(names)}: "
                + ", ".join(f"{x:.4f} (ridge {r:g})" for x, r in zip(told, RIDGES, strict=True))
            )


def _cases(by_folder: dict[int, list[DyadMonths]], year: int, years: int) -> Iterator[Case]:
    coded = labels.levels()
    folder = max(start for start in by_folder if start <= year)
    tones = {(dyad.first, dyad.second): _year(dyad, year) for dyad in by_folder[folder]}
    friends = {pair: tone for pair, tone in tones.items() if tone is not None}
    for dyad in by_folder[folder]:
        pair = (dyad.first, dyad.second)
        levels, now = coded.get(pair, {}), friends.get(pair)
        if now is None or year not in levels or year + years not in levels:
            continue
        yield Case(
            year,
            levels[year],
            levels[year + years],
            {"measures": now, "shifts": _shifts(dyad, year), "third": _third(pair, friends)},
        )


def _year(dyad: DyadMonths, year: int) -> list[float] | None:
    """Events (log), share of conflict, mean Goldstein score, material conflict (log), military share; None if few."""
    own = dyad.months.astype("datetime64[Y]").astype(int) + 1970 == year
    quads = dyad.quad_counts[own].sum(axis=0)
    total = float(quads.sum())
    if total < LEAST_EVENTS:
        return None
    conflict = (quads[2] + quads[3] + 0.5) / (total + 1)
    tone = float(dyad.goldstein_sum[own].sum()) / (total + 2)
    return [float(np.log1p(total)), float(conflict), tone, float(np.log1p(quads[3])), float(np.log1p(quads[1]))]


def _shifts(dyad: DyadMonths, year: int) -> list[float]:
    """Shifts of the two years up to the end of a year, towards cooperation and towards conflict, as found then."""
    found = find_shifts(dyad.up_to(date(year, 12, 31)))
    late = [each for each in found if each.month.year >= year - 1]
    up = sum(str(each.direction) == "cooperation" for each in late)
    return [float(min(up, 2)), float(min(len(late) - up, 2))]


def _third(pair: Pair, friends: dict[Pair, list[float]]) -> list[float]:
    """Log of the third parties on good terms with both, on bad terms with both, and between the two."""

    def tone(one: str, other: str) -> float:
        found = friends.get((min(one, other), max(one, other)))
        return 0.0 if found is None else found[2]

    others = {each for pair_ in friends for each in pair_} - set(pair)
    tones = [(tone(pair[0], third), tone(pair[1], third)) for third in others]
    both = sum(a > 1 and b > 1 for a, b in tones), sum(a < -1 and b < -1 for a, b in tones)
    return [float(np.log1p(n)) for n in (*both, sum(min(a, b) < -1 and max(a, b) > 1 for a, b in tones))]


def _x(cases: Sequence[Case], names: Sequence[str]) -> Array:
    return np.array([[number for name in names for number in case.numbers[name]] for case in cases])


def _offset(rates: Array, cases: Sequence[Case]) -> Array:
    """(n, 3) log probability of down, same, up by base rates."""
    shares = np.stack(
        [[rates[c.level, : c.level].sum(), rates[c.level, c.level], rates[c.level, c.level + 1 :].sum()] for c in cases]
    )
    return np.log(shares + 1e-4)


def _fitted(rates: Array, early: Sequence[Case], late: Sequence[Case], names: Sequence[str], ridge: float) -> Array:
    """(n_late, 3) probabilities of down, same, up."""
    x = _x(early, names)
    centre, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    x = (x - centre) / spread
    way = np.eye(3)[[int(np.sign(case.later - case.level)) + 1 for case in early]]
    offset = _offset(rates, early)

    def loss(flat: Array) -> tuple[float, Array]:
        weights = flat.reshape(-1, 3)
        told = _softmax(offset + x @ weights)
        slope = x.T @ (told - way) + ridge * weights
        return float(-np.log((told * way).sum(axis=1)).sum() + ridge * (weights**2).sum() / 2), slope.ravel()

    weights = minimize(loss, np.zeros(x.shape[1] * 3), jac=True, method="L-BFGS-B").x.reshape(-1, 3)
    return _softmax(_offset(rates, late) + (_x(late, names) - centre) / spread @ weights)


def _softmax(logits: Array) -> Array:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _loss(rates: Array, cases: Sequence[Case], told: Array | None = None) -> float:
    """Minus the mean log probability of the later level; within down and up the base rates share out."""
    if told is None:
        return float(-np.mean([np.log(rates[case.level, case.later]) for case in cases]))
    losses = []
    for case, ways in zip(cases, told, strict=True):
        way = int(np.sign(case.later - case.level))
        same_way = [level for level in range(5) if int(np.sign(level - case.level)) == way]
        share = rates[case.level, case.later] / rates[case.level, same_way].sum()
        losses.append(-np.log(max(ways[way + 1] * share, 1e-6)))
    return float(np.mean(losses))


if __name__ == "__main__":
    main()
