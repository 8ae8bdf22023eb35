"""Names that stand beside a noun and say who it is: "Pakistan's former ally, the US", "the FDLR, a militia"."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from detente.actors.registry import Registry
from detente.reading.who.find import Mention
from detente.reading.who.named_roles import role_of
from detente.reading.who.person_nouns import is_person_noun
from detente.reading.who.setting import Setting
from detente.records import ActorKind

NEAR = 14
"""Tokens between a noun and the name that explains it."""


class Appositions:
    """Names beside nouns in one parsed article.

    Args:
        mention_at: The mention that each token belongs to, by the token's place.
        setting: Whom a mention means, and when.
        registry: The known actors.
    """

    def __init__(self, mention_at: Mapping[int, Mention], setting: Setting, registry: Registry) -> None:
        self._mention_at = mention_at
        self._setting = setting
        self._registry = registry

    def name_of(self, head: Token) -> Mention | None:
        """ "Pakistan's former ally, the US", "the governor of Kivu, General X": the name in apposition says who."""
        if head.pos_ != "NOUN":
            return None
        for child in head.children:
            if child.dep_ == "appos" and child.left_edge.i - head.i <= NEAR:
                mention = self._mention_at.get(child.i)
                if mention is not None:
                    return mention
        return self._just_before(head) or self._of_place(head)

    def _of_place(self, head: Token) -> Mention | None:
        """ "The governor of Kivu, General X": the name was taken for one beside the place."""
        if not is_person_noun(head):
            return None
        for child in head.children:
            places = [grand for grand in child.children if grand.dep_ == "pobj"] if child.dep_ == "prep" else []
            for place in places:
                for name in place.children:
                    mention = self._mention_at.get(name.i) if name.dep_ == "appos" else None
                    if mention is not None and self._is_person(mention):
                        return mention
        return None

    def _just_before(self, head: Token) -> Mention | None:
        """ "The FDLR, a militia founded by X": the name that a noun with "a" explains, however they were parsed."""
        first = head.left_edge
        if (
            first.lower_ not in {"a", "an"}
            or first.i < 2
            or first.nbor(-1).text != ","
            or first.sent.start > first.i - 2
        ):
            return None
        mention = self._mention_at.get(first.i - 2)
        role = role_of(head, self._registry) if mention is not None else None
        if mention is None or role is None:
            return None
        actor = self._setting.actor(mention)
        if is_person_noun(head):
            return mention if self._is_person(mention) else None
        return mention if actor is not None and actor.kind is role.kind else None

    def _is_person(self, mention: Mention) -> bool:
        actor = self._setting.actor(mention)
        return actor.kind is ActorKind.PERSON if actor is not None else mention.label == "PERSON"
