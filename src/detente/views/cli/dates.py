"""Days and months as options of the command line give them."""

from __future__ import annotations

from datetime import date

from detente.errors import DetenteError
from detente.relations.panel import month_after


def first_day(option: str, text: str | None) -> date | None:
    """A day as 2016-09-20, or the first day of a month as 2016-09 or a year as 2016; None where nothing was given.

    Raises:
        DetenteError: It is no date.

    >>> first_day("--from", "2016-09"), first_day("--from", "2016")
    (datetime.date(2016, 9, 1), datetime.date(2016, 1, 1))
    """
    return None if text is None else _read(option, text)


def last_day(option: str, text: str | None) -> date | None:
    """A day, or the last day of a month or year; None where nothing was given.

    Raises:
        DetenteError: It is no date.

    >>> last_day("--to", "2016-02"), last_day("--to", "2016")
    (datetime.date(2016, 2, 29), datetime.date(2016, 12, 31))
    """
    if text is None:
        return None
    day = _read(option, text)
    match len(text):
        case 4:
            return date(day.year, 12, 31)
        case 7:
            return date.fromordinal(month_after(day).toordinal() - 1)
        case _:
            return day


def _read(option: str, text: str) -> date:
    filled = text + {4: "-01-01", 7: "-01"}.get(len(text), "")
    try:
        return date.fromisoformat(filled)
    except ValueError:
        raise DetenteError(
            f"{option} {text!r} is no date; give a year as 2016, a month as 2016-09 or a day as 2016-09-20."
        ) from None
