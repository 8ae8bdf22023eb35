"""Write the out-of-fold answers on PLV that benchmarks/reading/coder.py scores: row, fold, type, probability.

    python training/coder/tell_folds.py --folds OUT/folds.npz --temperature 1.69 --to benchmarks/reading/coder_folds.csv

Rows are counted from 1 in PLV's file; nothing of its text is written.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import numpy as np

from pair_scores import ROOTS, roots_of


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folds", type=Path, required=True)
    parser.add_argument("--temperature", type=float, required=True)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    with np.load(options.folds) as found:
        shares, folds = roots_of(found["student_plv"] / options.temperature), found["folds_plv"]
    with options.to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("row", "fold", "root", "probability"))
        for number, (row, fold) in enumerate(zip(shares, folds, strict=True), 1):
            writer.writerow((number, fold, ROOTS[row.argmax()], f"{row.max():.4f}"))


if __name__ == "__main__":
    main()
