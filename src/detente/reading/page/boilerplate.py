"""Tell lines of a web page that are not the article, by weighted phrases and by form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from detente.errors import TableError
from detente.reading.page.phrases import by_first_word, find_phrases, line_tokens, read_rows, word_set
from detente.reading.page.stated_date import is_set_off

_DECIDES = 1.0
"""The weight at which a line is not the article."""

_MAX_FORM_CHARS = 600
_MAX_CUE_CHARS = 2000
"""Longer paragraphs are prose, whatever phrases they hold."""

_PLACES = frozenset({"whole", "start", "end", "any"})
_NAME = r"[A-Z][\w.'’-]*(?:\s+(?:(?:al|bin|de|van|von|der|el|ul|ur|la|di)\s+)?[A-Z][\w.'’-]*){1,4}"
BYLINE = re.compile(
    r"(?:[Bb]y|BY|[Ww]ords by|[Ww]ritten by|[Pp]osted by|[Aa]uthors?:|[Rr]eport by|"
    r"(?:[Ss]ubmitted|[Aa]uthored|[Cc]ontributed) by)\s+"
    r"(?P<author>[A-Z][\w.'’-]*(?:\s+(?:(?:al|bin|de|van|von|der|el|ul|ur|la|di)\s+){0,2}[A-Z][\w.'’-]*){0,4})"
)
_TOKEN = re.compile(r"\w+")
_BYLINE_WORDS = word_set("byline")
_DATED_START = re.compile(
    r"(?:first |last |originally )?(?:published|posted|updated|edited|modified|created|issued|date)\b", re.I
)
_DATED_REST = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|\bago$")
_MONTHS = word_set("months")
_DATED_WORDS = word_set("dated")
_DAY_WORDS = word_set("date") | _MONTHS | _DATED_WORDS
_DATE_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th|am|pm|z)?|\d\dt\d\d")
_SHARE_WORDS = word_set("share")
_SHARE_CORE = word_set("share_core")
_POINTER = re.compile(
    r"(?:(?:also |must )?(?:read|watch|see|listen)(?: (?:also|more|next|this|here))?|related|more)\s*"
    r"(?:[:|»>]|[-–—]\s)\s*\S"
    r"|also on \S{1,40}\.[a-z]{2,10}\b",
    re.I,
)
_AGO = re.compile(r"[•·|∙–-]?\s*\b(?:an?|\d{1,2}) (?:second|minute|min|hour|day|week|month|year)s? ago$", re.I)
_DIVIDER = re.compile(r"[•·|∙]")
_FOOTNOTE = re.compile(r"\[\d{1,3}\]\s")
_PICTURE_FIELD = re.compile(
    r"(?:photo(?:graph)?s?|images?|pictures?|credits?|illustration)(?: by| credits?)?\s*[:/]", re.I
)
_SOURCE_FIELD = re.compile(r"(?:sources?|via)\s*:", re.I)
_MAIL_FIELD = re.compile(r"(?:From|To|Cc|Sent|Subject|Reply-To|Message-ID): \S")
_INITIALS = re.compile(r"[a-z]{2,4}(?:/[a-z]{2,4}){1,3}\.?(?:\s*\([^()]{2,60}\))?")
_LINK_ONLY = re.compile(r"(?:https?://\S+|www\.\S+|\S+@\S+\.\w+|@\w+)(?:\s+(?:https?://\S+|\S+@\S+\.\w+|@\w+))*")
_HASHTAGS = re.compile(r"(?:#\w+[\s,]*)+")
_MENU_CUT = re.compile(r"\s*(?:[|»›→·•>]|::|/(?=\s))\s*")
_CREDIT_END = re.compile(
    r"(?:[(\[](?:photo|image|picture|credit|source|file)[^()\[\]]{0,80}[)\]]|"
    r"[(\[]?(?:AP Photo|AFP Photo|Reuters|AFP|EPA|Getty Images?|Xinhua)\s?/\s?[^()\[\]]{2,50}[)\]]?)\s*\.?$",
    re.I,
)
_BIO = re.compile(
    rf"(?:[Tt]he (?:author|writer|columnist)s?|{_NAME}|He|She|(?:Dr|Prof|Gen|Lt Gen|Mr|Ms)\.? {_NAME}),?"
    r"(?:\s*\([^()]{0,60}\),?)?\s+(?:is|are|was|works as|serves as|writes|teaches|covers|reports|"
    r"has written|has been a)\b",
)
_BIO_ROLE = re.compile(
    r"\b(?:columnist|journalist|reporter|commentator|blogger|freelance|contribut(?:or|ing)|"
    r"(?:senior|research|visiting) fellow|"
    r"non-?resident|fellow at|(?:political|independent|security|defen[cs]e) analyst|analyst (?:at|based|with|for)|"
    r"lecturer|professor (?:of|at|in)|researcher|scholar at|PhD candidate|correspondent|"
    r"editor (?:of|at|for|in)|"
    r"author of|writer based|based writer|writes (?:on|about|for|a)|covers|teaches|alumnus of|intern at)\b"
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_FUNCTION_WORDS = word_set("scrap")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a line is held not to be the article: what it is instead, its weight, and the words that tell."""

    kind: str
    weight: float
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cue:
    words: tuple[str, ...]
    kind: str
    weight: float
    where: str
    max_words: int


def judge_line(line: str) -> Verdict | None:
    """Judge a line or paragraph by itself; None when nothing speaks against it.

    Weights of cues add up, but overlapping cues count once, the heaviest first.

    >>> judge_line("Sign up for our newsletter").kind
    'subscribe'
    >>> judge_line("Moscow signed up for the drills.") is None
    True
    """
    if len(line) > _MAX_CUE_CHARS:
        return None
    tokens = line_tokens(line)
    form = _judge_form(line, tokens)
    if form is not None:
        return form
    found = list(_cues_in(tokens))
    weight = sum(cue.weight for cue in found)
    if weight < _DECIDES:
        return None
    heaviest = max(found, key=lambda cue: cue.weight)
    return Verdict(heaviest.kind, weight, tuple(" ".join(cue.words) for cue in found))


_TURNING_PAGES = re.compile(r"^[«←‹<]+\s*\S.{0,60}\S\s*[»→›>]+$")
""""« Older post | Newer post »"."""


def is_bio(line: str) -> bool:
    """Whether a paragraph introduces its writer: "X is a journalist based in Y"."""
    return _BIO.match(line) is not None and _BIO_ROLE.search(line) is not None


def _judge_form(line: str, tokens: list[str]) -> Verdict | None:
    """Lines that tell by their form: links, dates, bylines, menus, credits, and scraps."""
    if len(line) > _MAX_FORM_CHARS:
        return None
    for kind, most_tokens, has_form in _FORMS:
        if len(tokens) <= most_tokens and has_form(line, tokens):
            return Verdict(kind, _DECIDES, (line[:60],))
    return None


def _is_link(line: str, tokens: list[str]) -> bool:
    return bool(_LINK_ONLY.fullmatch(line) or _HASHTAGS.fullmatch(line))


def _is_bare_date(line: str, tokens: list[str]) -> bool:
    return _is_date(tokens) and _DATED_WORDS.isdisjoint(tokens)


def _is_date_stamp(line: str, tokens: list[str]) -> bool:
    """ "Published: 6 May 2016", "May 6, 2016, updated 10:15"."""
    opens = _DATED_START.match(line) and _DATED_REST.search(line) and not line.endswith(".")
    return bool(opens) or _is_date(tokens)


def _is_pointer(line: str, tokens: list[str]) -> bool:
    return _POINTER.match(line) is not None and not line.endswith((".", "?"))


def _is_share_bar(line: str, tokens: list[str]) -> bool:
    return _SHARE_WORDS.issuperset(tokens) and not _SHARE_CORE.isdisjoint(tokens)


def _is_commenter(line: str, tokens: list[str]) -> bool:
    """ "Ann • 3 years ago"."""
    return _AGO.search(line) is not None and _DIVIDER.search(line) is not None


def _is_date(tokens: Sequence[str]) -> bool:
    """Only a day with its month and year, its weekday and hour."""
    numbers = sum(1 for token in tokens if _DATE_NUMBER.fullmatch(token))
    months = sum(token in _MONTHS for token in tokens)
    others = [token for token in tokens if token not in _DAY_WORDS and not _DATE_NUMBER.fullmatch(token)]
    return not others and (numbers >= 3 or (numbers >= 2 and months >= 1))


def _is_fragment(line: str, tokens: list[str]) -> bool:
    """A scrap that says nothing: punctuation, numbers, function words such as "in ,"."""
    if not _LETTERS.search(line):
        return not re.fullmatch(r"(?:19|20)\d\d", line)  # a year may be a subheading
    return all(token in _FUNCTION_WORDS or token.isdecimal() for token in tokens)


def _is_byline(line: str, tokens: list[str]) -> bool:
    """A "By" and a name, and after it nothing but more names, places and dates."""
    found = BYLINE.match(line)
    if found is None or (line.endswith((".", "?", "!", ":")) and not line.endswith("..")):
        return False
    rest = _TOKEN.findall(line[found.end() :])
    return all(not word[0].islower() or word.lower() in _BYLINE_WORDS for word in rest)


def _is_menu(line: str, tokens: list[str]) -> bool:
    if _TURNING_PAGES.match(line):
        return True
    entries = [entry for entry in _MENU_CUT.split(line) if entry]
    return len(entries) >= 3 and all(len(entry.split()) <= 3 for entry in entries) and not line.endswith(".")


_FORMS: tuple[tuple[str, int, Callable[[str, list[str]], bool]], ...] = (
    # (kind, the most tokens that a line of this form has, whether a line has it); the first that fits counts
    ("nav", 200, _is_link),
    ("date", 16, _is_bare_date),
    ("dated", 16, _is_date_stamp),
    ("comments", 8, _is_commenter),
    ("dated", 8, lambda line, tokens: _AGO.search(line) is not None),
    ("related", 24, _is_pointer),
    ("caption", 14, lambda line, tokens: _PICTURE_FIELD.match(line) is not None),
    ("credit", 10, lambda line, tokens: _SOURCE_FIELD.match(line) is not None),
    ("label", 40, lambda line, tokens: _MAIL_FIELD.match(line) is not None),
    ("credit", 12, lambda line, tokens: _INITIALS.fullmatch(line) is not None),
    ("note", 200, lambda line, tokens: _FOOTNOTE.match(line) is not None),
    ("share", 16, _is_share_bar),
    ("fragment", 3, _is_fragment),
    ("byline", 24, _is_byline),
    ("dated", 16, lambda line, tokens: is_set_off(line)),
    ("nav", 40, _is_menu),
    ("caption", 70, lambda line, tokens: _CREDIT_END.search(line[-140:]) is not None),
)


def _cues_in(tokens: list[str]) -> Iterator[_Cue]:
    """The cues in a line, none overlapping another, heaviest and longest first."""
    count = len(tokens)
    found: list[tuple[float, int, int, _Cue]] = []
    for at, cue in find_phrases(tokens, _table()):
        end = at + len(cue.words)
        if count <= cue.max_words and _stands(cue.where, at, end, count):
            found.append((cue.weight, at, end, cue))
    taken: set[int] = set()
    for _, at, end, cue in sorted(found, key=lambda item: (-item[0], item[1] - item[2])):
        if taken.isdisjoint(range(at, end)):
            taken.update(range(at, end))
            yield cue


def _stands(where: str, at: int, end: int, count: int) -> bool:
    if where == "whole":
        return at == 0 and end == count
    return where == "any" or (where == "start" and at == 0) or (where == "end" and end == count)


@cache
def _table() -> Mapping[str, Sequence[_Cue]]:
    return by_first_word(_read_cue(row) for row in read_rows("boilerplate.csv"))


def _read_cue(row: Mapping[str, str]) -> _Cue:
    cue = _Cue(tuple(line_tokens(row["cue"])), row["kind"], float(row["weight"]), row["where"], int(row["max_words"]))
    if not cue.words or cue.where not in _PLACES:
        raise TableError(
            f"boilerplate.csv: cue {row['cue']!r} with where={row['where']!r}; expected {sorted(_PLACES)}."
        )
    return cue
