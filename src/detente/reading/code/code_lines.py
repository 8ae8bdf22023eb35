"""Code single sentences, as `detente code` takes them: with a given source and target, or whatever they tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from spacy.tokens import Doc, Token

from detente.ontology.cameo import cameo_for
from detente.ontology.plover import quad_class_of
from detente.reading.code.code_pair import best_clause, joining_word
from detente.reading.code.coded_clauses import CodedClause, coded_clauses, is_reciprocal
from detente.reading.code.judged import DOUBT, Verdict, confidence_of, of_pair
from detente.reading.code.line_pronouns import meant_by
from detente.reading.coder.pairs import Pair, PairCoder, TypeShares
from detente.reading.lexicon.lexicon import in_future
from detente.reading.page.dateline import read_dateline
from detente.reading.says.attribute import Attributions, find_attributions
from detente.reading.says.status import is_future, status_of
from detente.reading.syntax.noun_phrases import phrase_span, semantic_head
from detente.reading.syntax.parse import parse
from detente.reading.who.generic_actors import names_somebody
from detente.records import Status

Words = tuple[str, int, int]
GROUP = 256
"""Lines judged together."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and the source and target as they stand in it, where the asker knows them."""

    text: str
    source: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event of one sentence.

    `source` and `target` are (words, start, end) in characters, None where nobody is named; `action` holds the
    characters of the act. `quad_class` is 1 to 4, `confidence` 0 to 1. `doubted` marks what the coder half takes for no
    event at all.
    """

    type: str
    mode: str | None
    cameo_code: str
    quad_class: int
    source: Words | None
    target: Words | None
    action: tuple[int, int]
    status: Status
    confidence: float
    doubted: bool = False


def code_lines(lines: Sequence[Line], coder: PairCoder | None = None) -> Iterator[list[CodedEvent]]:
    """The events of each line, best first, doubted ones last; at most one where source and target are given.

    Args:
        lines: The sentences.
        coder: Judges what the rules find; without one the rules stand alone.

    Raises:
        ValueError: A source or target does not stand in its text.
    """
    starts = [body_start(line.text, line.source, line.target) for line in lines]
    bodies = [replace(line, text=line.text[start:]) for line, start in zip(lines, starts, strict=True)]
    parsed = zip(bodies, starts, parse(body.text for body in bodies), strict=True)
    while group := list(islice(parsed, GROUP)):
        found = [_code(doc, body) for body, _, doc in group]
        coded = (each.events for each in found) if coder is None else _judged(found, coder)
        for events, (_, start, _) in zip(coded, group, strict=True):
            yield [_moved(event, start) for event in events]


def body_start(text: str, *asked: str | None) -> int:
    """Where a sentence begins after its dateline, which confuses the parser; 0 where that names an asked end."""
    dateline = read_dateline(text)
    if dateline is None:
        return 0
    body = text[dateline.end() :]
    return dateline.end() if body and all(end is None or end in body for end in asked) else 0


def _moved(event: CodedEvent, by: int) -> CodedEvent:
    """The event with its characters counted from further left."""
    if not by:
        return event
    source, target = (end and (end[0], end[1] + by, end[2] + by) for end in (event.source, event.target))
    return replace(event, source=source, target=target, action=(event.action[0] + by, event.action[1] + by))


@dataclass(frozen=True, slots=True)
class _Found:
    """What the rules make of a line; `pair` is set where both ends were given."""

    line: Line
    doc: Doc
    attributions: Attributions
    events: list[CodedEvent]
    pair: tuple[Words, Words] | None


def _code(doc: Doc, line: Line) -> _Found:
    clauses = list(coded_clauses(doc))
    attributions = find_attributions(doc)
    source = _located(line.text, line.source)
    target = _located(line.text, line.target, avoid=source)
    if source and target:
        best = best_clause(doc, clauses, source[1:], target[1:])
        events = [_event(best[0], attributions, source, target, best[1])] if best else []
        return _Found(line, doc, attributions, events, (source, target))
    events = [event for each in clauses if (event := _free(doc, each, attributions))]
    events = [event for event in events if _agrees(event.source, source) and _agrees(event.target, target)]
    return _Found(line, doc, attributions, sorted(events, key=lambda event: -event.confidence), None)


def _judged(found: Sequence[_Found], coder: PairCoder) -> Iterator[list[CodedEvent]]:
    asked = [
        Pair(each.line.text, source[1:] if source else None, target[1:] if target else None)
        for each in found
        for source, target in ([each.pair] if each.pair else [(event.source, event.target) for event in each.events])
    ]
    answers = iter(coder.shares(asked))
    for each in found:
        if each.pair:
            verdict = of_pair(each.events[0].type if each.events else None, next(answers))
            yield [_as_judged(_told(each, each.pair), verdict)] if verdict else []
        else:
            judged = [_weighed(event, each.events, next(answers)) for event in each.events]
            yield sorted(judged, key=lambda event: (event.doubted, -event.confidence))


def _weighed(event: CodedEvent, among: Sequence[CodedEvent], shares: TypeShares) -> CodedEvent:
    ends = event.source, event.target
    beside = frozenset(each.type for each in among if (each.source, each.target) == ends)
    return replace(event, confidence=confidence_of(event.type, shares, beside), doubted=shares.none >= DOUBT)


def _as_judged(event: CodedEvent, verdict: Verdict) -> CodedEvent:
    if verdict.kept:
        return replace(event, confidence=verdict.confidence)
    return replace(
        event,
        type=verdict.type,
        mode=None,
        cameo_code=cameo_for(verdict.type),
        quad_class=int(quad_class_of(verdict.type)),
        confidence=verdict.confidence,
    )


def _told(found: _Found, pair: tuple[Words, Words]) -> CodedEvent:
    """The rules' event of a pair, or where they have none, one that the word joining the two tells."""
    if found.events:
        return found.events[0]
    head = joining_word(found.doc, pair[0][1:], pair[1][1:])
    status, _ = status_of(head, found.attributions)
    return CodedEvent("", None, "", 0, *pair, _action(head), status, 0.0)


def _located(text: str, words: str | None, avoid: Words | None = None) -> Words | None:
    """Where the words stand: their first place that does not lie in `avoid`, else their first place."""
    if words is None:
        return None
    places = list(islice(_places(text, words), 50))
    if not places:
        raise ValueError(f"{words!r} does not stand in {text!r}")
    free = [at for at in places if avoid is None or at >= avoid[2] or at + len(words) <= avoid[1]]
    start = (free or places)[0]
    return words, start, start + len(words)


def _places(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _agrees(found: Words | None, wanted: Words | None) -> bool:
    return wanted is None or (found is not None and min(found[2], wanted[2]) > max(found[1], wanted[1]))


def _free(doc: Doc, each: CodedClause, attributions: Attributions) -> CodedEvent | None:
    """An event with the phrases that the sentence itself gives as its ends; None where neither names somebody."""
    doers = [head for head in _named(each.doers()) if names_somebody(semantic_head(head))]
    undergoers = _named(each.undergoers())
    if not doers and not any(names_somebody(semantic_head(head)) for head in undergoers):
        return None
    source = phrase_of(doc, meant_by(doers[0])) if doers else None
    if len(doers) > 1 and (
        each.coding.symmetric or is_reciprocal(each.clause)
    ):  # "Iran and Oman held drills with India": with each other first
        undergoers = [doers[1], *undergoers]
    targets = (phrase_of(doc, meant_by(head)) for head in undergoers)
    target = next((words for words in targets if words != source), None)
    complete = (source is not None) + (target is not None)
    return _event(each, attributions, source, target, round(each.coding.confidence * (0.4 + 0.3 * complete), 3))


def _named(heads: list[Token]) -> list[Token]:
    """The heads that may name somebody: of adjectives only those of states ("Somali", not "naval")."""
    return [head for head in heads if head.pos_ != "ADJ" or head.text[:1].isupper()]


def phrase_of(doc: Doc, head: Token) -> Words:
    """The words of a noun phrase without its article."""
    start, end = phrase_span(semantic_head(head))
    while start < end - 1 and doc[start].pos_ in {"DET", "PUNCT", "SPACE"}:
        start += 1
    span = doc[start:end]
    return span.text, span.start_char, span.end_char


def _event(
    each: CodedClause, attributions: Attributions, source: Words | None, target: Words | None, confidence: float
) -> CodedEvent:
    head, coding = each.clause.head, each.coding
    if not each.nominal and is_future(head):
        coding = in_future(coding)
    status, _ = status_of(head, attributions)
    return CodedEvent(
        type=coding.type,
        mode=coding.mode,
        cameo_code=coding.cameo_code,
        quad_class=int(quad_class_of(coding.type)),
        source=source,
        target=target,
        action=_action(head),
        status=status,
        confidence=confidence,
    )


def _action(head: Token) -> tuple[int, int]:
    """Characters of the words that name the act: the verb with its particle, or the noun."""
    end = head.idx + len(head.text)
    for child in head.children:
        if child.dep_ == "prt":
            end = max(end, child.idx + len(child.text))
    return head.idx, end
