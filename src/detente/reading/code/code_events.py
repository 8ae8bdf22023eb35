"""Code events: verbs whose frames the lexicon knows, with who acts and on whom; then the nouns left over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from spacy.tokens import Token

from detente.ontology.plover import quad_class_of
from detente.reading.code.code_event_nouns import code_event_nouns
from detente.reading.code.coded_clauses import is_reciprocal
from detente.reading.code.drafts import Draft, Sentence, trimmed, unique
from detente.reading.code.event_drafts import can_undergo, event_draft, is_worth_keeping
from detente.reading.code.tie_words import tie_words
from detente.reading.lexicon.frames import Coding, Frame
from detente.reading.lexicon.lexicon import code_frame, event_nouns, mutual_nouns
from detente.reading.syntax.clauses import Clause
from detente.reading.syntax.noun_phrases import semantic_head
from detente.records import ActorKind, ActorMention, StatementKind, Status

MAX_PER_CLAUSE = 6  # "A, B and C attacked D, E and F": a list longer than this is not a set of events
COOPERATIVE = frozenset({1, 2})  # quad classes
# Who does what the object noun says, when the verb's subject does not: "completing the US withdrawal".
OWNERS = ("obj.by", "obj.poss", "obj.amod")
# Whose thing it is that the act is done to: "boycotted China's forum", "the assets of Russian banks".
OBJECT_OWNERS = ("obj", "obj.poss", "obj.amod", "obj.of", "obj.in")
INSIDE = ("obj.from", "obj.by", "into.from", "with.from", "from", "obj.poss")
# Acts on what is one's own: in the passive whose that is acts ("French soldiers were deployed to Mali").
MOVED = frozenset(
    {
        ("MOBILIZE", "troops"),
        ("MOBILIZE", "weapons"),
        ("MOBILIZE", "police"),
        ("AID", "peacekeeping"),
        ("AID", "humanitarian"),
        ("RETREAT", "withdraw"),
        ("CONSULT", "visit"),
    }
)
TOGETHER = ("with", "between", "obj.with", "obj.between", "among")
HARDLY_THINGS = frozenset({"little", "nothing", "much", "something", "anything", "lot", "more"})
MEDIATION = frozenset({"045", "165"})  # done between others, also by several together
WARNING_OFF = frozenset({"warn", "caution", "advise"})
PLACES_TOO = frozenset({"in", "at"})
VOICED = frozenset({"protest"})  # a government that protests complains; a crowd demonstrates
SPEAKERS = frozenset({ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.PERSON, ActorKind.BLOC, ActorKind.ORGANISATION})
FORCES = frozenset({ActorKind.ARMED_GROUP, ActorKind.MILITARY})
# What these verbs mean depends on whether fighters do it, or on whether it is done to a town.
MARTIAL = frozenset(
    {
        "march",
        "take",
        "enter",
        "capture",
        "seize",
        "land",
        "move",
        "push",
        "sweep",
        "roll",
        "cross",
        "arrive",
        "storm",
        "overrun",
        "leave",
        "advance",
        "retake",
        "recapture",
    }
)
# Who warns that somebody will do these threatens: "warned that Iran would pay".
SUFFERING = frozenset(
    {
        "pay",
        "face",
        "suffer",
        "regret",
        "lose",
        "bear",
        "meet",
        "respond",
        "retaliate",
        "punish",
        "hit",
        "target",
        "destroy",
        "trigger",
    }
)
THREATENING = frozenset(
    {
        ActorKind.STATE,
        ActorKind.GOVERNMENT,
        ActorKind.MILITARY,
        ActorKind.ARMED_GROUP,
        ActorKind.BLOC,
        ActorKind.PARTY,
        ActorKind.PERSON,
    }
)
ELLIPSIS_SHARE = 0.7  # of the confidence of the act that "as it did in 2013" repeats


def code_events(sentence: Sentence) -> list[Draft]:
    """Events of one sentence, verbs first, then nouns that no verb has used up."""
    drafts: list[Draft] = []
    used: set[int] = set()
    for clause in sentence.clauses.values():
        coding = code_frame(_with_kinds(sentence, clause)) if clause.head.i not in used else None
        if coding is None or _is_imperative(clause) or _only_foresees(sentence, clause, coding):
            continue
        if clause.complement is not None and _takes_in(clause.complement):
            used.add(clause.complement.head.i)
            used.update(token.i for token in clause.complement.slots.get("obj", ()))
        used.update(token.i for token in clause.slots.get("obj", ()))
        if clause.frame.head in WARNING_OFF:  # "warned Finland against joining": it has not joined
            used.update(token.i for token in clause.fillers("against"))
        drafts.extend(_of_verb(sentence, clause, coding))
    drafts.extend(code_event_nouns(sentence, used))
    drafts.extend(_ellipses(sentence))
    return drafts


def _with_kinds(sentence: Sentence, clause: Clause) -> Frame:
    """The clause's frame with what is known of its actors: "they marched into the city", "the M23 took Sake"."""
    frame = clause.frame
    if clause.head.lemma_ in VOICED and any(
        actor.kind in SPEAKERS for head in clause.subjects for actor in sentence.resolver.actors_of(head)
    ):
        return replace(frame, subject=(*frame.subject, "official"))
    if clause.head.lemma_ not in MARTIAL or not any(
        actor.kind in FORCES for head in clause.subjects for actor in sentence.resolver.actors_of(head)
    ):
        return frame
    frame = replace(frame, subject=(*frame.subject, "soldier"))
    objects = clause.fillers("obj")
    named = sentence.resolver.actors_of(objects[0]) if objects else ()
    capital = bool(objects) and objects[0].ent_type_ in {"GPE", "LOC", "FAC"}
    if objects and objects[0].pos_ == "PROPN" and (capital or all(a.kind is ActorKind.REGION for a in named)):
        frame = replace(frame, object=("town", *frame.object[1:]))
    return frame


def _is_imperative(clause: Clause) -> bool:
    """Whether nobody does it yet: "To the government: grant the UN access"."""
    verb = clause.head
    if verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VB" and verb.head.lower_ in HARDLY_THINGS:
        return True  # "has little to offer"
    while verb.dep_ == "conj" and verb.head.tag_ == "VB":
        verb = verb.head
    bare = verb.tag_ == "VB" and verb.dep_ in {"ROOT", "parataxis"} and not clause.subjects and not clause.frame.passive
    return bare and not any(child.dep_ == "aux" for child in verb.children)


def _only_foresees(sentence: Sentence, clause: Clause, coding: Coding) -> bool:
    """Whether who warns only says what is to come: "agencies warn that people will need food" threatens nobody."""
    inner = clause.complement
    if clause.frame.head not in {"warn", "caution"} or coding.type != "THREATEN" or inner is None:
        return False
    own = [child for child in inner.head.children if child.dep_ in {"nsubj", "nsubjpass", "expl"}]
    if not own or inner.head.lemma_ in SUFFERING:
        return False
    warners = sentence.actors(clause.subjects)
    if warners and not any(actor.kind in THREATENING for actor in warners):
        return True
    others = sentence.actors(own)
    return not {actor.id for actor in others} & {actor.id for actor in warners}


def _takes_in(inner: Clause) -> bool:
    """Whether the inner verb only completes the outer one: "agreed to lift", not "complained that X attacked"."""
    return inner.head.dep_ == "xcomp" or inner.head.tag_ in {"VB", "VBG"}


def _of_verb(sentence: Sentence, clause: Clause, coding: Coding) -> Iterator[Draft]:
    sources = tuple(a for a in sentence.actors(clause.subjects) if a.kind is not ActorKind.REGION or a.state)
    if not sources and not coding.inverse and not clause.frame.passive:
        sources = sentence.first(clause, OWNERS) if _is_event(clause) else ()
    if not sources and clause.frame.passive and not clause.complement and (coding.type, coding.mode) in MOVED:
        sources = sentence.first(clause, ("obj", "obj.amod", "obj.poss"))
    targets = _targets(sentence, clause, coding, sources)
    if coding.inverse:
        sources, targets = targets, sources
    mutual = (
        (coding.symmetric and _is_mutual(clause, coding))
        or is_reciprocal(clause)
        or _shares_event(clause, coding)
        or (coding.type == "AGREE" and clause.frame.head == "agree")  # "A and B agreed to stop": with each other
    )
    head = _acting_head(clause, coding)
    if len(sources) >= 2 and not targets and mutual:
        yield event_draft(head, coding, (sources[0], sources[1]), sources)
        return
    if not is_worth_keeping(coding, sources, targets, passive=clause.frame.passive):
        return
    for source, target in list(product(sources or (None,), targets or (None,)))[:MAX_PER_CLAUSE]:
        yield event_draft(head, coding, (source, target), unique((source, target)))


def _is_event(clause: Clause) -> bool:
    """Whether the object is an act or a bond, so that its owners do it: "completing the US withdrawal"."""
    own = event_nouns() | tie_words().by_role["bond"].keys()
    return any(semantic_head(head).lemma_.lower() in own for head in clause.fillers("obj"))


def _acting_head(clause: Clause, coding: Coding) -> Token:
    """The verb that tells what happens: in "are likely to insist" the inner one."""
    raised = clause.complement is not None and clause.frame.head == "be" and coding.type != "REJECT"
    return clause.complement.head if raised and clause.complement is not None else clause.head


def _targets(
    sentence: Sentence, clause: Clause, coding: Coding, sources: tuple[ActorMention, ...]
) -> tuple[ActorMention, ...]:
    if coding.inverse:
        found = sentence.first(clause, (*coding.slots, *INSIDE), avoid=sources)
        return found or (sentence.first(clause, TOGETHER, avoid=sources) if coding.symmetric else ())
    slots = (*coding.slots, *OBJECT_OWNERS, *(TOGETHER if coding.symmetric else ()))
    if coding.type == "SUPPORT":  # "backed opposing sides in Syria": not Syria
        slots = tuple(slot for slot in slots if slot.rpartition(".")[2] != "in")
    if coding.symmetric and len(sources) > 1:  # "the two presidents met in Geneva", "A and B exchanged prisoners"
        slots = tuple(dict.fromkeys((*(s for s in coding.slots if s.rpartition(".")[2] not in PLACES_TOO), *TOGETHER)))
    return sentence.first(clause, slots, avoid=sources, fits=can_undergo(coding, sources))


def _is_mutual(clause: Clause, coding: Coding) -> bool:
    """Whether joint subjects act on each other: not where the object is a third thing ("fought the project")."""
    if quad_class_of(coding.type) in COOPERATIVE or clause.frame.head in {"exchange", "trade", "swap"}:
        return True
    return all(head.lemma_.lower() in event_nouns() for head in clause.fillers("obj"))


def _shares_event(clause: Clause, coding: Coding) -> bool:
    """Whether the object is what several do with each other: "fought two wars", "ended their standoff"."""
    if coding.cameo_code in MEDIATION or clause.frame.head == "host":
        return False
    heads = clause.fillers("obj")
    return bool(heads) and all(semantic_head(head).lemma_.lower() in mutual_nouns() for head in heads)


def _ellipses(sentence: Sentence) -> Iterator[Draft]:
    """As in "brokering an agreement just as it did in 2013": the same act, told as done before."""
    for token in sentence.span:
        if token.lemma_ != "do" or token.tag_ not in {"VBD", "VBZ", "VBP"} or token.i < sentence.span.start + 2:
            continue
        subject, mark = token.nbor(-1), token.nbor(-2)
        if mark.lower_ not in {"as", "like"} or subject.pos_ not in {"PRON", "PROPN", "NOUN"} or _helps(token):
            continue
        doers = sentence.resolver.actors_of(subject)[:1]
        model = _last_coded(sentence, before=token.i)
        if model is not None and doers:
            clause, coding = model
            targets = _targets(sentence, clause, coding, doers)[:1]
            start, end = trimmed(sentence.doc, mark.i, sentence.span.end)
            yield replace(
                event_draft(token, coding, (doers[0], targets[0] if targets else None), unique((*doers, *targets))),
                kind=StatementKind.EVENT,
                start=start,
                end=end,
                status=Status.ASSERTED,
                confidence=coding.confidence * ELLIPSIS_SHARE,
                rule=f"ellipsis: {coding.rule}",
            )


def _helps(token: Token) -> bool:
    """Whether "did" only helps a verb that follows ("as it did attack")."""
    return token.dep_ == "aux" and token.head.pos_ == "VERB" and token.head.i > token.i


def _last_coded(sentence: Sentence, before: int) -> tuple[Clause, Coding] | None:
    """The nearest clause before a token that the lexicon codes."""
    for clause in reversed(sentence.clauses.values()):
        coding = code_frame(clause.frame) if clause.head.i < before else None
        if coding is not None:
            return clause, coding
    return None
