"""Ways to lift the level told by events alone: what each adds on dyads left out, and then after the cut-off.

A plain multinomial logit for each set of inputs, so that sets are compared and not ways of fitting. Which one is
best is to be read off the dyads left out of 2005-2008; the later years say whether that holds.

Run: python benchmarks/levels/lifts.py [--save]
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "training" / "levels"))
LAST: Final = HERE / "lifts_result.json"

from detente.relations.levels.evidence import PRIOR_EVENTS, USUAL_CONFLICT, features  # noqa: E402
from detente.relations.levels.known import Known  # noqa: E402
from detente.relations.levels.level import LEAST_EVENTS  # noqa: E402
from samples import FOLDS, Sample, data_is_there, long_run_mode, samples  # noqa: E402 - found by the line above

TRAIN: Final = ("ICEWS05-09", (2005, 2006, 2007, 2008))
TESTS: Final = (("ICEWS05-09", 2009), ("ICEWS14", 2014), ("ICEWS18-dev", 2018))
GREAT: Final = frozenset({"USA", "RUS", "CHN", "GBR", "FRA"})
"""Permanent members of the UN Security Council."""

RIDGE: Final = 10.0
"""How strongly weights are held back, for all sets alike."""

Floats = NDArray[np.float64]
Numbers = Callable[[Sample, dict[str, float]], list[float]]


def odds(conflict: float, events: float) -> float:
    """As the level's own input of a year has it, of any stretch of time."""
    usual = PRIOR_EVENTS * USUAL_CONFLICT
    hostile = conflict + usual
    return float(np.log(hostile / (events + PRIOR_EVENTS - hostile)))


def year(sample: Sample, moods: dict[str, float]) -> list[float]:
    """The inputs of the level as it is."""
    given = features(sample.counts, Known())
    return [*(given["events"] or ()), *(given["volume"] or (0.0, 0.0, 0.0))]


def history(sample: Sample, moods: dict[str, float]) -> list[float]:
    """All that the record has of the two up to the month, up to five years of it."""
    at = int((np.datetime64(sample.at, "M") - sample.dyad.months[0]).astype(int)) + 1
    before = slice(max(0, at - 60), at)
    conflict = float(np.nansum(sample.dyad.conflict[before]))
    events = conflict + float(np.nansum(sample.dyad.cooperation[before]))
    material = float(np.nansum(sample.dyad.quad_counts[before, 3]))
    return [odds(conflict, events), odds(material, events), float(np.log1p(events))]


def actors(sample: Sample, moods: dict[str, float]) -> list[float]:
    """How either stands with everybody else in the year: a prior for the two of them."""
    own = sorted(moods.get(state, 0.0) for state in sample.pair)
    return [*own, odds(sample.counts.quads[2] + sample.counts.quads[3], sample.counts.coded) - sum(own) / 2]


def place(sample: Sample, moods: dict[str, float]) -> list[float]:
    """A common border and great powers, which are facts of Detente's own tables."""
    great = len(GREAT & set(sample.pair))
    return [float(bool(sample.known.border)), float(great == 1), float(great == 2)]


SETS: Final[dict[str, tuple[Numbers, ...]]] = {
    "the year's events": (year,),
    "and up to five years of history": (year, history),
    "and how either stands with others": (year, actors),
    "and border, great powers": (year, place),
    "all of these": (year, history, actors, place),
}


def run() -> dict[str, Any]:
    """Minus the mean logarithm of the coded level's probability, by set of inputs; less is better."""
    train = list(samples(*TRAIN, least_events=LEAST_EVENTS))
    tests = {str(year): list(samples(name, [year], least_events=LEAST_EVENTS)) for name, year in TESTS}
    result: dict[str, Any] = {"dyad_years": len(train), "left_out_dyads": {}, "after_the_cut_off": {}}
    y, folds = np.array([s.level for s in train]), np.array([s.fold for s in train])
    table = {name: _inputs(train, numbers) for name, numbers in SETS.items()}
    for name in SETS:
        given = np.zeros((len(train), 5))
        for fold in range(FOLDS):
            out = folds == fold
            given[out] = _fitted(table[name][~out], y[~out], table[name][out])
        result["left_out_dyads"][name] = _loss(given, y)
    mode = np.array([-1 if (m := long_run_mode(s.pair, s.year - 1)) is None else m for s in train])
    for label, tested in tests.items():
        levels = np.array([s.level for s in tested])
        scores = {
            name: _loss(_fitted(table[name], y, _inputs(tested, numbers)), levels) for name, numbers in SETS.items()
        }
        own = np.array([-1 if (m := long_run_mode(s.pair, 2008)) is None else m for s in tested])
        scores["long-run mode"] = _loss(_by_mode(mode, y)[own], levels)
        for name in ("the year's events", "all of these"):
            both = _inputs(tested, SETS[name])
            with_mode = _fitted(np.c_[table[name], _flags(mode)], y, np.c_[both, _flags(own)])
            scores[f"{name}, with the long-run mode"] = _loss(with_mode, levels)
        result["after_the_cut_off"][label] = {"dyads": len(tested)} | scores
    return result


def _inputs(chosen: Sequence[Sample], numbers: Sequence[Numbers]) -> Floats:
    moods = _moods(chosen)
    return np.array([[v for each in numbers for v in each(s, moods[s.year])] for s in chosen])


def _moods(chosen: Sequence[Sample]) -> dict[int, dict[str, float]]:
    """Of each year and state the odds of conflict over all of its dyads in the samples."""
    totals: dict[int, dict[str, Floats]] = defaultdict(lambda: defaultdict(lambda: np.zeros(2)))
    for sample in chosen:
        for state in sample.pair:
            totals[sample.year][state] += sample.counts.quads[2] + sample.counts.quads[3], sample.counts.coded
    return {year: {state: odds(*both) for state, both in of.items()} for year, of in totals.items()}


def _fitted(x: Floats, y: NDArray[np.int64], asked: Floats) -> Floats:
    """Probabilities by a multinomial logit on standardised inputs, its weights (not its constants) held back."""
    middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    own, other = (np.c_[np.ones(len(part)), (part - middle) / spread] for part in (x, asked))
    hit = np.eye(5)[y]

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(-1, 5)
        given = _softmax(own @ weights)
        held = np.r_[np.zeros((1, 5)), weights[1:]]
        value = -np.log(given[np.arange(len(y)), y]).sum() + RIDGE * (held**2).sum() / 2
        return float(value), (own.T @ (given - hit) + RIDGE * held).ravel()

    found = minimize(loss, np.zeros(own.shape[1] * 5), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    given = np.maximum(_softmax(other @ found.x.reshape(-1, 5)), 1e-3)
    return np.asarray(given / given.sum(axis=1, keepdims=True))


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _by_mode(mode: NDArray[np.int64], y: NDArray[np.int64]) -> Floats:
    counts = np.ones((6, 5))
    np.add.at(counts, (mode, y), 1)
    return np.asarray(counts / counts.sum(axis=1, keepdims=True))


def _flags(mode: NDArray[np.int64]) -> Floats:
    return np.asarray(np.eye(6)[mode])


def _loss(given: Floats, levels: NDArray[np.int64]) -> float:
    return round(float(-np.log(given[np.arange(len(levels)), levels]).mean()), 3)


def main(arguments: list[str]) -> None:
    """Run, print, and keep with --save."""
    if not data_is_there():
        raise SystemExit("benchmarks/levels needs peacedata_v3 and tkg in ../shared/data")
    result = run()
    print(json.dumps(result, indent=1))
    if "--save" in arguments:
        LAST.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
