"""Events that the rules do not find: between two actors whom a sentence names, where the coder is sure of a type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
Ends = tuple[ActorMention, ActorMention]


def added_events(
    sentences: Sequence[Sentence], events: Sequence[Sequence[Draft]], coder: PairCoder
) -> list[list[Draft]]:
    """For each sentence the events to add, at most one for two actors and one for a predicate.

    Args:
        sentences: The sentences of an article.
        events: What the rules found in each; between two whom an event joins already nothing is added.
        coder: Tells what is told between two actors.
    """
    asked = [list(_open_pairs(sentence, found)) for sentence, found in zip(sentences, events, strict=True)]
    pairs = [
        Pair(sentence.span.text, *(_place(actor, sentence) for actor in ends))
        for sentence, found in zip(sentences, asked, strict=True)
        for ends in found
    ]
    answers = iter(coder.shares(pairs))
    return [
        _best(sentence, [(ends, next(answers)) for ends in found], drafts)
        for sentence, found, drafts in zip(sentences, asked, events, strict=True)
    ]


def _open_pairs(sentence: Sentence, events: Sequence[Draft]) -> Iterator[Ends]:
    named = [
        actor
        for actor in sentence.resolver.named_in(sentence.span.start, sentence.span.end)
        if sentence.span.start_char <= actor.start < actor.end <= sentence.span.end_char
    ]
    if not 2 <= len(named) <= MOST_ACTORS:
        return
    joined = {frozenset(actor.id for actor in each.actors) for each in events}
    for source, target in permutations(named, 2):
        apart = source.end <= target.start or target.end <= source.start
        if apart and not any({source.id, target.id} <= ids for ids in joined) and are_political((source, target)):
            yield source, target


def _best(sentence: Sentence, answers: Sequence[tuple[Ends, TypeShares]], events: Sequence[Draft]) -> list[Draft]:
    told = {each.head.i for each in events}
    joined: set[frozenset[str]] = set()
    added: list[Draft] = []
    for ends, shares in sorted(answers, key=lambda answer: -answer[1].shares[answer[1].likeliest]):
        kind, both = shares.likeliest, frozenset((ends[0].id, ends[1].id))
        if shares.shares[kind] < SURE:
            break
        head = joining_word(sentence.doc, (ends[0].start, ends[0].end), (ends[1].start, ends[1].end))
        if both in joined or head.i in told or not _acts(head, *ends):
            continue
        told.add(head.i)
        joined.add(both)
        start, end = core_range(head)
        draft = Draft(StatementKind.EVENT, head, start, end, source=ends[0], target=ends[1], actors=unique(ends))
        draft.type, draft.cameo_code = kind, cameo_for(kind)
        draft.confidence, draft.rule = round(shares.shares[kind], 3), f"coder: {kind}"
        added.append(draft)
    return added


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
