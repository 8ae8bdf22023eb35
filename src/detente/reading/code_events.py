"""Code events: verbs and event nouns whose frames the lexicon knows, with who acts and on whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from spacy.tokens import Token

from detente.ontology.plover import quad_class_of
from detente.reading.clauses import Clause, clause_of
from detente.reading.code_ties import tie_words
from detente.reading.drafts import Draft, Sentence, core_range, trimmed, unique
from detente.reading.eventual import is_eventual
from detente.reading.frames import Coding
from detente.reading.lexicon import code_frame, event_nouns
from detente.records import ActorKind, ActorMention, StatementKind, Status

MAX_PER_CLAUSE = 6  # "A, B and C attacked D, E and F": a list longer than this is not a set of events
RECIPROCAL = frozenset({"each other", "one another"})
NOUN_SOURCES = ("by", "poss", "from", "of", "amod", "between", "agent")
NOUN_TARGETS = ("on", "against", "with", "to", "toward", "towards", "into", "for", "over", "of", "in", "between", "among")
# Who does what the object noun says, when the verb's subject does not: "completing the US withdrawal".
OWNERS = ("obj.by", "obj.poss", "obj.amod")
# Whose thing it is that the act is done to: "boycotted China's forum", "the assets of Russian banks".
OBJECT_OWNERS = ("obj", "obj.poss", "obj.amod", "obj.of", "obj.in")
INSIDE = ("obj.from", "obj.by", "into.from", "with.from", "from", "obj.poss")
MEANS = frozenset({"through", "via", "with", "by", "under", "including"})
# Acts that are news even when the text names nobody on the other end, or nobody who did it.
WITHOUT_TARGET = frozenset({"MOBILIZE", "PROTEST", "THREATEN", "RETREAT", "ASSAULT", "COERCE"})
WITHOUT_SOURCE = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE"})
NOUNS_ALONE = frozenset({"ASSAULT"})  # "heavy Russian shelling": the noun is news without its target
SURE_ALONE = 0.7  # confidence from which an act is coded though nobody is named at the other end
SURE = 0.8  # confidence from which a passive without an agent is coded


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
    drafts.extend(_ellipses(sentence))
    return drafts


def _ellipses(sentence: Sentence) -> Iterator[Draft]:
    """As in "Brokering an agreement just as it did in 2013": the same act, told as done before."""
    for token in sentence.span:
        if token.lemma_ != "do" or token.tag_ not in {"VBD", "VBZ", "VBP"} or token.i < sentence.span.start + 2:
            continue
        subject, mark = token.nbor(-1), token.nbor(-2)
        if subject.pos_ not in {"PRON", "PROPN", "NOUN"} or mark.lower_ not in {"as", "like"} or _has_verb_of_its_own(token):
            continue
        earlier = [clause for clause in sentence.clauses.values() if clause.head.i < token.i]
        codings = [(clause, code_frame(clause.frame)) for clause in reversed(earlier)]
        model = next(((clause, coding) for clause, coding in codings if coding is not None), None)
        doers = sentence.resolver.actors_of(subject)
        if model is not None and doers:
            clause, coding = model
            targets = _targets(sentence, clause, coding, doers)
            draft = _draft(sentence, token, coding, doers[0], targets[0] if targets else None, unique((*doers[:1], *targets[:1])))
            start, end = trimmed(sentence.doc, mark.i, sentence.span.end)
            yield replace(
                draft, kind=StatementKind.EVENT, start=start, end=end, status=Status.ASSERTED,
                confidence=coding.confidence * 0.7, rule=f"ellipsis: {coding.rule}",
            )  # fmt: skip


def _has_verb_of_its_own(token: Token) -> bool:
    """Whether "did" only helps a verb that follows ("as it did attack")."""
    return token.dep_ == "aux" and token.head.pos_ == "VERB" and token.head.i > token.i


def _consumes_complement(clause: Clause, coding: Coding) -> bool:
    """Whether the inner verb only completes the outer one: "agreed to lift", not "complained that X attacked"."""
    inner = clause.complement
    return inner is not None and (inner.head.dep_ == "xcomp" or inner.head.tag_ in {"VB", "VBG"})


def _verb_events(sentence: Sentence, clause: Clause, coding: Coding) -> Iterator[Draft]:
    sources = sentence.actors(clause.subjects)
    if not sources and not coding.inverse and not clause.frame.passive:
        sources = sentence.first(clause, OWNERS)
    targets = _targets(sentence, clause, coding, sources)
    if coding.inverse:
        sources, targets = targets, sources
    if coding.symmetric and len(sources) >= 2 and not targets and _mutual(clause, coding):
        yield _draft(sentence, clause.head, coding, sources[0], sources[1], sources)
        return
    if not targets and len(sources) >= 2 and _is_reciprocal(clause):
        yield _draft(sentence, clause.head, coding, sources[0], sources[1], sources)
        return
    if not _worth_keeping(sources, targets, coding, clause.frame.passive):
        return
    head = clause.head
    if clause.complement is not None and clause.frame.head == "be":  # "are likely to insist": the act is the inner verb's
        head = clause.complement.head
    pairs = list(product(sources or (None,), targets or (None,)))[:MAX_PER_CLAUSE]
    for source, target in pairs:
        yield _draft(sentence, head, coding, source, target, unique((source, target)))


def _targets(
    sentence: Sentence, clause: Clause, coding: Coding, sources: tuple[ActorMention, ...]
) -> tuple[ActorMention, ...]:
    slots = (*coding.slots, *INSIDE) if coding.inverse else coding.slots
    found = sentence.first(clause, slots, avoid=sources)
    if not found and not coding.inverse:
        found = sentence.first(clause, OBJECT_OWNERS, avoid=sources)
    if found:
        return found
    if coding.symmetric:
        return sentence.first(clause, ("with", "between", "obj.with", "obj.between", "among"), avoid=sources)
    return ()


def _mutual(clause: Clause, coding: Coding) -> bool:
    """Whether joint subjects act on each other: not where the object is a third thing ("fought the project")."""
    objects = clause.fillers("obj")
    if not objects or quad_class_of(coding.type) in {1, 2}:
        return True
    return all(head.lemma_.lower() in event_nouns() for head in objects)


def _is_reciprocal(clause: Clause) -> bool:
    for heads in clause.slots.values():
        for head in heads:
            if head.lower_ in {"other", "another"} and head.i > 0 and f"{head.nbor(-1).lower_} {head.lower_}" in RECIPROCAL:
                return True
    return False


def _worth_keeping(
    sources: tuple[ActorMention, ...], targets: tuple[ActorMention, ...], coding: Coding, passive: bool
) -> bool:
    """An event needs a known actor at one end, and both ends unless the act alone is news."""
    if not any(_is_political(actor) for actor in (*sources, *targets)):
        return False
    if sources and targets:
        return True
    if sources:
        return coding.type in WITHOUT_TARGET or coding.confidence >= SURE_ALONE
    return passive and coding.type in WITHOUT_SOURCE and coding.confidence >= SURE


def _is_political(actor: ActorMention) -> bool:
    return actor.state is not None or actor.kind not in {ActorKind.PERSON, ActorKind.COMPANY, ActorKind.REGION}


def _noun_events(sentence: Sentence, used: set[int]) -> Iterator[Draft]:
    nouns = event_nouns()
    for token in sentence.span:
        lemma = token.lemma_.lower()
        if token.pos_ != "NOUN" or token.i in used or lemma not in nouns or token.dep_ in {"compound", "nmod"}:
            continue
        if lemma in tie_words().by_role["bond"] or lemma in tie_words().by_role["strain"]:
            continue  # "frictions between A and B" is how they stand, not what one did
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
    if sources and not targets and coding.type in NOUNS_ALONE and any(_is_political(actor) for actor in sources):
        yield _draft(sentence, clause.head, coding, sources[0], None, sources[:1], nominal=True)
        return
    if not sources or not targets or not any(_is_political(actor) for actor in (*sources, *targets)):
        return
    for source, target in list(product(sources, targets))[:MAX_PER_CLAUSE]:
        if source.id != target.id:
            yield _draft(sentence, clause.head, coding, source, target, unique((source, target)), nominal=True)


def _by_means_of(sentence: Sentence, noun: Token) -> tuple[tuple[ActorMention, ...], tuple[ActorMention, ...]]:
    """As in "India through the new agreements moves closer to the US": the clause's ends are those of the means."""
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
    eventual = not nominal and is_eventual(head) and not _is_scheduled(head)
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


def _is_scheduled(verb: Token) -> bool:
    """As in "Will fly to Xiamen on Sunday": what is told with its day and no doubt is an event to come."""
    certain = any(child.tag_ == "MD" and child.lower_ in {"will", "shall", "'ll", "’ll"} for child in verb.children)
    return certain and any(token.ent_type_ in {"DATE", "TIME"} and token.ent_type_ for token in verb.subtree)
