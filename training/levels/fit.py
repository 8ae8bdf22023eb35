"""Fit the weights of the level and write them to src/detente/relations/levels/tables/levels.json.

    python training/levels/fit.py            # about two minutes; the choices and their scores are printed

Nothing after CUT_OFF is looked at, neither events nor levels, but for TIES_SEEN, which no test uses. The choices (how
strongly the weights are held back) are made on dyads, or on years, that the weights compared were not fitted on.
benchmarks/levels/run.py tests what follows.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax

from detente.relations.levels.evidence import INPUTS, USUAL_CONFLICT, features
from detente.relations.levels.known import NOTHING_KNOWN
from detente.relations.levels.level import LEAST_EVENTS
from detente.relations.levels.model import design_row, term_names
from labels import levels
from samples import FOLDS, Sample, last_known, samples

CUT_OFF: Final = 2008
YEARS: Final = (2005, 2006, 2007, 2008)
KEEPS: Final = (1.0, 0.3, 0.1)
"""Parts of the events that the weights are fitted on, so that few articles are no sign of peace."""
FIRST_MOVE: Final = 1990
"""Moves between levels are counted from here on: those of the cold war's blocs are another matter."""
GAPS: Final = (1, 2, 3, 5, 7, 10)
STRENGTHS: Final = (3.0, 10.0, 30.0, 100.0)
MISSING: Final = (0.2, 0.5, 0.8)
COPIES: Final = 4
HISTORY_COPIES: Final = 2
TABLE: Final = Path(__file__).parents[2] / "src" / "detente" / "relations" / "levels" / "tables" / "levels.json"

# Counted in ../shared/data/reading (1,022 articles, read by Detente): ties stated between two states with a coded
# level, each sort once a text. So few that an assumption is added, as if TIE_TEXTS a level had been read.
TIES_SEEN: Final = {"friendly": (5, 1, 6, 5, 1), "hostile": (1, 0, 2, 1, 0)}
TIES_ASSUMED: Final = (0.2, 0.35, 0.6, 0.8, 0.9)
TIE_TEXTS: Final = 10

Floats = NDArray[np.float64]
Scale = tuple[dict[str, float], dict[str, float]]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """What a fit sees: X (n, terms), level (n,), weight (n,), offset (n, 5)."""

    x: Floats
    level: NDArray[np.int64]
    weight: Floats
    offset: Floats


def fit_weights(rows: Rows, strength: float, constant: float) -> Floats:
    """Multinomial logit, its weights held back by `strength` (ridge) but for the first row, which is by `constant`."""
    held = np.full((rows.x.shape[1], 1), strength)
    held[0] = constant
    truth = np.eye(5)[rows.level]

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(-1, 5)
        logs = log_softmax(rows.offset + rows.x @ weights, axis=1)
        value = -(rows.weight * (logs * truth).sum(axis=1)).sum() + 0.5 * (held * weights**2).sum()
        slope = rows.x.T @ ((np.exp(logs) - truth) * rows.weight[:, None]) + held * weights
        return float(value), slope.ravel()

    found = minimize(loss, np.zeros(rows.x.shape[1] * 5), jac=True, method="L-BFGS-B", options={"maxiter": 1000})
    return np.asarray(found.x.reshape(-1, 5))


def losses(rows: Rows, weights: Floats) -> Floats:
    """Minus the logarithm of each row's probability."""
    logs = log_softmax(rows.offset + rows.x @ weights, axis=1)
    return -np.asarray(logs[np.arange(len(rows.level)), rows.level])


def moves_up_to(year: int) -> Floats:
    """(5, 5) yearly moves between levels, FIRST_MOVE to `year`, smoothed by half a dyad-year a level."""
    seen = np.zeros((5, 5))
    for by_year in levels().values():
        for before, level in by_year.items():
            if FIRST_MOVE <= before < year and before + 1 in by_year:
                seen[level, by_year[before + 1]] += 1
    smoothed = seen + 0.5 * seen.sum(axis=0) / seen.sum()
    return np.asarray(smoothed / smoothed.sum(axis=1, keepdims=True))


def rows_of(
    chosen: Sequence[Sample], scale: Scale, *, copies: int, seed: int = 0,
    offset: Callable[[Sample], Sequence[Floats]] = lambda sample: [np.zeros(5)],
) -> Rows:  # fmt: skip
    """Each sample `copies` times with some inputs taken away at random (1: none), for each of its offsets."""
    rng = np.random.default_rng(seed)
    made: dict[str, list[Any]] = defaultdict(list)
    for sample in chosen:
        given = features(sample.counts, sample.known)
        for prior, _ in product(offset(sample), range(copies)):
            lost = rng.choice(MISSING) if copies > 1 else 0.0
            left = {name: None if name != "events" and rng.random() < lost else value for name, value in given.items()}
            made["x"].append(design_row(left, *scale))
            made["level"].append(sample.level)
            made["offset"].append(prior)
    arrays = {name: np.array(values) for name, values in made.items()}
    return Rows(**arrays, weight=np.ones(len(arrays["x"])))


def scale_of(chosen: Sequence[Sample]) -> Scale:
    """Mean and standard deviation of each number where it is known."""
    values: dict[str, list[float]] = defaultdict(list)
    for sample in chosen:
        for given, numbers in features(sample.counts, sample.known).items():
            for name, number in zip(INPUTS[given], numbers or (), strict=False):
                values[name].append(number)
    return (
        {name: round(float(np.mean(known)), 4) for name, known in values.items()},
        {name: round(float(np.std(known)), 4) for name, known in values.items()},
    )


def choose(tried: dict[float, Floats]) -> float:
    """The strongest hold whose mean loss is within a standard error of the best one's."""
    best = min(tried, key=lambda strength: float(tried[strength].mean()))
    margin = tried[best].mean() + tried[best].std() / len(tried[best]) ** 0.5
    return max(strength for strength, loss in tried.items() if loss.mean() <= margin)


def main() -> None:
    """Fit, choose, write."""
    by_keep = {keep: list(samples("ICEWS05-09", YEARS, least_events=1, keep=keep)) for keep in KEEPS}
    thinned = [sample for chosen in by_keep.values() for sample in chosen]
    full = [sample for sample in by_keep[1.0] if sample.counts.coded >= LEAST_EVENTS]
    scale = scale_of(full)
    print(f"{len(full)} dyad-years; share of conflict {_conflict(full):.3f} (USUAL_CONFLICT {USUAL_CONFLICT})")

    first = rows_weighted(thinned, len(by_keep[1.0]), scale)
    folds = np.repeat([sample.fold for sample in thinned], COPIES)
    tried = {}
    for strength in STRENGTHS:
        parts = []
        for fold in range(FOLDS):
            weights = fit_weights(_where(first, folds != fold), strength, 0.0)
            parts.append(losses(rows_of([s for s in full if s.fold == fold], scale, copies=1), weights))
        tried[strength] = np.concatenate(parts)
        print(f"without history, hold {strength}: {tried[strength].mean():.4f} on dyads left out")
    hold = min(tried, key=lambda strength: float(tried[strength].mean()))

    _print_by_events(by_keep[1.0], first, folds, hold, scale)

    early, late = [s for s in thinned if s.year <= 2006], [s for s in full if s.year > 2006]
    second = rows_weighted(
        early, sum(s.year <= 2006 for s in by_keep[1.0]), scale, offset=_priors(2006), copies=HISTORY_COPIES
    )
    tested = rows_of(late, scale, copies=1, offset=lambda s: _prior(s, min(s.year - 1, 2006), moves_up_to(2006)))
    stay = losses(tested, np.zeros((first.x.shape[1], 5)))
    print(f"with history, moves alone: {stay.mean():.4f} on 2007-2008")
    tried = {strength: losses(tested, fit_weights(second, strength, 100 * strength)) for strength in STRENGTHS}
    for strength, loss in tried.items():
        print(f"with history, hold {strength}: {loss.mean():.4f} on 2007-2008")
    hold_history = choose(tried)

    history = rows_weighted(thinned, len(by_keep[1.0]), scale, offset=_priors(CUT_OFF), copies=HISTORY_COPIES)
    seen, assumed = np.array([*TIES_SEEN.values()]), np.array(TIES_ASSUMED)
    friendly = (seen[0] + TIE_TEXTS * assumed) / (seen.sum(axis=0) + TIE_TEXTS)
    table = {
        "card": {
            "what": "Weights of the peace-scale level (detente.relations.levels); written by training/levels/fit.py.",
            "fitted_on": f"{len(by_keep[1.0])} dyad-years of {YEARS[0]}-{YEARS[-1]} with events (ICEWS, "
            "doi:10.7910/DVN/28075, in the id form of ICEWS05-15), and the same with 30 and 10 percent of the events",
            "levels": "Diehl, Goertz & Gallegos (2021), Peace Data 3.0, yearly means taken to the nearest level",
            "beside": "ATOP 5 defence pacts; Thompson, Sakuwa & Suhas (2021) rivalries; COW direct contiguity 3.2; "
            "UN ideal points (Bailey, Strezhnev & Voeten, June 2024)",
            "cut_off": CUT_OFF,
            "moves": f"yearly moves of all coded dyads, {FIRST_MOVE}-{CUT_OFF}",
            "held_back": {"without_history": hold, "with_history": hold_history},
            "friendly_tie": f"{int(seen.sum())} statements counted in texts of 2015-2016, which no test uses, and an "
            f"assumption worth {TIE_TEXTS} a level: friendly for {TIES_ASSUMED}",
            "tested_in": "benchmarks/levels/last_result.json",
        },
        "centre": scale[0],
        "spread": scale[1],
        "without_history": _named(fit_weights(first, hold, 0.0)),
        "with_history": _named(fit_weights(history, hold_history, 100 * hold_history)),
        "moves": [[float(f"{each:.3g}") for each in row] for row in moves_up_to(CUT_OFF)],
        "friendly_tie": np.round(friendly, 3).tolist(),
    }
    TABLE.write_text(_json(table), encoding="utf-8")
    print(f"held back {hold} and {hold_history}; wrote {TABLE.name}")


def _print_by_events(
    chosen: Sequence[Sample], rows: Rows, folds: NDArray[np.int64], hold: float, scale: Scale
) -> None:  # fmt: skip
    """From how many events on the events alone say more than the marginal, on dyads left out: LEAST_EVENTS."""
    found: dict[int, list[tuple[float, float]]] = defaultdict(list)
    bounds = (1, 2, 3, 5, 10, 30, 100)
    for fold in range(FOLDS):
        own = [replace(sample, known=NOTHING_KNOWN) for sample in chosen if sample.fold == fold]
        model = losses(rows_of(own, scale, copies=1), fit_weights(_where(rows, folds != fold), hold, 0.0))
        share = np.bincount([sample.level for sample in chosen if sample.fold != fold], minlength=5) + 1.0
        for sample, loss in zip(own, model, strict=True):
            bound = max(bound for bound in bounds if bound <= sample.counts.coded)
            found[bound].append((float(loss), float(-np.log(share[sample.level] / share.sum()))))
    for bound in bounds:
        events, marginal = np.mean(found[bound], axis=0)
        print(f"from {bound} events: {len(found[bound])} dyad-years, events {events:.3f}, marginal {marginal:.3f}")


def rows_weighted(
    chosen: Sequence[Sample], worth: int, scale: Scale,
    offset: Callable[[Sample], Sequence[Floats]] = lambda sample: [np.zeros(5)], copies: int = COPIES,
) -> Rows:  # fmt: skip
    """Rows with inputs taken away, weighted so that together they count as `worth` dyad-years."""
    rows = rows_of(chosen, scale, copies=copies, offset=offset)
    return Rows(rows.x, rows.level, np.full(len(rows.x), worth / len(rows.x)), rows.offset)


def _priors(cut_off: int) -> Callable[[Sample], list[Floats]]:
    moves = moves_up_to(cut_off)
    return lambda sample: [prior for gap in GAPS for prior in _prior(sample, sample.year - gap, moves)]


def _prior(sample: Sample, up_to: int, moves: Floats) -> list[Floats]:
    known = last_known(sample.pair, up_to)
    if known is None:
        return []
    return [np.log(np.linalg.matrix_power(moves, max(1, sample.year - known.day.year))[known.level])]


def _where(rows: Rows, chosen: NDArray[np.bool_]) -> Rows:
    return Rows(rows.x[chosen], rows.level[chosen], rows.weight[chosen], rows.offset[chosen])


def _conflict(chosen: Sequence[Sample]) -> float:
    quads = np.sum([sample.counts.quads for sample in chosen], axis=0)
    return float(quads[2:].sum() / quads.sum())


def _named(weights: Floats) -> dict[str, list[float]]:
    centred = weights - weights.mean(axis=1, keepdims=True)
    return {name: np.round(row, 3).tolist() for name, row in zip(term_names(), centred, strict=True)}


def _json(table: dict[str, Any]) -> str:
    """One line for each row of numbers."""
    lines = []
    for name, value in table.items():
        if isinstance(value, dict):
            inner = ",\n".join(f"  {json.dumps(key)}: {json.dumps(each)}" for key, each in value.items())
            lines.append(f" {json.dumps(name)}: {{\n{inner}\n }}")
        elif isinstance(value[0], list):
            lines.append(f" {json.dumps(name)}: [\n" + ",\n".join(f"  {json.dumps(row)}" for row in value) + "\n ]")
        else:
            lines.append(f" {json.dumps(name)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    main()
