"""Resolve noun phrases to actors: names by date, organs of states, titles, unknown names, pronouns.

"Pakistan's army chief" is PAK.MIL, "the Indian government" IND.GOV, "the Kremlin" RUS, "Soviet" RUS before
1992, "he" whoever was spoken of. What the registry does not know keeps its name as a slug, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from spacy.tokens import Doc, Token

from detente.actors.dates import covers
from detente.actors.model import NameSort, Role
from detente.actors.registry import Registry
from detente.actors.roles import role_key
from detente.reading.dates.when import TimeMention
from detente.reading.says.attributions import Attribution
from detente.reading.syntax.noun_phrases import coordinated, phrase_span, semantic_head
from detente.reading.syntax.owners import is_prefixed, owners_of
from detente.reading.who.apposition import NEAR, Appositions
from detente.reading.who.coreference import Salience
from detente.reading.who.definite import Descriptions
from detente.reading.who.discourse import Discourse
from detente.reading.who.find import Mention
from detente.reading.who.named_roles import completes_role, is_bare_title, role_of
from detente.reading.who.organs import THINGS, Homes
from detente.reading.who.person_nouns import is_person_noun
from detente.reading.who.setting import Setting, is_people
from detente.reading.who.special_names import paired_names, ship_prefixes
from detente.reading.who.unknown_names import UnknownNames, slug_of
from detente.records import ActorKind, ActorMention

MODIFIER_DEPS = frozenset({"poss", "amod", "compound", "nmod", "npadvmod", "nummod"})
INNER_PREPOSITIONS = ("of", "in", "from", "for")
# Groups that are somebody even when no state is named: "troops", "protesters", "the media"; "business" is not.
STANDING_ALONE = frozenset(
    {
        ActorKind.MILITARY,
        ActorKind.ARMED_GROUP,
        ActorKind.POPULATION,
        ActorKind.PERSON,
        ActorKind.GOVERNMENT,
        ActorKind.MEDIA,
    }
)
# Nouns that only say what the name before them is: "the Nord Stream 2 project", "the Hamas movement".
_SORTS = (
    "project pipeline corridor initiative railway canal dam programme program deal agreement pact treaty group movement"
)
SORTS = frozenset(
    (_SORTS + " organisation organization party bloc alliance company agency militia network faction front").split()
)
NAMED_SORTS = frozenset(
    {ActorKind.PROJECT, ActorKind.ARMED_GROUP, ActorKind.ORGANISATION, ActorKind.PARTY, ActorKind.COMPANY}
)
MANY = frozenset({"country", "state", "nation", "power", "government", "member", "neighbour", "neighbor", "ally"})
POINTING_BACK = frozenset({"each", "both", "latter", "former"})


class Resolver:
    """Actors of one parsed article.

    Args:
        doc: The parsed text.
        mentions: From `find_mentions`.
        registry: The known actors.
        on: The best guess of the day the text speaks of.
        times: The time expressions of the text; a sentence with a date of its own is read as of that day.
        attributions: Who says what; a quoted "we" is its speaker.
    """

    def __init__(
        self,
        doc: Doc,
        mentions: Iterable[Mention],
        registry: Registry,
        *,
        on: date | None,
        times: Sequence[TimeMention] = (),
        attributions: tuple[Attribution, ...] = (),
    ) -> None:
        self.doc = doc
        self._registry = registry
        found = tuple(mentions)
        self._mention_at = {index: mention for mention in found for index in range(mention.start, mention.end)}
        self._cache: dict[int, tuple[ActorMention, ...]] = {}
        self._setting = Setting(doc, found, self, registry, on=on, times=times)
        self._appositions = Appositions(self._mention_at, self._setting, registry)
        discourse = Discourse(doc, self)
        self._salience = Salience(self, discourse, attributions)
        self._descriptions = Descriptions(self, discourse, self._setting)
        self._homes = Homes(self, discourse, self._setting)
        self._unknown = UnknownNames(self, registry, self._setting, self._salience, found)

    def mention_at(self, index: int) -> Mention | None:
        """The mention that a token belongs to."""
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
            if child.dep_ in {"amod", "compound", "nmod", "npadvmod"} and not self._is_loose_adjective(child):
                found = self._all([*coordinated(child), *child.children])
                if found:
                    return found
        for preposition in INNER_PREPOSITIONS:
            for child in head.children:
                if child.dep_ == "prep" and child.lower_ == preposition:
                    found = self._all(t for grand in child.children if grand.dep_ == "pobj" for t in coordinated(grand))
                    if found:
                        return found
        return ()

    def _is_loose_adjective(self, token: Token) -> bool:
        """ "European", "Western": of a part of the world, and so of nobody."""
        mention = self._mention_at.get(token.i)
        return mention is not None and not mention.names and mention.label == "NORP"

    def named_in(self, start: int, end: int) -> tuple[ActorMention, ...]:
        """Actors named in a range of tokens, without pronouns, each once."""
        found: dict[str, ActorMention] = {}
        index = start
        while index < end:
            mention = self._mention_at.get(index)
            if mention is not None:
                head = self._head_of(mention)
                for actor in self.actors_of(head) or self._from_mention(mention, self._root(mention)):
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
                if mention is not None and not is_prefixed(token):
                    return mention
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in {"of", "in"}:
                for grand in child.children:
                    mention = self._state_mention(grand)
                    if mention is not None:
                        return mention
        return None

    def state_of_mention(self, mention: Mention) -> str | None:
        """The iso3 of the state that a mention names or belongs to."""
        actor = self._setting.actor(mention)
        return self._setting.state_of(actor.id, mention.start) if actor is not None else None

    def state_mention(self, state: str, head: Token) -> ActorMention:
        """A state meant by a noun phrase that does not name it: "its neighbour"."""
        actor = self._registry.get(state)
        return ActorMention(
            state, actor.name if actor else state, ActorKind.STATE, state, *self.words(*phrase_span(head))
        )

    def pair_before(self, head: Token) -> tuple[ActorMention, ...]:
        """The two states that a token's sentence and the one before it name ahead of it, if they are just two."""
        sentence = head.sent
        start = head.doc[sentence.start - 1].sent.start if sentence.start else sentence.start
        states = self._setting.states_between(start, head.i)
        return tuple(self.state_mention(state, head) for state in states) if len(states) == 2 else ()

    def person_mention(self, person: ActorMention, head: Token) -> ActorMention:
        """Somebody told of before, meant by a noun phrase: "the two men"."""
        return ActorMention(person.id, person.name, person.kind, person.state, *self.words(*phrase_span(head)))

    def organ_mention(self, state: str, sector: str, head: Token) -> ActorMention:
        """An organ of a state, meant by a noun phrase."""
        organ = self._registry.organ(state, sector)
        return ActorMention(organ.id, organ.name, organ.kind, state, *self.words(*phrase_span(head)))

    def sector_of(self, head: Token) -> str | None:
        """The sector of the role that a noun names, or None."""
        role = role_of(head, self._registry)
        return role.sector if role is not None else None

    def is_people(self, token: Token) -> bool:
        """Whether a token names a people, who act as many: "the Saudis"."""
        mention = self._mention_at.get(token.i)
        return mention is not None and is_people(self._setting.pick(mention))

    def titles_at(self, head: Token) -> Iterator[str]:
        """The titles that a phrase says its bearer has: "the foreign minister", "President Putin", whoever is one."""
        role = (
            role_of(head, self._registry) if head.pos_ in {"NOUN", "PROPN"} and head.i not in self._mention_at else None
        )
        if role is not None and is_person_noun(head):
            yield role_key(role.phrase)
        mention = self._mention_at.get(head.i)
        actor = self._setting.actor(mention) if mention is not None else None
        if mention is None or (actor is not None and actor.kind is not ActorKind.PERSON):
            return
        for first in range(max(mention.start - 3, mention.start and self.doc[mention.start].sent.start), mention.start):
            before = self._registry.role(self.doc[first : mention.start].text)
            if before is not None:
                yield role_key(before.phrase)
                break
        if actor is not None:
            on = self._setting.on_at(head.i)
            for term in self._registry.terms(actor.id):
                if on is None or covers(term.start, term.end, on):
                    yield role_key(term.title)

    def _resolve(self, head: Token) -> tuple[ActorMention, ...]:
        pair = paired_names().get(head.text)
        if pair is not None:
            return tuple(self.state_mention(state, head) for state in pair)
        included = self._included(head)
        if included:
            return included
        joined = self._apposed_names(head) if head.i not in self._mention_at else ()
        if joined:
            return joined
        mention = self._mention_at.get(head.i) or self._appositions.name_of(head)
        if mention is not None:
            found = self._named_by_role(mention, head) or self._from_mention(mention, head)
            if found:
                return found
        if head.pos_ == "PRON" or head.tag_ in {"PRP", "PRP$", "WDT", "WP", "WP$"} or head.lower_ in POINTING_BACK:
            return self._salience.antecedents(head)
        if head.pos_ not in {"NOUN", "PROPN"} or head.dep_ in {"amod", "compound", "nmod", "npadvmod"}:
            return ()
        return self._descriptions.definite(head) or self._organs(head) or self._told_of_subject(head)

    def _included(self, head: Token) -> tuple[ActorMention, ...]:
        """ "Eight European countries, including Denmark and Norway": those it names."""
        if head.lemma_.lower() not in MANY or head.tag_ != "NNS":
            return ()
        for child in head.children:
            if child.dep_ == "prep" and (child.lower_ in {"including", "like"} or child.text == "as"):
                return self._all(
                    each for grand in child.children if grand.dep_ == "pobj" for each in coordinated(grand)
                )
        return ()

    def _apposed_names(self, head: Token) -> tuple[ActorMention, ...]:
        """ "Two former enemies, Vietnam and the United States": all that stand in apposition to a plural."""
        if head.pos_ != "NOUN" or head.tag_ != "NNS":
            return ()
        for child in head.children:
            if child.dep_ == "appos" and child.i in self._mention_at and child.left_edge.i - head.i <= NEAR:
                named = [each for each in coordinated(child) if each.i in self._mention_at]
                return self._all(named) if len(named) > 1 else ()
        return ()

    def _told_of_subject(self, head: Token) -> tuple[ActorMention, ...]:
        """ "Hungary is the only member that opposes it": the noun of a copula with a relative clause is its subject."""
        if head.dep_ != "attr" or head.head.lemma_ != "be" or not any(c.dep_ == "relcl" for c in head.children):
            return ()
        return self._all(child for child in head.head.children if child.dep_ == "nsubj" and child.i < head.i)

    def _named_by_role(self, mention: Mention, head: Token) -> tuple[ActorMention, ...]:
        """ "Congress", "Parliament": the role of a state, which the entity recogniser takes for a name."""
        if mention.names or head.pos_ not in {"NOUN", "PROPN"} or not mention.start <= head.i < mention.end:
            return ()
        if self._registry.role(self.doc[mention.start : mention.end].text) is None:
            return ()
        return tuple(actor for actor in self._organs(head) if actor.state)

    def _organs(self, head: Token) -> tuple[ActorMention, ...]:
        """Organs or groups named by their role: "the Indian government", "police", "French and British officials"."""
        role = role_of(head, self._registry)
        if role is None:
            return self._coalition(head) or self._named_compound(head)
        if completes_role(head, self._registry):
            return ()
        owners = owners_of(head, self)
        if owners:
            found = [self._organ_of(owner, role, head) for owner in owners]
            organs = tuple(dict.fromkeys(organ for organ in found if organ is not None))
            if organs:
                return organs
        state = self._homes.state_for(head, role) if not owners and head.lemma_ != "state" else None
        if state is not None:
            return (self.organ_mention(state, role.sector, head),)
        if role.kind not in STANDING_ALONE or is_bare_title(head) or head.lemma_.lower() in THINGS:
            return ()
        text = self.words(*phrase_span(head))
        return (ActorMention(slug_of(role.phrase), text[0], role.kind, None, *text),)

    def _organ_of(self, owner: ActorMention, role: Role, head: Token) -> ActorMention | None:
        """What a role makes of an owner: of a state its organ; of a group, or of an organ, the owner itself."""
        person_or_place = owner.kind in {ActorKind.STATE, ActorKind.PERSON, ActorKind.REGION}
        if person_or_place:
            return self.organ_mention(owner.state, role.sector, head) if owner.state else None
        if owner.state and owner.id == f"{owner.state}.GOV" and role.sector != "GOV":
            return self.organ_mention(owner.state, role.sector, head)  # "his army", his being the president's
        return ActorMention(owner.id, owner.name, owner.kind, owner.state, *self.words(*phrase_span(head)))

    def _coalition(self, head: Token) -> tuple[ActorMention, ...]:
        """ "The US-led coalition": an organisation of its own, of the state that leads it."""
        for child in head.children:
            if child.dep_ == "amod" and child.lower_ == "led" and child.i >= 2:
                mention = self._mention_at.get(child.i - 2)
                state = self.state_of_mention(mention) if mention is not None and mention.names else None
                if mention is not None and state is not None:
                    text, start, end = self.words(mention.start, head.i + 1)
                    slug = slug_of(text)
                    return (ActorMention(slug, text, ActorKind.ORGANISATION, state, text, start, end),)
        return ()

    def _named_compound(self, head: Token) -> tuple[ActorMention, ...]:
        """ "The Nord Stream 2 project": the name before a noun that only says what it is."""
        if head.lemma_.lower() not in SORTS:
            return ()
        for child in head.children:
            mention = self._mention_at.get(child.i) if child.dep_ in {"compound", "nmod"} else None
            actor = self._setting.actor(mention) if mention is not None else None
            if mention is not None and actor is not None and actor.kind in NAMED_SORTS:
                return self._from_mention(mention, child)
        return ()

    def _from_mention(self, mention: Mention, head: Token) -> tuple[ActorMention, ...]:
        name = self._setting.pick(mention)
        if name is None:
            return (self._ship(mention) or self._unknown.actor(mention, head),) if mention.label else ()
        actor = self._registry.get(name.actor_id)
        if actor is None:
            return ()
        people = is_people(name) or (name.sort is NameSort.ADJECTIVE and head.tag_ in {"NNS", "NNPS"})
        if (
            people
            and actor.kind is ActorKind.STATE
            and any(child.dep_ == "nummod" and child.i < head.i for child in head.children)
        ):
            return (self.organ_mention(actor.id, "CVL", head),)
        state = self._setting.state_of(actor.id, mention.start)
        return (ActorMention(actor.id, actor.name, actor.kind, state, *self.words(mention.start, mention.end)),)

    def _ship(self, mention: Mention) -> ActorMention | None:
        """ "HMS Sheffield", "USS Cole": the navy whose prefix a ship bears."""
        state = ship_prefixes().get(self.doc[mention.start].text)
        if state is None or mention.end - mention.start < 2:
            return None
        organ = self._registry.organ(state, "MIL")
        return ActorMention(organ.id, organ.name, organ.kind, state, *self.words(mention.start, mention.end))

    def _state_mention(self, token: Token) -> Mention | None:
        mention = self._mention_at.get(token.i)
        actor = self._setting.actor(mention) if mention is not None and mention.names else None
        fits = actor is not None and actor.kind in {ActorKind.STATE, ActorKind.BLOC, ActorKind.ORGANISATION}
        return mention if fits else None

    def _head_of(self, mention: Mention) -> Token:
        """The head of the phrase that a mention names: itself, or the organ noun it modifies."""
        root = self._root(mention)
        return root.head if root.dep_ in MODIFIER_DEPS and role_of(root.head, self._registry) is not None else root

    def _root(self, mention: Mention) -> Token:
        root: Token = self.doc[mention.start : mention.end].root
        return root

    def _all(self, heads: Iterable[Token]) -> tuple[ActorMention, ...]:
        found: dict[str, ActorMention] = {}
        for head in heads:
            for actor in self.actors_of(head):
                found.setdefault(actor.id, actor)
        return tuple(found.values())

    def words(self, start: int, end: int) -> tuple[str, int, int]:
        """The words of tokens without an article before them, and their characters."""
        while start < end - 1 and self.doc[start].lower_ in {"the", "a", "an"}:
            start += 1
        span = self.doc[start:end]
        return span.text, span.start_char, span.end_char
