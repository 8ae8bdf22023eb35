"""How single times combine: parts ("the end of May"), ranges ("from X to Y") and bounds ("since X")."""

from __future__ import annotations

from collections.abc import Callable

from detente.reading.dates import day_grammar as days
from detente.reading.dates import relative_grammar as spoken
from detente.reading.dates import year_grammar as years
from detente.reading.dates.date_spans import SEASONS, Unit, join, part_of
from detente.reading.dates.periods import period, period_names
from detente.reading.dates.relative_time import (
    Between,
    Bound,
    Part,
    Shift,
    Weekday,
    Yearless,
    adopt_year,
    bound,
    lend_year,
)
from detente.reading.dates.time_tokens import Tokens
from detente.reading.dates.time_words import (
    BOUND_WORDS,
    CHANGES,
    DASHES,
    DECADE_WORDS,
    HAZY_NUMBERS,
    MONTHS,
    NTH_PARTS,
    NUMBER_WORDS,
    ORDINAL_WORDS,
    PART_WORDS,
    QUOTES,
    RANGE_WORDS,
    UNIT_PLURALS,
    UNITS,
    WEEKDAY_SHORT,
    WEEKDAYS,
    Side,
)
from detente.reading.dates.year_grammar import Parsed, Value
from detente.records import DateSpan, Precision

Rule = Callable[[Tokens, int], Parsed | None]

YEAR_END = Part(Shift(Unit.YEAR, 0, 0), "end")


def year_end(tokens: Tokens, index: int) -> Parsed | None:
    """As in "by year-end", "the year's end"."""
    low = tokens.low
    after = index + 1
    if low[after] in QUOTES and low[after + 1] == "s":
        after += 2
    elif low[after] in DASHES:
        after += 1
    return (YEAR_END, after + 1) if low[after] == "end" and after > index + 1 else None


def _rules() -> dict[str, tuple[Rule, ...]]:
    """The rules that can begin at a word; most words of a text begin none."""
    rules: dict[str, list[Rule]] = {}

    def begin(rule: Rule, *words: str) -> None:
        for word in words:
            rules.setdefault(word, []).append(rule)

    begin(days.day, *MONTHS, *WEEKDAYS, *WEEKDAY_SHORT, *ORDINAL_WORDS, "twenty", "thirty")
    begin(days.month, *MONTHS)
    begin(days.weekday, *WEEKDAYS)
    begin(years.season, *SEASONS)
    begin(years.century, *ORDINAL_WORDS, "twenty")
    begin(years.decade, *DECADE_WORDS, *QUOTES)
    begin(years.quarter, "q", "h")
    begin(year_end, "year")
    begin(spoken.phrase, *spoken.PHRASE_LENGTHS)
    begin(spoken.shifted_unit, "the", "this", "that", "same", "current", "recent", *spoken.BACKWARD, *spoken.FORWARD)
    begin(spoken.earlier_this, "earlier", "later", "so")
    begin(spoken.counted, "a", "an", "in", "within", "half", *NUMBER_WORDS, *HAZY_NUMBERS, *UNIT_PLURALS)
    begin(spoken.for_years, "for")
    return {word: tuple(found) for word, found in rules.items()}


RULES = _rules()
DIGIT_RULES: tuple[Rule, ...] = (
    days.day,
    years.quarter,
    years.decade,
    years.century,
    years.year,
    spoken.counted,
)
LEADS = frozenset(
    (*PART_WORDS, *BOUND_WORDS, "from", "between", "first", "second", "third", "fourth", "last", "latter")
)
LEADS |= {"final", "up"}
BEGIN_AFTER_THE = frozenset((*PART_WORDS, *(nth for nth, _ in NTH_PARTS)))


def longest(tokens: Tokens, index: int) -> Parsed | None:
    """The longest time that begins at this token."""
    word = tokens.low[index]
    if word not in RULES and word not in LEADS and not word.isdigit() and tokens.words[index] not in period_names():
        return None
    found = [range_of(tokens, index), bounded(tokens, index), qualified(tokens, index)]
    return max((parsed for parsed in found if parsed), key=lambda parsed: parsed[1], default=None)


def single(tokens: Tokens, index: int, *, licensed: bool = False) -> Parsed | None:
    """One time without part, range or bound.

    Args:
        tokens: The text.
        index: Where to read from.
        licensed: Whether the words before already show that a bare year or month here is one.
    """
    word = tokens.low[index]
    rules = DIGIT_RULES if word.isdigit() else RULES.get(word, ())
    found = [parsed for rule in rules if (parsed := rule(tokens, index))]
    named = period(tokens, index, licensed=licensed)
    if named:
        found.append(named)
    if licensed:
        found += _licensed(tokens, index)
    return max(found, key=lambda parsed: parsed[1], default=None)


def _licensed(tokens: Tokens, index: int) -> list[Parsed]:
    found: list[Parsed] = []
    low = tokens.low
    dated = years.years(tokens, index)
    if dated and int(low[index]) >= years.EARLIEST_BARE_YEAR:
        found.append(dated)
    if low[index] in MONTHS and low[index] not in ("mar", "sun") and tokens.is_capitalised(index):
        found.append((Yearless(month=MONTHS[low[index]]), index + 1))
    if low[index] in SEASONS and low[index] != "fall":
        found.append((Yearless(season=low[index]), index + 1))
    return found


def qualified(tokens: Tokens, index: int, *, licensed: bool = False) -> Parsed | None:
    """A time with or without a part before it: "early 2014", "late in May", "the first half of last year"."""
    parted = _parted(tokens, index)
    if parted is not None:
        part, value, after = parted
        return _part(value, part), after
    return single(tokens, index, licensed=licensed)


def _parted(tokens: Tokens, index: int) -> tuple[str, Value, int] | None:
    """The part, the whole and the index after it."""
    low = tokens.low
    if low[index] == "the" and low[index + 1] in BEGIN_AFTER_THE:
        index += 1
    part = NTH_PARTS.get((low[index], low[index + 1]))
    after = index + 2
    if part is None:
        part, after = PART_WORDS.get(low[index]), index + 1
    if part is None:
        return None
    if part in ("early", "late", "mid"):
        after += low[after] in ("in", "on", "of")
        after += low[after] in DASHES
        after += low[after] == "the" and low[after + 1] not in UNITS
    elif low[after] in ("of", "to") or (low[after] in DASHES and low[index] == "end"):
        after += 1
    elif part not in NTH_PARTS.values():
        return None
    whole = _whole(tokens, after)
    return (part, *whole) if whole else None


def _whole(tokens: Tokens, index: int) -> Parsed | None:
    low = tokens.low
    if low[index] == "the" and low[index + 1] in UNITS and low[index + 1] not in ("weekend", "day"):
        if low[index + 2] == "of":
            return None
        return Shift(UNITS[low[index + 1]], 0, 0), index + 2
    start = index + 1 if low[index] == "the" and single(tokens, index) is None else index
    return single(tokens, start, licensed=True)


def _part(value: Value, part: str) -> Value:
    if isinstance(value, DateSpan):
        return part_of(value, part)
    if isinstance(value, Weekday) or (isinstance(value, Shift) and value.unit is Unit.DAY):
        return value
    return Part(value, part)


def range_of(tokens: Tokens, index: int) -> Parsed | None:
    """As in "from X to Y", "between X and Y", "X - Y"."""
    low = tokens.low
    lead = low[index] if low[index] in ("from", "between") else ""
    if lead and tokens.before(index) in CHANGES:
        return None
    first = _end_of_range(tokens, index + 1 if lead else index, licensed=bool(lead))
    if first is None:
        return None
    value, after = first
    link = low[after]
    if lead == "between":
        links = link == "and"
    elif lead:
        links = link in RANGE_WORDS or link in DASHES
    else:
        links = link in ("to", "through", "until", "till") or link in DASHES
    if not links:
        return None
    if lead == "from" and low[after + 1] in ("now", "today", "date"):
        return _bounded_value(value, "since", after + 2)
    last = _end_of_range(tokens, after + 1, licensed=bool(lead) or _is_dated(value))
    if last is None:
        return None
    joined = join_ends(value, last[0])
    return (joined, last[1]) if joined else None


def _is_dated(value: Value) -> bool:
    return isinstance(value, DateSpan | Yearless)


def _end_of_range(tokens: Tokens, index: int, *, licensed: bool) -> Parsed | None:
    start = index + 1 if tokens.low[index] == "the" and single(tokens, index) is None else index
    return qualified(tokens, start, licensed=licensed)


def join_ends(first: Value, last: Value) -> Value | None:
    """One value for a range; a yearless end takes its year from the dated one."""
    if isinstance(first, DateSpan) and isinstance(last, DateSpan):
        return join(first, last)
    if isinstance(first, Yearless) and isinstance(last, DateSpan) and first.which is None and first.year is None:
        dated = adopt_year(first, last)
        return dated and join(dated, last)
    if isinstance(first, DateSpan) and isinstance(last, Yearless) and last.which is None and last.year is None:
        dated = lend_year(first, last)
        return dated and join(first, dated)
    return Between(first, last)


def bounded(tokens: Tokens, index: int) -> Parsed | None:
    """As in "since 2014", "until next year", "by the end of May", "before the Cold War", "pre-1967"."""
    low = tokens.low
    if low[index] == "from":
        found = qualified(tokens, index + 1, licensed=True)
        if found and low[found[1]] in ("on", "onward", "onwards", "forward"):
            return _bounded_value(found[0], "since", found[1] + 1)
        return None
    at = index + 1 if low[index] == "up" else index
    side = BOUND_WORDS.get(low[at])
    if side is None or (at > index and side != "until"):
        return None
    after = at + 1
    if low[at] in ("pre", "post"):
        if low[after] not in DASHES:
            return None
        after += 1
    if low[after] in ("about", "around", "late") and low[after + 1].isdigit():
        after += low[after] != "late"
    strict = side in ("before", "after")
    parted = None if strict else _parted(tokens, after)
    if parted and side == "since" and parted[0] == "end" and isinstance(parted[1], DateSpan):
        return _bounded_value(DateSpan(parted[1].end, parted[1].end, parted[1].precision), "since", parted[2])
    start = after + 1 if low[after] == "the" and single(tokens, after) is None and parted is None else after
    found = qualified(tokens, start, licensed=not strict or start == after)
    if found is None or (strict and not _can_be_passed(tokens, found, start > after)):
        return None
    return _bounded_value(found[0], side, found[1])


def _can_be_passed(tokens: Tokens, found: Parsed, definite: bool) -> bool:
    """Whether "before" or "after" means the time itself: not in "after the 2016 vote", "after Friday's attack"."""
    value, after = found
    if not isinstance(value, DateSpan) or tokens.low[after] in QUOTES:
        return False
    return not definite or value.precision in (Precision.DECADE, Precision.PERIOD)


def _bounded_value(value: Value, side: Side, after: int) -> Parsed | None:
    if isinstance(value, DateSpan):
        span = bound(value, side)
        return (span, after) if span else None
    return Bound(value, side), after
