"""Tell an argument from a report, from what a text says of itself and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from detente.reading.intake.extract import Page
from detente.reading.page.phrases import by_first_word, find_phrases, line_tokens, read_rows
from detente.reading.page.split import Layout
from detente.records import Genre, Span

_OPINION_SCORE = 1.5
"""The sum of weights from which a text is an opinion; with nothing to tell, it is a report."""

_MAX_PHRASES = 3.0
_MAX_CHARS = 60_000
_SAID_SO = 4.0

_SECTION = re.compile(
    r"(?:opinions?|op[ -]?eds?|editorials?|comment(?:ary|aries)?|column(?:ist)?s?|perspectives?|viewpoint|blogs?)\b",
    re.I,
)
_TITLE_LABEL = re.compile(r"(?:opinion|op-ed|comment(?:ary)?|editorial|column|viewpoint|perspective)\s*[:|–—-]", re.I)
_URL_PART = re.compile(
    r"/(?:opinions?|op-?eds?|comment(?:isfree|ary)?|editorials?|columns?|columnists?|blogs?|views?)/", re.I
)
_QUOTED = re.compile(r"[“\"][^“”\"]{1,2000}[”\"]")
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|I'd|me|my|myself)\b")
_FIRST_PLURAL = re.compile(r"\b(?:we|us|our|ours|ourselves)\b")
_DUTY = re.compile(r"\b(?:should|must|ought to|needs? to|has to|have to)\b")
_ATTRIBUTION = re.compile(
    r"\b(?:said|says|saying|told|according to|added|announced|stated|reported|confirmed|warned|noted|tweeted|denied|"
    r"claimed|urged|called (?:on|for)|declined to comment|spokes(?:man|woman|person))\b"
)
_WEEKDAY = re.compile(
    r"\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_WRITERS_VIEWS = re.compile(r"\b(?:views?|opinions?|authors?|writers?|column)\b", re.I)
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks for an opinion (positive weight) or a report (negative), in words a reader can check."""

    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class _Cue:
    words: tuple[str, ...]
    weight: float


def judge_genre(page: Page, layout: Layout, text: str) -> tuple[Genre, str]:
    """Judge whether a text argues or reports.

    A disclaimer, a section's name or an address that says "opinion" weighs 4; the wording of the body, outside
    quotation marks, up to 3 by its phrases and up to 2 each by first person, duties, questions and attributions.
    From a sum of 1.5 on it is an opinion.

    Args:
        page: The page, for its address.
        layout: Where the article stands in the text.
        text: The page's text, which the layout's spans count.

    Returns:
        The genre, and the weightiest signs with their weights.
    """
    signs = [*_said_signs(page, layout, text), *_wording_signs(layout, text)]
    score = sum(sign.weight for sign in signs)
    genre = Genre.OPINION if score >= _OPINION_SCORE else Genre.REPORT
    side = 1 if genre is Genre.OPINION else -1
    told = sorted((sign for sign in signs if sign.weight * side > 0), key=lambda sign: -abs(sign.weight))
    why = "; ".join(f"{sign.why} ({sign.weight:+.1f})" for sign in told[:4])
    return genre, f"{why or 'nothing in it argues'}; sum {score:+.1f}, an opinion from {_OPINION_SCORE:+.1f}"


def _said_signs(page: Page, layout: Layout, text: str) -> Iterator[Sign]:
    """What the page says of the text."""
    seen: set[str] = set()
    for span, kind in zip(layout.not_article, layout.kinds, strict=True):
        line = " ".join(text[span.start : span.end].split())
        sign = _line_sign(kind, line)
        if sign and kind not in seen:
            seen.add(kind)
            yield sign
    if layout.title and (found := _TITLE_LABEL.match(layout.title)):
        yield Sign(_SAID_SO, f"the title begins {found[0]!r}")
    if page.url and (found := _URL_PART.search(page.url)):
        yield Sign(_SAID_SO, f"its address holds {found[0]!r}")
    if layout.dateline_place:
        yield Sign(-1.0, f"it has the dateline {layout.dateline_place!r}")


def _line_sign(kind: str, line: str) -> Sign | None:
    if kind == "disclaimer" and _WRITERS_VIEWS.search(line):
        return Sign(_SAID_SO, f"the page says {line[:90]!r}")
    if kind in {"label", "nav", "tags"} and len(line) <= 40 and _SECTION.search(line):
        return Sign(_SAID_SO, f"it stands under {line!r}")
    if kind == "bio":
        return Sign(1.0, f"the writer is introduced: {line[:70]!r}")
    if kind == "credit" and re.match(r"\(?\s*(?:Additional )?[Rr]eporting by", line):
        return Sign(-2.0, f"it is credited {line[:60]!r}")
    if kind == "byline" and re.search(
        r"\b(?:Reuters|AP|AFP|Associated Press|Xinhua|TASS|correspondent|[Ss]taff|[Rr]eporter)\b", line
    ):
        return Sign(-1.0, f"its byline is {line[:60]!r}")
    return None


def _wording_signs(layout: Layout, text: str) -> Iterator[Sign]:
    """How the body is written, outside quotation marks."""
    body = _body(layout.body, text)
    plain = _QUOTED.sub(" ", body)
    sentences = max(1, len(_SENTENCE_END.findall(body)))
    yield from _phrase_signs(plain)
    if found := _FIRST_PERSON.findall(plain):
        yield Sign(min(2.0, 0.7 * len(found)), f"{len(found)} times {found[0]!r} outside quotes")
    if found := _FIRST_PLURAL.findall(plain):
        yield Sign(min(1.0, 0.3 * len(found)), f"{len(found)} times {found[0]!r} outside quotes")
    unattributed = [part for part in re.split(r"(?<=[.!?])\s", plain) if not _ATTRIBUTION.search(part)]
    if duties := sum(1 for part in unattributed if _DUTY.search(part)):
        yield Sign(
            min(1.5, 6 * duties / sentences), f"{duties} sentences of {sentences} say what should be, on nobody's word"
        )
    if questions := sum(part.rstrip().endswith("?") for part in unattributed):
        yield Sign(min(1.5, 0.5 * questions), f"{questions} questions of its own")
    attributed = len(_ATTRIBUTION.findall(plain))
    if (share := attributed / sentences) >= 0.15:
        weight = -min(2.0, 3 * share, 0.5 * attributed)
        yield Sign(weight, f"{attributed} attributions such as 'said' in {sentences} sentences")
    elif sentences >= 8:
        yield Sign(0.7, f"only {attributed} attributions in {sentences} sentences")
    if days := len(_WEEKDAY.findall(plain)):
        yield Sign(-min(1.0, 3 * days / sentences, 0.4 * days), f"{days} weekdays named, as news does")


def _phrase_signs(plain: str) -> Iterator[Sign]:
    found = {cue.words: cue for _, cue in find_phrases(line_tokens(plain), _table())}
    for side in (1, -1):
        cues = sorted((cue for cue in found.values() if cue.weight * side > 0), key=lambda cue: -abs(cue.weight))
        if cues:
            weight = side * min(_MAX_PHRASES, sum(abs(cue.weight) for cue in cues))
            yield Sign(weight, "it says " + ", ".join(repr(" ".join(cue.words)) for cue in cues[:3]))


def _body(spans: Sequence[Span], text: str) -> str:
    return "\n".join(" ".join(text[span.start : span.end].split()) for span in spans)[:_MAX_CHARS].replace("’", "'")


@cache
def _table() -> Mapping[str, Sequence[_Cue]]:
    return by_first_word(_Cue(tuple(line_tokens(row["cue"])), float(row["weight"])) for row in read_rows("genre.csv"))
