"""Ends of a bare sentence's events, as a coder that reads whole sentences marks them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from spacy.tokens import Doc

from detente.reading.code.coded_event import CodedEvent, Line, Words
from detente.reading.code.line_phrases import phrase_of
from detente.reading.coder.pairs import SentenceMarks
from detente.reading.who.generic_actors import names_somebody

NO_END = 0.2  # share of a role below which a phrase that the rules found is not that end
AN_END = 0.4
"""Share from which a phrase is the end that an event lacks. Both were chosen out of fold on the annotation rounds."""
ROLE = {"source": "doer", "target": "target"}
End = Literal["source", "target"]


def with_ends(events: Sequence[CodedEvent], marks: SentenceMarks, doc: Doc, line: Line) -> list[CodedEvent]:
    """The events without ends that the coder does not see as such, and with those that it sees and no event has.

    What the asker gave stays, and so do doubted events.
    """
    changed = list(events)
    for end, given in (("source", line.source), ("target", line.target)):
        if given is None:
            changed = _with_end(changed, end, marks, doc)  # type: ignore[arg-type]  # one of End
    return changed


def without_repeats(events: Sequence[CodedEvent]) -> list[CodedEvent]:
    """The events without those that say no more than another of their type: the same ends, or fewer of them."""
    order = sorted(events, key=lambda event: (event.doubted, -(bool(event.source) + bool(event.target))))
    kept: list[CodedEvent] = []
    for event in order:
        if not any(_says_as_much(other, event) for other in kept):
            kept.append(event)
    return [event for event in events if event in kept]


def _says_as_much(one: CodedEvent, other: CodedEvent) -> bool:
    return one.type == other.type and other.source in {None, one.source} and other.target in {None, one.target}


def _with_end(events: list[CodedEvent], end: End, marks: SentenceMarks, doc: Doc) -> list[CodedEvent]:
    kept = [event if _stands(event, end, marks) else replace(event, **{end: None}) for event in events]
    taken = [words for event in kept if (words := getattr(event, end))]
    free = [
        words for words in _seen(doc, ROLE[end], marks) if not any(words[1] < b and a < words[2] for _, a, b in taken)
    ]
    if not free:
        return kept
    return [
        replace(event, **{end: min(free, key=lambda words: _distance(words, event))})
        if getattr(event, end) is None and not event.doubted
        else event
        for event in kept
    ]


def _stands(event: CodedEvent, end: End, marks: SentenceMarks) -> bool:
    words: Words | None = getattr(event, end)
    if event.doubted:
        return True
    return words is not None and marks.share(ROLE[end], words[1], words[2]) >= NO_END


def _seen(doc: Doc, role: str, marks: SentenceMarks) -> list[Words]:
    """The phrases that the coder sees in a role, by the share of their head."""
    heads = (token for token in doc if token.pos_ in {"NOUN", "PROPN"} and names_somebody(token))
    return list(
        dict.fromkeys(
            phrase_of(doc, head) for head in heads if marks.share(role, head.idx, head.idx + len(head.text)) >= AN_END
        )
    )


def _distance(words: Words, event: CodedEvent) -> int:
    return max(words[1] - event.action[1], event.action[0] - words[2], 0)
