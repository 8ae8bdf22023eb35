"""Code single sentences, as `detente code` takes them: with a given source and target, or whatever they tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from spacy.tokens import Doc, Token

from detente.actors.registry import Registry
from detente.errors import EvidenceError
from detente.ontology.plover import quad_class_of
from detente.reading.code.code_pair import best_clause
from detente.reading.code.coded_clauses import CodedClause, coded_clauses, is_reciprocal
from detente.reading.code.coded_event import CodedEvent, Line, Words, moved
from detente.reading.code.judged_lines import FoundLine, judged_lines
from detente.reading.code.line_phrases import action_of, phrase_of
from detente.reading.code.line_pronouns import meant_by
from detente.reading.coder.pairs import PairCoder
from detente.reading.lexicon.lexicon import in_future
from detente.reading.page.dateline import read_dateline
from detente.reading.says.attribute import Attributions, find_attributions
from detente.reading.says.status import is_future, status_of
from detente.reading.syntax.noun_phrases import semantic_head
from detente.reading.syntax.parse import parse
from detente.reading.who.generic_actors import names_somebody

__all__ = ["CodedEvent", "Line", "body_start", "code_lines"]

PLACE_AND_STATE = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}, (?P<state>[A-Z]\w+(?: [A-Z]\w+){0,3}) [-–—] ")
GROUP = 256
"""Lines judged together."""


def code_lines(
    lines: Sequence[Line],
    coder: PairCoder | None = None,
    on_refused: Callable[[int, EvidenceError], None] | None = None,
) -> Iterator[list[CodedEvent]]:
    """The events of each line, best first, doubted ones last; at most one where source and target are given.

    Args:
        lines: The sentences.
        coder: Judges what the rules find; without one the rules stand alone.
        on_refused: Called with a line's number (from 0) where an answer of the coder is refused; its events are none.

    Raises:
        EvidenceError: An answer is refused, and nobody asked to be called then.
        ValueError: A source or target does not stand in its text.
    """
    starts = [body_start(line.text, line.source, line.target) for line in lines]
    bodies = [replace(line, text=line.text[start:]) for line, start in zip(lines, starts, strict=True)]
    parsed = zip(bodies, starts, parse(body.text for body in bodies), strict=True)
    number = 0
    while group := list(islice(parsed, GROUP)):
        found = [_code(doc, body) for body, _, doc in group]
        coded = (each.events for each in found) if coder is None else judged_lines(found, coder)
        for events, (_, start, _) in zip(coded, group, strict=True):
            if isinstance(events, EvidenceError):
                if on_refused is None:
                    raise events
                on_refused(number, events)
            yield [moved(event, start) for event in events] if isinstance(events, list) else []
            number += 1


def body_start(text: str, *asked: str | None) -> int:
    """Where a sentence begins after its dateline, which confuses the parser; 0 where that names an asked end."""
    start = _dateline_end(text)
    body = text[start:]
    return start if body and all(end is None or end in body for end in asked) else 0


def _dateline_end(text: str) -> int:
    dateline = read_dateline(text)
    if dateline is not None:
        return dateline.end()
    place = PLACE_AND_STATE.match(text)  # "Raipur, India - ": no agency, no day, no capitals
    return place.end() if place and any(actor.state for actor in Registry.load().lookup(place["state"])) else 0


def _code(doc: Doc, line: Line) -> FoundLine:
    clauses = list(coded_clauses(doc))
    attributions = find_attributions(doc)
    source = _located(line.text, line.source)
    target = _located(line.text, line.target, avoid=source)
    if source and target:
        best = best_clause(doc, clauses, source[1:], target[1:])
        events = [_event(best[0], attributions, source, target, best[1])] if best else []
        elsewhere = frozenset(each.coding.type for each in clauses if not best or each is not best[0])
        return FoundLine(line, doc, attributions, events, (source, target), elsewhere)
    events = [event for each in clauses if (event := _free(doc, each, attributions))]
    events = [event for event in events if _agrees(event.source, source) and _agrees(event.target, target)]
    return FoundLine(line, doc, attributions, sorted(events, key=lambda event: -event.confidence))


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
        action=action_of(head),
        status=status,
        confidence=confidence,
    )
