"""Expressions that count from the day of publication or from a date told before: "yesterday", "a year earlier".

Each rule reads from one token on and returns what it read with the index after it, or None.
"""

from __future__ import annotations

from detente.reading.dates.date_spans import SEASONS, Unit
from detente.reading.dates.relative_time import (
    Anchor,
    Bound,
    Relative,
    Running,
    Shift,
    SoFar,
    Vague,
    Weekday,
    Yearless,
)
from detente.reading.dates.time_tokens import Tokens, count
from detente.reading.dates.time_words import (
    DASHES,
    HAZY_NUMBERS,
    MONTHS,
    REACH,
    SHORT_UNITS,
    TIMES_OF_DAY,
    UNIT_PLURALS,
    UNITS,
    WEEKDAYS,
)
from detente.reading.dates.year_grammar import Parsed

TODAY = Shift(Unit.DAY, 0, 0)
THEN = Shift(Unit.DAY, 0, 0, "previous")
NEAR_FUTURE = Running(Unit.YEAR, 0, 2)
RECENTLY = Running(Unit.MONTH, -3, 0)
SOON = Running(Unit.MONTH, 0, 3)
"""Reach of "recently", "soon" and "the near future": conventions of ours, wide on purpose."""

PHRASES: dict[str, Relative] = {
    "yesterday": Shift(Unit.DAY, -1, -1),
    "today": TODAY,
    "tonight": TODAY,
    "overnight": Shift(Unit.DAY, -1, 0),
    "tomorrow": Shift(Unit.DAY, 1, 1),
    "last night": Shift(Unit.DAY, -1, -1),
    "last evening": Shift(Unit.DAY, -1, -1),
    "this morning": TODAY,
    "this afternoon": TODAY,
    "this evening": TODAY,
    "the day before yesterday": Shift(Unit.DAY, -2, -2),
    "the day after tomorrow": Shift(Unit.DAY, 2, 2),
    "currently": TODAY,
    "presently": TODAY,
    "nowadays": TODAY,
    "now": TODAY,
    "right now": TODAY,
    "at present": TODAY,
    "at the moment": TODAY,
    "these days": TODAY,
    "to date": TODAY,
    "recently": RECENTLY,
    "lately": RECENTLY,
    "of late": RECENTLY,
    "soon": SOON,
    "shortly": SOON,
    "in the near future": NEAR_FUTURE,
    "in the foreseeable future": Running(Unit.YEAR, 0, 5),
    "in the short term": NEAR_FUTURE,
    "previously": Vague(),
    "formerly": Vague(),
    "traditionally": Vague(),
    "historically": Vague(),
    "long ago": Vague(),
    "in the past": Vague(),
    "until recently": Vague(),
    "until now": Vague(),
    "in bygone days": Vague(),
    "since then": Bound(THEN, "since"),
    "until then": Bound(THEN, "until"),
    "by then": THEN,
    "at that time": THEN,
    "at the time": THEN,
    "at roughly the same time": THEN,
    "at about the same time": THEN,
    "at around the same time": THEN,
    "at approximately the same time": THEN,
    "around the same time": THEN,
    "around that time": THEN,
    "about the same time": THEN,
    "the day before": Shift(Unit.DAY, -1, -1, "previous"),
    "the day after": Shift(Unit.DAY, 1, 1, "previous"),
    "the year before": Shift(Unit.YEAR, -1, -1, "previous"),
    "the week before": Shift(Unit.WEEK, -1, -1, "previous"),
    "the month before": Shift(Unit.MONTH, -1, -1, "previous"),
}
PHRASE_TOKENS = {tuple(phrase.split()): value for phrase, value in PHRASES.items()}
PHRASE_LENGTHS: dict[str, list[int]] = {}
for _words in PHRASE_TOKENS:
    PHRASE_LENGTHS.setdefault(_words[0], []).append(len(_words))
for _lengths in PHRASE_LENGTHS.values():
    _lengths.sort(reverse=True)

NOT_BEFORE_A_CLAUSE = frozenset(("at the time", "the day before", "the day after", "the year before"))
"""Where a noun or clause follows ("the day after the attack", "at the time of"), it gives the time, not these."""
ENDS_PHRASE = frozenset((*'.,;:)!?”"-–—', "and", "but", "when", ""))

BACKWARD = frozenset(("last", "past", "previous", "preceding"))
FORWARD = frozenset(("next", "coming", "upcoming", "following", "ensuing"))
STRETCH_BEFORE = frozenset(("over", "in", "within", "during", "for", "throughout", "through", "across"))


def phrase(tokens: Tokens, index: int) -> Parsed | None:
    """One of the fixed phrases."""
    low = tokens.low
    for length in PHRASE_LENGTHS.get(low[index], ()):
        value = PHRASE_TOKENS.get(tuple(low[index : index + length]))
        if value is None:
            continue
        after, words = index + length, " ".join(low[index : index + length])
        if _is_title(tokens, index) or (tokens.joined(after) and low[after] in DASHES):
            continue  # "USA Today", "late" in "of late-night"
        if words in ("the week before", "the month before") or words in NOT_BEFORE_A_CLAUSE:
            breaks = low[after] in ENDS_PHRASE or low[after].isspace()
            if not breaks and not (words == "at the time" and low[after] not in ("of", "that", "when", "and")):
                continue
        if words in ("shortly", "soon", "now") and low[after] in ("after", "before", "afterwards", "that", "-"):
            continue
        if words == "yesterday" or words == "tomorrow":
            after += low[after] in TIMES_OF_DAY
        return value, after
    return None


def _is_title(tokens: Tokens, index: int) -> bool:
    """Whether a capital inside a sentence makes a name of the phrase: "USA Today", "CBS This Morning"."""
    return index > 0 and tokens.is_capitalised(index) and tokens.words[index - 1].isalpha()


def shifted_unit(tokens: Tokens, index: int) -> Parsed | None:
    """As in "last week", "this year", "the past two years", "the coming months", "the following day", "that year"."""
    low = tokens.low
    definite = low[index] == "the"
    start = index + 1 if definite else index
    word = low[start]
    after = start + 1
    if word in ("this", "current", "present"):
        return _unit_or_season(tokens, after, 0, "published")
    if word in ("that", "same") and (definite or word == "that"):
        after += low[after] == "same" and word == "that"
        return _unit_or_season(tokens, after, 0, "previous")
    if word not in BACKWARD and word not in FORWARD and word != "recent":
        return None
    sign = 1 if word in FORWARD else -1
    plural = _plural_stretch(tokens, after, sign, word)
    if plural is not None:
        return plural
    if word == "recent":
        return None
    if low[after] in MONTHS and (tokens.is_capitalised(after)) and not definite:
        return _last_month(tokens, after, sign)
    if low[after] in WEEKDAYS:
        anchor: Anchor = "previous" if definite and word in ("following", "next", "previous") else "published"
        end = after + 2 if low[after + 1] in TIMES_OF_DAY else after + 1
        return Weekday(WEEKDAYS[low[after]], which=sign, anchor=anchor), end
    unit = UNITS.get(low[after])
    if unit is None:
        return _unit_or_season(tokens, after, sign, "published")
    if definite and _is_stretch(tokens, index, word):
        return Running(unit, min(sign, 0), max(sign, 0)), after + 1
    told = word in ("following", "previous", "preceding", "ensuing") or (definite and word == "next")
    return Shift(unit, sign, sign, "previous" if told else "published"), after + 1


def earlier_this(tokens: Tokens, index: int) -> Parsed | None:
    """As in "earlier this year", "later in the week", "so far this month", "later that day"."""
    low = tokens.low
    word, after = low[index], index + 1
    if word == "so" and low[after] == "far":
        after += 1
    elif word not in ("earlier", "later"):
        return None
    if low[after] == "on" and low[after + 1] in WEEKDAYS and tokens.is_capitalised(after + 1):
        return Weekday(WEEKDAYS[low[after + 1]]), after + 2
    if low[after] == "in" and low[after + 1] == "the":
        after += 1
    if low[after] not in ("this", "the", "that") or low[after + 1] not in UNITS:
        return None
    unit = UNITS[low[after + 1]]
    if low[after] == "that":
        return Shift(unit, 0, 0, "previous"), after + 2
    return SoFar(Shift(unit, 0, 0), later=word == "later"), after + 2


def counted(tokens: Tokens, index: int) -> Parsed | None:
    """As in "two years ago", "a month later", "several weeks earlier", "decades ago", "in two weeks' time"."""
    low = tokens.low
    lead = low[index] if low[index] in ("in", "within") else ""
    start = index + 1 if lead else index
    hazy_unit = UNIT_PLURALS.get(low[start])
    if hazy_unit is not None:
        if lead:
            return None
        found = (2, 2 * REACH[hazy_unit], start)
    else:
        number = count(tokens, start)
        if number is None:
            return _fraction_ago(tokens, start)
        found = number
    least, most, at = found
    if low[at] in SHORT_UNITS:
        return (TODAY, at + 2) if low[at + 1] == "ago" and not lead else None
    unit = UNIT_PLURALS.get(low[at], UNITS.get(low[at]))
    if unit is None:
        return None
    after = at + 1
    if lead:
        return _ahead(tokens, after, unit, most, lead)
    direction = low[after]
    if direction == "ago":
        if low[after + 1] == "today" and least == most:  # "fifty years ago today": to the day
            return Running(unit, -least, -least), after + 2
        return _ago(unit, least, most), after + 1
    if direction in ("earlier", "previously", "beforehand"):
        return Shift(unit, -most, -least, "previous"), after + 1
    if direction in ("later", "afterwards", "hence") and low[after + 1] != "than":
        return Shift(unit, least, most, "previous"), after + 1
    return None


def for_years(tokens: Tokens, index: int) -> Parsed | None:
    """As in "for decades", "for many years", which run up to now."""
    low = tokens.low
    if low[index] != "for":
        return None
    at = index + 2 if low[index + 1] == "many" else index + 1
    unit = UNIT_PLURALS.get(low[at])
    if unit is None or low[at + 1] in ("to", "after", "ahead", "from"):
        return None
    return Running(unit, -REACH[unit], 0), at + 1


def _ago(unit: Unit, least: int, most: int) -> Shift:
    """Decades and centuries ago count in years, give or take a fifth of a decade or a tenth of a century."""
    if unit not in (Unit.DECADE, Unit.CENTURY):
        return Shift(unit, -most, -least)
    years, slack = (10, 2) if unit is Unit.DECADE else (100, 10)
    return Shift(Unit.YEAR, -most * years - slack, -least * years + slack)


def _fraction_ago(tokens: Tokens, index: int) -> Parsed | None:
    low = tokens.low
    if low[index : index + 4] == ["half", "a", "century", "ago"]:
        return Shift(Unit.YEAR, -55, -45), index + 4
    if low[index : index + 4] == ["half", "a", "decade", "ago"]:
        return Shift(Unit.YEAR, -5, -5), index + 4
    return None


def _ahead(tokens: Tokens, after: int, unit: Unit, most: int, lead: str) -> Parsed | None:
    low = tokens.low
    after_quote = after + 1 if low[after] in ("'", "’") else after
    if low[after_quote] == "s" and tokens.joined(after_quote):
        after_quote += 1
    if low[after_quote] == "time":
        return Running(unit, most, most), after_quote + 1
    return Running(unit, 0 if lead == "within" else most, most, only_future=True), after


def _plural_stretch(tokens: Tokens, index: int, sign: int, word: str) -> Parsed | None:
    """What follows "the last", "recent", "coming": "two years", "few weeks", "months", "24 hours"."""
    low = tokens.low
    unit = UNIT_PLURALS.get(low[index])
    if unit is not None:
        reach, after = REACH[unit], index + 1
    else:
        number = count(tokens, index) if low[index] not in ("a", "an") else None
        if number is None and low[index] in HAZY_NUMBERS:
            number = (2, HAZY_NUMBERS[low[index]][1], index + 1)
        if number is None:
            return None
        _, reach, after = number
        if low[after] in SHORT_UNITS:
            return Running(Unit.DAY, sign * max(1, -(-reach // 24)) if sign < 0 else 0, 0 if sign < 0 else 1), after + 1
        unit = UNIT_PLURALS.get(low[after])
        if unit is None:
            return None
        after += 1
    anchor: Anchor = "previous" if word in ("following", "previous", "preceding", "ensuing") else "published"
    return Running(unit, -reach if sign < 0 else 0, 0 if sign < 0 else reach, anchor), after


def _is_stretch(tokens: Tokens, index: int, word: str) -> bool:
    """Whether "the last year" means the twelve months to now, and not the calendar year before this one."""
    if word in ("last", "past", "coming"):
        return True
    return word == "next" and tokens.before(index) in STRETCH_BEFORE


def _last_month(tokens: Tokens, index: int, sign: int) -> Parsed | None:
    if tokens.is_digits(index + 1, most=2):
        return None
    return Yearless(month=MONTHS[tokens.low[index]], which=sign), index + 1


def _unit_or_season(tokens: Tokens, index: int, sign: int, anchor: Anchor) -> Parsed | None:
    word = tokens.low[index]
    if word in UNITS:
        return Shift(UNITS[word], sign, sign, anchor), index + 1
    if anchor == "published" and word in SEASONS and tokens.low[index + 1] != "of":
        return Yearless(season=word, which=sign), index + 1
    if anchor == "published" and sign == 0 and word in MONTHS and tokens.is_capitalised(index):
        return None if tokens.is_digits(index + 1, 2) else (Yearless(month=MONTHS[word], which=0), index + 1)
    if anchor == "published" and sign == 0 and word in WEEKDAYS:
        return Weekday(WEEKDAYS[word], which=0), index + 1
    return None
