"""Which of a sentence's dates is an event's: the one in its own clause, or in a clause that shares its time.

A date without a year belongs to the story told around it: to the last date of its paragraph, else to the year
that the article is about, else to the time of publication.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from spacy.tokens import Doc, Token

from detente.reading.dates.date_spans import Unit, shift_day, unit_span
from detente.reading.dates.relative_time import Yearless
from detente.reading.dates.tenses import clause_tense
from detente.reading.dates.when import TimeMention, resolve_time
from detente.reading.says.quotations import Paragraphs
from detente.records import DateSpan, Precision, Published

# A predicate shares the time of what it hangs on through these, but not through what is said, thought or related.
_SHARING_WORDS = "conj xcomp dobj nsubj nsubjpass attr pobj prep acomp oprd compound dative agent"
SHARING = frozenset(_SHARING_WORDS.split())
SAME_TIME_MARKS = frozenset({"when", "as", "while", "whilst", "after", "before"})
CLAUSAL = frozenset({"VERB", "AUX"})
EXACT = (Precision.DAY, Precision.MONTH, Precision.YEAR)
YEAR_DAYS = 366
FRAME_MENTIONS = 3  # explicit mentions of a year that make an article one about that year
FRAME_SHARE = 0.25  # and their least share of all explicit dates
_COUNTS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
COUNTS = {word: number for number, word in enumerate(_COUNTS, 1)} | {"a": 1, "an": 1}
OFFSET = re.compile(
    r"\b(?P<count>\d{1,3}|an?|" + "|".join(_COUNTS) + r") (?P<unit>day|week|month|year)s? (?P<side>after|before)\b",
    re.IGNORECASE,
)
UNITS = {"day": Unit.DAY, "week": Unit.WEEK, "month": Unit.MONTH, "year": Unit.YEAR}


class Timeline:
    """The dates of one parsed article, each tied to the predicate it modifies."""

    def __init__(self, doc: Doc, mentions: Iterable[TimeMention], published: Published) -> None:
        self._doc = doc
        self._published = published
        self._after: list[tuple[int, DateSpan]] = []
        self._at: dict[int, list[tuple[TimeMention | None, DateSpan]]] = {}
        self._named: dict[int, DateSpan] = {}
        self._told: list[tuple[int, DateSpan]] = []
        self._paragraphs = Paragraphs(doc)
        found = tuple(mentions)
        self._frame = _frame_year(found, published)
        for mention in found:
            self._place(mention)
        self._place_offsets()

    def date_of(self, head: Token) -> DateSpan | None:
        """The days of the predicate `head`; None when its clause has no date."""
        if head.lemma_ == "do":  # "as it did in 2013": the date follows, the parser hangs it on the act meant
            return next((span for at, span in self._after if head.i < at < head.sent.end), None)
        token = head
        for _ in range(8):
            found = self._at.get(token.i)
            if found:
                return _most_exact(found)
            shared = self._when_clause(token) or self._when_of(token)
            if shared is not None:
                return shared
            if (
                token.dep_ in SHARING
                or (token.dep_ == "advcl" and _same_time(token))
                or (token.dep_ == "acl" and head.pos_ in CLAUSAL)
            ):
                token = token.head
            else:
                return None
        return None

    def _place(self, mention: TimeMention) -> None:
        """Resolve one expression and tie it to its predicate and the words between."""
        span = self._doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            return
        anchor = span.root
        governor = _governor(anchor)
        resolved = self._resolve(mention, anchor, governor)
        if resolved is None:
            return
        if _only_names(anchor, resolved):
            if anchor.head.pos_ == "NOUN":
                self._at.setdefault(anchor.head.i, []).append((mention, resolved))
            return
        if resolved.precision in EXACT and resolved.start and resolved.end:
            self._told.append((anchor.i, resolved))
        self._after.append((anchor.i, resolved))
        self._named.update(dict.fromkeys(range(span.start, span.end), resolved))
        self._at.setdefault(governor.i, []).append((mention, resolved))
        if governor.i != anchor.i:
            for token in (anchor, *anchor.ancestors):
                if token.i == governor.i:
                    break
                self._at.setdefault(token.i, []).append((mention, resolved))

    def _resolve(self, mention: TimeMention, anchor: Token, governor: Token) -> DateSpan | None:
        tense = clause_tense(governor)
        previous = self._previous(anchor) or self._told_last(mention)
        published = self._published
        if isinstance(mention.relative, Yearless) and _is_plain(mention.relative) and tense != "future":
            year = self._year_beside(anchor, previous) if previous else self._frame
            if year is not None:  # the last such day of that year, whatever the day of publication
                published = Published(date(year, 12, 31), date(year, 12, 31), "the year told of")
                previous = None
        return resolve_time(mention, published=published, previous=previous, tense=tense)

    def _told_last(self, mention: TimeMention) -> DateSpan | None:
        """The last date told in an earlier paragraph, where an expression cannot do without: "a day earlier".

        A history of which is hardly known when it appeared goes by its own dates throughout.
        """
        if not self._told:
            return None
        start, end = self._published.start, self._published.end
        undated = start is not None and (end is None or (end - start).days > YEAR_DAYS)
        needs = getattr(mention.relative, "anchor", None) == "previous"
        return self._told[-1][1] if needs or (undated and isinstance(mention.relative, Yearless)) else None

    def _previous(self, anchor: Token) -> DateSpan | None:
        """The last date told before a token in its paragraph."""
        start, _ = self._paragraphs.range(anchor.i)
        at, span = self._told[-1] if self._told else (-1, None)
        return span if start <= at <= anchor.i else None

    def _year_beside(self, anchor: Token, previous: DateSpan) -> int | None:
        """The year of "in 2012 by mutineers, who captured it that November": told alone just before."""
        if previous.precision is not Precision.YEAR or previous.start is None:
            return None
        pointed = anchor.left_edge.i > 0 and anchor.left_edge.nbor(-1).lower_ in {"that", "same"}
        pointed = pointed or any(child.lower_ == "that" for child in anchor.children)
        same_sentence = self._told[-1][0] >= anchor.sent.start
        return previous.start.year if pointed or same_sentence else None

    def _place_offsets(self) -> None:
        """ "Two days after they marched in": the one clause's date tells the other's."""
        for match in OFFSET.finditer(self._doc.text):
            span = self._doc.char_span(match.start(), match.end(), alignment_mode="expand")
            if span is None:
                continue
            later = _clause_after(span[-1])
            if later is None:
                continue
            earlier = _governor(later.head) if later.head != later else later
            steps = int(match["count"]) if match["count"].isdigit() else COUNTS[match["count"].lower()]
            sign = -1 if match["side"].lower() == "after" else 1
            unit = UNITS[match["unit"].lower()]
            told, reference = self._at.get(later.i), self.date_of(earlier)
            if told:
                self._shift(earlier, _most_exact(told), unit, -sign * steps)
                continue
            reference = reference or self._previous(later) or self._today(earlier)
            self._shift(later, reference, unit, sign * steps)
            self._shift(earlier, reference, unit, 0)

    def _today(self, verb: Token) -> DateSpan | None:
        day = self._published.start
        if day is None or day != self._published.end or self._frame is not None or clause_tense(verb) != "past":
            return None
        return DateSpan(day, day)

    def _shift(self, verb: Token, reference: DateSpan | None, unit: Unit, steps: int) -> None:
        """Date a predicate by a reference day; a vaguer reference would promise too much."""
        if (
            reference is None
            or reference.start is None
            or reference.precision is not Precision.DAY
            or verb.i in self._at
        ):
            return
        day = shift_day(reference.start, unit, steps)
        span = unit_span(unit, day) if unit in (Unit.MONTH, Unit.YEAR) else DateSpan(day, day)
        self._at.setdefault(verb.i, []).append((None, span))

    def _when_clause(self, token: Token) -> DateSpan | None:
        for child in token.children:
            if child.dep_ == "advcl" and child.i in self._at and _same_time(child):
                return _most_exact(self._at[child.i])
        return None

    def _when_of(self, token: Token) -> DateSpan | None:
        """ "On December 3, when jets bombed the airfields": the date is what the clause tells more of."""
        if token.dep_ in {"relcl", "advcl"} and any(
            child.tag_ == "WRB" and child.lower_ == "when" for child in token.children
        ):
            return self._named.get(token.head.i)
        return None


def _frame_year(mentions: Sequence[TimeMention], published: Published) -> int | None:
    """The past year that an article is about: named often, and far oftener than the year of publication."""
    latest = published.end or published.start
    spans = [mention.span for mention in mentions if mention.span is not None and mention.span.precision in EXACT]
    years = Counter(span.start.year for span in spans if span.start and span.end and span.start.year == span.end.year)
    if latest is None or not years:
        return None
    year, count = years.most_common(1)[0]
    enough = count >= FRAME_MENTIONS and count >= FRAME_SHARE * years.total()
    return year if enough and year < latest.year - 1 else None


def _only_names(anchor: Token, span: DateSpan) -> bool:
    """Whether a year only belongs to a name: "the 2015 Algiers agreement" does not date the story."""
    if span.precision is not Precision.YEAR or anchor.dep_ not in {"nummod", "compound", "amod", "nmod"}:
        return False
    return anchor.head.pos_ in {"NOUN", "PROPN"} and anchor.head.ent_type_ not in {"DATE", "TIME"}


def _is_plain(yearless: Yearless) -> bool:
    return yearless.which is None and yearless.year is None and yearless.weekday is None


def _most_exact(found: Sequence[tuple[TimeMention | None, DateSpan]]) -> DateSpan:
    """The most exact of several dates in one clause; the first among equals."""
    order = list(Precision)
    return min((span for _, span in found), key=lambda span: order.index(span.precision))


def _same_time(verb: Token) -> bool:
    return any(child.lower_ in SAME_TIME_MARKS for child in verb.children if child.i < verb.i)


def _clause_after(word: Token) -> Token | None:
    """The verb of the clause that "after" or "before" brings."""
    if word.dep_ == "mark":
        return word.head
    return next((child for child in word.children if child.dep_ == "pcomp" and child.pos_ in CLAUSAL), None)


def _governor(anchor: Token) -> Token:
    """The verb whose clause the expression stands in (the root where there is none)."""
    token = anchor
    while token.head.i != token.i and token.pos_ not in CLAUSAL:
        token = token.head
    while token.dep_ in {"aux", "auxpass"}:
        token = token.head
    return token
