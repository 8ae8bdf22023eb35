"""Code causes: what the text gives as the reason why actors do what they do."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.reading.code.drafts import Draft, Sentence, trimmed
from detente.reading.syntax.clauses import Clause
from detente.reading.syntax.words import word_set
from detente.records import StatementKind

# Verbs whose subject is the cause and whose object (with its complement) is moved by it.
MOVING = word_set(
    """drive push force prompt compel lead pull spur impel motivate provoke oblige induce trigger spark pressure bring
    propel cause draw unite bind nudge steer"""
)
CAUSE_PHRASES = frozenset({"due", "owing", "thanks", "because"})
CAUSE_WORDS = CAUSE_PHRASES | {"why", "order"}
REASONS = frozenset({"reason", "incentive", "motive", "cause", "motivation", "ground", "pretext"})
GIVING = frozenset({"give", "provide", "offer", "have", "create", "be"})


def code_causes(sentence: Sentence) -> list[Draft]:
    """Causal claims that involve at least one actor, one for each governing word."""
    drafts: list[Draft] = []
    for clause in sentence.clauses.values():
        drafts.extend(_moving(sentence, clause))
        drafts.extend(_reasons(sentence, clause))
    for token in sentence.span:
        caused = _caused(token) if token.lower_ in CAUSE_WORDS else None
        if caused is not None:
            drafts.extend(_draft(sentence, caused, f"cause: {token.lower_}"))
    found: dict[int, Draft] = {}
    for draft in drafts:
        found.setdefault(draft.head.i, draft)
    return list(found.values())


def _caused(token: Token) -> Token | None:
    """The word that a causal conjunction or phrase bears on; None where it is none here."""
    word, dep, head = token.lower_, token.dep_, token.head
    if word == "because" and dep == "mark":
        return head.head
    if word == "why" and dep == "advmod" and head.dep_ in {"ccomp", "advcl", "attr"}:  # "that is why"
        return head.head if head.head.lemma_ == "be" else None
    if word == "order" and dep in {"pobj", "npadvmod"}:  # "in order to"
        return head.head if any(child.tag_ == "VB" for child in token.children) else None
    if word in CAUSE_PHRASES and dep in {"prep", "amod", "acomp", "advmod"}:
        return head if any(_is_object(child) for child in token.children) else None
    return None


def _is_object(child: Token) -> bool:
    return child.dep_ == "pobj" or (child.dep_ in {"prep", "pcomp"} and child.lower_ in {"to", "of"})


def _moving(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "Security needs have driven them to embrace each other", "interests are pulling them together"."""
    if clause.frame.head not in MOVING or not clause.subjects:
        return
    moved = sentence.actors(clause.fillers("obj"))
    if moved and _has_result(clause) and not sentence.resolver.actors_of(clause.subjects[0]):
        yield from _draft(sentence, clause.head, f"cause: {clause.frame.head}")


def _has_result(clause: Clause) -> bool:
    """Whether the clause says whither: "to embrace X", "closer", "into war"."""
    if clause.complement is not None or any(slot in clause.slots for slot in ("into", "to", "toward")):
        return True
    return any(child.lower_ in {"together", "apart", "closer"} for child in clause.head.children)


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
