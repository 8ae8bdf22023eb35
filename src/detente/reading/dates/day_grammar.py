"""Days, months and weekdays as texts write them; each rule reads from one token on.

A rule returns what it read and the index after it, or None. What lacks its year comes back as `Yearless`.
"""

from __future__ import annotations

from datetime import date

from detente.reading.dates.date_spans import Unit as CalendarUnit
from detente.reading.dates.date_spans import (
    join,
    month_span,
    safe_date,
    unit_span,
)
from detente.reading.dates.relative_time import Between, Weekday, Yearless
from detente.reading.dates.time_tokens import Tokens, day_number
from detente.reading.dates.time_words import (
    BEFORE_A_MONTH,
    DASHES,
    LAST_THIS_NEXT,
    MONTH_NAMES,
    MONTHS,
    NOT_THAT_DAY_AFTER,
    NOT_THAT_DAY_BEFORE,
    ORDINAL_WORDS,
    TIMES_OF_DAY,
    WEEKDAY_SHORT,
    WEEKDAYS,
)
from detente.reading.dates.year_grammar import Parsed, is_counted, year_after, year_shift


def day(tokens: Tokens, index: int) -> Parsed | None:
    """A day in any of its usual orders, with or without weekday and year; also "24-27 September"."""
    named = _weekday_before_day(tokens, index)
    if named is not None:
        weekday, after = named
        parsed = _day_first(tokens, after) or _month_first(tokens, after)
        if parsed is None:
            return None
        value, end = parsed
        if isinstance(value, Yearless):
            value = Yearless(value.month, value.day, year=value.year, weekday=weekday)
        if tokens.low[after - 1] == "(" and tokens.low[end] == ")":
            end += 1
        return value, end
    return numeric_day(tokens, index) or _day_first(tokens, index) or _month_first(tokens, index)


def numeric_day(tokens: Tokens, index: int) -> Parsed | None:
    """As in "2016-09-24", "2016/09/24", "24.09.2016", and "24/09/2016" where only one order gives a day."""
    low = tokens.low
    sign = low[index + 1]
    if sign not in ("-", "/", ".") or low[index + 3] != sign or not all(tokens.joined(index + k) for k in (1, 2, 3, 4)):
        return None
    if not all(tokens.is_digits(index + k) for k in (0, 2, 4)) or tokens.joined(index):
        return None
    if tokens.joined(index + 5) and (low[index + 5] in "-/" or (low[index + 5].isalnum() and low[index + 5] != "t")):
        return None
    first, second, third = (low[index + k] for k in (0, 2, 4))
    found: set[date | None] = set()
    if len(first) == 4 and len(second) <= 2 and len(third) <= 2 and sign != ".":
        found = {safe_date(int(first), int(second), int(third))}
    elif len(third) == 4 and len(first) <= 2 and len(second) <= 2:
        found = {safe_date(int(third), int(second), int(first))}
        if sign != ".":
            found.add(safe_date(int(third), int(first), int(second)))
    found.discard(None)
    only = found.pop() if len(found) == 1 else None
    return (unit_span(CalendarUnit.DAY, only), index + 5) if only else None


def month(tokens: Tokens, index: int) -> Parsed | None:
    """As in "May 2011", "September of last year", "in May"; a bare "May" or "March" needs a word that licenses it."""
    named = _month_name(tokens, index)
    if named is None:
        return None
    number, after, firm = named
    year = year_after(tokens, after)
    if year is not None and (firm or tokens.low[index] not in ("may", "march", "mar")):
        return month_span(year[0], number), year[1]
    if not firm:
        return None
    shifted = year_shift(tokens, after)
    if shifted is not None:
        return Yearless(month=number, year=shifted[0]), shifted[1]
    licensed = tokens.before(index) in BEFORE_A_MONTH
    if tokens.low[index] == "may" and tokens.before(index) in ("by", "from", "before", "after", "through"):
        licensed = False  # "a speech by May", "a letter from May"
    full_name = tokens.low[index] in MONTH_NAMES and tokens.low[index] not in ("may", "march")
    if not (licensed or full_name) or tokens.joined(index) or (tokens.joined(after) and tokens.low[after] in DASHES):
        return None
    return Yearless(month=number), after


def weekday(tokens: Tokens, index: int) -> Parsed | None:
    """As in "Thursday", "Monday night", "Friday last week"; not "Fridays", "Friday prayers", "Black Friday"."""
    low = tokens.low
    number = WEEKDAYS.get(low[index])
    after = index + 1
    if number is None or not tokens.is_capitalised(index) or tokens.joined(index):
        return None
    if tokens.before(index) in NOT_THAT_DAY_BEFORE or low[after] in NOT_THAT_DAY_AFTER:
        return None
    if low[after] in TIMES_OF_DAY:
        after += 1
    of = after + 1 if low[after] == "of" else after
    if low[of] in LAST_THIS_NEXT and low[of + 1] == "week":
        return Weekday(number, week=LAST_THIS_NEXT[low[of]]), of + 2
    return Weekday(number), after


def _month_name(tokens: Tokens, index: int) -> tuple[int, int, bool] | None:
    """Number of the month, index after its name, and whether it is written with a capital."""
    low = tokens.low
    number = MONTHS.get(low[index])
    if number is None:
        return None
    after = index + 1
    if low[index] not in MONTH_NAMES or low[index] == "may":
        dotted = low[after] == "." and tokens.joined(after) and low[index] != "may"
        after += dotted
    return number, after, tokens.is_capitalised(index)


def _weekday_before_day(tokens: Tokens, index: int) -> tuple[int, int] | None:
    low = tokens.low
    number = WEEKDAYS.get(low[index], WEEKDAY_SHORT.get(low[index]))
    if number is None or not tokens.is_capitalised(index):
        return None
    after = index + 1
    while low[after] in (",", ".", "(", "the") and after < index + 4:
        after += 1
    return number, after


def _day_first(tokens: Tokens, index: int) -> Parsed | None:
    """As in "24th September 2016", "24-27 September", "the first of May"."""
    low = tokens.low
    first = day_number(tokens, index)
    if first is None or (tokens.joined(index) and not tokens.stands_alone(index, index)):
        return None
    last = first
    number, after = first
    if low[after] in DASHES or low[after] in ("to", "and", "through"):
        last = day_number(tokens, after + 1) or first
        if last is not first and last[0] <= number:
            return None
    of = last[1] + 1 if low[last[1]] == "of" else last[1]
    named = _month_name(tokens, of)
    if named is None:
        return None
    month_number, end, firm = named
    found = year_after(tokens, end)
    spelled = low[index] in ORDINAL_WORDS and low[last[1]] != "of"
    if found is None and (not firm or spelled):
        return None
    return _days(tokens, month_number, number, last[0], found, end)


def _month_first(tokens: Tokens, index: int) -> Parsed | None:
    """As in "September 24, 2016", "Sept. 24", "September 24-27", "May the 9th"."""
    low = tokens.low
    named = _month_name(tokens, index)
    if named is None or not named[2] or (tokens.joined(index) and tokens.before(index) in DASHES):
        return None
    month_number, start, _ = named
    if low[start] == "the":
        start += 1
    first = day_number(tokens, start) if tokens.is_digits(start, most=2) else None
    if first is None:
        return None
    number, after = first
    last = first
    if low[after] in DASHES or low[after] in ("to", "and", "through"):
        second = day_number(tokens, after + 1) if tokens.is_digits(after + 1, most=2) else None
        # "September 24 to 10 October" is two dates: the second number belongs to the next month.
        if second and second[0] > number and _month_name(tokens, second[1]) is None:
            last = second
    if not _ends_number(tokens, last[1]):
        return None
    found = year_after(tokens, last[1])
    if found is None and (tokens.before(index) in ("in", "during") or is_counted(tokens, last[1], number)):
        return None  # "in May 12 soldiers were killed"
    return _days(tokens, month_number, number, last[0], found, last[1])


def _ends_number(tokens: Tokens, after: int) -> bool:
    """Whether the digits end here: "14" does not in "14,000", "14.5" and "14%"."""
    sign = tokens.low[after]
    if not sign or not tokens.joined(after):
        return True
    if sign.isalnum() or sign in "%_:":
        return False
    return not (sign in "-.,/" and tokens.joined(after + 1) and tokens.low[after + 1].isalnum())


def _days(
    tokens: Tokens, month_number: int, first: int, last: int, found: tuple[int, int] | None, end: int
) -> Parsed | None:
    if found is None:
        shifted = year_shift(tokens, end)
        shift, end = shifted if shifted else (None, end)
        if safe_date(2000, month_number, first) is None or safe_date(2000, month_number, last) is None:
            return None
        one = Yearless(month_number, first, year=shift)
        return (one, end) if first == last else (Between(one, Yearless(month_number, last, year=shift)), end)
    one_day, last_day = safe_date(found[0], month_number, first), safe_date(found[0], month_number, last)
    if one_day is None or last_day is None:
        return None
    span = join(unit_span(CalendarUnit.DAY, one_day), unit_span(CalendarUnit.DAY, last_day))
    return (span, found[1]) if span else None
