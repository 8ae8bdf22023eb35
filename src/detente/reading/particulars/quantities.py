"""What a sentence counts and measures: "approximately 200 troops", "$46 billion", "30 percent"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.dates.when import find_times
from detente.reading.particulars.numbers import SCALES, Number, read_number
from detente.reading.particulars.units import UnitWord, unit_words
from detente.records import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Found = tuple[Quantity, int, int]

APPROXIMATELY = frozenset(
    ("about", "some", "around", "approximately", "roughly", "nearly", "almost", "over", "under", "estimated", "circa")
)
APPROXIMATELY |= {"perhaps", "reportedly", "possibly", "least", "most", "than", "to", "as", "~"}
"""The word straight before a number that makes it a round one; "to", "than", "as" only in the phrases below."""
PHRASES_BEFORE = {
    "least": ("at",),
    "most": ("at",),
    "than": ("more", "less", "fewer"),
    "to": ("up", "close"),
    "as": ("many", "much", "few"),
}
POINTING = frozenset(("the", "these", "those", "both", "its", "their", "our", "other", "latter"))
NOT_COUNTS = frozenset(
    ("side", "way", "part", "thing", "reason", "point", "step", "kind", "type", "factor", "front", "thousand", "one")
)
NOT_COUNTS |= {"million", "billion", "hundred", "dozen", "article", "resolution", "am", "pm", "year-old", "yearold"}
"""Nouns that a small number before them does not count in any sense worth keeping."""
SUFFERED = frozenset(("kill", "wound", "injure", "arrest", "detain", "displace", "die", "flee", "hurt", "evacuate"))
"""A bare number as who suffers these counts people: "some 200 were killed"."""
NOUNS = ("NOUN", "PROPN")
DASHES = ("-", "–", "—")
LONGEST_NOUN_PHRASE = 6


def find_quantities(sentence: Span) -> tuple[Found, ...]:
    """The counted amounts of a sentence, in order.

    Args:
        sentence: A parsed sentence.

    Returns:
        Each quantity with its start and end in the document's text, from the number to the unit. The unit is
        a name of units.csv ("troops", "USD", "percent", "kilometre"), else the lemma of what is counted. Dates,
        durations, ordinals, and numbers in names ("F-16", "Resolution 1701") are none. A range gives both ends.
    """
    words = [token.lower_ for token in sentence]
    if not any(word[0].isdigit() or read_number(words, at) for at, word in enumerate(words)):
        return ()
    base = sentence.start_char
    times = [(base + mention.start, base + mention.end) for mention in find_times(sentence.text)]
    found: list[Found] = []
    index = 0
    while index < len(words):
        number = read_number(words, index)
        if number is None:
            index += 1
            continue
        first = sentence[index]
        second = _range_end(words, number)
        last = second or number
        inside_time = any(start <= first.idx < end for start, end in times)
        unit = None if inside_time or _is_name(sentence, index) else _unit(sentence, words, index, last)
        if unit is not None:
            name, start, end = unit
            for one in (number, second) if second else (number,):
                round_one = second is not None or one.hazy or _is_round(sentence, words, index, last.after)
                found.append((Quantity(one.value, name, round_one), start, end))
        index = last.after
    return tuple(found)


def _range_end(words: list[str], number: Number) -> Number | None:
    """The second number of "40 to 50", "between 40 and 50", "10-15"."""
    if number.after >= len(words):
        return None
    link = words[number.after]
    if link not in ("to", "or", *DASHES) and not (link == "and" and "between" in words):
        return None
    second = read_number(words, number.after + 1)
    return second if second and second.value > number.value else None


def _is_name(sentence: Span, index: int) -> bool:
    """Whether the number is a piece of a code or a name: "F-16", "Resolution 1701", "Article 370"."""
    token = sentence[index]
    if index == 0:
        return False
    before = sentence[index - 1]
    touching = before.idx + len(before) == token.idx
    if touching and (before.text in DASHES or before.text in "/.#" or before.text.isalnum()):
        return True
    if before.pos_ != "PROPN" or before.lower_ in unit_words() or not token.text[0].isdigit():
        return False
    # "Resolution 1701 calls" and "Vision 2030": a name before, and nothing after that it could count.
    follows = sentence[index + 1] if index + 1 < len(sentence) else None
    counts = follows is not None and (follows.pos_ in (*NOUNS, "ADJ", "SYM") or follows.lower_ in (*SCALES, "%"))
    return not counts


def _unit(sentence: Span, words: list[str], index: int, number: Number) -> tuple[str, int, int] | None:
    """The unit's name with the start and end of number and unit together."""
    first, after = sentence[index], number.after
    start, end = first.idx, sentence[after - 1].idx + len(sentence[after - 1])
    before = unit_words().get(words[index - 1]) if index > 0 else None
    if before is not None and before.kind == "currency":
        return before.unit, sentence[index - 1].idx, end
    if words[after - 1].endswith("%"):
        return "percent", start, end
    at = after + 1 if after < len(words) and words[after] in DASHES else after
    for length in (3, 2, 1):
        known = unit_words().get(" ".join(words[at : at + length])) if at + length <= len(words) else None
        if known is not None and (length > 1 or known.kind in ("measure", "currency", "time")):
            last = sentence[at + length - 1]
            return None if known.kind == "time" else (known.unit, start, last.idx + len(last))
    if at > after and at < len(words) and words[at] == "strong":
        return "people", start, sentence[at].idx + len(sentence[at])
    noun = _counted_noun(sentence, words, index, at)
    if noun is not None:
        name = _unit_name(noun, words, index, number)
        return (name, start, max(end, noun.idx + len(noun))) if name else None
    return ("people", start, end) if _suffers(sentence[after - 1]) else None


def _counted_noun(sentence: Span, words: list[str], index: int, at: int) -> Token | None:
    """The head of the noun phrase that the number counts."""
    if at < len(words) and words[at] == "of":
        head = sentence[at]
        counted = next((child for child in head.children if child.dep_ == "pobj"), None)
        return counted if counted is not None and counted.pos_ in NOUNS else None
    last = sentence[min(at, len(words)) - 1]
    for token in (last, sentence[index]):
        head = token.head
        if token.dep_ == "quantmod":
            head = head.head
        if token.dep_ in ("nummod", "quantmod") and token.i < head.i <= token.i + LONGEST_NOUN_PHRASE:
            return head if head.pos_ in NOUNS else None
    noun: Token | None = None
    for token in sentence[at : at + LONGEST_NOUN_PHRASE]:
        if token.pos_ in NOUNS:
            noun = token
        elif noun is not None or token.pos_ not in ("ADJ", "VERB", "PUNCT") or token.text in ",;:.":
            break
    return noun


def _unit_name(noun: Token, words: list[str], index: int, number: Number) -> str | None:
    known: UnitWord | None = unit_words().get(noun.lower_) or unit_words().get(noun.lemma_.lower())
    name = known.unit if known else noun.lemma_ if noun.pos_ == "PROPN" else noun.lemma_.lower()
    if (known and known.kind == "time") or name in NOT_COUNTS or not name[0].isalpha():
        return None
    spelled = words[index].isalpha()
    if words[index] == "one" and known is None:
        return None
    if spelled and number.value <= 10 and index > 0 and words[index - 1] in POINTING:
        return None  # "the two countries" points back; it does not count
    return name


def _suffers(number: Token) -> bool:
    head = number.head
    if number.dep_ in ("nsubjpass", "nsubj", "dobj") and head.lemma_ in SUFFERED:
        return True
    return number.dep_ in ("nummod", "quantmod") and head.lemma_ in SUFFERED


def _is_round(sentence: Span, words: list[str], index: int, after: int) -> bool:
    """Whether a word before (or "or so" after) says that the number is not exact."""
    at = index - 1
    if at >= 0 and words[at] in unit_words():
        at -= 1
    if at < 0:
        return False
    word = words[at]
    if word in ("a", "an") or (word == "estimated"):
        at -= word != "estimated"
        word = words[at] if at >= 0 else ""
    if word in PHRASES_BEFORE:
        return at > 0 and words[at - 1] in PHRASES_BEFORE[word]
    return word in APPROXIMATELY or words[after : after + 2] == ["or", "so"]
