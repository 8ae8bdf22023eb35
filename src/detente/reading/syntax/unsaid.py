"""Arguments that English leaves unsaid: who lifts in "agreed to lift", who is struck in "the town struck by X".

Control, coordination, relative clauses, participles, passives, and objects that a relative clause has moved out.
"""

from __future__ import annotations

from spacy.tokens import Token

from detente.reading.syntax.labels import (
    NOMINAL,
    OBJECTS,
    PASSIVE_SUBJECTS,
    RELATIVE_TAGS,
    SUBJECTS,
    VERBAL,
    antecedent_of,
    is_infinitive,
    is_passive,
    objects_of,
)
from detente.reading.syntax.noun_phrases import coordinated
from detente.reading.syntax.words import word_set

# Verbs whose object, not subject, does what the complement says: "urged Iran to stop".
OBJECT_CONTROL = word_set(
    """ask urge order tell force compel press persuade convince invite allow permit enable authorise authorize
    encourage instruct command direct require request advise warn help lead cause push pressure drive oblige
    prompt induce call beg implore forbid want expect entice lure coerce get see watch accuse blame prevent stop
    bar ban prohibit dissuade deter criticise criticize condemn praise thank charge suspect convict punish fine
    reward forgive hate love despise admire resent arrest jail sue rebuke berate chide fault detest sentence"""
)
CALLING = {
    "call": ("on", "upon"),
    "appeal": ("to",),
    "look": ("to",),
    "count": ("on",),
    "rely": ("on",),
    "wait": ("for",),
}
# Prepositions through which the object of such a verb does the gerund: "accused X of killing".
CONTROLLING = frozenset({"of", "from", "for", "into", "over", "against"})


def implied_subjects(verb: Token) -> list[Token]:
    """Heads of the subject of a verb that has none of its own; empty where grammar names nobody."""
    head, dep = verb.head, verb.dep_
    if dep == "xcomp" and head.pos_ == "ADJ":
        return subjects_or_agents(head.head, passive_counts=True) if head.head.pos_ in VERBAL else []
    if head.pos_ in VERBAL:
        if dep == "conj":
            return subjects_or_agents(_finite_above(verb))
        if dep == "xcomp" or (dep == "ccomp" and head.pos_ == "VERB" and verb.tag_ in {"VB", "VBG"}):
            return _controller(head)
        if dep == "advcl" and verb.tag_ in {"VBG", "VBN", "VB"}:
            return subjects_or_agents(head, passive_counts=True)
    if dep == "relcl" and not is_infinitive(verb):
        return coordinated(head)
    if dep in {"acl", "relcl"}:
        return _of_noun_clause(verb)
    return _of_gerund(head) if dep == "pcomp" else []


def _finite_above(verb: Token) -> Token:
    """The verb whose subject a joined one shares: "accused X of leaving and threatened" joins the finite ones."""
    head = verb.head
    if verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return head
    for _ in range(4):
        if head.tag_ in {"VBD", "VBZ", "VBP", "MD"} or head.i == head.head.i:
            return head
        if head.dep_ not in {"pcomp", "xcomp", "prep", "acl", "conj"}:
            break
        head = head.head
    return head if head.tag_ in {"VBD", "VBZ", "VBP"} else verb.head


def subjects_or_agents(verb: Token, *, passive_counts: bool = False) -> list[Token]:
    """Subjects of a verb, agents of a passive one; where the verb itself has none, those it shares.

    Args:
        verb: The verb.
        passive_counts: Take the subject of a passive verb ("was urged to stop") instead of its agent.
    """
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ in SUBJECTS or (child.dep_ in PASSIVE_SUBJECTS and passive_counts):
            found.extend(coordinated(antecedent_of(child) or child))
        elif child.dep_ == "agent" and not passive_counts:
            found.extend(objects_of(child))
    if found or verb.dep_ == "ROOT" or is_passive(verb):
        return found
    return implied_subjects(verb)


def passive_object(verb: Token) -> list[Token]:
    """Who undergoes a passive verb without a subject: "the town [struck by X]", "was seized and [burned]"."""
    if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return coordinated(verb.head)
    if verb.dep_ == "conj":
        return [t for child in verb.head.children if child.dep_ in PASSIVE_SUBJECTS for t in coordinated(child)]
    if verb.dep_ in {"advcl", "xcomp"}:
        return subjects_or_agents(verb.head, passive_counts=True)
    return []


def gap_object(verb: Token) -> list[Token]:
    """The noun that a relative clause lacks as its object: "the deal the US reached"."""
    if verb.dep_ != "relcl" or not _lacks_object(verb):
        return []
    for child in verb.children:
        if child.tag_ == "WRB" or (child.dep_ == "prep" and any(c.tag_ in RELATIVE_TAGS for c in child.children)):
            return []  # "the day when ...", "the talks in which ...": the noun stands elsewhere in the clause
    return coordinated(verb.head)


def _lacks_object(verb: Token) -> bool:
    deps = {child.dep_ for child in verb.children}
    taken = OBJECTS | {"acomp", "attr", "ccomp", "xcomp"}
    return not deps.isdisjoint(SUBJECTS) and deps.isdisjoint(taken)


def _of_noun_clause(verb: Token) -> list[Token]:
    """In "forces attacking X": the noun; "efforts to isolate X": whoever has, or makes, the efforts."""
    noun = verb.head
    if verb.tag_ == "VBG":
        return coordinated(noun)
    if verb.tag_ != "VB":
        return []
    owners = [child for child in noun.children if child.dep_ == "poss"]
    if owners:
        return [head for owner in owners for head in coordinated(owner)]
    governor = noun.head if noun.dep_ in OBJECTS | {"attr"} else noun.head.head if noun.dep_ == "pobj" else None
    return subjects_or_agents(governor) if governor is not None and governor.pos_ in VERBAL else []


def _of_gerund(preposition: Token) -> list[Token]:
    """In "accused X of killing": X; "praised for helping": the praised; "after meeting": the main subject."""
    governor = preposition.head
    if governor.pos_ in VERBAL:
        if governor.lemma_ in OBJECT_CONTROL and preposition.lower_ in CONTROLLING:
            return _undergoers(governor)
        return subjects_or_agents(governor, passive_counts=True)
    if governor.pos_ in NOMINAL:
        owner = next((child for child in governor.children if child.dep_ == "poss"), None)
        if owner is not None:
            return coordinated(owner)
        if governor.head.pos_ in VERBAL:
            return subjects_or_agents(governor.head, passive_counts=True)
    return []


def _controller(governor: Token) -> list[Token]:
    """Who does what an infinitive says: the object of "urged", the subject of "promised"."""
    undergoers = _undergoers(governor) if governor.lemma_ in OBJECT_CONTROL else _called_on(governor)
    return undergoers or subjects_or_agents(governor, passive_counts=True)


def _called_on(verb: Token) -> list[Token]:
    """Whom a call is on: "called on all parties to settle", "appealed to Iran to stop"."""
    wanted = CALLING.get(verb.lemma_, ())
    return [head for child in verb.children if child.lower_ in wanted for head in objects_of(child)]


def _undergoers(verb: Token) -> list[Token]:
    wanted = OBJECTS | PASSIVE_SUBJECTS | {"dative"}
    found = [child for child in verb.children if child.dep_ in wanted]
    return [head for child in found for head in coordinated(antecedent_of(child) or child)]
