"""The training material, read from ../shared and written as one JSON Lines file for each set.

    python training/coder/material.py CANDIDATES.jsonl OUT

Writes OUT/plv.jsonl, rounds.jsonl, written.jsonl, unlabelled.jsonl (pairs) and attribution.jsonl (sentences). A pair is
{"text", "source": [start, end], "target": [start, end] or null, "labels": {type: share}, "group", "rule"}; pairs of one
group are never on both sides of a fold. YIELD is PLV's union of CONCEDE and RETREAT; the loss adds the two up.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.reading.code.code_lines import Line, code_lines
from generate import sentences
from overlap import overlaps

READING = Path(__file__).parents[3] / "shared" / "data" / "reading"
WRITTEN, SEED = 24000, 11
# CAMEO's root in the coders' menu ("4-17 Coerce") to PLOVER; statements and appeals (1, 2) are no PLOVER event.
ROOTS = {
    3: "AGREE", 4: "CONSULT", 5: "SUPPORT", 6: "COOPERATE", 7: "AID", 8: "YIELD", 9: "ACCUSE", 10: "REQUEST",
    11: "ACCUSE", 12: "REJECT", 13: "THREATEN", 14: "PROTEST", 15: "MOBILIZE", 16: "SANCTION", 17: "COERCE",
    18: "ASSAULT", 19: "ASSAULT", 20: "ASSAULT",
}  # fmt: skip
NONE = "NONE"
Row = dict[str, Any]


def main() -> None:
    """Write all sets."""
    candidates, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    written = ({**row, "labels": {row["type"]: 1.0}, "group": n} for n, row in enumerate(sentences(WRITTEN, SEED)))
    rows = map(json.loads, candidates.read_text(encoding="utf-8").splitlines())
    for name, pairs in {
        "plv": plv(),
        "rounds": rounds(),
        "written": written,
        "unlabelled": rows,
        "attribution": attribution("train"),
        "attribution_dev": attribution("dev"),
    }.items():
        kept = pairs if name == "attribution_dev" else (pair for pair in pairs if not overlaps(pair["text"]))
        lines = [json.dumps(pair, ensure_ascii=False) for pair in kept]
        (out / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(name, len(lines))


def plv() -> Iterator[Row]:
    """PLV's train part, one marked pair a sentence."""
    with (READING / "plv" / "plv_train.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        text, spans = _unmarked(row["marked_sentence"])
        yield {
            "text": text,
            "source": spans.get("s"),
            "target": spans.get("t"),
            "labels": {row["gold_root"]: 1.0},
            "group": row["sentence"],
        }


def _unmarked(marked: str) -> tuple[str, dict[str, list[int]]]:
    """The text without its marks, and the first span that each mark sets off."""
    text = ""
    spans: dict[str, list[int]] = {}
    opened: dict[str, int] = {}
    for part in re.split(r"(</?[st]>)", marked):
        if part in {"<s>", "<t>"}:
            opened[part[1]] = len(text)
        elif part in {"</s>", "</t>"}:
            start, end = opened[part[2]], len(text)
            stripped = text[start:end].strip()
            start += len(text[start:end]) - len(text[start:end].lstrip())
            if stripped:
                spans.setdefault(part[2], [start, start + len(stripped)])
        else:
            text += part
    return text, spans


def rounds() -> Iterator[Row]:
    """The annotation rounds: what coders marked, and what the rules propose, with the share of coders for each type."""
    by_sentence: dict[str, list[Row]] = {}
    for row in json.loads((READING / "cameo_rounds" / "rounds_a.json").read_text(encoding="utf-8")):
        by_sentence.setdefault(row["sentence"], []).extend(
            each for each in row["coders"] if each["relevant"] is not None
        )
    texts = list(by_sentence)
    for text, events in zip(texts, code_lines([Line(each) for each in texts]), strict=True):
        coders = by_sentence[text]
        pairs: dict[tuple[Any, Any], Counter[str]] = {}
        for coder in coders:
            for source, target, _, kind in actions(coder):
                if source or target:
                    pairs.setdefault((source, target), Counter())[kind] += 1
        for (source, target), kinds in pairs.items():
            total = sum(kinds.values())
            if total >= 2:
                yield {
                    "text": text, "source": source, "target": target, "group": text, "votes": total, "by": "coders",
                    "labels": {kind: count / total for kind, count in kinds.items()},
                }  # fmt: skip
        for event in events:
            kinds = Counter(_vote(coder, event.action) for coder in coders)
            yield {
                "text": text, "group": text, "votes": len(coders), "by": "rules", "rule": event.type,
                "source": event.source[1:] if event.source else None,
                "target": event.target[1:] if event.target else None,
                "labels": {kind: count / len(coders) for kind, count in kinds.items()},
            }  # fmt: skip


def actions(coder: Row) -> Iterator[tuple[tuple[int, int] | None, tuple[int, int] | None, list[tuple[int, int]], str]]:
    """A coder's actions: first source and target span, the action's spans, PLOVER type or NONE for statements."""
    for number, coded in coder["actions"].items():
        root = re.search(r"-(\d+)", coded.get("cameo", ""))
        kind = ROOTS.get(int(root[1]), NONE) if root else NONE
        spans: dict[str, list[tuple[int, int]]] = {"Source": [], "Target": [], "Action": []}
        for label, words, start in coder["entities"]:
            role, _, which = label.partition("-")
            if role in spans and which == number:
                spans[role].append((start, start + len(words)))
        yield (
            spans["Source"][0] if spans["Source"] else None,
            spans["Target"][0] if spans["Target"] else None,
            spans["Action"],
            kind,
        )


def _vote(coder: Row, action: tuple[int, int]) -> str:
    """What a coder takes an act at these characters for."""
    for _, _, spans, kind in actions(coder):
        if any(start < action[1] and action[0] < end for start, end in spans):
            return kind
    return NONE


def attribution(part: str) -> Iterator[Row]:
    """PolNeAR's sentences with the characters of sources, cues and contents, as their first coder marked them."""
    from detente.reading.syntax.parse import load_pipeline

    with gzip.open(READING / "polnear" / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    nlp = load_pipeline()
    with nlp.select_pipes(disable=["ner", "lemmatizer"]):
        docs = nlp.pipe((article["text"] for article in articles), batch_size=8)
        for article, doc in zip(articles, docs, strict=True):
            marks: dict[str, list[list[int]]] = {"source": [], "cue": [], "content": []}
            for each in article["annotators"][0]["attributions"]:
                for role, spans in marks.items():
                    spans.extend(each.get(role, []))
            for sentence in doc.sents:
                start, end = sentence.start_char, sentence.end_char
                if end - start < 8 or end - start > 1200:
                    continue
                inside = {
                    role: [[max(a, start) - start, min(b, end) - start] for a, b in spans if a < end and b > start]
                    for role, spans in marks.items()
                }
                yield {"text": sentence.text, "group": article["id"], **inside}


if __name__ == "__main__":
    main()
