"""Resolve noun phrases to actors: names by date, organs of states, titles, unknown names, pronouns.

"Pakistan's army chief" is PAK.MIL, "the Indian government" IND.GOV, "the Kremlin" RUS, "Soviet" RUS before
1992, "he" whoever was spoken of. What the registry does not know keeps its name as a slug, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from spacy.tokens import Doc, Token

from detente.actors.model import Name, NameSort, Role
from detente.actors.registry import Registry
from detente.reading.coreference import Salience
from detente.reading.find import Mention
from detente.reading.noun_phrases import coordinated, phrase_span, semantic_head
from detente.records import ActorKind, ActorMention

MODIFIER_DEPS = frozenset({"poss", "amod", "compound", "nmod", "npadvmod", "nummod"})
INNER_PREPOSITIONS = ("of", "in", "from", "for")
ENTITY_KINDS = {
    "PERSON": ActorKind.PERSON,
    "ORG": ActorKind.ORGANISATION,
    "NORP": ActorKind.POPULATION,
    "GPE": ActorKind.REGION,
    "LOC": ActorKind.REGION,
    "FAC": ActorKind.ORGANISATION,
}
# Groups that are somebody even when no state is named: "troops", "protesters", "the media"; "business" is not.
STANDING_ALONE = frozenset(
    {ActorKind.MILITARY, ActorKind.ARMED_GROUP, ActorKind.POPULATION, ActorKind.PERSON, ActorKind.GOVERNMENT, ActorKind.MEDIA}
)
TIE_PREFIXES = frozenset({"pro", "anti"})
SLUG = re.compile(r"[^a-z0-9]+")


class Resolver:
    """Actors of one parsed article. `on` is the best guess of the day the text speaks of."""

    def __init__(
        self, doc: Doc, mentions: Iterable[Mention], registry: Registry, *, on: date | None
    ) -> None:
        self.doc = doc
        self._registry = registry
        self._on = on
        self._mention_at: dict[int, Mention] = {}
        for mention in mentions:
            for index in range(mention.start, mention.end):
                self._mention_at[index] = mention
        self._cache: dict[int, tuple[ActorMention, ...]] = {}
        self._picked: dict[str, Name] = {}
        self._salience = Salience(self)

    def mention_at(self, index: int) -> Mention | None:
        return self._mention_at.get(index)

    def actors_of(self, head: Token) -> tuple[ActorMention, ...]:
        """The actors that the noun phrase headed by `head` names (several for "both countries"); empty if none."""
        head = semantic_head(head)
        cached = self._cache.get(head.i)
        if cached is None:
            self._cache[head.i] = ()  # a pronoun that leads back to itself names nobody
            cached = self._cache[head.i] = self._resolve(head)
        return cached

    def actors_in(self, head: Token) -> tuple[ActorMention, ...]:
        """Actors of the phrase, or failing that those inside it: "Iran's nuclear programme" gives Iran."""
        own = self.actors_of(head)
        if own:
            return own
        head = semantic_head(head)
        for child in head.children:
            if child.dep_ == "poss":
                found = self._all(coordinated(child))
                if found:
                    return found
        for child in head.children:
            if child.dep_ in {"amod", "compound", "nmod", "npadvmod"}:
                found = self._all([child, *child.children])
                if found:
                    return found
        for preposition in INNER_PREPOSITIONS:
            for child in head.children:
                if child.dep_ == "prep" and child.lower_ == preposition:
                    found = self._all(t for grand in child.children if grand.dep_ == "pobj" for t in coordinated(grand))
                    if found:
                        return found
        return ()

    def named_in(self, start: int, end: int) -> tuple[ActorMention, ...]:
        """Actors named in a range of tokens, without pronouns, each once."""
        found: dict[str, ActorMention] = {}
        index = start
        while index < end:
            mention = self._mention_at.get(index)
            if mention is not None:
                head = self._head_of(mention)
                for actor in self.actors_of(head) or self._from_mention(mention, self.doc[mention.start : mention.end].root):
                    found.setdefault(actor.id, actor)
                index = mention.end
            else:
                index += 1
        return tuple(found.values())

    def state_modifier(self, head: Token) -> Mention | None:
        """The mention of a state that modifies a noun: "Pakistan's army", "Indian army", "army of Chad".

        Not "US-backed regime" nor "pro-Indian regime": those tell of a tie.
        """
        for child in head.children:
            if child.dep_ not in MODIFIER_DEPS or child.tag_ in {"VBN", "VBG", "VBD"}:
                continue
            for token in (child, *child.children):
                mention = self._state_mention(token)
                if mention is not None and not _is_prefixed(token):
                    return mention
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in {"of", "in"}:
                for grand in child.children:
                    mention = self._state_mention(grand)
                    if mention is not None:
                        return mention
        return None

    def _possessor_state(self, head: Token) -> str | None:
        """The state behind "its", "their" or "whose" before a noun."""
        for child in head.children:
            if child.dep_ != "poss" or child.tag_ not in {"PRP$", "WP$"}:
                continue
            owner = _antecedent_of_whose(child) if child.tag_ == "WP$" else child
            actors = self.actors_of(owner) if owner is not None else ()
            if len(actors) == 1:
                return actors[0].state
        return None

    def state_of_mention(self, mention: Mention) -> str | None:
        """The iso3 of the state that a mention names or belongs to."""
        actor = self._pick(mention.names)
        if actor is None:
            return None
        return self._registry.state_of(actor.actor_id, self._on)

    def _state_mention(self, token: Token) -> Mention | None:
        mention = self._mention_at.get(token.i)
        if mention is None or not mention.names:
            return None
        name = self._pick(mention.names)
        if name is None:
            return None
        actor = self._registry.get(name.actor_id)
        return mention if actor is not None and actor.kind in {ActorKind.STATE, ActorKind.BLOC, ActorKind.ORGANISATION} else None

    def _head_of(self, mention: Mention) -> Token:
        """The head of the phrase that a mention names: itself, or the organ noun it modifies."""
        root: Token = self.doc[mention.start : mention.end].root
        if root.dep_ in MODIFIER_DEPS and self._registry.role(_phrase(root.head)) is not None:
            return root.head
        return root

    def _all(self, heads: Iterable[Token]) -> tuple[ActorMention, ...]:
        found: dict[str, ActorMention] = {}
        for head in heads:
            for actor in self.actors_of(head):
                found.setdefault(actor.id, actor)
        return tuple(found.values())

    def _resolve(self, head: Token) -> tuple[ActorMention, ...]:
        mention = self._mention_at.get(head.i)
        if mention is None:
            mention = self._apposed_name(head)
        if mention is not None:
            found = self._from_mention(mention, head)
            if found:
                return found
        if head.pos_ == "PRON" or head.tag_ in {"PRP", "PRP$"} or head.lower_ in {"each", "both", "latter", "former"}:
            return self._salience.antecedents(head)
        organ = self._organ(head)
        if organ is not None:
            return (organ,)
        return self._salience.definite(head)

    def _apposed_name(self, head: Token) -> Mention | None:
        """"Pakistan's former ally, the US": the name in apposition says who is meant."""
        if head.pos_ != "NOUN":
            return None
        for child in head.children:
            if child.dep_ == "appos":
                mention = self._mention_at.get(child.i)
                if mention is not None:
                    return mention
        return None

    def _from_mention(self, mention: Mention, head: Token) -> tuple[ActorMention, ...]:
        name = self._pick(mention.names)
        start, end = phrase_span(head) if mention.start <= head.i < mention.end else (mention.start, mention.end)
        if name is None:
            return (self._unknown(mention, head),) if mention.label else ()
        actor = self._registry.get(name.actor_id)
        if actor is None:
            return ()
        if name.sort is NameSort.DEMONYM or (name.sort is NameSort.ADJECTIVE and head.tag_ in {"NNS", "NNPS"}):
            counted = any(child.dep_ == "nummod" for child in head.children)
            if counted and actor.kind is ActorKind.STATE:
                return (self._organ_mention(actor.id, "CVL", start, end),)
        del start
        return (self._mention(actor.id, actor.name, actor.kind, mention.start, end if end <= mention.end else mention.end),)

    def _unknown(self, mention: Mention, head: Token) -> ActorMention:
        """A name that only the entity recogniser knows; the state comes from the words around it."""
        text = self.doc[mention.start : mention.end].text
        state_mention = self.state_modifier(head)
        state = self.state_of_mention(state_mention) if state_mention else None
        kind = ENTITY_KINDS[mention.label or "ORG"]
        full = self._salience.fuller_name(text, kind)
        slug = SLUG.sub("-", (full or text).casefold()).strip("-") or "unnamed"
        return ActorMention(slug, full or text, kind, state, *self._text(mention.start, mention.end))

    def _organ(self, head: Token) -> ActorMention | None:
        """An organ or group named by its role: "the Indian government", "police", "US special forces"."""
        if head.pos_ not in {"NOUN", "PROPN"} or head.dep_ in {"amod", "compound", "nmod", "npadvmod"}:
            return None
        role = self._role(head)
        if role is None:
            return None
        start, end = phrase_span(head)
        mention = self.state_modifier(head)
        name = self._pick(mention.names) if mention else None
        if name is not None:
            actor = self._registry.get(name.actor_id)
            if actor is not None and actor.kind is not ActorKind.STATE:
                return self._mention(actor.id, actor.name, actor.kind, start, end)
        state = self.state_of_mention(mention) if mention else self._possessor_state(head)
        if state is None and mention is None:
            state = self._salience.state_for_role(head, role.sector)
        if state is not None:
            return self._organ_mention(state, role.sector, start, end)
        if role.kind not in STANDING_ALONE:
            return None
        text = self._text(start, end)
        return ActorMention(SLUG.sub("-", role.phrase).strip("-"), text[0], role.kind, None, *text)

    def _role(self, head: Token) -> Role | None:
        """The role of the longest phrase that ends in the head: "army chief" before "chief"."""
        words = _phrase(head).split()
        for first in range(len(words)):
            role = self._registry.role(" ".join(words[first:]))
            if role is not None:
                return role
        return None

    def _organ_mention(self, state: str, sector: str, start: int, end: int) -> ActorMention:
        organ = self._registry.organ(state, sector)
        return self._mention(organ.id, organ.name, organ.kind, start, end, state=state)

    def _mention(self, actor_id: str, name: str, kind: ActorKind, start: int, end: int, state: str | None = None) -> ActorMention:
        owner = state or self._registry.state_of(actor_id, self._on)
        return ActorMention(actor_id, name, kind, owner, *self._text(start, end))

    def _text(self, start: int, end: int) -> tuple[str, int, int]:
        while start < end - 1 and self.doc[start].lower_ in {"the", "a", "an"}:
            start += 1
        span = self.doc[start:end]
        return span.text, span.start_char, span.end_char

    def _pick(self, names: tuple[Name, ...]) -> Name | None:
        """The reading that fits the day spoken of; the registry orders them."""
        if len(names) <= 1:
            return names[0] if names else None
        key = names[0].text
        if key not in self._picked:
            best = next((name for name in self._registry.find_names(key, self._on) if name in names), names[0])
            self._picked[key] = best
        return self._picked[key]


def _phrase(head: Token) -> str:
    """The head noun with its compounds and plain adjectives, lower-cased: "army chief", "special forces"."""
    words = [
        child.lower_
        for child in head.children
        if child.i < head.i and child.dep_ in {"compound", "amod", "nmod"} and not child.text[:1].isupper()
    ]
    return " ".join([*words, head.lower_])


def _is_prefixed(token: Token) -> bool:
    """Whether a state adjective follows "pro-" or "anti-"."""
    if token.i < 2:
        return False
    before, prefix = token.nbor(-1), token.nbor(-2)
    return before.text in {"-", "–"} and prefix.lower_ in TIE_PREFIXES


def _antecedent_of_whose(pronoun: Token) -> Token | None:
    return next((ancestor.head for ancestor in pronoun.ancestors if ancestor.dep_ == "relcl"), None)
