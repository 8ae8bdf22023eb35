"""Code causes: what the text gives as the reason why actors do what they do."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.reading.clauses import Clause
from detente.reading.drafts import Draft, Sentence, trimmed
from detente.records import StatementKind

# Verbs whose subject is the cause and whose object (with its complement) is moved by it.
MOVING = frozenset("drive push force prompt compel lead pull spur impel motivate provoke oblige induce trigger spark pressure bring propel cause draw unite bind nudge steer".split())
# Verbs whose object or preposition is the result.
RESULTING = {"lead": "to", "result": "in", "contribute": "to", "stem": "from", "arise": "from", "pave": "for"}
BECAUSE = frozenset({"because"})
CAUSE_PHRASES = frozenset({"due", "owing", "thanks", "because"})
REASONS = frozenset({"reason", "incentive", "motive", "cause", "motivation", "ground", "pretext"})
GIVING = frozenset({"give", "provide", "offer", "have", "create", "be"})


def code_causes(sentence: Sentence) -> list[Draft]:
    """Causal claims that involve at least one actor, one for each governing word."""
    drafts: list[Draft] = []
    for clause in sentence.clauses.values():
        drafts.extend(_moving(sentence, clause))
        drafts.extend(_reasons(sentence, clause))
    for token in sentence.span:
        if token.lower_ in BECAUSE and token.dep_ == "mark":
            drafts.extend(_draft(sentence, token.head.head, f"cause: {token.lower_}"))
        elif token.lower_ == "why" and token.dep_ == "advmod" and token.head.dep_ in {"ccomp", "advcl", "attr"} and token.head.head.lemma_ == "be":
            drafts.extend(_draft(sentence, token.head.head, "cause: that is why"))
        elif token.lower_ == "order" and token.dep_ in {"pobj", "npadvmod"} and any(c.tag_ == "VB" for c in token.children):
            drafts.extend(_draft(sentence, token.head.head, "cause: in order to"))
        elif token.lower_ in CAUSE_PHRASES and token.dep_ in {"prep", "amod", "acomp", "advmod"} and _has_object(token):
            drafts.extend(_draft(sentence, token.head, f"cause: {token.lower_}"))
    found: dict[int, Draft] = {}
    for draft in drafts:
        found.setdefault(draft.head.i, draft)
    return list(found.values())


def _has_object(token: Token) -> bool:
    return any(child.dep_ in {"prep", "pcomp", "pobj"} and child.lower_ in {"to", "of"} or child.dep_ == "pobj" for child in token.children)


def _moving(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "Security needs have driven them to embrace each other", "interests are pulling them together"."""
    if clause.frame.head not in MOVING or not clause.subjects:
        return
    moved = sentence.actors(clause.fillers("obj"))
    causes_are_people = bool(sentence.resolver.actors_of(clause.subjects[0]))
    beside = {child.lower_ for child in clause.head.children}
    result = clause.complement is not None or bool(beside & {"together", "apart", "closer"}) or any(s in clause.slots for s in ("into", "to", "toward"))
    if moved and result and not causes_are_people:
        yield from _draft(sentence, clause.head, f"cause: {clause.frame.head}")


def _reasons(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "All of this gives Russia and Pakistan good reasons to turn to each other"."""
    if clause.frame.head not in GIVING:
        return
    for slot in ("obj", "attr"):
        if any(head.lemma_.lower() in REASONS for head in clause.fillers(slot)):
            yield from _draft(sentence, clause.head, "cause: reason")
            return


def _draft(sentence: Sentence, head: Token, rule: str) -> Iterator[Draft]:
    start, end = trimmed(sentence.doc, head.left_edge.i, head.right_edge.i + 1)
    clause = sentence.clauses.get(head.i)
    involved = {a.id: a for a in sentence.resolver.named_in(start, end)}
    if clause is not None:  # "them", "the two countries" name nobody but mean somebody
        for actor in sentence.actors([*clause.fillers("obj"), *clause.fillers("to"), *clause.subjects]):
            involved.setdefault(actor.id, actor)
    if not involved:
        return
    actors = tuple(involved.values())
    yield Draft(StatementKind.CAUSE, head, start, end, actors=actors, about=actors, confidence=0.65, rule=rule)
