"""Whose an organ is: the states, groups and people that a noun such as "army" or "spokesman" is tied to.

"Pakistan's army", "French and British officials", "the leaders of France and Italy", "the Biden administration",
"a spokesman for the rebels", "envoys from the two states". Not "US-backed regime" nor "pro-Indian regime": those
tell of a tie.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Token

from detente.reading.syntax.labels import agents_of
from detente.reading.syntax.noun_phrases import coordinated
from detente.records import ActorKind, ActorMention

if TYPE_CHECKING:
    from detente.reading.who.resolve import Resolver

NOUN_MODIFIERS = frozenset({"amod", "compound", "nmod", "npadvmod"})
PARTICIPLES = frozenset({"VBN", "VBG", "VBD"})
TIE_PREFIXES = frozenset({"pro", "anti"})
OWNING = ("of", "for", "from", "in", "with")
# "for" and "with" tell whose only after these; "a minister for Europe", "a meeting with Iran" belong to others.
_SPEAKING_WORDS = """
spokesman spokeswoman spokesperson negotiator lawyer fighter commander representative officer soldier
"""
SPEAKING = frozenset(_SPEAKING_WORDS.split())
GUESTS = frozenset({"diplomat", "envoy", "ambassador", "researcher", "analyst", "correspondent", "consul", "source"})
NOT_OWNERS = frozenset({ActorKind.PROJECT, ActorKind.MEDIA})


def owners_of(head: Token, resolver: Resolver) -> tuple[ActorMention, ...]:
    """The actors that a role noun is tied to, in the order of the words that tell; empty when none is."""
    for heads in _candidates(head):
        found: dict[str, ActorMention] = {}
        for token in heads:
            for actor in _actors(token, head, resolver):
                if actor.kind not in NOT_OWNERS:
                    found.setdefault(actor.id, actor)
        if found:
            return tuple(found.values())
    return ()


def is_prefixed(token: Token) -> bool:
    """Whether a state adjective follows "pro-" or "anti-"."""
    if token.i < 2:
        return False
    before, prefix = token.nbor(-1), token.nbor(-2)
    return before.text in {"-", "–"} and prefix.lower_ in TIE_PREFIXES


def _candidates(head: Token) -> Iterator[list[Token]]:
    """Groups of words that may tell whose the noun is, surest first."""
    children = list(head.children)
    yield [token for child in children if child.dep_ == "poss" for token in coordinated(child)]
    adjectives = [c for c in children if c.dep_ in NOUN_MODIFIERS and c.tag_ not in PARTICIPLES and c.i < head.i]
    yield [token for child in adjectives for token in _with_modifiers(child)]
    led = [
        child for child in children if child.dep_ == "acl" and child.lemma_ in {"lead", "head"} and child.tag_ == "VBN"
    ]
    yield [agent for child in led for agent in agents_of(child)]  # "a delegation led by X"
    for preposition in OWNING:
        if preposition == "in" and head.lemma_.lower() in GUESTS:
            continue  # "a diplomat in Bangkok" is another's
        if preposition in {"for", "with"} and head.lemma_.lower() not in SPEAKING:
            continue
        prepositions = [child for child in children if child.dep_ == "prep" and child.lower_ == preposition]
        objects = [grand for child in prepositions for grand in child.children if grand.dep_ == "pobj"]
        yield [token for grand in objects for token in coordinated(grand)]


def _with_modifiers(child: Token) -> Iterator[Token]:
    for token in coordinated(child):
        if token.tag_ not in PARTICIPLES:
            yield token
            for grand in token.children:
                if grand.dep_ in NOUN_MODIFIERS and grand.tag_ not in PARTICIPLES:
                    yield grand


def _actors(token: Token, head: Token, resolver: Resolver) -> tuple[ActorMention, ...]:
    mention = resolver.mention_at(token.i)
    if token.dep_ == "pobj" and token.head.lower_ in {"in", "from"} and mention is not None and not mention.names:
        return ()  # "a jet from Kennedy Airport", "leaders in the Cabinet Room": where, not whose
    if token.dep_ == "poss" or token.dep_ == "pobj" or (token.dep_ == "conj" and token.pos_ in {"NOUN", "PROPN"}):
        return resolver.actors_of(token)
    if mention is None or not mention.names or is_prefixed(token) or mention.start <= head.i < mention.end:
        return ()
    return resolver.actors_of(token)
