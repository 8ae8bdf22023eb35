"""Tell lines of a web page that are not the article, by weighted phrases and by form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from detente.errors import TableError
from detente.reading.phrases import by_first_word, find_phrases, line_tokens, read_rows

_DECIDES = 1.0
"""The weight at which a line is not the article."""

_MAX_FORM_CHARS = 600
_MAX_CUE_CHARS = 2000
"""Longer paragraphs are prose, whatever phrases they hold."""

_PLACES = frozenset({"whole", "start", "end", "any"})
_NAME = r"[A-Z][\w.'’-]*(?:\s+(?:(?:al|bin|de|van|von|der|el|ul|ur|la|di)\s+)?[A-Z][\w.'’-]*){1,4}"
BYLINE = re.compile(
    r"(?:[Bb]y|BY|[Ww]ords by|[Ww]ritten by|[Pp]osted by|[Aa]uthors?:|[Rr]eport by)\s+"
    r"(?P<author>[A-Z][\w.'’-]*(?:\s+(?:(?:al|bin|de|van|von|der|el|ul|ur|la|di)\s+)?[A-Z][\w.'’-]*){0,4})"
)
_TOKEN = re.compile(r"\w+")
_BYLINE_WORDS = frozenset(
    "by and in at for on of the updated published posted am pm a.m p.m gmt min read special to".split()
)
_DATED_START = re.compile(r"(?:first |last |originally )?(?:published|posted|updated|modified|created|issued|date)\b", re.I)
_DATED_REST = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|\bago$")
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_DATE_WORDS = _MONTHS | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun am pm a p m et est edt "
    "gmt utc bst ist pkt cet cest msk pst pdt ct at on of the st nd rd th t z".split()
)
_DATED_WORDS = frozenset("published posted updated last first modified created date".split())
_DATE_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th|am|pm|z)?|\d\dt\d\d")
_SHARE_WORDS = frozenset(
    "share shares shared tweet tweets retweet email print facebook twitter whatsapp telegram linkedin reddit pinterest pin "
    "flipboard messenger sms instagram youtube tumblr vk pocket line wechat bluesky threads mastodon x copy link save like likes "
    "view views comment comments reply post on via by to and more k 0".split()
)
_SHARE_CORE = _SHARE_WORDS - frozenset("on via by to and more k 0 x line post link view views copy save pin pocket threads".split())
_LINK_ONLY = re.compile(r"(?:https?://\S+|www\.\S+|\S+@\S+\.\w+|@\w+)(?:\s+(?:https?://\S+|\S+@\S+\.\w+|@\w+))*")
_HASHTAGS = re.compile(r"(?:#\w+[\s,]*)+")
_MENU_CUT = re.compile(r"\s*(?:[|»›→·•>]|::|/(?=\s))\s*")
_CREDIT_END = re.compile(
    r"(?:[(\[](?:photo|image|picture|credit|source|file)[^()\[\]]{0,80}[)\]]|[(\[]?(?:AP Photo|AFP Photo|REUTERS|Reuters|AFP|EPA|Getty Images?|Xinhua)"
    r"\s?/\s?[^()\[\]]{2,50}[)\]]?)\s*\.?$",
    re.I,
)
_BIO = re.compile(
    rf"(?:the (?:author|writer|columnist)s?|{_NAME}|He|She|(?:Dr|Prof|Gen|Lt Gen|Mr|Ms)\.? {_NAME}),?"
    r"(?:\s*\([^()]{0,60}\),?)?\s+(?:is|are|was|works as|serves as|writes|teaches|covers|reports|has written|has been a)\b",
)
_BIO_ROLE = re.compile(
    r"\b(?:columnist|journalist|reporter|commentator|blogger|freelance|contributor|contributing|senior fellow|research fellow|"
    r"visiting fellow|nonresident fellow|non-resident|fellow at|political analyst|independent analyst|independent researcher|"
    r"security analyst|defence analyst|analyst (?:at|based|with|for)|lecturer|professor (?:of|at|in)|researcher|scholar at|PhD candidate|correspondent|editor (?:of|at|for|in)|"
    r"managing editor|author of|writer based|based writer|writes (?:on|about|for|a)|covers|teaches|alumnus of|intern at)\b"
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_FUNCTION_WORDS = frozenset("in on at of by and or the a an to for from with as via amp is".split())


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


def is_bio(line: str) -> bool:
    """Whether a paragraph introduces its writer: "X is a journalist based in Y"."""
    return _BIO.match(line) is not None and _BIO_ROLE.search(line) is not None


def _judge_form(line: str, tokens: list[str]) -> Verdict | None:
    """Lines that tell by their form: links, dates, bylines, menus, credits, and scraps."""
    if len(line) > _MAX_FORM_CHARS:
        return None
    kind = None
    if _LINK_ONLY.fullmatch(line) or _HASHTAGS.fullmatch(line):
        kind = "nav"
    elif len(tokens) <= 16 and _is_date(tokens):
        kind = "date" if _DATED_WORDS.isdisjoint(tokens) else "dated"
    elif len(tokens) <= 16 and _DATED_START.match(line) and _DATED_REST.search(line) and not line.endswith("."):
        kind = "dated"
    elif len(tokens) <= 16 and _SHARE_WORDS.issuperset(tokens) and not _SHARE_CORE.isdisjoint(tokens):
        kind = "share"
    elif len(tokens) <= 3 and _is_fragment(line, tokens):
        kind = "fragment"
    elif len(tokens) <= 24 and _is_byline(line):
        kind = "byline"
    elif len(tokens) <= 40 and _is_menu(line):
        kind = "nav"
    elif len(tokens) <= 70 and _CREDIT_END.search(line[-140:]):
        kind = "caption"
    return Verdict(kind, _DECIDES, (line[:60],)) if kind else None


def _is_date(tokens: Sequence[str]) -> bool:
    """Only a day with its month and year, its weekday and hour."""
    numbers = sum(1 for token in tokens if _DATE_NUMBER.fullmatch(token))
    months = sum(token in _MONTHS for token in tokens)
    others = [token for token in tokens if token not in _DATE_WORDS | _DATED_WORDS and not _DATE_NUMBER.fullmatch(token)]
    return not others and (numbers >= 3 or (numbers >= 2 and months >= 1))


def _is_fragment(line: str, tokens: list[str]) -> bool:
    """A scrap that says nothing: punctuation, numbers, function words such as "in ,"."""
    if not _LETTERS.search(line):
        return not re.fullmatch(r"(?:19|20)\d\d", line)  # a year may be a subheading
    return all(token in _FUNCTION_WORDS or token.isdecimal() for token in tokens)


def _is_byline(line: str) -> bool:
    """A "By" and a name, and after it nothing but more names, places and dates."""
    found = BYLINE.match(line)
    if found is None or line.endswith((".", "?", "!", ":")):
        return False
    rest = _TOKEN.findall(line[found.end() :])
    return all(not word[0].islower() or word.lower() in _BYLINE_WORDS for word in rest)


def _is_menu(line: str) -> bool:
    entries = [entry for entry in _MENU_CUT.split(line) if entry]
    return len(entries) >= 3 and all(len(entry.split()) <= 3 for entry in entries) and not line.endswith(".")


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
