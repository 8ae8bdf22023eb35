"""Where things happen: cities, regions, buildings and states that stand as places in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from detente.actors.model import NameSort
from detente.reading.particulars.cities import choose_city, cities, divisions
from detente.records import ActorKind, Place

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from detente.actors.model import Actor
    from detente.reading.who.find import Mention

LOCATIVE = frozenset(
    ("in", "at", "near", "inside", "outside", "across", "within", "around", "throughout", "along", "off")
)
LOCATIVE |= {"outside", "alongside", "beside", "amid", "northwest", "northeast", "southwest", "southeast"}
LOCATIVE |= {"north", "south", "east", "west", "on", "over", "into", "through", "above", "between"}
NO_SETTING = frozenset(("on", "over", "into", "through", "between", "above"))
"""After these a place belongs to the very word they follow: who condemns "the strike on Kyiv" is not in Kyiv."""
STATE_LOCATIVE = frozenset(("in", "inside", "across", "within", "throughout", "near", "at"))
"""A state's name is a place only after these; elsewhere it is an actor."""
SETTLEMENTS = frozenset(
    ("city", "town", "province", "village", "region", "district", "port", "capital", "area", "island")
)
SETTLEMENTS |= {"state", "suburb", "resort", "stronghold", "valley", "enclave", "county", "governorate", "peninsula"}
STRUCK = frozenset(
    ("bomb", "shell", "capture", "seize", "enter", "leave", "visit", "besiege", "retake", "storm", "raid")
)
STRUCK |= {
    "attack",
    "strike",
    "bombard",
    "occupy",
    "liberate",
    "reach",
    "hit",
    "evacuate",
    "blockade",
    "recapture",
    "tour",
}
"""A city as the object of these is where it happens."""
PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
NAME_DEPS = frozenset(("compound", "nmod", "poss", "appos", "conj", "npadvmod", "dobj", "pobj", "nsubjpass"))
NARROWER_WITHIN = 4
"""Tokens between a city and the state after it ("Abbottabad in Pakistan") that is not a place of its own."""
MOST_STEPS = 8


class Mentions(Protocol):
    """Which actor a token names; `reading.resolve.Resolver` is one."""

    def mention_at(self, index: int) -> Mention | None:
        """The mention that a token belongs to."""


class Actors(Protocol):
    """Actors by id; `actors.registry.Registry` is one."""

    def get(self, actor_id: str) -> Actor | None:
        """The actor of an id."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name that may be a place: its tokens, and the state or region it is known as."""

    start: int
    end: int
    text: str
    kind: str
    """"state", "region", "city" (a capital), "other" (a known actor, no place), or "unknown"."""
    iso3: str | None


def find_places(doc: Doc, mentions: Mentions, actors: Actors) -> tuple[Place, ...]:
    """The places of a parsed text, in order.

    A city counts after a locative ("in Geneva"), before a noun ("the Geneva talks"), or as what is
    struck or visited ("bombed Aleppo"), not as a speaker ("Moscow said"); a state counts after "in" and
    the like, and only where nothing narrower stands before it. A name that several cities bear means the one
    in the state named beside it, else the largest, unless a rival lies in a state that the text speaks of.

    Args:
        doc: The parsed text.
        mentions: What names stand in it.
        actors: The actors that these names mean.

    Returns:
        Places with offsets into the document's text.
    """
    names = {named.start: named for named in _names(doc, mentions, actors)}
    told = [named.iso3 for named in names.values() if named.kind in ("state", "region") and named.iso3]
    found: list[tuple[Named, Place]] = []
    for named in names.values():
        place = _place(doc, named, names, told)
        if place is None:
            continue
        if named.kind == "state" and found and _is_narrower(found[-1], named, place):
            continue
        found.append((named, place))
    return tuple(place for _, place in found)


def place_of(event_token: Token, places: Sequence[Place], sentence: Span) -> Place | None:
    """The place that an event's own clause gives it.

    Args:
        event_token: The word that tells the event, a verb or a noun.
        places: From `find_places`.
        sentence: The sentence of the event.

    Returns:
        The place attached to the event or its arguments with the fewest steps; None where every place
        belongs to another verb.
    """
    best: tuple[int, int, Place] | None = None
    owners = _owners(event_token)
    for place in places:
        if not sentence.start_char <= place.start < sentence.end_char:
            continue
        span = sentence.doc.char_span(place.start, place.end, alignment_mode="expand")
        steps = _steps(span.root, owners, place.start < event_token.idx) if span is not None else None
        if steps is not None:
            rank = (steps, abs(place.start - event_token.idx), place)
            best = min(best, rank, key=lambda ranked: ranked[:2]) if best else rank
    return best[2] if best else None


def _owners(event: Token) -> dict[int, int]:
    """Tokens whose places are the event's, with how far away they are: itself and its clause's verbs."""
    owners = {event.i: 0}
    token, steps = event, 0
    while token.head != token and steps < MOST_STEPS:
        clausal = token.pos_ in ("VERB", "AUX") and token.dep_ not in ("xcomp", "conj", "aux", "auxpass", "pcomp")
        if clausal:
            break
        token, steps = token.head, steps + 1
        owners[token.i] = steps + 1
    return owners


def _steps(place: Token, owners: dict[int, int], before: bool) -> int | None:
    """Steps from a place up to an owner, not through a clause of another verb."""
    token = place
    for step in range(MOST_STEPS):
        if token.i in owners:
            shared_verb_is_later = owners[token.i] > 1 and token.pos_ == "VERB" and not before
            return None if shared_verb_is_later and step == 0 else step + owners[token.i]
        if token.pos_ in ("VERB", "AUX") and not (token.dep_ == "acl" and token.tag_ in ("VBN", "VBG")):
            return None
        if token.head == token:
            return None
        if token.dep_ == "prep" and token.lower_ in NO_SETTING and owners.get(token.head.i) != 0:
            return None
        token = token.head
    return None


def _names(doc: Doc, mentions: Mentions, actors: Actors) -> Iterator[Named]:
    index = 0
    while index < len(doc):
        mention = mentions.mention_at(index)
        if mention is not None:
            yield _known(doc, mention, actors)
            index = max(mention.end, index + 1)
            continue
        named = _city_here(doc, index) if doc[index].pos_ == "PROPN" else None
        if named is not None:
            yield named
            index = named.end
        else:
            index += 1


def _known(doc: Doc, mention: Mention, actors: Actors) -> Named:
    span = doc[mention.start : mention.end]
    start = mention.start + (span[0].lower_ == "the" and len(span) > 1)
    text = doc[start : mention.end].text
    for name in mention.names:
        actor = actors.get(name.actor_id)
        if actor is None:
            continue
        states = [dated.value for dated in actor.state]
        state = states[0] if len(set(states)) == 1 else None
        if name.sort is NameSort.CAPITAL:
            return Named(start, mention.end, text, "city", actor.id)
        if actor.kind is ActorKind.STATE and name.sort in (NameSort.NAME, NameSort.ALIAS, NameSort.ACRONYM):
            return Named(start, mention.end, text, "state", actor.id)
        if actor.kind is ActorKind.REGION:
            return Named(start, mention.end, text, "region", state)
    division = divisions().get(text)
    if division is not None and not mention.names:
        return Named(start, mention.end, text, "region", division.iso3)
    if mention.names or mention.label not in PLACE_LABELS:
        return Named(start, mention.end, text, "other", None)
    return Named(start, mention.end, text, "unknown", None)


def _city_here(doc: Doc, index: int) -> Named | None:
    """The longest city name at a token that nothing else claims."""
    for length in (3, 2, 1):
        span = doc[index : index + length]
        if len(span) == length and span.text in cities() and span[0].text[0].isupper():
            return Named(index, index + length, span.text, "unknown", None)
    return None


def _place(doc: Doc, named: Named, names: dict[int, Named], told: Sequence[str]) -> Place | None:
    if named.kind == "other":
        return None
    span = doc[named.start : named.end]
    role = _role(span.root)
    if role is None or (named.kind == "state" and not _locates_state(span.root)):
        return None
    if named.kind in ("state", "region"):
        return Place(named.text, named.iso3, span.start_char, span.end_char)
    within, letters = _beside(named, doc, names)
    if named.kind == "city" and within in (None, named.iso3):
        return Place(named.text, named.iso3, span.start_char, span.end_char)
    city = choose_city(named.text, within=within, letters=letters, told=told)
    known = city.iso3 if city is not None else named.iso3
    if known is not None:
        return Place(named.text, known, span.start_char, span.end_char)
    if role in ("locative", "settlement") and (span.root.ent_type_ in PLACE_LABELS):
        return Place(named.text, within, span.start_char, span.end_char)
    return None


def _role(token: Token) -> str | None:
    """How a name stands in its sentence: "locative", "settlement" (the city of X), "modifier", "object", or None."""
    for _ in range(4):
        head = token.head
        if token.dep_ == "pobj":
            if head.lower_ in LOCATIVE:
                return "locative"
            if head.lower_ == "of" and head.head.lemma_.lower() in SETTLEMENTS | LOCATIVE:
                return "settlement"
            return None
        if token.dep_ in ("conj", "appos") or (token.dep_ == "npadvmod" and head.pos_ == "PROPN"):
            if token.dep_ == "appos" and head.lemma_.lower() in SETTLEMENTS:
                return "settlement"
            token = head
            continue
        if token.dep_ in ("dobj", "nsubjpass"):
            return "object" if head.lemma_.lower() in STRUCK else None
        if token.dep_ in ("compound", "nmod") and head.pos_ in ("NOUN", "PROPN"):
            return "modifier" if head.pos_ == "NOUN" else _role(head)
        if token.dep_ == "poss":
            return _role(head) and "modifier"
        if token.dep_ == "ROOT" or token.dep_ == "dep":
            return None
        return None
    return None


def _locates_state(token: Token) -> bool:
    """Whether a state's name follows "in" or the like, itself or as the owner of what does ("in Iraq's north")."""
    while token.dep_ in ("conj", "poss", "appos"):
        if token.dep_ == "poss" and token.head.lemma_.lower() not in SETTLEMENTS | LOCATIVE:
            return False
        token = token.head
    if token.dep_ != "pobj":
        return False
    preposition = token.head
    return preposition.lower_ in STATE_LOCATIVE or (preposition.lower_ == "of" and preposition.head.lower_ in LOCATIVE)


def _beside(named: Named, doc: Doc, names: dict[int, Named]) -> tuple[str | None, str | None]:
    """State and letters of the division named right after: "Abbottabad in Pakistan", "Paris, Texas"."""
    after = named.end
    if after >= len(doc) or (doc[after].text != "," and doc[after].lower_ not in ("in", "of")):
        return None, None
    after += 1
    after += after < len(doc) and doc[after].lower_ == "the"
    beside = names.get(after)
    if beside is None or beside.kind not in ("state", "region"):
        return None, None
    division = divisions().get(beside.text)
    return beside.iso3, division.letters if division and division.iso3 == beside.iso3 else None


def _is_narrower(earlier: tuple[Named, Place], state: Named, place: Place) -> bool:
    """Whether the state is only the wider setting of the place just before it."""
    named, narrower = earlier
    return named.kind != "state" and narrower.iso3 == place.iso3 and state.start - named.end <= NARROWER_WITHIN
