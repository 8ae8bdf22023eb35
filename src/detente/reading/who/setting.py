"""The setting of an article: which day each sentence speaks of, which states it names, where it happens.

Names are picked by it: a name that several bear means the one that the article also names without doubt
("Congo" beside "Kinshasa"), else the one that held it on the day its own sentence speaks of.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from spacy.tokens import Doc

from detente.actors.model import Actor, Name, NameSort
from detente.actors.registry import Registry
from detente.reading.dates.when import TimeMention
from detente.reading.particulars.places import Mentions, find_places
from detente.reading.who.find import Mention
from detente.records import ActorKind, Precision

FORMER = frozenset({"former", "ex", "ex-", "late", "erstwhile", "onetime"})
NAMED_PLACES = 3  # places in one state that make it the article's scene,
NO_PARTY = frozenset({ActorKind.REGION, ActorKind.PROJECT, ActorKind.MEDIA, ActorKind.COMPANY})
PLACES_SHARE = 0.6  # and their least share of all its places


class Setting:
    """Days, states and places of one article; `on` is the best guess of the day that the whole speaks of."""

    def __init__(
        self,
        doc: Doc,
        mentions: Sequence[Mention],
        lookup: Mentions,
        registry: Registry,
        *,
        on: date | None,
        times: Sequence[TimeMention],
    ) -> None:
        self._doc = doc
        self._mentions = mentions
        self._lookup = lookup
        self._registry = registry
        self._on = on
        dated = [
            time
            for time in times
            if time.span is not None and time.span.start and time.span.precision is not Precision.VAGUE_PAST
        ]
        self._days = [(time.start, time.span.start) for time in dated if time.span and time.span.start]
        self._sentence_starts = [sentence.start for sentence in doc.sents]
        self._sentence_chars = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
        self._homes: dict[str, str | None] = {}
        self._picked: dict[int, Name | None] = {}
        self._told_on: dict[int, date | None] = {}

    def on_at(self, index: int) -> date | None:
        """The past day that a token's sentence names first, else the article's."""
        number = bisect_right(self._sentence_starts, index) - 1
        if number not in self._told_on:
            self._told_on[number] = self._day_in(*self._sentence_chars[number]) or self._on
        return self._told_on[number]

    def pick(self, mention: Mention) -> Name | None:
        """The reading of a name that fits the article and the day; None for a name that no table knows."""
        if len(mention.names) <= 1:
            return mention.names[0] if mention.names else None
        if mention.start not in self._picked:
            self._picked[mention.start] = self._choose(mention)
        return self._picked[mention.start]

    def actor(self, mention: Mention) -> Actor | None:
        """The known actor that a mention names."""
        name = self.pick(mention)
        return self._registry.get(name.actor_id) if name is not None else None

    def state_of(self, actor_id: str, index: int) -> str | None:
        """iso3 of the state that an actor belongs to in a token's sentence.

        A person out of office on that day keeps the state last served, but for "the former president X".
        """
        if len(actor_id) == 3 and (actor := self._registry.get(actor_id)) and actor.kind is ActorKind.STATE:
            return self._registry.state_of(actor_id, self.on_at(index)) or actor_id
        state = self._registry.state_of(actor_id, self.on_at(index))
        if state is not None or self._is_former(index):
            return state
        actor = self._registry.get(actor_id)
        if actor is None or actor.kind is not ActorKind.PERSON:
            return None
        return self._registry.state_of(actor_id, self._on) or self._registry.state_of(actor_id, None)

    @cached_property
    def states(self) -> Counter[str]:
        """How often the article names each state, its organs and its people."""
        found = ((mention, self.actor(mention)) for mention in self._mentions if mention.names)
        owned = (self.state_of(actor.id, mention.start) for mention, actor in found if actor is not None)
        return Counter(state for state in owned if state)

    def states_between(self, start: int, end: int) -> list[str]:
        """The states named in a range of tokens, each once, in order."""
        found: dict[str, None] = {}
        for mention in self._mentions[bisect_left(self._starts, start) :]:
            if mention.start >= end:
                break
            actor = self.actor(mention)
            if actor is not None and actor.kind not in NO_PARTY:
                state = self.state_of(actor.id, mention.start)
                if state:
                    found.setdefault(state)
        return list(found)

    def scene(self, start: int, end: int) -> str | None:
        """iso3 of the state where a range of tokens happens; None without a place, or with places in several."""
        first, last = self._doc[start].idx, self._doc[end - 1].idx + len(self._doc[end - 1])
        states = {iso3 for at, iso3 in self._places if first <= at < last}
        return states.pop() if len(states) == 1 else None

    def state_of_place(self, index: int) -> str | None:
        """iso3 of the state in which the place named at a character or token lies, among those the article names."""
        at = self._doc[index].idx
        return next((iso3 for start, iso3 in self._places if start == at), None)

    @cached_property
    def main_scene(self) -> str | None:
        """iso3 of the state where most places of the article lie, when it has several and they agree."""
        places = Counter(iso3 for _, iso3 in self._places)
        if not places:
            return None
        state, count = places.most_common(1)[0]
        return state if count >= NAMED_PLACES and count >= PLACES_SHARE * places.total() else None

    def home_of(self, office: str) -> str | None:
        """The state named most whose leader bears a title: where "the Prime Minister" stands for it in a text."""
        if office not in self._homes:
            self._homes[office] = self._home_of(office)
        return self._homes[office]

    def ruled_by_unknown(self, office: str, index: int) -> str | None:
        """The state named last in a token's sentence or the one before whose holder of an office is unknown."""
        sentence = self._doc[index].sent
        start = self._doc[sentence.start - 1].sent.start if sentence.start else sentence.start
        for state in reversed(self.states_between(start, index)):
            on = self.on_at(index)
            if on is None or self._registry.holder(office, state, on) is None:
                return state
        return None

    def _home_of(self, office: str) -> str | None:
        if self._on is None:
            return None
        for state, _ in self.states.most_common():
            holder = self._registry.holder(office, state, self._on)
            if holder is not None and holder == self._registry.holder("leader", state, self._on):
                return state
        return None

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self._mentions]

    @cached_property
    def _places(self) -> list[tuple[int, str]]:
        """Places with their states; a town of a state that the article never names is likely another of that name."""
        places = find_places(self._doc, self._lookup, self._registry)
        named = self.states
        return [(place.start, place.iso3) for place in places if place.iso3 and (place.iso3 in named or not named)]

    @cached_property
    def _certain(self) -> frozenset[str]:
        """Ids and states of the actors that the article names without doubt."""
        found: set[str] = set()
        for mention in self._mentions:
            ids = {name.actor_id for name in mention.names}
            if len(ids) == 1:
                (actor_id,) = ids
                found.add(actor_id)
                actor = self._registry.get(actor_id)
                if actor is not None and actor.kind is not ActorKind.PERSON:
                    found.update(owner.value for owner in actor.state)
        return frozenset(found)

    def _choose(self, mention: Mention) -> Name:
        ids = {name.actor_id for name in mention.names}
        order = [
            name
            for name in self._registry.find_names(mention.names[0].text, self.on_at(mention.start))
            if name in mention.names
        ]
        order = order or list(mention.names)
        certain = ids & self._certain if len(ids) > 1 else ids
        if len(certain) == 1 and len(ids) > 1:
            return next((name for name in order if name.actor_id in certain), order[0])
        return order[0]

    def _day_in(self, start: int, end: int) -> date | None:
        at = bisect_left(self._days, (start, date.min))
        if at < len(self._days) and self._days[at][0] < end:
            day = self._days[at][1]
            return day if self._on is None or day < self._on else None
        return None

    def _is_former(self, index: int) -> bool:
        low = max(self._doc[index].sent.start, index - 4)
        return any(token.lower_ in FORMER for token in self._doc[low:index])


def is_people(name: Name | None) -> bool:
    """Whether a name means the people, who act as many: "the Saudis"."""
    return name is not None and name.sort is NameSort.DEMONYM
