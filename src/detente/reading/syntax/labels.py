"""Labels of the parse that the clause reader goes by, and the small questions asked of single words.

The labels are those of the English spaCy pipelines (ClearNLP scheme).
"""

from __future__ import annotations

from spacy.tokens import Token

from detente.reading.syntax.noun_phrases import coordinated

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj"})
COMPLEMENTS = frozenset({"xcomp", "ccomp"})
MODIFIERS = frozenset({"amod", "compound", "nmod", "npadvmod"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
HARDLY = frozenset({"hardly", "scarcely", "barely", "neither"})


def is_passive(verb: Token) -> bool:
    """Whether the verb's grammatical subject undergoes the action."""
    deps = {child.dep_ for child in verb.children}
    if "auxpass" in deps or not deps.isdisjoint(PASSIVE_SUBJECTS):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "conj" and "aux" not in deps and deps.isdisjoint(SUBJECTS):
        return verb.head.pos_ == "VERB" and is_passive(verb.head)
    if "aux" in deps or not deps.isdisjoint(OBJECTS):
        return False
    return verb.dep_ in {"acl", "advcl", "relcl"} or "agent" in deps


def is_negated(token: Token) -> bool:
    """Whether a negation sits on the word: not, never, no, hardly, without."""
    for child in token.children:
        if child.dep_ == "neg" or (child.dep_ == "advmod" and child.lower_ in HARDLY):
            return True
    if token.dep_ == "pcomp" and token.head.lower_ == "without":
        return True
    return token.pos_ == "NOUN" and any(c.dep_ == "det" and c.lower_ in {"no", "neither"} for c in token.children)


def is_infinitive(verb: Token) -> bool:
    """Whether the verb stands with "to"."""
    return verb.tag_ == "VB" and any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)


def antecedent_of(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for; None for any other word."""
    if token.tag_ not in RELATIVE_TAGS and token.lower_ != "that":
        return None
    verb = next((ancestor for ancestor in token.ancestors if ancestor.dep_ == "relcl"), None)
    return _all_told(verb) if verb is not None else None


def _all_told(verb: Token) -> Token:
    """The noun that a relative clause tells of: after a comma all that is joined ("A and B, who had met")."""
    noun, start = verb.head, verb.left_edge
    if noun.dep_ != "conj" or noun.pos_ != "PROPN" or start.i == 0 or start.nbor(-1).text != ",":
        return noun
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    plural = verb.tag_ == "VBP" or not helpers.isdisjoint({"have", "are", "were"})
    past = verb.tag_ in {"VBD", "VBN"} and helpers.isdisjoint({"has", "is", "was"})
    return noun.head if plural or (past and _joins_two(noun)) else noun


def _joins_two(noun: Token) -> bool:
    """Whether a noun is the second of just two, both names."""
    first = noun.head
    return first.pos_ == "PROPN" and first.dep_ != "conj" and not any(child.dep_ == "conj" for child in noun.children)


def objects_of(preposition: Token) -> list[Token]:
    """Heads of the phrases that a preposition brings; a gerund ("of killing") stands for itself."""
    found: list[Token] = []
    for child in preposition.children:
        if child.dep_ == "pobj":
            found.extend(coordinated(antecedent_of(child) or child))
        elif child.dep_ == "pcomp":
            found.append(child)
    return found


def agents_of(participle: Token) -> list[Token]:
    """Who did it, in a passive: the object of "by"; of the next preposition where "by" has lost its own."""
    found: list[Token] = []
    orphaned = False
    for child in participle.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and orphaned):
            heads = objects_of(child)
            found.extend(heads)
            orphaned = child.dep_ == "agent" and not heads
    return found
