"""Which of a sentence's dates is an event's: the one in its own clause, or in a clause that shares its time."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from detente.reading.tenses import clause_tense
from detente.reading.when import TimeMention, resolve_time
from detente.records import DateSpan, Precision, Published

# A predicate shares the time of what it hangs on through these, but not through what is said, thought or related.
SHARING = frozenset({"conj", "xcomp", "dobj", "nsubj", "nsubjpass", "attr", "pobj", "prep", "acomp", "oprd", "compound", "dative", "agent"})
SAME_TIME_MARKS = frozenset({"when", "as", "while", "whilst", "after", "before"})
CLAUSAL = frozenset({"VERB", "AUX"})


class Timeline:
    """The dates of one parsed article, each tied to the predicate it modifies."""

    def __init__(self, doc: Doc, mentions: Iterable[TimeMention], published: Published) -> None:
        self._after: list[tuple[int, DateSpan]] = []
        self._at: dict[int, list[tuple[TimeMention, DateSpan]]] = {}
        previous: DateSpan | None = None
        for mention in mentions:
            anchor = _anchor(doc, mention)
            if anchor is None:
                continue
            governor = _governor(anchor)
            resolved = resolve_time(mention, published=published, previous=previous, tense=clause_tense(governor))
            if resolved is None:
                continue
            if mention.span is not None and mention.span.precision is not Precision.VAGUE_PAST:
                previous = mention.span
            self._after.append((anchor.i, resolved))
            self._at.setdefault(governor.i, []).append((mention, resolved))
            if governor.i != anchor.i:
                for token in (anchor, *anchor.ancestors):
                    if token.i == governor.i:
                        break
                    self._at.setdefault(token.i, []).append((mention, resolved))

    def date_of(self, head: Token) -> DateSpan | None:
        """The days of the predicate `head`; None when its clause has no date."""
        if head.lemma_ == "do":  # "as it did in 2013": the date follows, the parser hangs it on the act meant
            return next((span for at, span in self._after if head.i < at < head.sent.end), None)
        token = head
        for _ in range(8):
            found = self._at.get(token.i)
            if found:
                return _widest_named(found)
            shared = self._when_clause(token)
            if shared is not None:
                return shared
            if token.dep_ in SHARING or (token.dep_ == "advcl" and _same_time(token)) or (token.dep_ == "acl" and head.pos_ in CLAUSAL):
                token = token.head
            else:
                return None
        return None

    def _when_clause(self, token: Token) -> DateSpan | None:
        for child in token.children:
            if child.dep_ == "advcl" and child.i in self._at and _same_time(child):
                return _widest_named(self._at[child.i])
        return None


def _widest_named(found: list[tuple[TimeMention, DateSpan]]) -> DateSpan:
    """The most exact of several dates in one clause; the first among equals."""
    order = list(Precision)
    return min((span for _, span in found), key=lambda span: (span.precision is Precision.VAGUE_PAST, order.index(span.precision)))


def _same_time(verb: Token) -> bool:
    return any(child.lower_ in SAME_TIME_MARKS for child in verb.children if child.i < verb.i)


def _anchor(doc: Doc, mention: TimeMention) -> Token | None:
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return span.root if span is not None else None


def _governor(anchor: Token) -> Token:
    """The verb whose clause the expression stands in (the root where there is none)."""
    token = anchor
    while token.head.i != token.i and token.pos_ not in CLAUSAL:
        token = token.head
    while token.dep_ in {"aux", "auxpass"}:
        token = token.head
    return token
