"""Fit the temperature on out-of-fold logits, and measure the calibration: each fold with the others' temperature.

python training/coder/calibrate.py --material DIR --folds OUT/folds.npz
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar

from pair_scores import ROOTS, plv_scores, roots_of

BINS = 10


def main() -> None:
    """Print accuracy, confidence and expected calibration error before and after, and the temperature of all folds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--material", type=Path, required=True)
    parser.add_argument("--folds", type=Path, required=True)
    options = parser.parse_args()
    rows = [json.loads(line) for line in (options.material / "plv.jsonl").read_text(encoding="utf-8").splitlines()]
    gold = [next(iter(row["labels"])) for row in rows]
    truth = np.array([ROOTS.index(each) for each in gold])
    with np.load(options.folds) as found:
        logits, folds = found["student_plv"], found["folds_plv"]
    print("scores", plv_scores(logits, gold))
    calibrated = np.zeros((len(logits), len(ROOTS)))
    for fold in sorted(set(folds)):
        held = folds == fold
        calibrated[held] = roots_of(logits[held] / fitted(logits[~held], truth[~held]))
    for name, shares in (("as fitted", roots_of(logits)), ("calibrated", calibrated)):
        right, sure = shares.argmax(1) == truth, shares.max(1)
        print(
            f"{name}: accuracy {right.mean():.3f}, confidence {sure.mean():.3f}, ECE {expected_error(right, sure):.4f}"
        )
    print(f"temperature of all folds: {fitted(logits, truth):.3f}")


def fitted(logits: np.ndarray, truth: np.ndarray) -> float:
    """The temperature with the least log loss."""

    def loss(temperature: float) -> float:
        return float(-np.log(roots_of(logits / temperature)[np.arange(len(truth)), truth] + 1e-12).mean())

    return float(minimize_scalar(loss, bounds=(0.3, 5.0), method="bounded").x)


def expected_error(right: np.ndarray, sure: np.ndarray) -> float:
    """Expected calibration error over BINS equally filled bins (Nixon et al. 2019: adaptive bins)."""
    order = np.argsort(sure)
    parts = np.array_split(order, BINS)
    return float(sum(len(part) * abs(right[part].mean() - sure[part].mean()) for part in parts) / len(sure))


if __name__ == "__main__":
    main()
