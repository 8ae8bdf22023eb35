"""Definite descriptions: "the two presidents", "the kingdom", "its neighbour", "the rebels", "the quartet".

A noun with "the", "both" or a number points back at somebody: at the last two states told together, at the
last state of that sort, at the armed group last named. Where nothing fits it points at nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Token

from detente.reading.code.word_tables import read_table
from detente.reading.syntax.noun_phrases import modifiers_of
from detente.reading.who.discourse import PLURAL_TAGS, Discourse, Told
from detente.reading.who.named_roles import is_leader
from detente.reading.who.person_nouns import PERSON_NOUNS
from detente.reading.who.setting import Setting
from detente.records import ActorKind, ActorMention

if TYPE_CHECKING:
    from detente.reading.who.resolve import Resolver

NEAR = 3  # sentences in which two states told together are a pair still in mind
OUTWEIGHS = 2  # so many times the third state's mentions make two states those that a text is about
OFTEN = 2.0  # sentences by which the state named most comes nearer
STATE_WORDS = (
    "country nation side state neighbour neighbor power capital party ally rival foe enemy adversary partner superpower"
)
STATE_NOUNS = frozenset((STATE_WORDS + " belligerent kingdom republic camp").split())
# Nouns that with a plain "the" already mean two: "the neighbours", "the rivals".
_PAIRED_WORDS = "neighbour neighbor side rival foe belligerent adversary leader president minister premier"
PAIRED = frozenset(_PAIRED_WORDS.split())
_GROUP_NOUNS_WORDS = "group movement militia militant insurgent extremist rebel fighter guerrilla separatist jihadist"
GROUP_NOUNS = frozenset(_GROUP_NOUNS_WORDS.split())
_GROUP_NOUNS_MORE_WORDS = "gunman terrorist insurgency outfit faction rebellion mutineer"
GROUP_NOUNS |= frozenset(_GROUP_NOUNS_MORE_WORDS.split())
_PROJECT_NOUNS_WORDS = "project pipeline corridor initiative railway canal dam scheme venture"
PROJECT_NOUNS = frozenset(_PROJECT_NOUNS_WORDS.split())
HUMANS = frozenset({"man", "woman", "politician", "statesman"})
COUNTRY_NOUNS = frozenset({"country", "nation", "state"})
NEIGHBOURS = frozenset({"neighbour", "neighbor"})
NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "both": 2,
    "neither": 2,
    "either": 2,
}
SETS = {"duo": 2, "pair": 2, "trio": 3, "troika": 3, "quartet": 4, "foursome": 4, "quintet": 5}
POINTING = frozenset({"the", "this", "that", "these", "those", "both", "each", "either", "neither"})
TIMES = frozenset({"DATE", "TIME"})
GROUP_KINDS = frozenset({ActorKind.ARMED_GROUP, ActorKind.ORGANISATION, ActorKind.PARTY, ActorKind.BLOC})
BODIES = GROUP_KINDS | {ActorKind.COMPANY, ActorKind.PROJECT, ActorKind.GOVERNMENT}
UNNAMED = (".REB", ".UAF")


class Descriptions:
    """Who the definite descriptions of one article mean."""

    def __init__(self, resolver: Resolver, discourse: Discourse, setting: Setting) -> None:
        self._resolver = resolver
        self._discourse = discourse
        self._setting = setting

    def definite(self, head: Token) -> tuple[ActorMention, ...]:
        """The actors that a definite noun phrase points back at; empty where it is none or fits nobody."""
        lemma = head.lemma_.lower()
        words = {child.lower_ for child in head.children if child.dep_ in {"det", "nummod", "predet", "amod"}}
        owned = [child for child in head.children if child.dep_ == "poss"]
        if lemma in NEIGHBOURS and owned and head.tag_ not in PLURAL_TAGS:
            return self._other_state(head, owned[0])
        if not words & POINTING and not (owned and words & NUMBERS.keys()):
            return ()
        number = next((NUMBERS[word] for word in words if word in NUMBERS), 2 if words & {"each"} else None)
        if lemma in SETS and not owned:
            return self._several(head, SETS[lemma])
        if self._is_restricted(head):
            return ()
        if number is not None or (head.tag_ in PLURAL_TAGS and lemma in PAIRED):
            return self._numbered(head, lemma, number)
        if owned:
            return ()
        if head.tag_ in PLURAL_TAGS:
            return self._armed(head) if lemma in GROUP_NOUNS else ()
        return self._single(head, lemma)

    def _numbered(self, head: Token, lemma: str, number: int | None) -> tuple[ActorMention, ...]:
        sector = None if lemma in STATE_NOUNS | HUMANS else self._resolver.sector_of(head)
        if lemma not in STATE_NOUNS | HUMANS and sector is None:
            return ()
        if lemma in HUMANS:
            return tuple(self._resolver.person_mention(actor, head) for actor in self._two(self._leaders(head)))
        person = lemma in PERSON_NOUNS
        actors = self._several(head, number) if number is not None and number > 2 else self._pair(head, people=person)
        if sector is None:
            return self._states_of(actors, head)
        owners = dict.fromkeys(actor.state for actor in actors if actor.state)
        return tuple(self._resolver.organ_mention(state, sector, head) for state in owners)

    def _states_of(self, actors: tuple[ActorMention, ...], head: Token) -> tuple[ActorMention, ...]:
        """States in the place of their leaders: "Abiy and Isaias met. The two countries ..."."""
        states = dict.fromkeys(actor.state for actor in actors if actor.state)
        if len(states) < len(actors) or all(actor.kind is not ActorKind.PERSON for actor in actors):
            return actors
        return tuple(self._resolver.state_mention(state, head) for state in states)

    def _single(self, head: Token, lemma: str) -> tuple[ActorMention, ...]:
        states = self._epithet(head, lemma)
        if states is not None:
            return self._foremost(head, lambda actor: actor.kind is ActorKind.STATE and actor.id in states)
        if lemma in GROUP_NOUNS:
            return self._armed(head) or self._last(head, lambda actor: actor.kind in GROUP_KINDS)
        if lemma in {"bloc", "alliance"}:
            named = self._last(head, lambda actor: _ends_in(actor.name, lemma))
            return named or self._last(head, lambda actor: actor.kind in {ActorKind.BLOC, ActorKind.ORGANISATION})
        if lemma in {"company", "firm", "operator"}:
            return self._last(head, lambda actor: actor.kind is ActorKind.COMPANY)
        if lemma in COUNTRY_NOUNS:
            return self._state_spoken_of(head)
        namesake = self._last(head, lambda actor: actor.kind in BODIES and _ends_in(actor.name, lemma))
        if namesake or lemma not in PROJECT_NOUNS:
            return namesake
        return self._last(head, lambda actor: actor.kind is ActorKind.PROJECT)

    def _epithet(self, head: Token, lemma: str) -> frozenset[str] | None:
        modifiers = modifiers_of(head)
        for first in range(len(modifiers) + 1):
            states = epithets().get(" ".join((*modifiers[first:], lemma)))
            if states is not None:
                return states
        return None

    def _is_restricted(self, head: Token) -> bool:
        """Whether the words around a noun already say whose it is: "the two armies of Congo", "the Syrian rebels"."""
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in {"of", "from", "in", "for"} and child.i > head.i:
                if any(grand.pos_ == "PROPN" and grand.ent_type_ not in TIMES for grand in child.children):
                    return True
            elif child.dep_ in {"amod", "compound", "nmod"}:
                mention = self._resolver.mention_at(child.i)
                if mention is not None and not self._is_region(child):
                    return True
        return False

    def _is_region(self, token: Token) -> bool:
        mention = self._resolver.mention_at(token.i)
        if mention is None or not mention.names:
            return mention is not None and mention.label == "LOC"
        actor = self._setting.actor(mention)
        return actor is not None and actor.kind is ActorKind.REGION

    def _last(self, head: Token, fits: Callable[[ActorMention], bool]) -> tuple[ActorMention, ...]:
        for told in self._discourse.before(head):
            if len(told.actors) == 1 and fits(told.actors[0]) and told.head.head.i != head.i:
                return told.actors
        return ()

    def _foremost(
        self, head: Token, fits: Callable[[ActorMention], bool], sentences: int | None = None
    ) -> tuple[ActorMention, ...]:
        """The fitting actor that stands out: told lately, as a subject or object, and often in the article."""
        states = self._setting.states
        most = max(states.values(), default=1)
        best: tuple[float, ActorMention] | None = None
        for told in self._discourse.before(head, sentences):
            for actor in told.actors:
                if told.head.head.i == head.i or not fits(actor):
                    continue
                away = self._discourse.sentence_of(head) - told.sentence
                place = 0.0 if told.subject else 1.0 if told.head.dep_ in {"dobj", "dative"} else 1.5
                recedes = away + place - OFTEN * states[actor.state or ""] / most
                if best is None or recedes < best[0]:
                    best = recedes, actor
        return (best[1],) if best is not None else ()

    def _armed(self, head: Token) -> tuple[ActorMention, ...]:
        """The armed group last named; failing that, the unnamed one last spoken of."""
        unnamed: tuple[ActorMention, ...] = ()
        for told in self._discourse.before(head):
            if len(told.actors) == 1 and told.actors[0].kind is ActorKind.ARMED_GROUP:
                if not told.actors[0].id.endswith(UNNAMED) and told.actors[0].id not in GROUP_NOUNS:
                    return told.actors
                unnamed = unnamed or told.actors
        return unnamed

    def _state_spoken_of(self, head: Token) -> tuple[ActorMention, ...]:
        """ "The country": the state told last, subjects of the sentence before ahead of others."""
        near = [told for told in self._discourse.before(head, NEAR) if len(told.actors) == 1]
        states = [told for told in near if told.actors[0].kind is ActorKind.STATE]
        subjects = [told for told in states if told.subject]
        return (subjects or states)[0].actors if states else ()

    def _other_state(self, head: Token, owner: Token) -> tuple[ActorMention, ...]:
        """ "Its neighbour": the last state told of that is not the owner itself."""
        owners = {actor.state for actor in self._resolver.actors_of(owner)}
        if not owners - {None}:
            return ()
        other = self._foremost(head, lambda actor: bool(actor.state) and actor.state not in owners, NEAR)
        return tuple(self._resolver.state_mention(actor.state, head) for actor in other if actor.state)

    def _pair(self, head: Token, *, people: bool) -> tuple[ActorMention, ...]:
        """The two that a text has in mind: two leaders, two told in one breath, or its two foremost states."""
        doers = self._doers_beside(head)
        others = (actor for actor in self._leaders(head) if actor.state not in doers)
        leaders = self._two(others) if people else ()
        if leaders:
            return leaders
        counts = [count for _, count in self._setting.states.most_common(3)]
        about_two = len(counts) > 1 and counts[1] >= OUTWEIGHS * (counts[2] if len(counts) > 2 else 1)
        for told in self._discourse.before(head, NEAR):
            if not told.member and len(told.actors) == 2 and all(_acts(actor) for actor in told.actors):
                return told.actors
        if about_two and head.lemma_.lower() not in STATE_NOUNS:
            return self._foremost_two(head)
        for sentence in self._sentences(head):
            states = self._setting.states_between(*sentence)
            if len(states) == 2:
                return tuple(self._resolver.state_mention(state, head) for state in states)
        return self._foremost_two(head)

    def _doers_beside(self, head: Token) -> frozenset[str | None]:
        """States of those who do something to a phrase: "Putin spoke with both leaders", who are others."""
        noun = head
        for ancestor in head.ancestors:
            if ancestor.pos_ in {"VERB", "AUX"}:
                if noun.dep_ in {"nsubj", "nsubjpass"}:
                    return frozenset()
                subjects = (child for child in ancestor.children if child.dep_ in {"nsubj", "nsubjpass"})
                return frozenset(actor.state for child in subjects for actor in self._resolver.actors_of(child))
            noun = ancestor
        return frozenset()

    def _foremost_two(self, head: Token) -> tuple[ActorMention, ...]:
        foremost = [state for state, count in self._setting.states.most_common(2) if count > 1]
        return tuple(self._resolver.state_mention(state, head) for state in foremost) if len(foremost) == 2 else ()

    def _leaders(self, head: Token) -> Iterator[ActorMention]:
        for told in self._discourse.before(head):
            for actor in told.actors:
                lone = len(told.actors) == 1 and not told.plural
                if actor.state and lone and (actor.kind is ActorKind.PERSON or is_leader(told.head)):
                    yield actor

    def _two(self, actors: Iterable[ActorMention]) -> tuple[ActorMention, ...]:
        """One actor for each of the two states whose leaders are told of most; none when there is only one."""
        counts: dict[str, int] = {}
        last: dict[str, ActorMention] = {}
        for actor in actors:
            if actor.state:
                counts[actor.state] = counts.get(actor.state, 0) + 1
                last.setdefault(actor.state, actor)
        top = sorted(counts, key=lambda state: -counts[state])[:2]
        return tuple(last[state] for state in top) if len(top) == 2 else ()

    def _sentences(self, head: Token) -> Iterator[tuple[int, int]]:
        sentence = head.sent
        yield sentence.start, head.i
        for _ in range(NEAR - 1):
            if sentence.start == 0:
                return
            sentence = head.doc[sentence.start - 1].sent
            yield sentence.start, sentence.end

    def _several(self, head: Token, number: int) -> tuple[ActorMention, ...]:
        """The last coordination of so many."""
        for told in self._discourse.before(head):
            if not told.member and len(told.actors) == number and all(_acts(actor) for actor in told.actors):
                return told.actors
        return ()


@cache
def epithets() -> dict[str, frozenset[str]]:
    """Phrases such as "gulf state", and the states that each may mean."""
    return {row["phrase"]: frozenset(row["states"].split("|")) for row in read_table("state_epithets.csv")}


def _acts(actor: ActorMention) -> bool:
    return actor.kind not in {ActorKind.PERSON, ActorKind.PROJECT} or actor.state is not None


def _ends_in(name: str, lemma: str) -> bool:
    """Whether a name's last word, or the one that says what it is, is the noun: "Gulf Cooperation Council"."""
    return " " in name and name.casefold().endswith(" " + lemma)


__all__ = ["Descriptions", "Told", "epithets"]
