"""The words of the time grammar: months, weekdays, numbers, units, and the words that license a year."""

from __future__ import annotations

from typing import Literal

from detente.reading.dates.date_spans import Unit

Side = Literal["since", "until", "before", "after", "by"]


def _in_order(text: str) -> list[str]:
    return text.split()


def _words(text: str) -> frozenset[str]:
    return frozenset(_in_order(text))


MONTH_NAMES = tuple(_in_order("january february march april may june july august september october november december"))
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, start=1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()}
MONTHS["sept"] = 9

WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = {name: index for index, name in enumerate(WEEKDAY_NAMES)}
WEEKDAY_SHORT = {name[:3]: index for name, index in WEEKDAYS.items()} | {"tues": 1, "thur": 3, "thurs": 3}
NOT_THAT_DAY_BEFORE = _words("black good bloody ash palm easter every each")
NOT_THAT_DAY_AFTER = _words(
    "prayer prayers sermon sermons times telegraph mirror express herald star mail post agreement mosque school club"
)

UP_TO_TWENTY = _in_order(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
NUMBER_WORDS = {name: value for value, name in enumerate(UP_TO_TWENTY)} | TENS | {"hundred": 100}
UP_TO_TWENTIETH = _in_order(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINAL_WORDS = {name: value for value, name in enumerate(UP_TO_TWENTIETH, start=1)} | {"thirtieth": 30}
ORDINAL_ENDINGS = _words("st nd rd th")

UNITS = {
    "day": Unit.DAY,
    "week": Unit.WEEK,
    "weekend": Unit.WEEKEND,
    "month": Unit.MONTH,
    "year": Unit.YEAR,
    "decade": Unit.DECADE,
    "century": Unit.CENTURY,
}
UNIT_PLURALS = {
    "days": Unit.DAY,
    "weeks": Unit.WEEK,
    "weekends": Unit.WEEKEND,
    "months": Unit.MONTH,
    "years": Unit.YEAR,
    "decades": Unit.DECADE,
    "centuries": Unit.CENTURY,
}
SHORT_UNITS = _words("hour hours minute minutes second seconds moment moments")
TIMES_OF_DAY = _words("morning afternoon evening night noon midday midnight dawn")

REACH = {Unit.DAY: 7, Unit.WEEK: 8, Unit.MONTH: 6, Unit.YEAR: 5, Unit.DECADE: 3, Unit.CENTURY: 3, Unit.WEEKEND: 4}
"""How far "recent days", "coming years" reach when no number is given, in units; a convention of ours."""

HAZY_NUMBERS = {"few": (2, 4), "several": (3, 7), "couple": (2, 2), "many": (5, 30), "some": (2, 10)}
"""The least and the most that a number word without a number stands for; a convention of ours."""

PART_WORDS = {
    "early": "early",
    "late": "late",
    "mid": "mid",
    "middle": "mid",
    "start": "start",
    "beginning": "start",
    "outset": "start",
    "dawn": "start",
    "end": "end",
    "close": "end",
}
NTH_PARTS = {
    ("first", "half"): "first half",
    ("second", "half"): "second half",
    ("last", "half"): "second half",
    ("latter", "half"): "second half",
    ("first", "quarter"): "first quarter",
    ("second", "quarter"): "second quarter",
    ("third", "quarter"): "third quarter",
    ("fourth", "quarter"): "fourth quarter",
    ("last", "quarter"): "fourth quarter",
    ("final", "quarter"): "fourth quarter",
}
QUARTER_CODES = {
    "q1": "first quarter",
    "q2": "second quarter",
    "q3": "third quarter",
    "q4": "fourth quarter",
    "h1": "first half",
    "h2": "second half",
}
DECADE_WORDS = {"thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970}
DECADE_WORDS |= {"eighties": 1980, "nineties": 1990, "noughties": 2000}

LAST_THIS_NEXT = {"last": -1, "this": 0, "next": 1}
PREFIXES = _words("pre post early mid late end")
"""What a dash may join to a year: "mid-2014"."""
BEFORE_A_MONTH = _words(
    "in since until till by from on during throughout last this next early late mid between before after past previous "
    "through coming every each"
)
"""Without one of these before it (or a day or year beside it), "May" and "March" are not months."""
BEFORE_A_YEAR = _words(
    "in since until till by before after from during throughout through for circa around about year years summer "
    "winter spring autumn pre post mid early late to of following than starting ending beginning ( as and was &"
)
DETERMINERS = _words("the its his her their our this that a an 's s’ ’s s")
AFTER_A_YEAR = _words(
    "elections election vote referendum war wars invasion deal agreement accord accords treaty crisis coup revolution "
    "uprising uprisings attack attacks bombing bombings summit protests protest annexation ceasefire truce partition "
    "offensive campaign massacre budget pact declaration constitution earthquake sanctions was saw marked brought "
    "visit meeting conference raid speech talks trip operation report memorandum protocol convention incident clash "
    "standoff shooting killing assassination hijacking takeover ruling verdict drawdown withdrawal"
)
"""Words that make a year of a bare number before them: "Kenya's 2007 election"."""
TOTALS = _words("total number toll force population maximum minimum average sum altitude speed strength nearly over")
CLOCK = _words("gmt utc hours hrs local est edt cet am pm")
NUMBERED = _words("resolution resolutions unscr unga article route highway flight regulation act no")

BOUND_WORDS: dict[str, Side] = {
    "since": "since",
    "until": "until",
    "till": "until",
    "by": "by",
    "before": "before",
    "after": "after",
    "pre": "before",
    "post": "after",
}
RANGE_WORDS = _words("to until till through thru")
CHANGES = _words(
    "rose risen rising rise increased increase grew grown growth fell fallen fall dropped drop cut raised jumped"
)
DASHES = _words("- – — ‑ ‒ −")
QUOTES = _words("' ’ ‘ `")
