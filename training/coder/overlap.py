"""Look for words that stand in the training material and in what evaluation reads; fail on any.

    python training/coder/overlap.py --material DIR

Evaluation reads the gold texts of benchmarks/reading, the seed, and PolNeAR's dev part. Two texts overlap when they
share a run of RUN words, letters and digits only: a sentence, or a quotation or stock line that many papers carried.
material.py leaves such rows out. attribution_dev.jsonl is itself evaluation material.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
RUN = 13  # words; shorter runs are turns of phrase, as "the prime minister said in a statement on ..."
WORD = re.compile(r"[a-z0-9]+")


def main() -> None:
    """Print what stands on both sides; exit with 1 when anything does."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--material", type=Path, required=True)
    options = parser.parse_args()
    paths = [path for path in sorted(options.material.glob("*.jsonl")) if path.stem != "attribution_dev"]
    texts = [json.loads(line)["text"] for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    shared = sorted({text for text in texts if overlaps(text)})
    print(f"{len(texts)} training texts, {len(evaluation_runs())} runs of {RUN} words in evaluation")
    print("\n".join(shared) or "no overlap")
    sys.exit(bool(shared))


def overlaps(text: str) -> bool:
    """Whether a text shares a run of words with what evaluation reads."""
    return any(run in evaluation_runs() for run in _runs(text))


@cache
def evaluation_runs() -> frozenset[str]:
    """All runs of words of what evaluation reads."""
    gold = sorted((ROOT / "benchmarks" / "reading" / "texts").glob("*/*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in (*gold, SHARED / "seed" / "article.txt")]
    with gzip.open(SHARED / "data" / "reading" / "polnear" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts += [json.loads(line)["text"] for line in lines]
    return frozenset(run for text in texts for run in _runs(text))


def _runs(text: str) -> Iterator[str]:
    words = WORD.findall(text.lower())
    return (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


if __name__ == "__main__":
    main()
