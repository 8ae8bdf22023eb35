"""Whom a pronoun of a single sentence stands for, by the words before it in that sentence alone."""

from __future__ import annotations

from spacy.tokens import Token

from detente.reading.syntax.noun_phrases import semantic_head
from detente.reading.who.generic_actors import names_somebody
from detente.reading.who.person_nouns import is_person_noun

ONE_PERSON = frozenset({"he", "him", "she", "her"})
SEVERAL = frozenset({"they", "them"})
ONE_BODY = frozenset({"it"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
STANDING = SUBJECTS | {"dobj", "pobj", "dative", "attr", "appos", "ROOT"}
PLURAL = frozenset({"NNS", "NNPS"})


def meant_by(head: Token) -> Token:
    """The noun that a pronoun stands for: the last fitting subject before it, else the last fitting noun, else itself.

    "A man died after he was shot by police": the man. Nouns of the pronoun's own clause are not meant by it.
    """
    word = head.lower_
    if head.pos_ != "PRON" or word not in ONE_PERSON | SEVERAL | ONE_BODY:
        return head
    before = [
        token
        for token in head.sent
        if token.i < head.i and token.dep_ in STANDING and token.head.i != head.head.i and _fits(token, word)
    ]
    subjects = [token for token in before if token.dep_ in SUBJECTS]
    return (subjects or before or [head])[-1]


def _fits(token: Token, word: str) -> bool:
    if token.pos_ not in {"NOUN", "PROPN"} or not names_somebody(semantic_head(token)):
        return False
    joined = any(child.dep_ == "conj" for child in token.children)
    if word in SEVERAL:
        return joined or token.tag_ in PLURAL
    if joined or token.tag_ in PLURAL:
        return False
    human = (
        token.ent_type_ == "PERSON" or is_person_noun(token) or token.lemma_.lower() in {"man", "woman", "boy", "girl"}
    )
    return human if word in ONE_PERSON else not human
