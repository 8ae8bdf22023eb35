"""Macro-F1 on PLV from logits: by PLOVER type, quad class, and cooperation against conflict."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from network import TYPES

ROOTS = (*(each for each in TYPES if each not in {"CONCEDE", "RETREAT", "NONE"}), "YIELD")
QUAD = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "1"),
    **dict.fromkeys(("YIELD", "COOPERATE", "AID"), "2"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "3"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "4"),
}


def roots_of(logits: np.ndarray) -> np.ndarray:
    """Probabilities of ROOTS, NONE left out and CONCEDE and RETREAT added up: (rows, 15)."""
    kept = [TYPES.index(each) for each in TYPES if each != "NONE"]
    shares = np.exp(logits[:, kept] - logits[:, kept].max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    by_type = dict(zip((TYPES[each] for each in kept), shares.T, strict=True))
    by_type["YIELD"] = by_type["CONCEDE"] + by_type["RETREAT"]
    return np.stack([by_type[root] for root in ROOTS], 1)


def plv_scores(logits: np.ndarray, gold: Sequence[str]) -> dict[str, float]:
    """Macro-F1 of the likeliest root, of its quad class, and of its side."""
    coded = [ROOTS[number] for number in roots_of(logits).argmax(1)]
    quads = [QUAD[each] for each in gold], [QUAD[each] for each in coded]
    sides = ["12".count(each) for each in quads[0]], ["12".count(each) for each in quads[1]]
    return {
        "root": round(macro_f1(list(gold), coded), 4),
        "quad_class": round(macro_f1(*quads), 4),
        "binary": round(macro_f1(*sides), 4),
    }


def macro_f1(gold: Sequence[object], coded: Sequence[object]) -> float:
    """Mean over the gold labels of each one's F1."""
    labels = sorted(set(gold), key=str)
    return sum(_f1(gold, coded, label) for label in labels) / len(labels)


def _f1(gold: Sequence[object], coded: Sequence[object], label: object) -> float:
    hits = sum(one == label == other for one, other in zip(gold, coded, strict=True))
    return 2 * hits / max(list(gold).count(label) + list(coded).count(label), 1)
