"""An article's event drafts, judged by the coder together: one question for each, in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span

from detente.reading.code.drafts import Draft
from detente.reading.code.judged import confidence_of
from detente.reading.coder.pairs import Pair, PairCoder
from detente.records import ActorMention


def judge_drafts(sentences: Sequence[tuple[Span, list[Draft]]], coder: PairCoder) -> list[list[Draft]]:
    """The events of each sentence with the confidence that they have in the end.

    Args:
        sentences: Sentences with the events that the rules found in them.
        coder: The judge.

    Returns:
        As many lists as sentences. An event neither end of which stands in its own sentence is left as it is.
    """
    asked: list[Pair] = []
    places: list[tuple[int, int]] = []
    judged = [list(drafts) for _, drafts in sentences]
    for number, (span, drafts) in enumerate(sentences):
        for place, draft in enumerate(drafts):
            pair = Pair(span.text, _inside(draft.source, span), _inside(draft.target, span))
            if draft.type is not None and pair.source != pair.target:
                asked.append(pair)
                places.append((number, place))
    beside: dict[tuple[int, Pair], set[str]] = defaultdict(set)
    for (number, place), pair in zip(places, asked, strict=True):
        beside[number, pair].add(judged[number][place].type or "")
    for (number, place), pair, shares in zip(places, asked, coder.shares(asked), strict=True):
        draft = judged[number][place]
        assert draft.type is not None, "only typed drafts are asked about"
        sure = confidence_of(draft.type, shares, frozenset(beside[number, pair]))
        judged[number][place] = replace(draft, confidence=sure)
    return judged


def _inside(actor: ActorMention | None, span: Span) -> tuple[int, int] | None:
    """Where in the sentence an actor is named; None where it is not."""
    if actor is None or not span.start_char <= actor.start < actor.end <= span.end_char:
        return None
    return actor.start - span.start_char, actor.end - span.start_char
