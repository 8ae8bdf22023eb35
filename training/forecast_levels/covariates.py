"""Try what might foretell moves of the peace scale better than base rates: over 5 and 10 years nothing tried does.

Run: python training/forecast_levels/covariates.py

Per level and horizon a multinomial logit for down, same, up is fitted on dyad-years that end by CUT_OFF: years at the
level, the last move, common rivals, common friends, third states that are a friend of one and a rival of the other.
Within down and up the base rates share out. Scored on dyad-years that begin after CUT_OFF: minus mean log probability.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.optimize import minimize

from detente.forecast.levels.base_rates import HORIZONS, base_rates
from fit_base_rates import CUT_OFF, Levels, coded_levels, count_moves

RIDGE = 20.0
Array = np.ndarray[Any, Any]


def main() -> None:
    """Print the score of base rates and of the fitted logits, by years ahead."""
    levels = coded_levels()
    moves = count_moves(levels)
    third = _third_parties(levels)
    for years in HORIZONS:
        rates = base_rates(moves, years, CUT_OFF).shares
        rows = list(_rows(levels, third, years))
        base, fitted = [], []
        for level in range(5):
            own = [row for row in rows if row[1] == level]
            early = [row for row in own if row[0] + years <= CUT_OFF]
            late = [row for row in own if row[0] > CUT_OFF]
            if not late:
                continue
            x = np.array([row[2] for row in early])
            centre, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
            weights = _fit(_design(x, centre, spread), np.sign([row[3] - level for row in early]).astype(int) + 1)
            after = np.array([row[3] for row in late])
            told = _softmax(_design(np.array([row[2] for row in late]), centre, spread) @ weights)
            within = np.zeros((3, 5))
            for end in range(5):
                within[np.sign(end - level) + 1, end] = rates[level, end]
            within /= within.sum(axis=1, keepdims=True) + 1e-12
            base.append(-np.log(rates[level, after]))
            fitted.append(-np.log(np.maximum((told @ within)[np.arange(len(after)), after], 1e-6)))
        print(
            f"{years} years: base rates {np.concatenate(base).mean():.4f}, fitted {np.concatenate(fitted).mean():.4f}"
        )


def _third_parties(levels: Levels) -> dict[int, tuple[dict[int, set[int]], dict[int, set[int]]]]:
    """Friends (warm peace or better) and rivals of each state, by year."""
    found: dict[int, tuple[dict[int, set[int]], dict[int, set[int]]]] = {}
    for dyad, by_year in levels.items():
        for year, level in by_year.items():
            friends, rivals = found.setdefault(year, (defaultdict(set), defaultdict(set)))
            for one, other in ((dyad // 1000, dyad % 1000), (dyad % 1000, dyad // 1000)):
                if level >= 3:
                    friends[one].add(other)
                elif level <= 1:
                    rivals[one].add(other)
    return found


def _rows(levels: Levels, third: dict[int, Any], years: int) -> Iterator[tuple[int, int, list[float], int]]:
    for dyad, by_year in levels.items():
        a, b = dyad // 1000, dyad % 1000
        before, since, move, moved = None, 0, 0, -99
        for year in sorted(by_year):
            level = by_year[year]
            if before is None or before != year - 1:
                since, move, moved = year, 0, -99
            elif level != by_year[before]:
                since, move, moved = year, int(np.sign(level - by_year[before])), year
            before = year
            if year + years in by_year:
                friends, rivals = third[year]
                between = len(rivals[a] & friends[b]) + len(friends[a] & rivals[b])
                common = len(rivals[a] & rivals[b]), len(friends[a] & friends[b])
                numbers = [
                    float(np.log1p(year - since)),
                    float(move * (year - moved <= 5)),
                    float(min(common[0], 3)),
                    float(np.log1p(common[1])),
                    float(np.log1p(between)),
                ]
                yield year, level, numbers, by_year[year + years]


def _design(x: Array, centre: Array, spread: Array) -> Array:
    return np.column_stack([np.ones(len(x)), (x - centre) / spread])


def _softmax(logits: Array) -> Array:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _fit(x: Array, way: Array) -> Array:
    one_hot = np.eye(3)[way]

    def loss(flat: Array) -> tuple[float, Array]:
        weights = flat.reshape(-1, 3)
        told = _softmax(x @ weights)
        slope = x.T @ (told - one_hot)
        slope[1:] += RIDGE * weights[1:]
        return float(-np.log(told[one_hot > 0] + 1e-12).sum() + RIDGE * (weights[1:] ** 2).sum() / 2), slope.ravel()

    return np.asarray(minimize(loss, np.zeros(x.shape[1] * 3), jac=True, method="L-BFGS-B").x.reshape(-1, 3))


if __name__ == "__main__":
    main()
