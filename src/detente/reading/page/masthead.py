"""Who published a text, who wrote it, and when, as far as the text itself says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from detente.reading.intake.extract import Page
from detente.reading.page.boilerplate import BYLINE
from detente.reading.page.dateline import read_dateline
from detente.reading.page.front_matter import FrontMatter
from detente.reading.page.outlet import OutletNames, told_outlet
from detente.reading.page.stated_date import (
    is_set_off,
    latest_year,
    read_day_and_month,
    read_full_date,
    read_month,
    read_url_date,
    with_year,
)
from detente.reading.page.title import Head
from detente.records import DateSpan

_LEAD_CHARS = 800  # of a report: its first sentences, which say on which day
_DATE_KINDS = frozenset({"dated", "date", "byline", "tags", "nav"})


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a text says of itself; every field None when it does not say, each `why` quoting what tells."""

    outlet: str | None
    outlet_why: str | None
    author: str | None
    published: DateSpan | None
    published_why: str | None
    dateline_place: str | None


def read_masthead(
    page: Page, front: FrontMatter, head: Head, outlets: OutletNames, title_outlet: str | None
) -> Masthead:
    """Gather outlet, author, date and dateline: from the page's own fields first, then from its lines."""
    dateline = read_dateline(head.items[head.first].text) if head.first < len(head.items) else None
    outlet, outlet_why = _outlet(page, front, head, outlets, dateline, title_outlet)
    published, published_why = _published(page, front, head, dateline)
    return Masthead(
        outlet=outlet,
        outlet_why=outlet_why,
        author=front.author or page.author or _author(head),
        published=published,
        published_why=published_why,
        dateline_place=dateline["place"] if dateline else None,
    )


def _outlet(
    page: Page,
    front: FrontMatter,
    head: Head,
    outlets: OutletNames,
    dateline: re.Match[str] | None,
    title_outlet: str | None,
) -> tuple[str | None, str | None]:
    given = front.outlet or page.outlet
    if given:
        return outlets(given) or given, f"the page names its site {given!r}"
    if title_outlet:
        return title_outlet, f"the title ends with {title_outlet!r}"
    if dateline and dateline["name"]:
        return outlets(dateline["name"]) or dateline["name"], f"the dateline says {dateline['agency']!r}"
    told = told_outlet(head.items, head.kinds, outlets)
    if told[0] is None and page.url and (known := outlets((urlsplit(page.url).hostname or "").removeprefix("www."))):
        return known, f"the page's address is {page.url[:120]!r}"
    return told


def _author(head: Head) -> str | None:
    for item, kind in zip(head.items, head.kinds, strict=True):
        if kind == "byline" and (found := BYLINE.match(item.text)):
            return found["author"].rstrip(".,").title() if found["author"].isupper() else found["author"].rstrip(".,")
    return None


def _published(
    page: Page, front: FrontMatter, head: Head, dateline: re.Match[str] | None
) -> tuple[DateSpan | None, str | None]:
    if page.published:
        return DateSpan(page.published, page.published), page.published_why
    if front.published and (day := read_full_date(front.published)):
        return day, f"the file's date field says {front.published[:60]!r}"
    stated = list(_stated(head))
    # "Published" before "Updated"; the first line of each
    for _, day, line in sorted(stated, key=lambda entry: entry[0]):
        return day, f"the page says {line[:80]!r}"
    if dateline and dateline["date"]:
        return _dateline_day(page, head, dateline)
    if page.url and (day := read_url_date(page.url)):
        return day, f"the page's address says {page.url[:120]!r}"
    return None, None


def _stated(head: Head) -> Iterator[tuple[int, DateSpan, str]]:
    over = False
    for at, (item, kind) in enumerate(zip(head.items, head.kinds, strict=True)):
        over = over or (kind in {"comments", "related_section"} and at > head.first)
        wanted = kind in _DATE_KINDS if at < head.first else (kind == "dated" and item.text[:1].isalpha() and not over)
        month = read_month(item.text) if at < head.first and is_set_off(item.text) else None
        if wanted and (day := read_full_date(item.text) or month):
            yield int("updat" in item.text.lower() or "modif" in item.text.lower()), day, item.text


def _fitting_year(text: str, month_and_day: tuple[int, int], latest: int) -> int:
    """The latest year named, or the next where only then the report's "on Saturday" is its day or the one before."""
    told = re.search(r"\bon (Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", text[:_LEAD_CHARS])
    if told is None:
        return latest
    index = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun").index(told[1])
    for year in (latest, latest + 1):
        span = with_year(month_and_day, year)
        if span and span.start and year <= date.today().year and (span.start.weekday() - index) % 7 <= 1:
            return year
    return latest


def _dateline_day(page: Page, head: Head, dateline: re.Match[str]) -> tuple[DateSpan | None, str | None]:
    said = dateline["date"].strip(" ,")
    if day := read_full_date(said):
        return day, f"the dateline says {said!r}"
    month_and_day = read_day_and_month(said)
    year = latest_year(page.text, not_after=date.today().year)
    if month_and_day is None or year is None:
        return None, None
    fitting = _fitting_year(page.text, month_and_day, year)
    day = with_year(month_and_day, fitting)
    why = f"the dateline says {said!r}, and {year} is the latest year that the text names"
    if fitting != year:
        why = f"the dateline says {said!r}, which fits the weekday of the report in {fitting}"
    return (day, why) if day else (None, None)
