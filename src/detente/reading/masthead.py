"""Who published a text, who wrote it, when, and under what title, as far as the text itself says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from detente.reading.boilerplate import BYLINE
from detente.reading.extract import Page
from detente.reading.front_matter import FrontMatter
from detente.reading.paragraphs import Paragraph, Shape
from detente.reading.stated_date import latest_year, read_day_and_month, read_full_date, read_url_date, with_year
from detente.records import ActorKind, DateSpan, Span

OutletNames = Callable[[str], str | None]
"""Maps a name as a text has it ("the Duran") to the outlet's own name, or None when no outlet is called so."""

_MIN_TITLE_WORDS = 4
_MAX_TITLE_WORDS = 30
_TITLE_CASE_SHARE = 0.7
_MANY_HEADLINES = 3
"""So many headlines above a byline are a list of other articles, and the last of them is the title."""

_BYLINE_KINDS = frozenset({"byline", "dated", "date"})
_MENU_KINDS = frozenset({"label", "nav", "login"})

_CAPITALISED = r"[A-Z][\w.&'’-]*"
_NAME = rf"{_CAPITALISED}(?:\s+(?:of|the|and|for|on)\s+{_CAPITALISED}|\s+{_CAPITALISED}){{0,5}}"
_SLOTS = (
    # (where an outlet's name stands, votes, whether the place alone makes an unknown name an outlet)
    (
        re.compile(
            rf"(?:those of|views? of|opinions? of|position of|policy of|stance of|policies of)\s+(?:the\s+)?({_NAME})"
        ),
        3,
        True,
    ),
    (re.compile(rf"(?:necessarily|always) (?:represent|reflect)s?\s+(?:the\s+)?({_NAME})"), 3, True),
    (re.compile(rf"[Ss]upport\s+(?:the\s+)?({_NAME})"), 2, True),
    (
        re.compile(
            rf"(?:©|[Cc]opyright|\([Cc]\))\s*(?:©\s*)?(?:\d{{4}}(?:\s*[-–]\s*\d{{4}})?,?\s*)?(?:by\s+|the\s+)?({_NAME})"
        ),
        3,
        True,
    ),
    (re.compile(rf"\d{{4}}\s+©\s*({_NAME})"), 2, True),
    (re.compile(rf"(?:[Ss]ubscribe to|[Ff]ollow|[Ll]ike|[Jj]oin|[Dd]onate to)\s+(?:the\s+)?({_NAME})"), 1, False),
    (re.compile(rf"(?:[Ss]ource|SOURCE|[Vv]ia)\s*:?\s+(?:the\s+)?({_NAME})"), 2, False),
    (
        re.compile(rf"(?:appeared|published)(?: first| originally)? (?:in|on|by|at)\s+(?:the\s+)?({_NAME})", re.I),
        2,
        False,
    ),
    (
        re.compile(
            rf"(?:columnist|correspondent|editor|writer|writes|reporter)\s+(?:for|at|of|with)\s+(?:the\s+)?({_NAME})"
        ),
        1,
        False,
    ),
)
_OUTLET_KINDS = frozenset(
    {"disclaimer", "support", "legal", "subscribe", "share", "credit", "bio", "byline", "related"}
)
_NO_OUTLET = frozenset(
    "facebook twitter x patreon youtube instagram telegram whatsapp linkedin google disqus paypal reddit pinterest tiktok "
    "rss newsletter email author authors us our we all creative wordpress".split()
)
_SUFFIX = re.compile(r"\s+[|–—-]\s+(?=[^|–—]{2,40}$)")
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Za-zÀ-ÿ.'’-]*(?:[ ,/]+[A-Z][A-Za-zÀ-ÿ.'’-]*){0,5})?"
    r"(?P<date>,?\s*(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8})(?:,?\s\d{4})?)?"
    r"\s?(?P<agency>\((?P<name>[A-Z][\w .&/-]{1,30})\))?\s?(?P<dash>-{1,2}|–|—|:)\s"
)
_DATE_KINDS = frozenset({"dated", "date", "byline", "tags", "nav"})


@dataclass(frozen=True, slots=True)
class Head:
    """The paragraphs, the kinds already given them, and the index of the first prose."""

    items: Sequence[Paragraph]
    kinds: Sequence[str | None]
    first: int


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a text says of itself; every field None when it does not say, each `why` quoting what tells."""

    outlet: str | None
    outlet_why: str | None
    author: str | None
    published: DateSpan | None
    published_why: str | None
    dateline_place: str | None


class _Name(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def actor_id(self) -> str: ...


class _Actor(Protocol):
    @property
    def kind(self) -> ActorKind: ...
    @property
    def name(self) -> str: ...


class ActorNames(Protocol):
    """What is asked of the actor registry here."""

    def names(self) -> Iterable[_Name]:
        """Every name in the registry."""

    def get(self, actor_id: str, /) -> _Actor | None:
        """The actor with an id."""


def outlet_names(registry: ActorNames) -> OutletNames:
    """A lookup of the registry's media, by any of their names, whatever the case and with or without "the"."""
    known: dict[str, str] = {}
    for name in registry.names():
        actor = registry.get(name.actor_id)
        if actor is not None and actor.kind is ActorKind.MEDIA:
            known.setdefault(_without_the(name.text), actor.name)
    return lambda text: known.get(_without_the(text))


def _without_the(name: str) -> str:
    plain = " ".join(name.casefold().replace("’", "'").split()).removesuffix("'s")
    return plain.removeprefix("the ")


def find_title(head: Head, given: str | None) -> int | None:
    """The index of the paragraph that is the title, or None.

    That is the title given by the page, else a markdown heading, else the first headline-like line above the prose;
    where several stand above a byline, as in a list of other articles, the last of them.
    """
    if given is not None:
        wanted = _plain(given)
        for at in range(min(len(head.items), head.first + 1)):
            if _plain(head.items[at].text) == wanted:
                return at
    top = [at for at in range(head.first) if head.kinds[at] is None]
    headings = [at for at in top if head.items[at].shape is Shape.HEADING]
    if headings:
        return headings[0]
    if head.first == len(head.items):
        return None  # nothing but headlines: each is as good as the other
    if headlines := [at for at in top if _is_headline(head.items[at])]:
        return _choose_headline(head, headlines)
    if _opens_with_title(head):
        return head.first
    short = [at for at in top if head.items[at].words >= 2]
    return short[0] if len(short) == 1 else None


def _choose_headline(head: Head, headlines: list[int]) -> int:
    byline = next((at for at in range(headlines[0], head.first) if head.kinds[at] in _BYLINE_KINDS), head.first)
    menu_end = max((at for at in range(byline) if head.kinds[at] in _MENU_KINDS), default=-1)
    below_menu = [at for at in headlines if menu_end < at < byline]
    above = below_menu or [at for at in headlines if at < byline] or headlines
    return above[-1] if len(above) > _MANY_HEADLINES else above[0]


def _is_headline(item: Paragraph) -> bool:
    return (
        _MIN_TITLE_WORDS <= item.words <= _MAX_TITLE_WORDS
        and item.shape is not Shape.ITEM
        and not item.text.endswith(":")
    )


def _opens_with_title(head: Head) -> bool:
    """Whether the first prose is a title with a full stop or question mark: the first line, short, before more prose."""
    if head.first >= len(head.items) - 1 or any(kind is None for kind in head.kinds[: head.first]):
        return False
    item = head.items[head.first]
    if not _is_headline(item) or item.text.endswith(('"', "”", ")", ";")):
        return False
    long_words = [word for word in item.text.split() if len(word) > 3]
    capitalised = sum(not word[0].islower() for word in long_words)
    title_case = len(long_words) >= 3 and capitalised >= _TITLE_CASE_SHARE * len(long_words)
    return title_case or item.text.endswith("?") or read_dateline(head.items[head.first + 1].text) is not None


def _plain(line: str) -> str:
    return " ".join(line.lstrip("# ").split()).casefold()


def split_title(title: str, span: Span | None, outlets: OutletNames) -> tuple[str, Span | None, str | None]:
    """A title without "# " before and " - Outlet" after it, its span, and that outlet."""
    marks = len(title) - len(title.lstrip("# "))
    title, start = title[marks:], marks
    cut = _SUFFIX.search(title)
    outlet = outlets(title[cut.end() :]) if cut else None
    if cut and outlet:
        title = title[: cut.start()]
    if span is not None and span.end - span.start >= start + len(title):
        span = Span(span.start + start, span.start + start + len(title))
    return title, span, outlet


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


def read_dateline(line: str) -> re.Match[str] | None:
    """The dateline that a paragraph begins with: "MOSCOW, Sept 24 (Reuters) - ", "KABUL: ", "(AP) — "."""
    found = _DATELINE.match(line[:160])
    if not found:
        return None
    place = found["place"] or ""
    return found if found["agency"] or found["date"] or (place.isupper() and len(place) > 2) else None


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
    votes: Counter[str] = Counter()
    told: dict[str, str] = {}
    for name, vote, line in _named_outlets(head, outlets):
        votes[name] += vote
        told.setdefault(name, line)
    if not votes:
        return None, None
    best = votes.most_common(1)[0][0]
    return best, f"the page says {told[best][:120]!r}"


def _named_outlets(head: Head, outlets: OutletNames) -> Iterator[tuple[str, int, str]]:
    for item, kind in zip(head.items, head.kinds, strict=True):
        if kind not in _OUTLET_KINDS:
            continue
        line = item.text[:1000]
        for slot, vote, alone in _SLOTS:
            for found in slot.finditer(line):
                known = _longest_known(found[1], outlets)
                if known or (alone and _may_be_outlet(found[1])):
                    yield known or found[1].rstrip(".,"), vote, line
        if kind == "byline" and (byline := BYLINE.match(line)) and (known := outlets(byline["author"])):
            yield known, 2, line


def _longest_known(name: str, outlets: OutletNames) -> str | None:
    words = name.rstrip(".,").split()
    for count in range(len(words), 0, -1):
        if known := outlets(" ".join(words[:count])):
            return known
    return None


def _may_be_outlet(name: str) -> bool:
    return not any(word.lower().strip(".,") in _NO_OUTLET for word in name.split())


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
        over = over or kind in {"comments", "related_section"} and at > head.first
        wanted = kind in _DATE_KINDS if at < head.first else (kind == "dated" and item.text[:1].isalpha() and not over)
        if wanted and (day := read_full_date(item.text)):
            yield int("updat" in item.text.lower() or "modif" in item.text.lower()), day, item.text


def _dateline_day(page: Page, head: Head, dateline: re.Match[str]) -> tuple[DateSpan | None, str | None]:
    said = dateline["date"].strip(" ,")
    if day := read_full_date(said):
        return day, f"the dateline says {said!r}"
    month_and_day = read_day_and_month(said)
    year = latest_year(page.text, not_after=date.today().year)
    if month_and_day is None or year is None:
        return None, None
    day = with_year(month_and_day, year)
    why = f"the dateline says {said!r}, and {year} is the latest year that the text names"
    return (day, why) if day else (None, None)
