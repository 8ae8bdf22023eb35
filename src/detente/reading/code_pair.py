"""Code one sentence for `detente code`: what a given source does to a given target, or all its events.

With source and target given as they stand in the text, the clause is sought that joins them: the one
whose subject holds the source and whose other arguments hold the target, best fit first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from detente.ontology.plover import quad_class_of
from detente.reading.attribute import Attributions, find_attributions
from detente.reading.clauses import Clause, clause_of, verbs_of
from detente.reading.drafts import core_range
from detente.reading.frames import Coding
from detente.reading.lexicon import code_frame, event_nouns, in_future
from detente.reading.noun_phrases import semantic_head
from detente.reading.status import is_future, status_of
from detente.records import Status

NEAR = 0.5  # weight of an argument that only lies somewhere under the clause, against one in its own slot
DEEP = 0.97  # weight lost with each word between the clause's head and the pair


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event between two stretches of a sentence; character offsets, None where nobody is named."""

    type: str
    mode: str | None
    cameo_code: str
    quad_class: int
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    action: tuple[int, int]
    status: Status
    confidence: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    clause: Clause
    coding: Coding


def code_pair(doc: Doc, source: tuple[int, int], target: tuple[int, int]) -> CodedEvent | None:
    """What the source does to the target in a parsed sentence; None when the text tells of nothing between them.

    Args:
        doc: The parsed text.
        source: Characters of the source, as the text names it.
        target: Characters of the target.
    """
    source_span, target_span = _tokens(doc, source), _tokens(doc, target)
    if source_span is None or target_span is None:
        return None
    best: tuple[float, _Candidate] | None = None
    for candidate in _candidates(doc):
        score = _fit(candidate, source_span, target_span)
        if score > 0 and (best is None or score > best[0]):
            best = score, candidate
    if best is None:
        return None
    score, candidate = best
    return _coded(candidate, find_attributions(doc), source, target, min(1.0, score))


def _tokens(doc: Doc, chars: tuple[int, int]) -> Span | None:
    return doc.char_span(*chars, alignment_mode="expand")


def _candidates(doc: Doc) -> Iterator[_Candidate]:
    """Coded clauses of a text; a verb that only completes another's meaning is left to that one."""
    used: set[int] = set()
    for sentence in doc.sents:
        for verb in verbs_of(sentence):
            if verb.i in used:
                continue
            clause = clause_of(verb)
            coding = code_frame(clause.frame)
            if coding is None:
                continue
            inner = clause.complement
            while inner is not None and (inner.head.dep_ == "xcomp" or "complement" in "".join(coding.slots)):
                used.add(inner.head.i)
                inner = inner.complement
            yield _Candidate(clause, coding)
        for token in sentence:
            if token.pos_ == "NOUN" and token.lemma_.lower() in event_nouns():
                clause = clause_of(token)
                coding = code_frame(clause.frame)
                if coding is not None:
                    yield _Candidate(clause, coding)


def _fit(candidate: _Candidate, source: Span, target: Span) -> float:
    """How well a clause joins the pair: 0 when it holds neither, near its confidence when both stand in their slots."""
    clause, coding = candidate.clause, candidate.coding
    nominal = clause.frame.pos == "noun"
    doers = (
        [head for slot in coding.source_slots for head in clause.fillers(slot)] if nominal else _acting(clause, coding)
    )
    undergoers = clause.subjects if coding.inverse else [h for slot in coding.slots for h in clause.fillers(slot)]
    others = [head for slot, heads in clause.slots.items() if slot != "subj" for head in heads]
    source_fit = 1.0 if _holds(doers, source) else NEAR if _under(clause.head, source) else NEAR / 2
    if _holds(undergoers, target):
        target_fit = 1.0
    elif _holds(others, target) or (coding.symmetric and _holds(doers, target)):
        target_fit = 0.9
    elif _under(clause.head, target):
        target_fit = NEAR + 0.2
    else:
        target_fit = NEAR / 2
    near = DEEP ** (abs(clause.head.i - source.root.i) + abs(clause.head.i - target.root.i))
    return source_fit * target_fit * (coding.confidence * (0.8 if nominal else 1.0)) * (0.5 + 0.5 * near)


def _acting(clause: Clause, coding: Coding) -> list[Token]:
    return [h for slot in coding.slots for h in clause.fillers(slot)] if coding.inverse else clause.subjects


def _holds(heads: Iterable[Token], span: Span) -> bool:
    """Whether one of the phrases is, or contains, the span's head."""
    root = span.root
    for head in heads:
        meant = semantic_head(head)
        if span.start <= head.i < span.end or span.start <= meant.i < span.end or head.is_ancestor(root):
            return True
    return False


def _under(head: Token, span: Span) -> bool:
    return head.is_ancestor(span.root)


def _coded(
    candidate: _Candidate, attributions: Attributions, source: tuple[int, int], target: tuple[int, int], confidence: float
) -> CodedEvent:
    head, coding = candidate.clause.head, candidate.coding
    status, _ = status_of(head, attributions)
    if candidate.clause.frame.pos == "verb" and is_future(head):
        coding = in_future(coding)
    start, end = _action(candidate.clause)
    return CodedEvent(
        coding.type, coding.mode, coding.cameo_code, int(quad_class_of(coding.type)), source, target, (start, end), status, round(confidence, 3)
    )


def _action(clause: Clause) -> tuple[int, int]:
    """Characters of the words that name the act: the verb with its particle, or the noun."""
    head = clause.head
    end = head.idx + len(head.text)
    for child in head.children:
        if child.dep_ == "prt":
            end = max(end, child.idx + len(child.text))
    return head.idx, end


def evidence_range(doc: Doc, head: Token) -> tuple[int, int]:
    """Characters of the clause around an act."""
    start, end = core_range(head)
    span = doc[start:end]
    return span.start_char, span.end_char
