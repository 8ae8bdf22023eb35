"""Write the out-of-fold answers that benchmarks/reading scores: on PLV (coder.py) and on the rounds (rounds.py).

    python training/coder/tell_folds.py --material DIR --folds OUT/folds.npz --tokenizer MINILM/tokenizer.json \
        --temperature 2.07 --to benchmarks/reading

coder_folds.csv: row (from 1 in PLV's file), fold, type, probability. coder_rounds.jsonl, a sentence a line: the first
ten digits of its sha256, shares of types, [start, end, doer, target, act] of each token, and [source, target, shares]
of each pair that the rules ask about. Nothing of the texts is written.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from batches import LONGEST
from detente.reading.code.code_lines import Line, body_start, code_lines
from detente.reading.coder.pairs import Pair, SentenceMarks, TypeShares
from encode_sets import read
from network import ROLES, TYPES
from pair_scores import ROOTS, roots_of

LEAST = 0.005  # smaller shares are left out
UNKNOWN = TypeShares(dict.fromkeys(TYPES, 0.0))  # of a pair of which one end is no noun


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--material", type=Path, required=True)
    parser.add_argument("--folds", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--temperature", type=float, required=True)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    with np.load(options.folds) as found:
        shares, folds = roots_of(found["student_plv"] / options.temperature), found["folds_plv"]
        told = Told(
            options, found["student_rounds_asked"], found["student_rounds_bare"], found["student_rounds_bare_tags"]
        )
    list(code_lines([Line(body) for body in told.marks], told))
    lines = [json.dumps(line, separators=(",", ":")) for line in told.lines()]
    (options.to / "coder_rounds.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (options.to / "coder_folds.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("row", "fold", "root", "probability"))
        for number, (row, fold) in enumerate(zip(shares, folds, strict=True), 1):
            writer.writerow((number, fold, ROOTS[row.argmax()], f"{row.max():.4f}"))


class Told:
    """The folds' answers on the rounds as a coder, which keeps in mind what it was asked."""

    def __init__(self, options: argparse.Namespace, asked: np.ndarray, bare: np.ndarray, tags: np.ndarray) -> None:
        self.marks: dict[str, SentenceMarks] = {}
        self._asked: dict[Pair, TypeShares] = {}
        tokenizer = Tokenizer.from_file(str(options.tokenizer))
        tokenizer.no_truncation()
        for row, types, tagged in zip(read(options.material / "rounds_bare.jsonl"), bare, tags, strict=True):
            start = body_start(row["text"])  # of a dateline that was not told as one yet when the rows were written
            if row["text"][start:] not in self.marks:
                offsets = tokenizer.encode(row["text"], add_special_tokens=False).offsets[: LONGEST - 2]
                logits = tagged[1 : len(offsets) + 1].astype(np.float32).reshape(-1, len(ROLES), 3)
                inside = 1 - _softmax(logits)[..., 0]
                first = next(number for number, (low, _) in enumerate(offsets) if low >= start)
                roles = {role: inside[first:, number].tolist() for number, role in enumerate(ROLES)}
                spans = [(low - start, high - start) for low, high in offsets[first:]]
                shares = _type_shares(types / options.temperature)
                self.marks[row["text"][start:]] = SentenceMarks(shares, spans, roles)
        self._answers = {
            _pair(row): _type_shares(types / options.temperature)
            for row, types in zip(read(options.material / "rounds_asked.jsonl"), asked, strict=True)
        }

    def shares(self, pairs: Sequence[Pair]) -> list[TypeShares]:
        """The answers, kept in mind."""
        self._asked |= {pair: self._answers[pair] for pair in pairs if pair in self._answers}
        return [self._answers.get(pair, UNKNOWN) for pair in pairs]

    def lines(self) -> Iterator[dict[str, object]]:
        """What was asked of each sentence, with the answers."""
        for text, marks in self.marks.items():
            columns = [marks.roles[role] for role in ("doer", "target", "act")]
            yield {
                "sentence": hashlib.sha256(text.encode()).hexdigest()[:10],
                "types": _written(marks.types),
                "tokens": [
                    [*span, *(round(share, 2) for share in row)]
                    for span, *row in zip(marks.offsets, *columns, strict=True)
                ],
                "pairs": [
                    [pair.source, pair.target, _written(told)]
                    for pair, told in self._asked.items()
                    if pair.text == text
                ],
            }


def _written(shares: TypeShares) -> dict[str, float]:
    return {kind: round(share, 3) for kind, share in shares.shares.items() if share >= LEAST}


def _type_shares(logits: np.ndarray) -> TypeShares:
    return TypeShares(dict(zip(TYPES, map(float, _softmax(logits)), strict=True)))


def _softmax(logits: np.ndarray) -> np.ndarray:
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True))


def _pair(row: dict[str, Any]) -> Pair:
    start = body_start(row["text"])
    source, target = (span and (span[0] - start, span[1] - start) for span in (row["source"], row["target"]))
    return Pair(row["text"][start:], source, target)


if __name__ == "__main__":
    main()
