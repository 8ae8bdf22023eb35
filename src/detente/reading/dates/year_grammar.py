"""Years, decades, centuries, quarters and seasons as texts write them; each rule reads from one token on.

A rule returns what it read and the index after it, or None.
"""

from __future__ import annotations

from datetime import date

from detente.reading.dates.date_spans import (
    SEASONS,
    century_span,
    decade_span,
    part_of,
    season_span,
    year_span,
)
from detente.reading.dates.relative_time import Relative, Yearless
from detente.reading.dates.time_tokens import Tokens
from detente.reading.dates.time_words import (
    AFTER_A_YEAR,
    BEFORE_A_YEAR,
    CLOCK,
    DASHES,
    DECADE_WORDS,
    DETERMINERS,
    LAST_THIS_NEXT,
    NUMBERED,
    ORDINAL_ENDINGS,
    ORDINAL_WORDS,
    QUARTER_CODES,
    QUOTES,
    TOTALS,
)
from detente.reading.particulars.units import is_counted_noun
from detente.records import DateSpan, Precision

Value = DateSpan | Relative
Parsed = tuple[Value, int]

EARLIEST_YEAR, LATEST_YEAR = 1000, 2199
EARLIEST_BARE_YEAR = 1500
"""A number below this is read as a year only beside a month or after "the year"."""


def year(tokens: Tokens, index: int) -> Parsed | None:
    """As in "in 2013", where the words around it show that it is a year, and "2014-16"."""
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
    """As in "the 1990s", "the '90s", "the nineties"; "the 1800s" is the century."""
    low = tokens.low
    if low[index] in QUOTES and tokens.joined(index + 1):
        return _short_decade(tokens, index + 1)
    if low[index] in DECADE_WORDS and tokens.before(index) in ("the", "early", "mid", "late", "-"):
        return decade_span(DECADE_WORDS[low[index]]), index + 1
    if _after_definite(tokens, index) and tokens.is_digits(index, most=2) and low[index] >= "40":
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
    """As in "the 19th century", "the twenty-first century"."""
    low = tokens.low
    if tokens.is_digits(index, most=2) and low[index + 1] in ORDINAL_ENDINGS and tokens.joined(index + 1):
        number, after = int(low[index]), index + 2
    elif low[index] == "twenty" and low[index + 1] in DASHES and low[index + 2] in ORDINAL_WORDS:
        number, after = 20 + ORDINAL_WORDS[low[index + 2]], index + 3
    elif low[index] in ORDINAL_WORDS:
        number, after = ORDINAL_WORDS[low[index]], index + 1
    else:
        return None
    # "A 21st-century economy" dates nothing; and "a second century of ..." counts, it does not date.
    if low[after] != "century" or not 5 <= number <= 22 or low[after + 1] in ("bc", "bce", "b"):
        return None
    return century_span(number), after + 1


def quarter(tokens: Tokens, index: int) -> Parsed | None:
    """As in "Q3 2015", "H1 2016", "2015 Q3"."""
    low = tokens.low
    code = QUARTER_CODES.get(low[index] + low[index + 1]) if tokens.joined(index + 1) else None
    if code and (found := plausible_year(tokens, index + 2)):
        return part_of(year_span(found), code), index + 3
    found = plausible_year(tokens, index)
    code = QUARTER_CODES.get(low[index + 1] + low[index + 2]) if tokens.joined(index + 2) else None
    return (part_of(year_span(found), code), index + 3) if found and code else None


def season(tokens: Tokens, index: int) -> Parsed | None:
    """As in "summer 2015", "the winter of 2015-16", "in the spring"."""
    low = tokens.low
    name = low[index]
    if name not in SEASONS:
        return None
    after = index + 2 if low[index + 1] == "of" else index + 1
    dated = years(tokens, after)
    if dated and isinstance(dated[0], DateSpan) and dated[0].start:
        return season_span(dated[0].start.year, name), dated[1]
    shifted = year_shift(tokens, index + 1)
    if shifted is not None:
        return Yearless(season=name, year=shifted[0]), shifted[1]
    lead = index - 1 if tokens.before(index) == "the" else index
    if tokens.before(lead) in ("in", "during", "by", "since", "until") and low[index + 1] != "of" and name != "fall":
        return Yearless(season=name), index + 1
    return None


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


def _after_definite(tokens: Tokens, index: int) -> bool:
    """Whether "the" or "the mid-" stands before: not "in his mid-50s", nor "the low-50s"."""
    lead = index - 1
    if lead > 0 and tokens.low[lead] in DASHES:
        lead -= 1
    if lead > 0 and tokens.low[lead] in ("early", "mid", "late"):
        lead -= 1
    return lead >= 0 and tokens.low[lead] == "the"


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


def year_after(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """A year after a month or day, past a comma or "of"."""
    if tokens.low[index] in (",", "of"):
        index += 1
    found = plausible_year(tokens, index)
    if found is None or not tokens.stands_alone(index, index) or is_counted(tokens, index + 1, found):
        return None
    return found, index + 1


def year_shift(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """As in "last year", "of this year", "next year" after a month or day."""
    if tokens.low[index] == "of":
        index += 1
    if tokens.low[index] in LAST_THIS_NEXT and tokens.low[index + 1] == "year":
        return LAST_THIS_NEXT[tokens.low[index]], index + 2
    return None
