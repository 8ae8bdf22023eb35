"""Find the mentions of actors in a parsed text: the registry's names first, then spaCy's entities.

The registry goes first and overrules the entity recogniser, which takes projects for persons and states for
buildings. Names are matched on words, whatever spaCy made of their hyphens, longest first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from detente.actors.model import Name, NameSort
from detente.actors.registry import Registry

WORD = re.compile(r"[^\W_]+|[^\w\s]")
MAX_NAME_WORDS = 12
JOINERS = {"’": "'", "‘": "'", "`": "'", "–": "-", "—": "-", "‑": "-"}
ENTITY_LABELS = frozenset({"PERSON", "ORG", "NORP", "GPE", "LOC", "FAC"})
COMPASS = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western"})
# What is named after the place where it was signed or held: "the Algiers agreement" is no act of Algiers.
_NAMED_AFTER_WORDS = "agreement accord accords agreements treaty protocol declaration convention communique process"
NAMED_AFTER = frozenset((_NAMED_AFTER_WORDS + " communiqué memorandum formula conference").split())
_SORTING_WORDS = "peace framework climate nuclear ceasefire trade border final i ii"
SORTING = frozenset(_SORTING_WORDS.split())
# Compass and world-region words that make another thing of the name that follows: "South Asian", "Latin American".
REGION_WORDS = frozenset(
    {"south", "north", "east", "west", "central", "southeast", "latin", "african", "native", "trans", "pan"}
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``[start, end)`` of the doc that name something; `names` are the registry's readings of them.

    An empty `names` means that only spaCy's entity `label` speaks for it.
    """

    start: int
    end: int
    names: tuple[Name, ...]
    label: str | None


class Gazetteer:
    """All surface forms of a registry, keyed by their first word."""

    def __init__(self, registry: Registry) -> None:
        self._by_words: dict[tuple[str, ...], list[Name]] = {}
        self._longest: dict[str, int] = {}
        for name in registry.names():
            self._add(name.text, name)
        for phrase in registry.not_actors():
            self._add(phrase, None)

    def _add(self, text: str, name: Name | None) -> None:
        words = tuple(_fold(word) for word in WORD.findall(text))
        if words and len(words) <= MAX_NAME_WORDS:
            names = self._by_words.setdefault(words, [])
            if name is not None and name not in names:
                names.append(name)
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def matches(self, text: str) -> Iterator[tuple[int, int, tuple[Name, ...]]]:
        """Character ranges of names in a text, in order and disjoint, with the names they may stand for."""
        words = [(match.start(), match.end()) for match in WORD.finditer(text)]
        folded = [_fold(text[start:end]) for start, end in words]
        position = 0
        while position < len(words):
            shared = self._shared_name(folded, position)
            if shared:  # "South and North Korea"
                yield *words[position], shared
                position += 1
                continue
            length = self._match_at(text, words, folded, position) or self._with_initials(text, words, folded, position)
            if length is None:
                position += 1
                continue
            count, names = length
            if folded[position] == "the" and position + 1 < len(
                words
            ):  # "The Gulf", but "the Gulf Cooperation Council"
                longer = self._match_at(text, words, folded, position + 1)
                if longer is not None and longer[0] + 1 > count:
                    position += 1
                    count, names = longer
            yield words[position][0], words[position + count - 1][1], names
            position += count

    def _shared_name(self, folded: list[str], position: int) -> tuple[Name, ...]:
        """The names that "South" means in "South and North Korea", which leaves its second word to the next name."""
        ahead = folded[position : position + 4]
        if len(ahead) < 4 or ahead[0] not in COMPASS or ahead[1] not in {"and", "or"} or ahead[2] not in COMPASS:
            return ()
        return tuple(self._by_words.get((ahead[0], ahead[3]), ())) if (ahead[2], ahead[3]) in self._by_words else ()

    def _with_initials(
        self, text: str, words: list[tuple[int, int]], folded: list[str], position: int
    ) -> tuple[int, tuple[Name, ...]] | None:
        """A person's name with a middle initial that the tables do not have: "Ferdinand R. Marcos Jr."."""
        if [len(word) for word in folded[position + 1 : position + 3]] != [1, 1] or folded[position + 2] != ".":
            return None
        kept = [position, *range(position + 3, min(position + 3 + MAX_NAME_WORDS, len(words)))]
        for count in range(min(self._longest.get(folded[position], 0), len(kept)), 1, -1):
            names = self._by_words.get(tuple(folded[index] for index in kept[:count]), ())
            people = tuple(name for name in names if name.sort is NameSort.PERSON)
            if people and text[words[position][0]].isupper():
                return kept[count - 1] - position + 1, people
        return None

    def _match_at(
        self, text: str, words: list[tuple[int, int]], folded: list[str], position: int
    ) -> tuple[int, tuple[Name, ...]] | None:
        longest = self._longest.get(folded[position])
        if longest is None:
            return None
        for count in range(min(longest, len(words) - position), 0, -1):
            names = self._by_words.get(tuple(folded[position : position + count]))
            if names is None:
                continue
            surface = text[words[position][0] : words[position + count - 1][1]]
            if "\n" in surface:
                continue
            if not names:  # "Indian Ocean": a phrase that hides the names in it
                return count, ()
            fitting = tuple(name for name in names if _case_fits(name, surface))
            if fitting:
                return count, fitting
        return None


def find_mentions(doc: Doc, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Mentions of actors in text order; tokens belong to one mention at most."""
    taken: dict[int, Mention] = {}
    found = [
        (doc.char_span(low, high, alignment_mode="expand"), names) for low, high, names in gazetteer.matches(doc.text)
    ]
    firm = {name.actor_id for _, names in found for name in names if not name.weak}
    for span, names in found:
        if span is None or any(token.i in taken for token in span):
            continue
        if not names:
            continue
        names = _supported(span, names, firm)
        mention = _overruled(span, names) if names else None
        if mention is not None:
            taken.update(dict.fromkeys(range(mention.start, mention.end), mention))
    for entity in doc.ents:
        if entity.label_ not in ENTITY_LABELS:
            continue
        start, end = _trimmed(entity)
        if start < end and not any(index in taken for index in range(start, end)) and doc[start:end].text[:1].isupper():
            mention = Mention(start, end, (), entity.label_)
            taken.update(dict.fromkeys(range(start, end), mention))
    return tuple(sorted(set(taken.values()), key=lambda mention: mention.start))


def _supported(span: Span, names: tuple[Name, ...], firm: set[str]) -> tuple[Name, ...]:
    """The names that the text bears out: a weak one ("Lee") needs a title before it or the full name elsewhere."""
    titled = span.start > 0 and _is_title_word(span.doc[span.start - 1].lower_)
    return tuple(name for name in names if not name.weak or titled or name.actor_id in firm)


def _overruled(span: Span, names: tuple[Name, ...]) -> Mention | None:
    """The mention of a registry name, unless the words around it make it somebody else's name."""
    before = span.doc[span.start - 1] if span.start > 0 else None
    first = span[0]
    if before is not None and before.lower_ in REGION_WORDS and names[0].sort in {NameSort.ADJECTIVE, NameSort.DEMONYM}:
        return None
    if first.lower_ in COMPASS and len(span) == 1 and not _is_lone_direction(span):
        return None
    if names[0].sort is NameSort.CAPITAL and _names_an_agreement(span):
        return None
    single = len(span) == 1 and first.ent_type_ == "PERSON"
    if single and before is not None and before.ent_type_ == "PERSON" and first.ent_iob_ == "I":
        # "Rajnath Singh" is not the Singh we know; "Michael Jordan" is no state.
        start = first.i
        while start > 0 and span.doc[start].ent_iob_ == "I":
            start -= 1
        while start < first.i and not span.doc[start].is_title:
            start += 1
        if all(token.pos_ == "PROPN" and not _is_title_word(token.lower_) for token in span.doc[start : first.i]):
            return Mention(start, span.end, (), "PERSON")
    return Mention(span.start, span.end, names, first.ent_type_ or None)


def _is_lone_direction(span: Span) -> bool:
    """Whether "the North" stands alone, for a state, and is no part of "the North Sea", "South Carolina"."""
    doc = span.doc
    if doc[span.end : span.end + 1].text[:1].isupper() or doc[span.end : span.end + 1].text in {"-", "–", "of"}:
        return False
    pointed = span.start > 0 and doc[span.start - 1].lower_ == "the"
    return pointed or doc[span.end : span.end + 1].text.lower() in {"and", "or"}  # "South and North Korea"


def _names_an_agreement(span: Span) -> bool:
    """Whether a capital only lends its name to what was signed there: "the 2015 Algiers peace agreement"."""
    following = [token.lower_ for token in span.doc[span.end : span.end + 3]]
    if following and following[0] in SORTING:
        following = following[1:]
    return bool(following) and following[0] in NAMED_AFTER


_TITLE_WORDS = """
president prime minister premier chancellor king queen prince emir sultan general marshal secretary foreign
defence  defense senator ambassador chief mr mrs ms dr sir lord ayatollah sheikh mullah comrade chairman
leader pm  vice deputy former colonel admiral brigadier major captain commander spokesman spokeswoman envoy
crown state  governor mayor justice judge speaker director president-elect interim acting
"""
TITLE_WORDS = frozenset(_TITLE_WORDS.split())


def _is_title_word(word: str) -> bool:
    return word.rstrip(".") in TITLE_WORDS


def _trimmed(entity: Span) -> tuple[int, int]:
    """An entity without leading articles and titles and without a possessive ending."""
    start, end = entity.start, entity.end
    while start < end and (entity.doc[start].lower_ in {"the", "a", "an"} or not entity.doc[start].text[:1].isalnum()):
        start += 1
    while start < end and (entity.doc[end - 1].tag_ == "POS" or not entity.doc[end - 1].text[-1:].isalnum()):
        end -= 1
    while start < end - 1 and entity.label_ == "PERSON" and _is_title_word(entity.doc[start].lower_):
        start += 1
    return start, end


def _case_fits(name: Name, surface: str) -> bool:
    if name.case_sensitive:
        return _plain(surface) == _plain(name.text)
    return surface[:1].isupper() or surface.isupper() or name.text[:1].islower() or not surface[:1].isalpha()


def _fold(word: str) -> str:
    return _plain(word).casefold()


def _plain(text: str) -> str:
    if text.isascii():
        return text
    text = "".join(JOINERS.get(char, char) for char in text)
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
