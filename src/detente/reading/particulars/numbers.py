"""Numbers as texts write them: "14,000", "2.5 million", "two dozen", "tens of thousands"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.reading.dates.time_words import NUMBER_WORDS

DIGITS = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.([0-9]{1,6}))?(bn|tn|mn|m|b|k|%)?\Z", re.IGNORECASE)
SCALES = {"dozen": 12.0, "score": 20.0, "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7}
SCALES |= {"billion": 1e9, "trillion": 1e12, "mn": 1e6, "bn": 1e9, "tn": 1e12}
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12}
"""What may stand joined to the digits: "1.5bn"."""
HAZY = {
    "dozens": 24.0,
    "scores": 40.0,
    "hundreds": 200.0,
    "thousands": 2e3,
    "millions": 2e6,
    "billions": 2e9,
    "trillions": 2e12,
}
"""The least that each plural can mean; such a number is always approximate."""
TENS_OF = {"thousands": 2e4, "millions": 2e7, "billions": 2e10}
HUNDREDS_OF = {"thousands": 2e5, "millions": 2e8, "billions": 2e11}


@dataclass(frozen=True, slots=True)
class Number:
    """A number that begins at some word: its value, the index after it, and whether it is a round guess."""

    value: float
    after: int
    hazy: bool = False


def read_number(words: Sequence[str], index: int) -> Number | None:
    """The longest number that begins at a word.

    Args:
        words: Lowered words, numbers whole ("14,000", "2.5").
        index: Where to read from.

    Returns:
        The number, or None. "1,5" and other groupings that are not English are no numbers.

    >>> read_number(["two", "hundred", "and", "five"], 0)
    Number(value=205.0, after=4, hazy=False)
    """
    hazy = _hazy(words, index)
    if hazy is not None:
        return hazy
    if _word(words, index) in ("a", "half"):
        return _with_article(words, index)
    small = _small(words, index)
    if small is None:
        return None
    total, (current, after) = 0.0, small
    while True:
        scale = SCALES.get(_word(words, after))
        if scale is not None:
            current, after = current * scale, after + 1
            if scale >= 1e3:
                total, current = total + current, 0.0
            continue
        # "two hundred (and) five": another piece only in words, and only straight after a scale word.
        next_at = after + (_word(words, after) == "and")
        goes_on = words[after - 1] in SCALES and words[index].isalpha() and _word(words, next_at).isalpha()
        follow = _small(words, next_at) if goes_on and words[after - 1] != "dozen" else None
        if follow is None:
            return Number(total + current, after)
        current, after = current + follow[0], follow[1]


def _hazy(words: Sequence[str], index: int) -> Number | None:
    word = _word(words, index)
    if word in ("tens", "hundreds") and _word(words, index + 1) == "of":
        larger = (TENS_OF if word == "tens" else HUNDREDS_OF).get(_word(words, index + 2))
        if larger is not None:
            return Number(larger, index + 3, hazy=True)
    return Number(HAZY[word], index + 1, hazy=True) if word in HAZY else None


def _with_article(words: Sequence[str], index: int) -> Number | None:
    """As in "a hundred", "a dozen", "half a million", "a million"."""
    half = words[index] == "half"
    scale_at = index + 2 if half and _word(words, index + 1) == "a" else index + 1
    scale = SCALES.get(_word(words, scale_at))
    if scale is None or (half and scale_at == index + 1):
        return None
    value, after = scale * (0.5 if half else 1.0), scale_at + 1
    while (larger := SCALES.get(_word(words, after))) and larger > scale:
        value, after = value * larger, after + 1
    return Number(value, after, hazy=_word(words, scale_at) == "score")


def _small(words: Sequence[str], index: int) -> tuple[float, int] | None:
    """Digits, or a number word below a hundred."""
    word = _word(words, index)
    match = DIGITS.match(word) if word[:1].isdigit() else None
    if match is not None:
        value = float(f"{match[1].replace(',', '')}.{match[2] or '0'}")
        suffix = (match[3] or "").lower()
        return value * SHORT_SCALES.get(suffix, 1.0), index + 1
    small = NUMBER_WORDS.get(word)
    if small is None or word == "hundred":
        return None
    if small >= 20 and _word(words, index + 1) == "-" and 1 <= NUMBER_WORDS.get(_word(words, index + 2), 0) <= 9:
        return float(small + NUMBER_WORDS[words[index + 2]]), index + 3
    return float(small), index + 1


def _word(words: Sequence[str], index: int) -> str:
    return words[index] if 0 <= index < len(words) else ""
