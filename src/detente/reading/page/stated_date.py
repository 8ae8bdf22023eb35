"""Read the publication date that a page states in words: in its head, its "Published" line, or its dateline."""

from __future__ import annotations

import re
from datetime import date

from detente.records import DateSpan, Precision

_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_MONTH_LAST = _MONTH.replace("<month>", "<month_last>")
_FORMS = (
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})(?!\d)", re.I),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)", re.I),
    re.compile(r"(?<!\d)(?P<year>\d{4})/(?P<number>\d\d)/(?P<day>\d\d)(?!\d)"),
)
_NUMBERS = re.compile(r"(?<!\d)(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>\d{4})(?!\d)")
_DAY_MONTH = re.compile(
    rf"(?:\b{_MONTH}\s+(?P<day>\d{{1,2}})|(?<!\d)(?P<day_first>\d{{1,2}})\s+{_MONTH_LAST})(?!\d)",
    re.I,
)
_MONTH_YEAR = re.compile(rf"\b{_MONTH},?\s+(?P<year>(?:19|20)\d\d)(?!\d)", re.I)
_DIVIDER = re.compile(r"\s+[|/·•]\s+|\s*[|·•]\s*")
_ONLY_DATE = re.compile(
    rf"(?:[A-Z][a-z]+day,?\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?,?\s+(?:19|20)\d\d",
    re.I,
)
_YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d)")
_URL_DAY = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?!\d)")
_URL_MONTH = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d\d)/")


def read_full_date(words: str) -> DateSpan | None:
    """The first day with its year in a line.

    A date all in numbers is read only where it can mean one day: 24/09/2016, and not 06/09/2016.

    >>> read_full_date("Posted on Sept. 6th, 2016 at 10:15").start
    datetime.date(2016, 9, 6)
    >>> read_full_date("06/09/2016") is None
    True
    """
    for form in _FORMS:
        for found in form.finditer(words):
            parts = found.groupdict()
            month = int(parts["number"]) if "number" in parts else _month(parts["month"])
            if day := _day(int(parts["year"]), month, int(parts["day"])):
                return day
    for found in _NUMBERS.finditer(words):
        one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
        if (one > 12) != (two > 12) or one == two:
            day_number, month = (one, two) if one > 12 else (two, one)
            if day := _day(year, month, day_number):
                return day
    return None


def read_month(words: str) -> DateSpan | None:
    """The first month with its year in a line: "Policy Brief No. 47 | October 2023".

    >>> read_month("Policy Brief No. 47 | October 2023").start
    datetime.date(2023, 10, 1)
    """
    found = _MONTH_YEAR.search(words)
    return _whole_month(int(found["year"]), _month(found["month"])) if found else None


def is_set_off(line: str) -> bool:
    """Whether a date or month is all that stands on one side of a divider: "Feature / 14 July 2022".

    >>> is_set_off("2 October 2023 | Peace and Security"), is_set_off("War in 2022 / a view from May")
    (True, False)
    """
    sides = _DIVIDER.split(line)
    return len(sides) > 1 and any(_ONLY_DATE.fullmatch(side.strip()) for side in (sides[0], sides[-1]))


def read_day_and_month(words: str) -> tuple[int, int] | None:
    """The (month, day) of a date without year, as in the dateline "MOSCOW, Sept 24"."""
    found = _DAY_MONTH.search(words)
    if not found:
        return None
    month, day = _month(found["month"] or found["month_last"]), int(found["day"] or found["day_first"])
    return (month, day) if 1 <= day <= 31 else None


def with_year(month_and_day: tuple[int, int], year: int) -> DateSpan | None:
    """A day and month in a year; None when that year has no such day."""
    return _day(year, *month_and_day)


def latest_year(text: str, *, not_after: int) -> int | None:
    """The latest year that a text names, up to `not_after`."""
    years = [int(found) for found in _YEAR.findall(text)]
    return max((year for year in years if year <= not_after), default=None)


def read_url_date(url: str) -> DateSpan | None:
    """The day or month that an address holds, as in /2016/09/24/.

    >>> read_url_date("https://example.org/2016/09/talks").end
    datetime.date(2016, 9, 30)
    """
    if found := _URL_DAY.search(url):
        return _day(int(found["year"]), int(found["month"]), int(found["day"]))
    if (found := _URL_MONTH.search(url)) and 1 <= int(found["month"]) <= 12:
        return _whole_month(int(found["year"]), int(found["month"]))
    return None


def _whole_month(year: int, month: int) -> DateSpan:
    after = date(year + month // 12, month % 12 + 1, 1)
    return DateSpan(date(year, month, 1), date.fromordinal(after.toordinal() - 1), Precision.MONTH)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) // 3 + 1


def _day(year: int, month: int, day: int) -> DateSpan | None:
    if not 1900 <= year <= 2100:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return DateSpan(found, found)
