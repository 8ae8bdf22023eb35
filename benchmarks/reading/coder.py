"""The trained coder on PLV's train part, out of fold: each pair judged by a coder that was not fitted on it.

The answers stand in coder_folds.csv, which training/coder/tell_folds.py writes after a fit (the weights that ship are
fitted on all of PLV's train part, so that their own figure on it says nothing). Beside them: a TF-IDF and linear SVC on
the same folds, and the published figures, which are of PLV's test part.

Run: python benchmarks/reading/coder.py
"""

from __future__ import annotations

import csv
from importlib.util import find_spec
from pathlib import Path
from statistics import mean

from plv import PUBLISHED, QUAD, TRAIN, macro_f1

FOLDS = Path(__file__).with_name("coder_folds.csv")
BINS = 10


def run() -> dict[str, object]:
    """Macro-F1 by type, quad class and side; calibration error; the dullest learner on the same folds."""
    if not TRAIN.exists():
        return {"skipped": "the shared PLV sentences are not there"}
    with TRAIN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    with FOLDS.open(encoding="utf-8", newline="") as file:
        answers = list(csv.DictReader(file))
    gold = [row["gold_root"] for row in rows]
    coded = [answer["root"] for answer in answers]
    sure = [float(answer["probability"]) for answer in answers]
    return {
        "pairs": len(rows),
        **_figures(gold, coded),
        "accuracy": round(mean(one == other for one, other in zip(gold, coded, strict=True)), 3),
        "mean_probability": round(mean(sure), 3),
        "calibration_error": round(_calibration_error(gold, coded, sure), 3),
        "tfidf_svc_same_folds": _dull_figures(rows, gold, [int(answer["fold"]) for answer in answers]),
        "published_on_test": PUBLISHED,
    }


def _figures(gold: list[str], coded: list[str]) -> dict[str, float]:
    quads = [QUAD[root] for root in gold], [QUAD[root] for root in coded]
    sides = (
        ["cooperation" if quad in "12" else "conflict" for quad in quads[0]],
        ["cooperation" if quad in "12" else "conflict" for quad in quads[1]],
    )
    return {
        "root": round(macro_f1(gold, coded), 3),
        "quad_class": round(macro_f1(*quads), 3),
        "binary": round(macro_f1(*sides), 3),
    }


def _calibration_error(gold: list[str], coded: list[str], sure: list[float]) -> float:
    """Expected calibration error over BINS bins of equal size: |share right - mean probability|, weighted by size."""
    order = sorted(range(len(gold)), key=lambda number: sure[number])
    bins = [order[len(order) * at // BINS : len(order) * (at + 1) // BINS] for at in range(BINS)]
    return sum(
        len(numbers) / len(gold) * abs(mean(gold[n] == coded[n] for n in numbers) - mean(sure[n] for n in numbers))
        for numbers in bins
    )


def _dull_figures(rows: list[dict[str, str]], gold: list[str], folds: list[int]) -> dict[str, float] | str:
    if find_spec("sklearn") is None:
        return "not run: scikit-learn is not installed"
    return _figures(gold, _dull(rows, folds))


def _dull(rows: list[dict[str, str]], folds: list[int]) -> list[str]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    coded = [""] * len(rows)
    for fold in sorted(set(folds)):
        taught = [number for number, at in enumerate(folds) if at != fold]
        held = [number for number, at in enumerate(folds) if at == fold]
        learner = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LinearSVC())
        learner.fit([rows[n]["marked_sentence"] for n in taught], [rows[n]["gold_root"] for n in taught])
        for number, root in zip(held, learner.predict([rows[n]["marked_sentence"] for n in held]), strict=True):
            coded[number] = str(root)
    return coded


if __name__ == "__main__":
    for name, figure in run().items():
        print(name, figure)
