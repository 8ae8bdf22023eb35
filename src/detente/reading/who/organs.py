"""Which state an organ belongs to that a text names without one: "police", "the Prime Minister", "the army".

The place where the sentence happens tells, or whoever bore the title last, or the state just spoken of; a
guess never reaches further back than three sentences, but for titles, which a text keeps for one bearer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from detente.actors.model import Role
from detente.actors.roles import role_key
from detente.reading.who.discourse import PLURAL_TAGS, Discourse
from detente.reading.who.person_nouns import is_person_noun
from detente.reading.who.setting import Setting
from detente.records import ActorKind

if TYPE_CHECKING:
    from detente.reading.who.resolve import Resolver

SAME_NOUN = 12  # sentences over which the same noun with "the" means the same organ
NEAR = 3  # sentences that a guess may reach back
# Sectors whose people are where things happen; an office holder may be abroad.
LOCAL = frozenset({"MIL", "COP", "JUD", "LEG", "OPP", "CVL", "REB", "UAF", "MED", "REF", "LAB", "SPY"})
_SENDING_WORDS = """
send deploy station mass move withdraw redeploy mobilise mobilize dispatch lose order commit rush airlift
"""
SENDING = frozenset(_SENDING_WORDS.split())
_SENDINGS_WORDS = "deployment withdrawal dispatch redeployment mobilisation mobilization sending"
SENDINGS = frozenset(_SENDINGS_WORDS.split())
SCENE = frozenset({"COP", "JUD"})
_PROTESTING_WORDS = "protester demonstrator rioter crowd marcher striker mob looter"
PROTESTING = frozenset(_PROTESTING_WORDS.split())
_ANYBODY_WORDS = "people person man woman child family everyone public"
ANYBODY = frozenset(_ANYBODY_WORDS.split())
ANYBODYS = frozenset({"any", "every", "no", "some", "another", "foreign", "other"})
# Roles that are things: with a state's name its forces ("Russian missiles"), without one nobody.
_THINGS_WORDS = """
state missile jet carrier airliner drone ship tank plane aircraft warship submarine base checkpoint post vessel
helicopter convoy bomber artillery rocket warplane gunship embassy consulate mission capital
"""
THINGS = frozenset(_THINGS_WORDS.split())
GOVERNING = frozenset({"GOV", "LEG", "MIL", "COP", "SPY", "JUD", "OPP"})


class Homes:
    """The states of organs that are named without one."""

    def __init__(self, resolver: Resolver, discourse: Discourse, setting: Setting) -> None:
        self._resolver = resolver
        self._discourse = discourse
        self._setting = setting

    def state_for(self, head: Token, role: Role) -> str | None:
        """iso3 of the state whose organ a bare role noun means; None where nothing tells, or anybody's is meant."""
        if any(child.lower_ in ANYBODYS for child in head.children):
            return None
        if head.lemma_.lower() in THINGS:
            return self._of_sender(head) if role.sector == "MIL" else None
        if role.sector == "MIL":
            sent = self._of_sender(head)
            if sent is not None:
                return sent
        definite = any(child.dep_ == "det" and child.lower_ in {"the", "this", "that"} for child in head.children)
        named = head.tag_ == "NNP" or (head.text[:1].isupper() and head.i > head.sent.start)
        if is_person_noun(head):
            return self._of_title(head, role) if definite or named else None
        if role.sector == "GOV" and head.dep_ in {"dobj", "pobj"} and head.tag_ in PLURAL_TAGS and not definite:
            return None  # "restored ambassadors": anybody's
        if head.tag_ not in PLURAL_TAGS and not definite and not named and role.sector not in {"COP", "MIL"}:
            return None
        if role.kind is ActorKind.PERSON or role.sector in {"EDU", "BUS", "ELI"}:
            return None
        return (
            (self._of_same_noun(head) if definite and role.sector in GOVERNING | {"REB"} else None)
            or self._of_scene(head, role.sector)
            or self._of_bearer(head, role.sector)
            or self._spoken_of(head, role, definite or named)
        )

    def _of_same_noun(self, head: Token) -> str | None:
        """ "The junta" is the junta spoken of before."""
        for told in self._discourse.before(head, SAME_NOUN):
            if told.head.lemma_ == head.lemma_ and len(told.actors) == 1 and told.actors[0].state:
                return told.actors[0].state
        return None

    def _of_sender(self, head: Token) -> str | None:
        """ "Ankara has sent troops", "approved the deployment of troops": the subject's."""
        token = head
        for _ in range(5):
            if token.pos_ == "VERB":
                break
            if token.dep_ not in {"dobj", "pobj", "prep", "nsubjpass", "conj"} or token.head.i == token.i:
                return None
            token = token.head
        if token.pos_ != "VERB" or (token.lemma_ not in SENDING and head.head.head.lemma_ not in SENDINGS):
            return None
        while token.dep_ in {"conj", "xcomp"} and not any(child.dep_ == "nsubj" for child in token.children):
            token = token.head
        subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
        actors = self._resolver.actors_of(subject) if subject is not None else ()
        return actors[0].state if len(actors) == 1 else None

    def _of_title(self, head: Token, role: Role) -> str | None:
        phrase = role_key(role.phrase)
        borne = self._discourse.bearer(phrase, head)
        if borne is not None:
            return borne
        if role.office is not None:
            return self._setting.home_of(role.office)
        return self._of_bearer(head, role.sector)

    def _of_scene(self, head: Token, sector: str) -> str | None:
        sentence = head.sent
        if sector not in LOCAL:  # "in Kabul the government": only a place that stands before it in its sentence
            scene = self._setting.scene(sentence.start, head.i) if sector == "GOV" else None
            return scene if scene is not None and not self._has_actor_before(head) else None
        if head.lemma_ in ANYBODY:
            return None
        here = self._setting.scene(sentence.start, sentence.end)
        if here is not None or not (sector in SCENE or head.lemma_ in PROTESTING):
            return here
        paragraph = self._discourse.paragraph_of(head)
        for _ in range(NEAR - 1):
            if sentence.start == 0:
                break
            sentence = head.doc[sentence.start - 1].sent
            if self._discourse.paragraph_of(sentence[0]) != paragraph:
                break
            here = self._setting.scene(sentence.start, sentence.end)
            if here is not None:
                return here
        return self._setting.main_scene

    def _has_actor_before(self, head: Token) -> bool:
        """Whether somebody of a state has acted in the sentence already: then it is no matter of where."""
        return any(told.subject and told.actors for told in self._discourse.before(head, 1))

    def _of_bearer(self, head: Token, sector: str) -> str | None:
        """The state of the last organ of that sector."""
        for told in self._discourse.before(head, NEAR):
            if len(told.actors) == 1 and told.actors[0].id.endswith("." + sector) and told.actors[0].state:
                return told.actors[0].state
        return None

    def _spoken_of(self, head: Token, role: Role, definite: bool) -> str | None:
        """The state that was the subject just before: "Ankara objected. Parliament voted against it."."""
        if role.sector not in GOVERNING or not definite:
            return None
        for told in self._discourse.before(head, 2):
            if told.subject and len(told.actors) == 1 and told.actors[0].state:
                return told.actors[0].state
        return None
