"""CAMEO-ConfliBERT's annotation rounds: events of bare sentences, beside human coders.

Which sentences of these tell an event was looked at when the rules were last changed, and the weights of the coder that
ship were fitted on them. So "rules" stands for the rules alone, and "judged" for what `detente code` tells with the
trained coder's out-of-fold answers (coder_rounds.jsonl, from training/coder/tell_folds.py: five folds of sentences,
since every round has the same hundred), doubted events left out.
The coders agree weakly: each figure is the mean over them, and beside it stands the same for each coder against the
others of the same round. Statements (class 0 in their menu, CAMEO 01 and 02) are no event in either.

Run: python benchmarks/reading/rounds.py
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path
from statistics import mean
from typing import Any

from detente.ontology.plover import plover_types
from detente.reading.code.code_lines import CodedEvent, Line, code_lines
from detente.reading.coder.pairs import NONE, Pair, SentenceMarks, TypeShares

ROUNDS = Path(__file__).parents[3] / "shared" / "data" / "reading" / "cameo_rounds" / "rounds_a.json"
JUDGED = Path(__file__).with_name("coder_rounds.jsonl")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Coded:
    """What one coder, or the program, takes from one sentence."""

    relevant: bool = False
    quads: frozenset[str] = frozenset()
    roots: frozenset[str] = frozenset()
    sources: tuple[Span, ...] = ()
    targets: tuple[Span, ...] = ()
    actions: int = 0


@dataclass(slots=True)
class Counts:
    """Hits and what either side named, of which F1 is made."""

    hits: float = 0.0
    named: float = 0.0

    def add(self, hits: float, named: float) -> None:
        """Count one sentence."""
        self.hits += hits
        self.named += named

    @property
    def f1(self) -> float:
        """0 when neither side names anything."""
        return 2 * self.hits / self.named if self.named else 0.0


@dataclass(slots=True)
class Coder:
    """One coder of one round: sentence to what was coded."""

    round: int
    coded: dict[str, Coded] = field(default_factory=dict)


def run() -> dict[str, object]:
    """Figures of the program and of the coders with each other: mean F1 over coders, all rounds and the last one."""
    if not ROUNDS.exists():
        return {"skipped": "the shared annotation rounds are not there"}
    coders = _coders(json.loads(ROUNDS.read_text(encoding="utf-8")))
    sentences = list(dict.fromkeys(sentence for coder in coders for sentence in coder.coded))
    lines = [Line(each) for each in sentences]
    told = OutOfFold(JUDGED)
    judged = [[event for event in events if not event.doubted] for events in code_lines(lines, told)]
    last = max(coder.round for coder in coders)
    readers = {"rules": list(code_lines(lines)), "judged": judged}
    result: dict[str, object] = {"sentences": len(sentences), "pairs_without_an_answer": told.unanswered}
    for name, events in readers.items():
        ours = Coder(0, {sentence: _ours(told) for sentence, told in zip(sentences, events, strict=True)})
        result[f"{name}, last round"] = _figures(ours, [coder for coder in coders if coder.round == last])
        result[f"{name}, all rounds"] = _figures(ours, coders)
    return result


class OutOfFold:
    """The coder's answers on sentences that it was not fitted on, read from coder_rounds.jsonl.

    A pair that was not asked about when the file was written counts as told.
    """

    def __init__(self, path: Path) -> None:
        rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        self._rows = {row["sentence"]: row for row in rows}
        self.unanswered = 0

    def shares(self, pairs: Sequence[Pair]) -> list[TypeShares]:
        """The types' probabilities for each pair."""
        return [self._answer(pair) for pair in pairs]

    def sentences(self, texts: Sequence[str]) -> list[SentenceMarks]:
        """What each sentence tells."""
        return [self._marks(self._row(text)) for text in texts]

    def _row(self, text: str) -> dict[str, Any]:
        found: dict[str, Any] = self._rows[hashlib.sha256(text.encode()).hexdigest()[:10]]
        return found

    def _answer(self, pair: Pair) -> TypeShares:
        for source, target, told in self._row(pair.text)["pairs"]:
            if (source and tuple(source), target and tuple(target)) == (pair.source, pair.target):
                return _type_shares(told)
        self.unanswered += 1
        return _type_shares({})

    def _marks(self, row: dict[str, Any]) -> SentenceMarks:
        columns = list(zip(*row["tokens"], strict=True))
        roles = dict(zip(("doer", "target", "act"), columns[2:], strict=True))
        return SentenceMarks(_type_shares(row["types"]), list(zip(*columns[:2], strict=True)), roles)


def _type_shares(told: Mapping[str, float]) -> TypeShares:
    return TypeShares({kind: told.get(kind, 0.0) for kind in (*plover_types(), NONE)})


def _figures(ours: Coder, coders: list[Coder]) -> dict[str, object]:
    pairs = [(one, other) for one, other in permutations(coders, 2) if one.round == other.round]
    measures: dict[str, Callable[[Coder, Coder], float]] = {
        "detection": _detection,
        "quad_class": lambda one, other: _sets(one, other, lambda coded: coded.quads),
        "root": lambda one, other: _sets(one, other, lambda coded: coded.roots),
        "source_span": lambda one, other: _spans(one, other, lambda coded: coded.sources),
        "target_span": lambda one, other: _spans(one, other, lambda coded: coded.targets),
    }
    figures: dict[str, object] = {
        name: {
            "with_the_coders": round(mean(measure(ours, coder) for coder in coders), 3),
            "coders_with_each_other": round(mean(measure(one, other) for one, other in pairs), 3),
        }
        for name, measure in measures.items()
    }
    dullest = Coder(0, dict.fromkeys(ours.coded, Coded(quads=frozenset({"4"}))))
    alone = mean(_sets(dullest, coder, lambda coded: coded.quads) for coder in coders)
    figures["quad_class_material_conflict_always"] = round(alone, 3)
    events = sum(each.actions for each in ours.coded.values())
    coded = mean(sum(each.actions for each in coder.coded.values()) for coder in coders)
    figures["events_for_each_coded_action"] = round(events / coded, 2)
    return figures


def _coders(rows: Iterable[Mapping[str, object]]) -> list[Coder]:
    found: dict[tuple[int, str], Coder] = {}
    for row in rows:
        assert isinstance(row["coders"], list)
        assert isinstance(row["round"], int)
        for coded in row["coders"]:
            if coded["relevant"] is not None:
                coder = found.setdefault((row["round"], coded["coder"]), Coder(row["round"]))
                coder.coded[str(row["sentence"])] = _theirs(coded)
    return list(found.values())


def _theirs(coded: Mapping[str, object]) -> Coded:
    actions, entities = coded["actions"], coded["entities"]
    assert isinstance(actions, dict)
    assert isinstance(entities, list)
    roots, quads, events = set(), set(), set()
    for number, action in actions.items():
        root = re.search(r"-(\d+)", action.get("cameo", ""))
        if root and int(root[1]) > 2:
            roots.add(f"{int(root[1]):02d}")
            quads.add(action.get("penta", "0")[0])
            events.add(number)
    spans: dict[str, list[Span]] = {"Source": [], "Target": []}
    for label, words, start in entities:
        role, _, number = label.partition("-")
        if role in spans and number in events:
            spans[role].append((start, start + len(words)))
    return Coded(
        relevant=bool(events),
        quads=frozenset(quads) - {"0"},
        roots=frozenset(roots),
        sources=tuple(spans["Source"]),
        targets=tuple(spans["Target"]),
        actions=len(events),
    )


def _ours(events: list[CodedEvent]) -> Coded:
    return Coded(
        relevant=bool(events),
        quads=frozenset(str(event.quad_class) for event in events),
        roots=frozenset(event.cameo_code[:2] for event in events),
        sources=tuple(dict.fromkeys(event.source[1:] for event in events if event.source)),
        targets=tuple(dict.fromkeys(event.target[1:] for event in events if event.target)),
        actions=len(events),
    )


def _both(one: Coder, other: Coder) -> list[tuple[Coded, Coded]]:
    return [(one.coded[each], other.coded[each]) for each in one.coded.keys() & other.coded.keys()]


def _detection(one: Coder, other: Coder) -> float:
    """Which sentences tell an event at all."""
    counts = Counts()
    for mine, theirs in _both(one, other):
        counts.add(mine.relevant and theirs.relevant, mine.relevant + theirs.relevant)
    return counts.f1


def _sets(one: Coder, other: Coder, kinds: Callable[[Coded], frozenset[str]]) -> float:
    """Which kinds of event a sentence tells: micro-F1 over the sentences that both coded."""
    counts = Counts()
    for mine, theirs in _both(one, other):
        counts.add(len(kinds(mine) & kinds(theirs)), len(kinds(mine)) + len(kinds(theirs)))
    return counts.f1


def _spans(one: Coder, other: Coder, spans: Callable[[Coded], tuple[Span, ...]]) -> float:
    """Which characters are a source (or target): F1 over spans, hit where they overlap, one to one."""
    counts = Counts()
    for mine, theirs in _both(one, other):
        free = list(spans(theirs))
        hits = 0
        for start, end in spans(mine):
            met = next((span for span in free if span[0] < end and start < span[1]), None)
            if met is not None:
                free.remove(met)
                hits += 1
        counts.add(hits, len(spans(mine)) + len(spans(theirs)))
    return counts.f1


if __name__ == "__main__":
    for name, figure in run().items():
        print(name, json.dumps(figure, indent=1))
