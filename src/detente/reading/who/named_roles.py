"""The roles that nouns name: "army chief", "secretary of state"; a role is what the registry's table says it is."""

from __future__ import annotations

from spacy.tokens import Token

from detente.actors.model import Role
from detente.actors.registry import Registry
from detente.reading.who.person_nouns import is_person_noun

_LEADING_WORDS = "president premier chancellor king queen emir sultan monarch leader minister pm dictator ruler"
LEADING = frozenset(_LEADING_WORDS.split())


def role_of(head: Token, registry: Registry) -> Role | None:
    """The role of the longest phrase that ends in the head: "army chief" before "chief"."""
    for child in head.children:  # "secretary of state", "chief of staff"
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == head.i + 1:
            role = registry.role(head.doc[head.i : child.right_edge.i + 1].text)
            if role is not None:
                return role
    words = _phrase(head).split()
    for first in range(len(words)):
        role = registry.role(" ".join(words[first:]))
        if role is not None:
            return role
    return None


def completes_role(head: Token, registry: Registry) -> bool:
    """Whether a noun only completes another's title: the "state" of "secretary of state"."""
    title = head.head.head
    if head.dep_ != "pobj" or head.head.lower_ != "of" or head.head.i != title.i + 1:
        return False
    return registry.role(head.doc[title.i : head.i + 1].text) is not None


def is_leader(head: Token) -> bool:
    """Whether a phrase means one who leads a state: "he" counts as whom it stands for."""
    if head.pos_ == "PRON":
        return head.lower_ in {"he", "she", "him", "her", "his"}
    return head.lemma_.lower() in LEADING and is_person_noun(head)


def is_bare_title(head: Token) -> bool:
    """Whether a title is only mentioned, not borne by anybody: "ran for president"."""
    if head.tag_ not in {"NN", "NNP"} or head.dep_ not in {"pobj", "attr", "conj", "oprd"}:
        return False
    return head.left_edge.i == head.i and is_person_noun(head)


def _phrase(head: Token) -> str:
    """The head noun with its compounds and plain adjectives, lower-cased: "army chief", "special forces"."""
    words: list[str] = []
    for child in head.children:
        if child.i > head.i or child.dep_ not in {"compound", "amod", "nmod"}:
            continue
        if not child.text[:1].isupper() or head.text[:1].isupper():
            words.extend(
                c.lower_ for c in child.children if c.dep_ == "compound" and c.i < child.i
            )  # "coast guard ship"
            words.append(child.lower_)
    return " ".join([*words, head.lower_])
