"""Code events: verbs and event nouns whose frames the lexicon knows, with who acts and on whom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from spacy.tokens import Token

from detente.reading.clauses import Clause, clause_of
from detente.reading.drafts import Draft, Sentence, core_range, unique
from detente.reading.eventual import is_eventual
from detente.reading.frames import Coding
from detente.reading.lexicon import code_frame, event_nouns
from detente.records import ActorKind, ActorMention, StatementKind

MAX_PER_CLAUSE = 6  # "A, B and C attacked D, E and F": a list longer than this is not a set of events
RECIPROCAL = frozenset({"each other", "one another"})
NOUN_SOURCES = ("by", "poss", "from", "of", "amod", "between", "agent")
NOUN_TARGETS = ("on", "against", "with", "to", "toward", "towards", "into", "for", "over", "of", "in", "between", "among")
MEANS = frozenset({"through", "via", "with", "by", "under", "including"})
# Acts that are news even when nobody is named at the other end.
ONE_SIDED = frozenset({"MOBILIZE", "PROTEST", "ASSAULT", "COERCE", "THREATEN", "RETREAT", "SANCTION", "REJECT", "ACCUSE", "AID"})


def code_events(sentence: Sentence) -> list[Draft]:
    """Events of one sentence, verbs first, then nouns that no verb has used up."""
    drafts: list[Draft] = []
    used: set[int] = set()
    for clause in sentence.clauses.values():
        if clause.head.i in used:
            continue
        coding = code_frame(clause.frame)
        if coding is None:
            continue
        if clause.complement is not None and _consumes_complement(clause, coding):
            used.add(clause.complement.head.i)
            used.update(token.i for token in clause.complement.slots.get("obj", ()))
        used.update(token.i for token in clause.slots.get("obj", ()))
        drafts.extend(_verb_events(sentence, clause, coding))
    drafts.extend(_noun_events(sentence, used))
    return drafts


def _consumes_complement(clause: Clause, coding: Coding) -> bool:
    """Whether the inner verb only completes the outer one: "agreed to lift", not "complained that X attacked"."""
    inner = clause.complement
    return inner is not None and (inner.head.dep_ == "xcomp" or inner.head.tag_ in {"VB", "VBG"})


def _verb_events(sentence: Sentence, clause: Clause, coding: Coding) -> Iterator[Draft]:
    sources = sentence.actors(clause.subjects)
    targets = _targets(sentence, clause, coding, sources)
    if coding.inverse:
        sources, targets = targets, sources
    if coding.symmetric and len(sources) >= 2 and not targets:
        yield _draft(sentence, clause.head, coding, sources[0], sources[1], sources)
        return
    if not targets and len(sources) >= 2 and _is_reciprocal(clause):
        yield _draft(sentence, clause.head, coding, sources[0], sources[1], sources)
        return
    if not _worth_keeping(sources, targets, coding):
        return
    pairs = list(product(sources or (None,), targets or (None,)))[:MAX_PER_CLAUSE]
    for source, target in pairs:
        yield _draft(sentence, clause.head, coding, source, target, unique((source, target)))


def _targets(
    sentence: Sentence, clause: Clause, coding: Coding, sources: tuple[ActorMention, ...]
) -> tuple[ActorMention, ...]:
    found = sentence.first(clause, coding.slots, avoid=sources)
    if found:
        return found
    if coding.symmetric:
        return sentence.first(clause, ("with", "between", "obj.with", "obj.between", "among"), avoid=sources)
    return ()


def _is_reciprocal(clause: Clause) -> bool:
    for heads in clause.slots.values():
        for head in heads:
            if head.lower_ in {"other", "another"} and head.i > 0 and f"{head.nbor(-1).lower_} {head.lower_}" in RECIPROCAL:
                return True
    return False


def _worth_keeping(sources: tuple[ActorMention, ...], targets: tuple[ActorMention, ...], coding: Coding) -> bool:
    """An event needs a known actor at one end, and both ends unless the act alone is news."""
    if not any(_is_political(actor) for actor in (*sources, *targets)):
        return False
    return bool(sources and targets) or (coding.type in ONE_SIDED and bool(sources or targets))


def _is_political(actor: ActorMention) -> bool:
    return actor.state is not None or actor.kind not in {ActorKind.PERSON, ActorKind.COMPANY, ActorKind.REGION}


def _noun_events(sentence: Sentence, used: set[int]) -> Iterator[Draft]:
    nouns = event_nouns()
    for token in sentence.span:
        if token.pos_ != "NOUN" or token.i in used or token.lemma_.lower() not in nouns or token.dep_ in {"compound", "nmod"}:
            continue
        clause = clause_of(token)
        coding = code_frame(clause.frame)
        if coding is None:
            continue
        yield from _noun_draft(sentence, clause, coding)


def _noun_draft(sentence: Sentence, clause: Clause, coding: Coding) -> Iterator[Draft]:
    pair = sentence.actors(clause.fillers("between"))
    if len(pair) >= 2:
        yield _draft(sentence, clause.head, coding, pair[0], pair[1], pair, nominal=True)
        return
    sources = sentence.first(clause, coding.source_slots or (slot for slot in NOUN_SOURCES if slot not in coding.slots))
    targets = sentence.first(clause, coding.slots or NOUN_TARGETS, avoid=sources)
    if not sources and not targets:
        sources, targets = _by_means_of(sentence, clause.head)
    elif len(sources) >= 2 and not targets and coding.symmetric:
        sources, targets = sources[:1], sources[1:2]
    elif targets and not sources:
        sources = _performer(sentence, clause.head, avoid=targets)
    if not sources or not targets or not any(_is_political(actor) for actor in (*sources, *targets)):
        return
    for source, target in list(product(sources, targets))[:MAX_PER_CLAUSE]:
        if source.id != target.id:
            yield _draft(sentence, clause.head, coding, source, target, unique((source, target)), nominal=True)


def _by_means_of(sentence: Sentence, noun: Token) -> tuple[tuple[ActorMention, ...], tuple[ActorMention, ...]]:
    """"India through the new agreements moves closer to the US": the clause's ends are those of the means."""
    preposition = noun
    while preposition.dep_ in {"conj", "pobj"} and preposition.pos_ != "ADP":
        preposition = preposition.head
    if preposition.pos_ != "ADP" or preposition.lower_ not in MEANS:
        return (), ()
    for ancestor in preposition.ancestors:
        clause = sentence.clauses.get(ancestor.i)
        if clause is not None:
            sources = sentence.actors(clause.subjects)
            return sources[:1], sentence.first(clause, ("obj", "to", "with", "toward", "towards", "from"), avoid=sources)
    return (), ()


def _performer(sentence: Sentence, noun: Token, avoid: tuple[ActorMention, ...]) -> tuple[ActorMention, ...]:
    """Who carries out a nominal act whose own phrase does not say: the subject of the verb it depends on."""
    governor = noun.head if noun.dep_ in {"dobj", "attr"} else noun.head.head if noun.dep_ == "pobj" else None
    clause = sentence.clauses.get(governor.i) if governor is not None else None
    if clause is None or clause.frame.passive:
        return ()
    unwanted = {actor.id for actor in avoid}
    return tuple(actor for actor in sentence.actors(clause.subjects) if actor.id not in unwanted)[:1]


def _draft(
    sentence: Sentence,
    head: Token,
    coding: Coding,
    source: ActorMention | None,
    target: ActorMention | None,
    actors: tuple[ActorMention, ...],
    *,
    nominal: bool = False,
) -> Draft:
    start, end = core_range(head)
    eventual = not nominal and is_eventual(head)
    return Draft(
        kind=StatementKind.PREDICTION if eventual else StatementKind.EVENT,
        head=head,
        start=start,
        end=end,
        source=source,
        target=target,
        actors=actors,
        type=coding.type,
        mode=coding.mode,
        cameo_code=coding.cameo_code,
        symmetric=coding.symmetric,
        confidence=coding.confidence * (0.85 if nominal else 1.0),
        rule=coding.rule,
    )
