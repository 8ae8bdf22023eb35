"""How records read in words: dates, actors, codings, speakers, quantities, the same in every view.

Words from a text are untrusted: `clean` takes out control and direction characters before they reach a screen.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from detente.records import (
    ActorMention,
    Article,
    DateSpan,
    Evidence,
    Polarity,
    Precision,
    Quantity,
    Span,
    Statement,
    StatementKind,
    Status,
)

MAX_CONTEXT = 1500
"""Characters shown at most on either side of the evidence, where no sentence ends."""

SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])|\n\s*\n")
ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen|Gov|St|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NOBODY = "unnamed"
PLAIN_NOUN = re.compile(r"[a-z][a-z -]*")
UNCHANGED = ("percent", "people", "personnel", "aircraft", "police", "staff", " per hour")
IRREGULAR = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "people",
    "gunman": "gunmen",
    "foot": "feet",
}


def clean(text: str) -> str:
    """The text on one line, without control characters, terminal escapes and direction overrides."""
    spaced = " ".join(text.split())
    return "".join(
        char for char in spaced if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"} or char == "\u200d"
    )


def date_words(span: DateSpan | None) -> str:
    """A date as one reads it: "24 Sep – 10 Oct 2016", "May 2011", "2013", "1990s"; empty when unknown."""
    if span is None:
        return ""
    if span.precision is Precision.VAGUE_PAST:
        return "earlier"
    start, end = span.start, span.end
    if start is None or end is None:
        return f"from {_day(start)}" if start else f"until {_day(end)}" if end else "undated"
    if start == end:
        return _day(start)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1] and start.year == end.year:
        return (
            f"{MONTHS[start.month - 1]} {start.year}"
            if start.month == end.month
            else f"{MONTHS[start.month - 1]}–{MONTHS[end.month - 1]} {end.year}"
        )
    first = f"{start.day} {MONTHS[start.month - 1]}" + ("" if start.year == end.year else f" {start.year}")
    return f"{first} – {_day(end)}"


def _day(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def actor_words(actor: ActorMention | None) -> str:
    """The actor's name, or an empty string."""
    return clean(actor.name) if actor else ""


def speaker_words(statement: Statement) -> str:
    """Who says so: "the author", "nobody named", or the speaker's name with the cue."""
    if statement.speaker.id == NOBODY:
        return "nobody named"
    return clean(statement.speaker.name)


def what_words(statement: Statement) -> str:
    """What is said to happen or hold, in the field's terms: "COOPERATE military", "not ally", "oppose"."""
    if statement.type:
        words = statement.type + (f" {statement.mode}" if statement.mode else "")
    else:
        words = str(statement.tie or statement.stance or statement.kind)
    return f"not {words}" if statement.polarity is Polarity.NEGATIVE else words


def quantity_words(quantities: tuple[Quantity, ...]) -> str:
    """Amounts as one reads them.

    >>> quantity_words((Quantity(200, "troops", approximate=True), Quantity(46e9, "USD"), Quantity(2.5, "mile")))
    'about 200 troops, 46 billion USD, 2.5 miles'
    """
    return ", ".join(f"{'about ' if q.approximate else ''}{_number(q.value)} {_unit(q)}" for q in quantities)


def _number(value: float) -> str:
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size and round(value / size, 2) == value / size:
            return f"{value / size:g} {name}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")


def _unit(quantity: Quantity) -> str:
    """The unit in the plural where the amount asks for it; codes and unknown endings stay as they are."""
    unit = clean(quantity.unit)
    if quantity.value == 1 or not PLAIN_NOUN.fullmatch(unit) or unit.endswith(("s", *UNCHANGED)):
        return unit
    before, space, noun = unit.rpartition(" ")
    if noun in IRREGULAR:
        return before + space + IRREGULAR[noun]
    return f"{unit[:-1]}ies" if unit.endswith("y") and unit[-2:-1] not in "aeiou" else f"{unit}s"


def status_words(status: Status) -> str:
    """The status; a plain assertion of the text is "asserted", which is not to say that it is true."""
    return str(status)


def article_words(article: Article) -> list[tuple[str, str]]:
    """What heads a brief: label and words, for what is known of the article."""
    published = article.published
    if published.start and published.end:
        when = date_words(DateSpan(published.start, published.end))
    elif published.start:
        when = f"on or after {_day(published.start)}"
    else:
        when = f"on or before {_day(published.end)}" if published.end else "unknown"
    rows = [("Outlet", clean(article.outlet or "")), ("Author", clean(article.author or ""))]
    rows += [
        ("Published", f"{when} ({clean(published.why)})"),
        ("Genre", f"{article.genre} ({clean(article.genre_why)})"),
    ]
    return [(label, words) for label, words in rows if words]


def sentence_around(text: str, evidence: Evidence, edges: Iterable[int] = ()) -> Span:
    """The sentence or sentences of a text that hold the evidence, as a span of the text.

    Args:
        text: The article's text.
        evidence: The words to show in their sentence.
        edges: Offsets that no sentence crosses, as where the title ends (`sentence_edges`).
    """
    start = max(text.rfind("\n\n", 0, evidence.start) + 2, evidence.start - MAX_CONTEXT)
    start = 0 if start == 1 else start
    end = text.find("\n\n", evidence.end)
    end = min(len(text) if end < 0 else end, evidence.end + MAX_CONTEXT)
    for edge in edges:
        start = max(start, edge) if edge <= evidence.start else start
        end = min(end, edge) if edge >= evidence.end else end
    first = start
    for match in SENTENCE_END.finditer(text, start, min(evidence.start + 2, end)):  # it looks at what begins next
        if match.end() <= evidence.start and not ABBREVIATION.search(text, first, match.start() + 1):
            first = match.end()
    last = end
    for match in SENTENCE_END.finditer(text, max(evidence.end - 1, first), end):
        if not ABBREVIATION.search(text, first, match.start() + 1):
            last = match.start() + len(match.group().rstrip())
            break
    while first < evidence.start and text[first].isspace():
        first += 1
    last = max(last, evidence.end)
    while last > evidence.end and text[last - 1].isspace():
        last -= 1
    return Span(first, last)


def sentence_edges(article: Article) -> list[int]:
    """Where the title and what is not the article begin and end: no sentence of the article goes across."""
    edges = [edge for span in article.not_article for edge in (span.start, span.end)]
    at = article.text.find(article.title) if article.title else -1
    return edges if at < 0 else [at, at + len(article.title or ""), *edges]


def is_symmetric(statement: Statement) -> bool:
    """Whether source and target stand alike: in a tie, or an act that two conduct together."""
    return statement.kind is StatementKind.TIE or statement.type in {"COOPERATE", "AGREE"}
