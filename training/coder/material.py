"""The training material, read from ../shared and written as one JSON Lines file for each set.

    python training/coder/material.py PAIRS.jsonl SENTENCES.jsonl OUT     (both from candidates.py)

Pairs: OUT/plv.jsonl, rounds.jsonl, written.jsonl, unlabelled.jsonl, each line {"text", "source": [start, end],
"target": [start, end] or null, "labels": {type: share}, "group", "rule"}. Sentences without marks: plv_bare.jsonl,
rounds_bare.jsonl, written_bare.jsonl, sentences.jsonl (labels by the rules), attribution.jsonl, each line {"text",
"labels", "group", role: [[start, end]]}; a role that is left out is not known. Rows of one group are never on both
sides of a fold. rounds_asked.jsonl holds the pairs of phrases of the rounds' sentences, to be asked about and not
fitted on.
YIELD is PLV's union of CONCEDE and RETREAT; the loss adds the two up.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from detente.reading.code.code_lines import Line, body_start, code_lines
from detente.reading.code.line_phrases import phrase_of
from detente.reading.syntax.parse import load_pipeline, parse
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
TIMES = {3: 1, 4: 1, 5: 2, 6: 2, 7: 3}  # how often a round's coding is repeated: agreement grew (root F1 .19 to .62)
Row = dict[str, Any]


def main() -> None:
    """Write all sets."""
    pairs_found, sentences_found, out = (Path(path) for path in sys.argv[1:4])
    out.mkdir(parents=True, exist_ok=True)
    written = [{**row, "labels": {row["type"]: 1.0}, "group": n} for n, row in enumerate(sentences(WRITTEN, SEED))]
    for name, rows in {
        "plv": plv(),
        "plv_bare": plv_bare(),
        "rounds": rounds(),
        "rounds_bare": rounds_bare(),
        "rounds_asked": rounds_asked(),
        "written": written,
        "written_bare": map(bare, written),
        "unlabelled": _lines(pairs_found),
        "sentences": map(bare, _lines(sentences_found)),
        "attribution": attribution("train"),
        "attribution_dev": attribution("dev"),
    }.items():
        kept = rows if name == "attribution_dev" else (row for row in rows if not overlaps(row["text"]))
        lines = [json.dumps(row, ensure_ascii=False) for row in kept]
        (out / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(name, len(lines))


def _lines(path: Path) -> Iterator[Row]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def bare(row: Row) -> Row:
    """A sentence with the ends, acts and types of all its events."""
    spans: dict[str, list[Any]] = {"doer": [], "target": [], "act": []}
    for event in row["events"]:
        for role, end in (("doer", "source"), ("target", "target"), ("act", "action")):
            if event[end] and event[end] not in spans[role]:
                spans[role].append(event[end])
    return {"text": row["text"], "labels": shares_of(event["type"] for event in row["events"]), **spans}


def shares_of(kinds: Iterable[str]) -> dict[str, float]:
    """Each type's share of a sentence's events; NONE where it tells none."""
    counts = Counter(kinds) or Counter([NONE])
    return {kind: count / counts.total() for kind, count in counts.items()}


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


def plv_bare() -> Iterator[Row]:
    """The same sentences without marks; which words tell the act, nobody has said."""
    by_text: dict[str, list[Row]] = {}
    for row in plv():
        by_text.setdefault(row["text"], []).append(row)
    for text, rows in by_text.items():
        ends = {
            role: [row[end] for row in rows if row[end]] for role, end in (("doer", "source"), ("target", "target"))
        }
        kinds = shares_of(next(iter(row["labels"])) for row in rows)
        yield {"text": text, "labels": kinds, "group": rows[0]["group"], **ends}


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


def _coded_rounds() -> dict[str, list[Row]]:
    """Each sentence of the rounds with what its coders made of it and the round they did so in."""
    by_sentence: dict[str, list[Row]] = {}
    for row in json.loads((READING / "cameo_rounds" / "rounds_a.json").read_text(encoding="utf-8")):
        by_sentence.setdefault(row["sentence"], []).extend(
            {**each, "round": row["round"]} for each in row["coders"] if each["relevant"] is not None
        )
    return by_sentence


def rounds() -> Iterator[Row]:
    """The annotation rounds: what coders marked, and what the rules propose, with the share of coders for each type.

    Texts are as `detente code` has them judged: without the dateline.
    """
    by_sentence = _coded_rounds()
    texts = list(by_sentence)
    for text, events in zip(texts, code_lines([Line(each) for each in texts]), strict=True):
        coders = by_sentence[text]
        start = body_start(text)
        pairs: dict[tuple[Any, Any], Counter[str]] = {}
        for coder in coders:
            for source, target, _, kind in actions(coder):
                if source or target:
                    pairs.setdefault((source, target), Counter())[kind] += 1
        for (source, target), kinds in pairs.items():
            total = sum(kinds.values())
            ends = _within(source, start), _within(target, start)
            if total >= 2 and any(ends):
                yield {
                    "text": text[start:], "source": ends[0], "target": ends[1], "group": text, "votes": total,
                    "by": "coders", "labels": {kind: count / total for kind, count in kinds.items()},
                }  # fmt: skip
        for event in events:
            kinds = Counter(_vote(coder, event.action) for coder in coders)
            yield {
                "text": text[start:], "group": text, "votes": len(coders), "by": "rules", "rule": event.type,
                "source": _within(event.source and event.source[1:], start),
                "target": _within(event.target and event.target[1:], start),
                "labels": {kind: count / len(coders) for kind, count in kinds.items()},
            }  # fmt: skip


def rounds_bare() -> Iterator[Row]:
    """Each sentence as each coder coded it, as often as TIMES says."""
    for text, coders in _coded_rounds().items():
        start = body_start(text)
        for coder in coders:
            events = [
                {
                    "type": kind,
                    **{role: [_within(span, start) for span in found] for role, found in spans.items()},
                }
                for kind, spans in _told(coder)
                if kind != NONE
            ]
            row = {
                "text": text[start:],
                "group": text,
                "labels": shares_of(event["type"] for event in events),
                **{
                    role: [span for event in events for span in event[role] if span]
                    for role in ("doer", "target", "act")
                },
            }
            yield from [row] * TIMES.get(coder["round"], 0)


def rounds_asked() -> Iterator[Row]:
    """All pairs of phrases of the rounds' sentences, and each phrase alone as either end."""
    texts = list(_coded_rounds())
    bodies = [text[body_start(text) :] for text in texts]
    for text, body, doc in zip(texts, bodies, parse(bodies), strict=True):
        spans = dict.fromkeys(
            phrase_of(doc, token)[1:] for token in doc if token.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}
        )
        ends = [None, *spans]
        for source in ends:
            for target in ends:
                if source != target:
                    yield {"text": body, "source": source, "target": target, "group": text}


def _within(span: tuple[int, int] | None, start: int) -> list[int] | None:
    """A span counted from where the sentence begins; None where it lies before."""
    return [span[0] - start, span[1] - start] if span and span[0] >= start else None


def actions(coder: Row) -> Iterator[tuple[tuple[int, int] | None, tuple[int, int] | None, list[tuple[int, int]], str]]:
    """A coder's actions: first source and target span, the action's spans, PLOVER type or NONE for statements."""
    for kind, spans in _told(coder):
        first = (spans[role][0] if spans[role] else None for role in ("doer", "target"))
        yield (*first, spans["act"], kind)  # type: ignore[misc]  # two of them


def _told(coder: Row) -> Iterator[tuple[str, dict[str, list[tuple[int, int]]]]]:
    """A coder's actions: PLOVER type or NONE, and all spans by role."""
    roles = {"Source": "doer", "Target": "target", "Action": "act"}
    for number, coded in coder["actions"].items():
        root = re.search(r"-(\d+)", coded.get("cameo", ""))
        spans: dict[str, list[tuple[int, int]]] = {role: [] for role in roles.values()}
        for label, words, start in coder["entities"]:
            role, _, which = label.partition("-")
            if role in roles and which == number:
                spans[roles[role]].append((start, start + len(words)))
        yield ROOTS.get(int(root[1]), NONE) if root else NONE, spans


def _vote(coder: Row, action: tuple[int, int]) -> str:
    """What a coder takes an act at these characters for."""
    for _, _, spans, kind in actions(coder):
        if any(start < action[1] and action[0] < end for start, end in spans):
            return kind
    return NONE


def attribution(part: str) -> Iterator[Row]:
    """PolNeAR's sentences with the characters of sources, cues and contents, as their first coder marked them."""
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
