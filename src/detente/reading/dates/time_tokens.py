"""A text cut into words, numbers and signs for the time grammar, and the numbers read from them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.reading.dates.time_words import (
    DASHES,
    HAZY_NUMBERS,
    NUMBER_WORDS,
    ORDINAL_ENDINGS,
    ORDINAL_WORDS,
    PREFIXES,
)

TOKEN = re.compile(r"[^\W0-9_]+|[0-9]+|\n\s*\n|[^\w\s]|_")
"""Words, digits, paragraph breaks, single signs; each character is looked at a bounded number of times."""

PADDING = 16
"""Empty tokens after the last: the longest rule may look ahead without checking for the end."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: the tokens as written and lowered, and where each starts and ends in the text."""

    words: list[str]
    low: list[str]
    start: list[int]
    end: list[int]

    def __len__(self) -> int:
        return len(self.words) - PADDING

    def joined(self, index: int) -> bool:
        """Whether the token follows the one before it without a space or a new paragraph."""
        return index > 0 and self.start[index] == self.end[index - 1] and not self.low[index - 1].isspace()

    def before(self, index: int) -> str:
        """The lowered token before, or "" at the beginning."""
        return self.low[index - 1] if index > 0 else ""

    def is_capitalised(self, index: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.words[index][:1].isupper()

    def is_digits(self, index: int, most: int = 4) -> bool:
        """Whether the token is a number of at most `most` digits."""
        word = self.words[index]
        return len(word) <= most and word.isascii() and word.isdigit()

    def stands_alone(self, first: int, last: int) -> bool:
        """Whether digits from token `first` to `last` are no piece of a larger number, code or name."""
        if self.joined(first):
            sign = self.low[first - 1]
            prefixed = sign in DASHES and first > 1 and self.low[first - 2] in PREFIXES
            if not (prefixed or sign in ALONE_BEFORE):
                return False
        after = last + 1
        if not self.joined(after) or not self.low[after]:
            return True
        sign = self.low[after]
        if sign.isalnum() or sign in "%_$€£":
            return False
        if sign in DASHES or sign in ".,/:":
            # "2016." ends a sentence; "2016.5", "14,000" and "2016-style" are something else.
            return not (self.joined(after + 1) and self.low[after + 1].isalnum())
        return True


ALONE_BEFORE = frozenset("([“\"'‘’—;")
"""Signs that may touch a number from the left without being part of it."""


def cut(text: str, start: int, end: int) -> Tokens:
    """The tokens of ``text[start:end]``, with offsets into the whole text."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in TOKEN.finditer(text, start, end):
        words.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    words += [""] * PADDING
    starts += [end + 1] * PADDING
    ends += [end + 1] * PADDING
    return Tokens(words, [word.lower() for word in words], starts, ends)


def day_number(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """A day of the month ("24", "24th", "twenty-fourth") and the index after it."""
    low = tokens.low
    if tokens.is_digits(index, most=2):
        day, after = int(low[index]), index + 1
        if low[after] in ORDINAL_ENDINGS and tokens.joined(after):
            after += 1
    elif low[index] in ORDINAL_WORDS:
        day, after = ORDINAL_WORDS[low[index]], index + 1
    elif low[index] in ("twenty", "thirty"):
        unit = index + 2 if low[index + 1] == "-" else index + 1
        if not 1 <= ORDINAL_WORDS.get(low[unit], 0) <= 9:
            return None
        day, after = NUMBER_WORDS[low[index]] + ORDINAL_WORDS[low[unit]], unit + 1
    else:
        return None
    return (day, after) if 1 <= day <= 31 else None


def count(tokens: Tokens, index: int) -> tuple[int, int, int] | None:
    """A count of units: the least and the most it stands for, and the index after it.

    Reads "3", "three", "twenty-five", "a", "a few", "several", "a couple of", "half a", "one or two".
    """
    low = tokens.low
    word = low[index]
    if word in ("a", "the") and low[index + 1] in HAZY_NUMBERS:
        return count(tokens, index + 1)
    if word in HAZY_NUMBERS and word != "some":
        after = index + 2 if low[index + 1] == "of" else index + 1
        least, most = HAZY_NUMBERS[word]
        return least, most, after
    one = _one_number(tokens, index)
    if one is None:
        return (1, 1, index + 1) if word in ("a", "an") else None
    least, after = one
    if low[after] in ("or", "to") or low[after] in DASHES:
        other = _one_number(tokens, after + 1)
        if other and other[0] > least:
            return least, other[0], other[1]
    return least, least, after


def _one_number(tokens: Tokens, index: int) -> tuple[int, int] | None:
    low = tokens.low
    if tokens.is_digits(index, most=3):
        return (int(low[index]), index + 1) if tokens.stands_alone(index, index) or low[index + 1] in DASHES else None
    value = NUMBER_WORDS.get(low[index])
    if value is None:
        return None
    if 20 <= value < 100 and low[index + 1] == "-" and 1 <= NUMBER_WORDS.get(low[index + 2], 0) <= 9:
        return value + NUMBER_WORDS[low[index + 2]], index + 3
    return value, index + 1
