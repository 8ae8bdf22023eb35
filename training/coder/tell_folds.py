"""Write the out-of-fold answers that benchmarks/reading scores: on PLV (coder.py) and on the rounds (rounds.py).

    python training/coder/tell_folds.py --material DIR --folds OUT/folds.npz --temperature 1.69 --to benchmarks/reading

coder_folds.csv: row (from 1 in PLV's file), fold, type, probability. coder_rounds.csv: for each event that the rules
find in the annotation rounds the first ten digits of its sentence's sha256, the first characters of its source and
target, and the share of NONE. Nothing of the texts is written.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from pathlib import Path

import numpy as np

from network import TYPES
from pair_scores import ROOTS, roots_of


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--material", type=Path, required=True)
    parser.add_argument("--folds", type=Path, required=True)
    parser.add_argument("--temperature", type=float, required=True)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    with np.load(options.folds) as found:
        shares, folds = roots_of(found["student_plv"] / options.temperature), found["folds_plv"]
        raised = np.exp(found["student_rounds"] / options.temperature)
    none = raised[:, TYPES.index("NONE")] / raised.sum(1)
    with (options.to / "coder_rounds.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("sentence", "source", "target", "none"))
        lines = (options.material / "rounds.jsonl").read_text(encoding="utf-8").splitlines()
        for line, share in zip(lines, none, strict=True):
            row = json.loads(line)
            if row["by"] == "rules":
                sentence = hashlib.sha256(row["text"].encode()).hexdigest()[:10]
                ends = (row[end][0] if row[end] else "" for end in ("source", "target"))
                writer.writerow((sentence, *ends, f"{share:.4f}"))
    with (options.to / "coder_folds.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("row", "fold", "root", "probability"))
        for number, (row, fold) in enumerate(zip(shares, folds, strict=True), 1):
            writer.writerow((number, fold, ROOTS[row.argmax()], f"{row.max():.4f}"))


if __name__ == "__main__":
    main()
