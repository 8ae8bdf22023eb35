"""The material as one file of tensors, with the folds of the labelled sets.

    python training/coder/encode_sets.py --material DIR --tokenizer MINILM/tokenizer.json --out sets.pt [--seed 1]

Sentences for a teacher's opinion are drawn from sentences.jsonl: SENTENCES of them, as many with as without an event.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from batches import Ids, Rows, rows_of

FOLDS = 5
HELD = ("plv", "rounds", "plv_bare", "rounds_bare")  # the labelled sets, which folds divide
PAIRS = ("plv", "rounds", "rounds_asked", "written", "unlabelled")
BARE = ("plv_bare", "rounds_bare", "written_bare", "sentences", "attribution")
SENTENCES = 20000
QUICK = 60  # rows of each set for a trial


@dataclass(frozen=True, slots=True)
class Sets:
    """All sets; a fold for each row of the labelled ones; PLV's gold types."""

    rows: dict[str, Rows]
    folds: dict[str, np.ndarray]
    gold: list[str]


def main() -> None:
    """Encode."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--material", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    ids = Ids(Tokenizer.from_file(str(options.tokenizer)))
    rows: dict[str, Rows] = {}
    groups: dict[str, list[str]] = {}
    gold: list[str] = []
    for name in (*PAIRS, *BARE):
        found = read(options.material / f"{name}.jsonl")
        if name == "sentences":
            found = _drawn(found, options.seed)
        groups[name] = [str(row.get("group")) for row in found]
        gold = [next(iter(row["labels"])) for row in found] if name == "plv" else gold
        rows[name] = rows_of(ids.sentences(found) if name in BARE else ids.pairs(found))
        print(name, len(found))
    named = {name.split("_")[0] for name in HELD}
    where = {
        base: folds_of({each for name in groups if name.startswith(base) for each in groups[name]}, options.seed)
        for base in named
    }
    folds = {
        name: np.array([where[name.split("_")[0]][each] for each in groups[name]]) for name in (*HELD, "rounds_asked")
    }
    kept = {
        name: (each.ids.to(torch.int16), each.lengths, each.ends, each.shares.half(), each.tags)
        for name, each in rows.items()
    }
    torch.save(
        {"rows": kept, "folds": {name: torch.from_numpy(each) for name, each in folds.items()}, "gold": gold},
        options.out,
    )


def load_sets(path: Path, quick: bool = False) -> Sets:
    """The sets as encoded; with `quick` a few rows of each."""
    found = torch.load(path)
    rows = {
        name: Rows(ids.to(torch.int32), lengths, ends, shares.float(), tags)
        for name, (ids, lengths, ends, shares, tags) in found["rows"].items()
    }
    folds = {name: each.numpy() for name, each in found["folds"].items()}
    if quick:
        rows = {name: each.at(range(min(QUICK, len(each)))) for name, each in rows.items()}
        return Sets(rows, {name: each[:QUICK] for name, each in folds.items()}, found["gold"][:QUICK])
    return Sets(rows, folds, found["gold"])


def read(path: Path) -> list[dict[str, Any]]:
    """Rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def folds_of(groups: set[str], seed: int) -> dict[str, int]:
    """A fold for each group."""
    names = sorted(groups)
    random.Random(seed).shuffle(names)
    return {name: number % FOLDS for number, name in enumerate(names)}


def _drawn(rows: Sequence[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    chance = random.Random(seed)
    telling = [row for row in rows if "NONE" not in row["labels"]]
    others = [row for row in rows if "NONE" in row["labels"]]
    drawn = [each for part in (telling, others) for each in chance.sample(part, min(SENTENCES // 2, len(part)))]
    chance.shuffle(drawn)
    return drawn


if __name__ == "__main__":
    main()
