"""CAMEO-ConfliBERT's annotation rounds: which quad classes a sentence tells, beside human coders.

The rules were not written on these 100 sentences, so the figure is an honest one, if a small and noisy one: the human
coders agree weakly. Ours is the mean over the coders of the last round of the micro-F1 between our set of quad classes
and each coder's, statements (class 0) left out; beside it stands the same between each coder and the others, and the
same for one class alone for every sentence (material conflict, the commonest).

Run: python benchmarks/reading/rounds.py
"""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from statistics import mean

from detente.ontology.plover import quad_class_of
from detente.reading.code.code_lines import Line, code_lines

ROUNDS = Path(__file__).parents[3] / "shared" / "data" / "reading" / "cameo_rounds" / "rounds_a.json"
LAST_ROUND = 7
Classes = dict[str, frozenset[str]]
"""Sentence to its quad classes, "1" to "4"."""


def run() -> dict[str, object]:
    """Mean micro-F1 with the coders, of us, of each other, and of the dullest guess."""
    if not ROUNDS.exists():
        return {"skipped": "the shared annotation rounds are not there"}
    rows = [row for row in json.loads(ROUNDS.read_text(encoding="utf-8")) if row["round"] == LAST_ROUND]
    coders: dict[str, Classes] = {}
    for row in rows:
        for coded in row["coders"]:
            if coded["relevant"] is not None:
                coders.setdefault(coded["coder"], {})[row["sentence"]] = _classes(coded["actions"])
    sentences = [row["sentence"] for row in rows]
    ours = {
        sentence: frozenset(str(int(quad_class_of(event.type))) for event in events)
        for sentence, events in zip(sentences, code_lines([Line(each, None, None) for each in sentences]), strict=True)
    }
    dullest = {sentence: frozenset({"4"}) for sentence in sentences}
    return {
        "sentences": len(sentences),
        "coders": len(coders),
        "with_the_coders": round(mean(_f1(ours, coder) for coder in coders.values()), 3),
        "coders_with_each_other": round(mean(_f1(one, other) for one, other in permutations(coders.values(), 2)), 3),
        "material_conflict_always": round(mean(_f1(dullest, coder) for coder in coders.values()), 3),
    }


def _classes(actions: dict[str, dict[str, str]]) -> frozenset[str]:
    return frozenset(action["penta"][0] for action in actions.values() if "penta" in action) - {"0"}


def _f1(one: Classes, other: Classes) -> float:
    """Micro-F1 over the sentences that both coded; 0 when neither names a class."""
    both = one.keys() & other.keys()
    hits = sum(len(one[sentence] & other[sentence]) for sentence in both)
    named = sum(len(one[sentence]) + len(other[sentence]) for sentence in both)
    return 2 * hits / named if named else 0.0


if __name__ == "__main__":
    for name, figure in run().items():
        print(name, figure)
