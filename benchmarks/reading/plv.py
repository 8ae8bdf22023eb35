"""PLV (ZSP's train part): PLOVER type of a marked source and target, macro-F1 beside the published figures.

YIELD joins CONCEDE and RETREAT, as in that set. The rules were written looking at these sentences, so the figures
are those of a training set; the published ones are of its test part.

Run: python benchmarks/reading/plv.py
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from detente.reading.code.code_lines import Line, code_lines

TRAIN = Path(__file__).parents[3] / "shared" / "data" / "reading" / "plv" / "plv_train.tsv"
QUAD = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "1"),
    **dict.fromkeys(("YIELD", "COOPERATE", "AID"), "2"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "3"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "4"),
}
PUBLISHED = {  # root / quad class / binary macro-F1 on the test part: FINDINGS of the ZSP and ConfliBERT papers
    "Universal PETRARCH, actors ignored": (0.443, 0.624, 0.760),
    "TF-IDF and linear SVC": (0.713, 0.858, 0.907),
    "GPT-4, zero shot": (0.615, 0.767, 0.934),
    "ZSP (RoBERTa-large NLI)": (0.824, 0.896, 0.964),
    "ConfliBERT, supervised": (0.867, 0.963, 0.984),
}


def run() -> dict[str, object]:
    """Macro-F1 by PLOVER type, by quad class and of cooperation against conflict, and each type's F1."""
    if not TRAIN.exists():
        return {"skipped": "the shared PLV sentences are not there"}
    with TRAIN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    gold = [row["gold_root"] for row in rows]
    coded = [_root(events[0].type) if events else "none" for events in code_lines([_line(row) for row in rows])]
    quads = [QUAD.get(root, "none") for root in gold], [QUAD.get(root, "none") for root in coded]
    sides = [_side(quad) for quad in quads[0]], [_side(quad) for quad in quads[1]]
    return {
        "sentences": len(rows),
        "root": round(macro_f1(gold, coded), 3),
        "quad_class": round(macro_f1(*quads), 3),
        "binary": round(macro_f1(*sides), 3),
        "not_coded": coded.count("none"),
        "by_type": {root: round(_f1(gold, coded, root), 2) for root in sorted(set(gold))},
        "published": PUBLISHED,
    }


def _line(row: dict[str, str]) -> Line:
    """The sentence with the source and target that its marks set off."""
    marked = row["marked_sentence"]
    ends = {mark: re.search(rf"<{mark}>(.*?)</{mark}>", marked) for mark in "st"}
    source, target = (re.sub(r"</?[st]>", "", found[1]).strip() if found else None for found in ends.values())
    return Line(re.sub(r"</?[st]>", "", marked), source or None, target or None)


def _root(plover_type: str) -> str:
    return "YIELD" if plover_type in {"CONCEDE", "RETREAT"} else plover_type


def _side(quad: str) -> str:
    return "none" if quad == "none" else "cooperation" if quad in "12" else "conflict"


def _f1(gold: Sequence[str], coded: Sequence[str], label: str) -> float:
    hits = sum(one == label == other for one, other in zip(gold, coded, strict=True))
    return 2 * hits / max(gold.count(label) + coded.count(label), 1)


def macro_f1(gold: Sequence[str], coded: Sequence[str]) -> float:
    labels = sorted(set(gold))
    return sum(_f1(gold, coded, label) for label in labels) / len(labels)


if __name__ == "__main__":
    for name, figure in run().items():
        print(name, figure)
