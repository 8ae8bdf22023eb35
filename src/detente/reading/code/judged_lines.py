"""What the rules make of single sentences, judged by a coder.

Between a given source and target the coder tells the type. Of a bare sentence's events it says which are told at all
(the others are doubted) and whose ends they are; an end that the rules did not find is filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from detente.errors import EvidenceError
from detente.ontology.cameo import cameo_for
from detente.ontology.plover import quad_class_of
from detente.reading.code.code_pair import joining_word
from detente.reading.code.coded_event import CodedEvent, Line, Words
from detente.reading.code.judged import DOUBT, Verdict, confidence_of, of_pair
from detente.reading.code.judged_ends import with_ends, without_repeats
from detente.reading.code.line_phrases import action_of
from detente.reading.coder.pairs import Pair, PairCoder, SentenceCoder, SentenceMarks, TypeShares, may_refuse
from detente.reading.says.attribute import Attributions
from detente.reading.says.status import status_of

NOTHING_TOLD = 0.7  # share of NONE of a whole sentence from which it tells no event
NOT_BETWEEN = 0.5  # share of NONE of a pair from which nothing is told between the two
ACT = 0.3
"""Least share of an act that a told event's word has. These three were chosen out of fold on the annotation rounds."""


@dataclass(frozen=True, slots=True)
class FoundLine:
    """What the rules make of a line; where both ends were given, `pair`, and the types of the other clauses."""

    line: Line
    doc: Doc
    attributions: Attributions
    events: list[CodedEvent]
    pair: tuple[Words, Words] | None = None
    elsewhere: frozenset[str] = frozenset()


def judged_lines(found: Sequence[FoundLine], coder: PairCoder) -> Iterator[list[CodedEvent] | EvidenceError]:
    """The events of each line, doubted ones last, or why the coder's answer to it is refused."""
    if not may_refuse(coder):
        yield from _judged(found, coder)
        return
    for each in found:
        try:
            yield from _judged([each], coder)
        except EvidenceError as error:
            yield error


def _judged(found: Sequence[FoundLine], coder: PairCoder) -> Iterator[list[CodedEvent]]:
    asked = [
        Pair(each.line.text, source[1:] if source else None, target[1:] if target else None)
        for each in found
        for source, target in ([each.pair] if each.pair else [(event.source, event.target) for event in each.events])
    ]
    answers = iter(coder.shares(asked))
    marks = _marks(found, coder)
    for each in found:
        if each.pair:
            by_rules = each.events[0] if each.events else None
            fit = by_rules.confidence if by_rules else 0.0
            verdict = of_pair(by_rules.type if by_rules else None, next(answers), fit, each.elsewhere)
            yield [_as_judged(_told(each, each.pair), verdict)] if verdict else []
        else:
            shares = [next(answers) for _ in each.events]
            yield _free(each, shares, marks.get(each.line.text))


def _marks(found: Iterable[FoundLine], coder: PairCoder) -> dict[str, SentenceMarks]:
    """What a coder that reads whole sentences makes of the bare ones that may tell something."""
    if not isinstance(coder, SentenceCoder):
        return {}
    texts = list(dict.fromkeys(each.line.text for each in found if not each.pair and each.events))
    return dict(zip(texts, coder.sentences(texts), strict=True))


def _free(found: FoundLine, shares: Sequence[TypeShares], marks: SentenceMarks | None) -> list[CodedEvent]:
    weighed = [_weighed(event, found.events, each, marks) for event, each in zip(found.events, shares, strict=True)]
    if marks is not None:
        weighed = without_repeats(with_ends(weighed, marks, found.doc, found.line))
    return sorted(weighed, key=lambda event: (event.doubted, -event.confidence))


def _weighed(
    event: CodedEvent, among: Sequence[CodedEvent], shares: TypeShares, marks: SentenceMarks | None
) -> CodedEvent:
    ends = event.source, event.target
    beside = frozenset(each.type for each in among if (each.source, each.target) == ends)
    if marks is None:
        doubted = shares.none >= DOUBT
    else:
        nothing = marks.types.none >= NOTHING_TOLD or shares.none >= NOT_BETWEEN
        doubted = nothing or marks.share("act", *event.action) < ACT
    return replace(event, confidence=confidence_of(event.type, shares, beside), doubted=doubted)


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


def _told(found: FoundLine, pair: tuple[Words, Words]) -> CodedEvent:
    """The rules' event of a pair, or where they have none, one that the word joining the two tells."""
    if found.events:
        return found.events[0]
    head = joining_word(found.doc, pair[0][1:], pair[1][1:])
    status, _ = status_of(head, found.attributions)
    return CodedEvent("", None, "", 0, *pair, action_of(head), status, 0.0)
