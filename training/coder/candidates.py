"""Unlabelled pairs for self-training: actors that stand together in news sentences, with what the rules make of them.

    python training/coder/candidates.py PAIRS.jsonl SENTENCES.jsonl

One line a pair: {"text", "source": [start, end], "target": [start, end] or null, "rule": PLOVER type or null}; and one
a sentence: {"text", "events": [{"source", "target", "action", "type"}]}, what the rules find in it. The sentences are
PolNeAR's train part and re3d, never a text that evaluation reads. Where the rules code a pair it is kept with their
type, else two names of a sentence are taken as they come.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc, Span

from detente.reading.code.code_lines import CodedEvent, Line, code_lines
from detente.reading.syntax.parse import load_pipeline

READING = Path(__file__).parents[3] / "shared" / "data" / "reading"
NAMED = frozenset({"GPE", "ORG", "PERSON", "NORP"})
WORDS = (6, 60)  # a sentence shorter or longer teaches little
BARE_PAIRS = 2  # pairs of names a sentence that the rules did not code


def main() -> None:
    """Write the pairs."""
    chance = random.Random(7)
    pairs_to, bare_to = map(Path, sys.argv[1:3])
    with pairs_to.open("w", encoding="utf-8") as pairs, bare_to.open("w", encoding="utf-8") as bare:
        for sentences in _batches(_sentences(), 512):
            coded = code_lines([Line(each.text) for each in sentences])
            for sentence, events in zip(sentences, coded, strict=True):
                for row in _pairs(sentence, events, chance):
                    pairs.write(json.dumps(row, ensure_ascii=False) + "\n")
                bare.write(json.dumps(_sentence(sentence, events), ensure_ascii=False) + "\n")


def _texts() -> Iterator[str]:
    with gzip.open(READING / "polnear" / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines)
    for path in sorted((READING / "re3d").glob("*/documents.json")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]


def _sentences() -> Iterator[Span]:
    for doc in load_pipeline().pipe(_texts(), batch_size=16):
        yield from (each for each in _cut(doc))


def _cut(doc: Doc) -> Iterator[Span]:
    for sentence in doc.sents:
        words = sentence.text.split()
        if WORDS[0] <= len(words) <= WORDS[1] and "\n" not in sentence.text.strip():
            yield sentence


def _batches(sentences: Iterator[Span], size: int) -> Iterator[list[Span]]:
    batch: list[Span] = []
    for each in sentences:
        batch.append(each)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _sentence(sentence: Span, events: list[CodedEvent]) -> dict[str, object]:
    told = [
        {
            "source": event.source and event.source[1:],
            "target": event.target and event.target[1:],
            "action": event.action,
            "type": event.type,
        }
        for event in events
    ]
    return {"text": sentence.text, "events": told}


def _pairs(sentence: Span, events: list[CodedEvent], chance: random.Random) -> Iterator[dict[str, object]]:
    text = sentence.text
    done = set()
    for event in events:
        if event.source and (event.target is None or event.target[1:] != event.source[1:]):
            target = list(event.target[1:]) if event.target else None
            done.add((event.source[1], event.target[1] if event.target else None))
            yield {"text": text, "source": list(event.source[1:]), "target": target, "rule": event.type}
    names = [
        (each.start_char - sentence.start_char, each.end_char - sentence.start_char)
        for each in sentence.ents
        if each.label_ in NAMED
    ]
    pairs = [(one, other) for one in names for other in names if one != other and (one[0], other[0]) not in done]
    for one, other in chance.sample(pairs, min(BARE_PAIRS, len(pairs))):
        yield {"text": text, "source": list(one), "target": list(other), "rule": None}


if __name__ == "__main__":
    main()
