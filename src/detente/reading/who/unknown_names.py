"""Names that no registry knows, only the entity recogniser: whom they stand for, and whose state he is of.

A name keeps itself as a slug, never a guess at somebody else; its state is the one that the words around it give.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from spacy.tokens import Token

from detente.actors.model import NameSort
from detente.actors.registry import Registry
from detente.reading.syntax.owners import owners_of
from detente.reading.who.coreference import Salience
from detente.reading.who.find import Mention
from detente.reading.who.person_nouns import is_person_noun
from detente.reading.who.setting import Setting
from detente.records import ActorKind, ActorMention

if TYPE_CHECKING:
    from detente.reading.who.resolve import Resolver

ENTITY_KINDS = {
    "PERSON": ActorKind.PERSON,
    "ORG": ActorKind.ORGANISATION,
    "NORP": ActorKind.POPULATION,
    "GPE": ActorKind.REGION,
    "LOC": ActorKind.REGION,
    "FAC": ActorKind.ORGANISATION,
}
_NO_SLUG = re.compile(r"[^a-z0-9]+")


def slug_of(name: str) -> str:
    """A name as an id: lower case, one hyphen for whatever is no letter or digit.

    >>> slug_of("The Lashkar-e-Taiba (LeT)")
    'the-lashkar-e-taiba-let'
    """
    return _NO_SLUG.sub("-", name.casefold()).strip("-")


class UnknownNames:
    """The unknown names of one parsed article; what it once says of a name holds for the rest of it."""

    def __init__(
        self,
        resolver: Resolver,
        registry: Registry,
        setting: Setting,
        salience: Salience,
        mentions: Iterable[Mention],
    ) -> None:
        self._resolver = resolver
        self._registry = registry
        self._setting = setting
        self._salience = salience
        self._doc = resolver.doc
        self._states: dict[str, str] = {}
        self._by_surname: dict[str, list[Mention]] = {}
        for mention in mentions:
            if mention.end - mention.start > 1 and any(name.sort is NameSort.PERSON for name in mention.names):
                self._by_surname.setdefault(self._doc[mention.end - 1].text.casefold(), []).append(mention)

    def actor(self, mention: Mention, head: Token) -> ActorMention:
        """Whom an unknown name stands for."""
        text = self._doc[mention.start : mention.end].text
        kind = ENTITY_KINDS[mention.label or "ORG"]
        known = self._known_by_surname(mention, text) if kind is ActorKind.PERSON else None
        if known is not None:
            return known
        full = self._salience.fuller_name(text, kind)
        slug = slug_of(full or text) or "unnamed"
        state = self._state_around(mention, head, kind) or self._states.get(slug)
        if state is not None:
            self._states.setdefault(slug, state)
        return ActorMention(slug, full or text, kind, state, *self._resolver.words(mention.start, mention.end))

    def _known_by_surname(self, mention: Mention, text: str) -> ActorMention | None:
        """A person whom the article names in full elsewhere, here by surname: the last such before, else the first."""
        same = self._by_surname.get(text.casefold(), ())
        if " " in text or not same:
            return None
        earlier = [full for full in same if full.start < mention.start]
        full = earlier[-1] if earlier else same[0]
        actor = self._setting.actor(full)
        if actor is None:
            return None
        state = self._setting.state_of(actor.id, mention.start)
        words = self._resolver.words(mention.start, mention.end)
        return ActorMention(actor.id, actor.name, actor.kind, state, *words)

    def _state_around(self, mention: Mention, head: Token, kind: ActorKind) -> str | None:
        """The state that titles and appositions give a name: "X, the American consul", "the UN's envoy, Y"."""
        state_mention = self._resolver.state_modifier(head)
        if state_mention is not None:
            return self._resolver.state_of_mention(state_mention)
        if kind is ActorKind.REGION:
            return self._setting.state_of_place(mention.start)
        if kind is not ActorKind.PERSON:
            return None
        root = self._doc[mention.start : mention.end].root
        nouns = [child for child in root.children if child.dep_ == "appos" and child.pos_ == "NOUN"]
        nouns.extend(noun for noun in (head, root.head) if noun.pos_ == "NOUN" and noun.i != root.i)
        for noun in nouns:
            if self._resolver.sector_of(noun) is None or not is_person_noun(noun):
                continue
            owners = owners_of(noun, self._resolver)
            if len(owners) == 1 and owners[0].state:
                return owners[0].state
        return self._state_of_title(mention)

    def _state_of_title(self, mention: Mention) -> str | None:
        """ "Tensions with Togo grew. President X closed the border": the state just told, if its ruler is not known."""
        if mention.start == 0 or self._doc[mention.start - 1].sent != self._doc[mention.start].sent:
            return None
        for first in range(max(self._doc[mention.start].sent.start, mention.start - 2), mention.start):
            role = self._registry.role(self._doc[first : mention.start].text)
            if role is not None and role.office is not None and self._doc[first].text[:1].isupper():
                return self._setting.ruled_by_unknown(role.office, mention.start)
        return None
