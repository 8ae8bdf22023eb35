"""Score the level on years after its cut-off, beside the dullest answers, and print what changed since the last result.

python benchmarks/levels/run.py [--save]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "training" / "levels"))
LAST: Final = HERE / "last_result.json"

from detente.relations.levels.known import Known  # noqa: E402
from detente.relations.levels.level import LEAST_EVENTS, LevelEstimate, level_at  # noqa: E402
from detente.relations.levels.model import level_model  # noqa: E402
from labels import levels  # noqa: E402 - found by the line above
from samples import Sample, data_is_there, last_known, long_run_mode, samples  # noqa: E402

TESTS: Final = (("ICEWS05-09", 2009), ("ICEWS14", 2014), ("ICEWS18-dev", 2018))
FITTED: Final = ("ICEWS05-09", (2005, 2006, 2007, 2008))
Floats = NDArray[np.float64]
Answer = Callable[[Sample], Sequence[float]]


def run() -> dict[str, Any]:
    """Log scores: the mean of minus the natural logarithm of the coded level's probability; less is better."""
    cut_off = level_model().cut_off
    fitted = list(samples(*FITTED, least_events=LEAST_EVENTS))
    answers = _answers(fitted, cut_off)
    result: dict[str, Any] = {"cut_off": cut_off, "least_events": LEAST_EVENTS, "log_score": {}, "thinned": {}}
    everything: list[Sample] = []
    for data_set, year in TESTS:
        tested = list(samples(data_set, [year], least_events=LEAST_EVENTS))
        everything += tested
        result["log_score"][str(year)] = {"dyads": len(tested)} | _scores(tested, answers)
        thin = list(samples(data_set, [year], least_events=LEAST_EVENTS, keep=0.1))
        result["thinned"][str(year)] = {"dyads": len(thin), **_scores(thin, answers), **_drift(tested, thin, answers)}
    result["new_dyads"] = {"dyads": len(new := _new(everything, fitted))} | _scores(new, answers)
    result["by_events"] = _by_events(answers)
    result["calibration"] = {
        name: _calibration(everything, answers[name]) for name in ("events", "events and ties", "all and last level")
    }
    return result


def _answers(fitted: Sequence[Sample], cut_off: int) -> dict[str, Answer]:
    """The answers compared. The baselines' tables are counted on the years that the weights were fitted on."""
    marginal = np.bincount([s.level for s in fitted], minlength=5) + 1.0
    by_mode = _table([(long_run_mode(s.pair, s.year - 1), s.level) for s in fitted])
    return {
        "marginal": lambda s: marginal / marginal.sum(),
        "long-run mode": lambda s: by_mode[_row(long_run_mode(s.pair, cut_off))],
        "events": lambda s: _model(s, Known()),
        "events and ideal points": lambda s: _model(s, Known(ideal_point_distance=s.known.ideal_point_distance)),
        "events and ties": lambda s: _model(s, replace(s.known, ideal_point_distance=None)),
        "all but last level": lambda s: _model(s, s.known),
        "events and last level": lambda s: _model(s, Known(last_known=last_known(s.pair, cut_off))),
        "all and last level": lambda s: _model(s, replace(s.known, last_known=last_known(s.pair, cut_off))),
        "last level, moves alone": lambda s: _moves_alone(s, cut_off, marginal / marginal.sum()),
    }


def _model(sample: Sample, known: Known) -> Sequence[float]:
    answer = level_at(sample.dyad, sample.at, known)
    assert isinstance(answer, LevelEstimate)
    return answer.probabilities


def _moves_alone(sample: Sample, cut_off: int, marginal: Floats) -> Floats:
    known = last_known(sample.pair, cut_off)
    if known is None:
        return marginal
    years = sample.year - known.day.year
    return np.asarray(np.linalg.matrix_power(level_model().moves, max(1, years))[known.level])


def _table(pairs: Sequence[tuple[int | None, int]]) -> Floats:
    """How often each level came with each mode (the last row: no mode known), one of each added."""
    counts = np.ones((6, 5))
    for mode, level in pairs:
        counts[_row(mode), level] += 1
    return np.asarray(counts / counts.sum(axis=1, keepdims=True))


def _row(mode: int | None) -> int:
    return 5 if mode is None else mode


def _losses(tested: Sequence[Sample], answer: Answer) -> Floats:
    return np.array([-np.log(answer(sample)[sample.level]) for sample in tested])


def _scores(tested: Sequence[Sample], answers: dict[str, Answer]) -> dict[str, float]:
    return {name: round(float(_losses(tested, answer).mean()), 3) for name, answer in answers.items()} if tested else {}


def _drift(full: Sequence[Sample], thin: Sequence[Sample], answers: dict[str, Answer]) -> dict[str, float]:
    """Mean of the scale over the same dyads, with all events and with a tenth of them."""
    whole = {sample.pair: sample for sample in full}
    both = [(whole[sample.pair], sample) for sample in thin if sample.pair in whole]
    values = np.arange(5) / 4
    means = [[float(values @ np.asarray(answers["events"](sample))) for sample in pair] for pair in both]
    now, then = np.mean(means, axis=0)
    return {"mean_scale_all_events": round(float(now), 3), "mean_scale_a_tenth": round(float(then), 3)}


def _new(tested: Sequence[Sample], fitted: Sequence[Sample]) -> list[Sample]:
    seen = {sample.pair for sample in fitted}
    return [sample for sample in tested if sample.pair not in seen]


def _by_events(answers: dict[str, Answer]) -> dict[str, dict[str, float]]:
    """The score by the number of events in the year, over the test years."""
    tested = [s for data_set, year in TESTS for s in samples(data_set, [year], least_events=LEAST_EVENTS)]
    bounds = (LEAST_EVENTS, 5, 10, 30, 100, 300, 10**9)
    table = {}
    for low, high in pairwise(bounds):
        own = [sample for sample in tested if low <= sample.counts.coded < high]
        names = ("marginal", "events", "all but last level")
        label = f"{low} and more" if high == bounds[-1] else f"{low} to {high - 1}"
        table[label] = {"dyads": len(own)} | _scores(own, {name: answers[name] for name in names})
    return table


def _calibration(tested: Sequence[Sample], answer: Answer) -> list[dict[str, float]]:
    """All probabilities given, for every level, in bins: how often the level was then the one coded."""
    given = np.concatenate([np.asarray(answer(sample)) for sample in tested])
    came = np.concatenate([np.eye(5)[sample.level] for sample in tested])
    edges = (0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0001)
    rows = []
    for low, high in pairwise(edges):
        own = (given >= low) & (given < high)
        if own.any():
            rows.append({
                "given": round(float(given[own].mean()), 3), "came": round(float(came[own].mean()), 3),
                "probabilities": int(own.sum()),
            })  # fmt: skip
    return rows


def main(arguments: list[str]) -> None:
    """Run, print, and keep with --save."""
    if not data_is_there() or not levels():
        raise SystemExit("benchmarks/levels needs peacedata_v3 and tkg in ../shared/data")
    before = json.loads(LAST.read_text(encoding="utf-8")) if LAST.exists() else {}
    result = run()
    for part in ("log_score", "thinned", "by_events"):
        for name, scores in result[part].items():
            print(f"{part} {name}")
            for answer, score in scores.items():
                last = before.get(part, {}).get(name, {}).get(answer)
                print(f"  {answer:26} {score}" + (f"  (last {last})" if last not in (None, score) else ""))
    print("new_dyads", result["new_dyads"])
    for name, rows in result["calibration"].items():
        print(f"calibration, {name}: given -> came (probabilities)")
        print("  " + ", ".join(f"{row['given']} -> {row['came']} ({row['probabilities']})" for row in rows))
    if "--save" in arguments:
        LAST.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
