"""Events that the rules do not find: between two actors whom a sentence names, where the coder is sure of a type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from spacy.tokens import Token

from detente.ontology.cameo import cameo_for
from detente.reading.code.code_pair import joining_word
from detente.reading.code.drafts import SUBORDINATE, Draft, Sentence, core_range, unique
from detente.reading.code.event_drafts import are_political
from detente.reading.coder.pairs import Pair, PairCoder, TypeShares
from detente.records import ActorMention, StatementKind

SURE = 0.85
"""Share from which an event is added: chosen on the dev texts."""
ACTING = frozenset({"nsubj", "agent"})
UNDERGOING = frozenset({"dobj", "nsubjpass", "dative", "prep", "oprd", "attr", "pobj", "xcomp"})
MOST_ACTORS = 5  # of a sentence: a longer list is asked about in vain


@dataclass(frozen=True, slots=True)
class Open:
    """Two actors whom no event joins yet, and the verb whose doer the one is and whose other argument the other."""

    verb: Token
    source: ActorMention
    target: ActorMention


def added_events(
    sentences: Sequence[Sentence], events: Sequence[Sequence[Draft]], coder: PairCoder
) -> list[list[Draft]]:
    """For each sentence the events to add, at most one for two actors and one for a verb.

    Args:
        sentences: The sentences of an article.
        events: What the rules found in each; between two whom an event joins already nothing is added.
        coder: Tells what is told between two actors.
    """
    asked = [list(_open(sentence, found)) for sentence, found in zip(sentences, events, strict=True)]
    pairs = [
        Pair(sentence.span.text, _place(each.source, sentence), _place(each.target, sentence))
        for sentence, found in zip(sentences, asked, strict=True)
        for each in found
    ]
    answers = iter(coder.shares(pairs))
    return [_best([(each, next(answers)) for each in found]) for found in asked]


def _open(sentence: Sentence, events: Sequence[Draft]) -> Iterator[Open]:
    span = sentence.span
    named = [
        actor
        for actor in sentence.resolver.named_in(span.start, span.end)
        if span.start_char <= actor.start < actor.end <= span.end_char
    ]
    if not 2 <= len(named) <= MOST_ACTORS:
        return
    joined = [{actor.id for actor in each.actors} for each in events]
    told = {each.head.i for each in events}
    for source, target in permutations(named, 2):
        apart = source.end <= target.start or target.end <= source.start
        if not apart or any({source.id, target.id} <= ids for ids in joined) or not are_political((source, target)):
            continue
        verb = joining_word(sentence.doc, (source.start, source.end), (target.start, target.end))
        if verb.i not in told and _acts(verb, source, target):
            yield Open(verb, source, target)


def _best(answers: Sequence[tuple[Open, TypeShares]]) -> list[Draft]:
    added: dict[int, Draft] = {}
    joined: set[frozenset[str]] = set()
    for each, shares in sorted(answers, key=lambda answer: -answer[1].shares[answer[1].likeliest]):
        kind, both = shares.likeliest, frozenset((each.source.id, each.target.id))
        if shares.shares[kind] < SURE or both in joined or each.verb.i in added:
            continue
        joined.add(both)
        added[each.verb.i] = _draft(each, kind, shares.shares[kind])
    return list(added.values())


def _draft(found: Open, kind: str, sure: float) -> Draft:
    start, end = core_range(found.verb)
    ends = (found.source, found.target)
    return Draft(
        kind=StatementKind.EVENT,
        head=found.verb,
        start=start,
        end=end,
        source=found.source,
        target=found.target,
        actors=unique(ends),
        type=kind,
        cameo_code=cameo_for(kind),
        confidence=round(sure, 3),
        rule=f"coder: {kind}",
    )


def _acts(verb: Token, source: ActorMention, target: ActorMention) -> bool:
    """Whether the verb's own doer is or holds the source, and another of its own arguments the target."""
    return verb.pos_ == "VERB" and _slot(verb, source) in ACTING and _slot(verb, target) in UNDERGOING


def _slot(verb: Token, actor: ActorMention) -> str | None:
    """The label of the verb's child under which an actor stands, with no clause of its own in between."""
    span = verb.doc.char_span(actor.start, actor.end, alignment_mode="expand")
    if span is None:
        return None
    token: Token = span.root
    while token.head.i not in {verb.i, token.i}:
        token = token.head
        if token.dep_ in SUBORDINATE - {"conj"}:
            return None
    return token.dep_ if token.head.i == verb.i else None


def _place(actor: ActorMention, sentence: Sentence) -> tuple[int, int]:
    return actor.start - sentence.span.start_char, actor.end - sentence.span.start_char
