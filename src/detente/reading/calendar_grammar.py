"""Days, months, years, decades and the like as texts write them; each rule reads from one token on.

A rule returns what it read and the index after it, or None. What lacks its year comes back as `Yearless`.
"""

from __future__ import annotations

from datetime import date

from detente.reading.date_spans import (
    SEASONS,
    century_span,
    decade_span,
    join,
    month_span,
    part_of,
    safe_date,
    season_span,
    unit_span,
    year_span,
)
from detente.reading.date_spans import Unit as CalendarUnit
from detente.reading.relative_time import Between, Relative, Weekday, Yearless
from detente.reading.time_tokens import Tokens, day_number
from detente.reading.time_words import (
    AFTER_A_YEAR,
    BEFORE_A_MONTH,
    BEFORE_A_YEAR,
    CLOCK,
    DASHES,
    DECADE_WORDS,
    DETERMINERS,
    MONTH_NAMES,
    MONTHS,
    NOT_THAT_DAY_AFTER,
    NOT_THAT_DAY_BEFORE,
    NUMBERED,
    ORDINAL_ENDINGS,
    ORDINAL_WORDS,
    QUARTER_CODES,
    QUOTES,
    TIMES_OF_DAY,
    TOTALS,
    WEEKDAY_SHORT,
    WEEKDAYS,
)
from detente.reading.units import is_counted_noun
from detente.records import DateSpan, Precision

Value = DateSpan | Relative
Parsed = tuple[Value, int]

EARLIEST_YEAR, LATEST_YEAR = 1000, 2199
EARLIEST_BARE_YEAR = 1500
"""A number below this is read as a year only beside a month or after "the year"."""
YEAR_SHIFTS = {"last": -1, "this": 0, "next": 1}


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
    """ "2016-09-24", "2016/09/24", "24.09.2016", and "24/09/2016" where only one order gives a day."""
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
    """ "May 2011", "September of last year", "in May"; a bare "May" or "March" needs a word that licenses it."""
    named = _month_name(tokens, index)
    if named is None:
        return None
    number, after, firm = named
    year = _year_after(tokens, after)
    if year is not None and (firm or tokens.low[index] not in ("may", "march", "mar")):
        return month_span(year[0], number), year[1]
    if not firm:
        return None
    shifted = _year_shift(tokens, after)
    if shifted is not None:
        return Yearless(month=number, year=shifted[0]), shifted[1]
    licensed = tokens.before(index) in BEFORE_A_MONTH
    if tokens.low[index] == "may" and tokens.before(index) in ("by", "from", "before", "after", "through"):
        licensed = False  # "a speech by May", "a letter from May"
    full_name = tokens.low[index] in MONTH_NAMES and tokens.low[index] not in ("may", "march")
    if not (licensed or full_name) or tokens.joined(index) or (tokens.joined(after) and tokens.low[after] in DASHES):
        return None
    return Yearless(month=number), after


def year(tokens: Tokens, index: int) -> Parsed | None:
    """ "2013" where the words around it show that it is a year; "2014-16"."""
    span = years(tokens, index)
    if span is None:
        return None
    if span[1] > index + 1 or _is_year_here(tokens, index):
        return span
    return None


def years(tokens: Tokens, index: int) -> Parsed | None:
    """A number that can be a year, or a range of two, whatever stands before it."""
    low = tokens.low
    first = plausible_year(tokens, index)
    if first is None:
        return None
    after = index + 1
    if (low[after] in DASHES or low[after] == "/") and tokens.joined(after) and tokens.joined(after + 1):
        last = _second_year(tokens, index, after + 1)
        if last is None or not tokens.stands_alone(index, after + 1) or is_counted(tokens, after + 2, last):
            return None
        return DateSpan(date(first, 1, 1), date(last, 12, 31), Precision.YEAR), after + 2
    if not tokens.stands_alone(index, index) or is_counted(tokens, after, first):
        return None
    return year_span(first), after


def decade(tokens: Tokens, index: int) -> Parsed | None:
    """ "the 1990s", "the '90s", "the nineties"; "the 1800s" is the century."""
    low = tokens.low
    if low[index] in QUOTES and tokens.joined(index + 1):
        return _short_decade(tokens, index + 1)
    if low[index] in DECADE_WORDS and tokens.before(index) in ("the", "early", "mid", "late", "-"):
        return decade_span(DECADE_WORDS[low[index]]), index + 1
    if tokens.before(index) in ("the", "early", "mid", "late", "-") and tokens.is_digits(index, most=2):
        return _short_decade(tokens, index)
    end = _plural_s(tokens, index + 1)
    if end is None or len(low[index]) != 4 or not tokens.is_digits(index) or low[index][3] != "0":
        return None
    first = int(low[index])
    if not EARLIEST_YEAR <= first <= LATEST_YEAR:
        return None
    if first % 100 == 0 and first != 2000:
        return DateSpan(date(first, 1, 1), date(first + 99, 12, 31), Precision.PERIOD), end
    return decade_span(first), end


def century(tokens: Tokens, index: int) -> Parsed | None:
    """ "the 19th century", "the twenty-first century"."""
    low = tokens.low
    if tokens.is_digits(index, most=2) and low[index + 1] in ORDINAL_ENDINGS and tokens.joined(index + 1):
        number, after = int(low[index]), index + 2
    elif low[index] == "twenty" and low[index + 1] in DASHES and low[index + 2] in ORDINAL_WORDS:
        number, after = 20 + ORDINAL_WORDS[low[index + 2]], index + 3
    elif low[index] in ORDINAL_WORDS:
        number, after = ORDINAL_WORDS[low[index]], index + 1
    else:
        return None
    if low[after] in DASHES:
        after += 1
    # The first to fourth are more often counted than dated ("a second century of ..."); nothing here is so old.
    if low[after] != "century" or not 5 <= number <= 22 or low[after + 1] in ("bc", "bce", "b"):
        return None
    return century_span(number), after + 1


def quarter(tokens: Tokens, index: int) -> Parsed | None:
    """ "Q3 2015", "H1 2016", "2015 Q3"."""
    low = tokens.low
    code = QUARTER_CODES.get(low[index] + low[index + 1]) if tokens.joined(index + 1) else None
    if code and (found := plausible_year(tokens, index + 2)):
        return part_of(year_span(found), code), index + 3
    found = plausible_year(tokens, index)
    code = QUARTER_CODES.get(low[index + 1] + low[index + 2]) if tokens.joined(index + 2) else None
    return (part_of(year_span(found), code), index + 3) if found and code else None


def season(tokens: Tokens, index: int) -> Parsed | None:
    """ "summer 2015", "the winter of 2015-16", "in the spring"."""
    low = tokens.low
    name = low[index]
    if name not in SEASONS:
        return None
    after = index + 2 if low[index + 1] == "of" else index + 1
    dated = years(tokens, after)
    if dated and isinstance(dated[0], DateSpan) and dated[0].start:
        return season_span(dated[0].start.year, name), dated[1]
    shifted = _year_shift(tokens, index + 1)
    if shifted is not None:
        return Yearless(season=name, year=shifted[0]), shifted[1]
    lead = index - 1 if tokens.before(index) == "the" else index
    if tokens.before(lead) in ("in", "during", "by", "since", "until") and low[index + 1] != "of" and name != "fall":
        return Yearless(season=name), index + 1
    return None


def weekday(tokens: Tokens, index: int) -> Parsed | None:
    """ "Thursday", "Monday night", "Friday last week"; not "Fridays", "Friday prayers", "Black Friday"."""
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
    if low[of] in YEAR_SHIFTS and low[of + 1] == "week":
        return Weekday(number, week=YEAR_SHIFTS[low[of]]), of + 2
    return Weekday(number), after


def plausible_year(tokens: Tokens, index: int) -> int | None:
    """Four digits that can be a year."""
    if len(tokens.low[index]) != 4 or not tokens.is_digits(index):
        return None
    number = int(tokens.low[index])
    return number if EARLIEST_YEAR <= number <= LATEST_YEAR else None


def is_counted(tokens: Tokens, after: int, number: int) -> bool:
    """Whether the word after a number shows that it counts something: "2000 troops", "1500 villages"."""
    word = tokens.low[after]
    if word in CLOCK or word in ("%", "percent") or is_counted_noun(word):
        return True
    plural = len(word) > 3 and word.endswith("s") and tokens.words[after].islower() and word not in AFTER_A_YEAR
    return plural and number % 100 == 0 and number not in (1900, 2000)


def _is_year_here(tokens: Tokens, index: int) -> bool:
    low = tokens.low
    before, after = tokens.before(index), low[index + 1]
    number = int(low[index])
    if number < EARLIEST_BARE_YEAR or before in NUMBERED:
        return False
    if before == "of" and index > 1 and low[index - 2] in TOTALS:
        return False
    if after in ("to", "and", "or") and _is_amount(tokens, index + 2):
        return False  # "from 1500 to 2,000 troops"
    if before == "(":
        return after in (")", ",", ";")
    if before in BEFORE_A_YEAR:
        return before != "for" or after in AFTER_A_YEAR
    if before in DETERMINERS or after in AFTER_A_YEAR:
        return after.isalpha() and not (before in ("a", "an", "s") and number % 100 == 0)
    if before == "," and index > 1:
        # "Geneva, 2015": a place or an event and its year.
        return tokens.is_capitalised(index - 2) and after in (",", ".", ")", ";", "")
    return False


def _is_amount(tokens: Tokens, index: int) -> bool:
    """Whether a number, as the second of two, shows that both are amounts."""
    if not tokens.is_digits(index, most=6) or years(tokens, index) is not None:
        return False
    return len(tokens.low[index]) > 2 or (tokens.low[index + 1] == "," and tokens.joined(index + 1))


def _second_year(tokens: Tokens, first: int, index: int) -> int | None:
    word, start = tokens.low[index], int(tokens.low[first])
    if not tokens.is_digits(index):
        return None
    if len(word) == 2:
        last = start - start % 100 + int(word)
    elif len(word) == 4:
        last = int(word)
    else:
        return None
    return last if start < last <= LATEST_YEAR else None


def _short_decade(tokens: Tokens, index: int) -> Parsed | None:
    end = _plural_s(tokens, index + 1)
    word = tokens.low[index]
    if end is None or len(word) != 2 or not tokens.is_digits(index, most=2) or word[1] != "0" or word == "10":
        return None
    return decade_span(1900 + int(word) if word != "00" else 2000), end


def _plural_s(tokens: Tokens, index: int) -> int | None:
    """The index after a joined "s" or "'s"."""
    if tokens.low[index] == "s" and tokens.joined(index):
        return index + 1
    if tokens.low[index] in QUOTES and tokens.low[index + 1] == "s" and tokens.joined(index + 1):
        return index + 2
    return None


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
    """ "24th September 2016", "24-27 September", "the first of May"."""
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
    found = _year_after(tokens, end)
    spelled = low[index] in ORDINAL_WORDS and low[last[1]] != "of"
    if found is None and (not firm or spelled):
        return None
    return _days(tokens, month_number, number, last[0], found, end)


def _month_first(tokens: Tokens, index: int) -> Parsed | None:
    """ "September 24, 2016", "Sept. 24", "September 24-27", "May the 9th"."""
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
    found = _year_after(tokens, last[1])
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
        shifted = _year_shift(tokens, end)
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


def _year_after(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """A year after a month or day, past a comma or "of"."""
    if tokens.low[index] in (",", "of"):
        index += 1
    found = plausible_year(tokens, index)
    if found is None or not tokens.stands_alone(index, index) or is_counted(tokens, index + 1, found):
        return None
    return found, index + 1


def _year_shift(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """ "last year", "of this year", "next year" after a month or day."""
    if tokens.low[index] == "of":
        index += 1
    if tokens.low[index] in YEAR_SHIFTS and tokens.low[index + 1] == "year":
        return YEAR_SHIFTS[tokens.low[index]], index + 2
    return None
