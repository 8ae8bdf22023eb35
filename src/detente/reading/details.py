"""Details: sentences that add a date, a number or a place to an event told just before.

"The exercises are to last from ... to ...", "They are being held in ...", "Some 200 troops will take part": the
sentence codes no event of its own but points back at one.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from detente.reading.assemble import Context
from detente.reading.code.drafts import Draft, trimmed
from detente.reading.particulars.places import place_of
from detente.reading.syntax.noun_phrases import semantic_head
from detente.reading.syntax.words import word_set
from detente.records import DateSpan, Evidence, Place, Quantity, Statement, StatementKind

LOOK_BACK = 4  # sentences
POINTING = frozenset({"the", "this", "these", "that", "those", "such"})
GENERIC = frozenset({"event", "move", "step", "incident", "operation", "act", "action", "development"})
TAKING_PART = frozenset({"participate", "join", "involve", "attend"})
PRONOUNS = frozenset({"it", "they", "this", "these"})
HAPPENING = word_set("hold last take begin start end run continue occur happen conclude follow come")


@dataclass(frozen=True, slots=True)
class Detail:
    """What a sentence adds to the event with the id `statement_id`."""

    statement_id: str
    event_date: DateSpan | None
    place: Place | None
    quantities: tuple[Quantity, ...]
    evidence: Evidence


class DetailFinder:
    """Looks, for one sentence after another, whether it only adds to an event already told."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._told: list[tuple[int, Draft, Statement]] = []

    def tell(self, index: int, draft: Draft, statement: Statement) -> None:
        """Remember an event told in sentence number `index`."""
        if statement.kind is StatementKind.EVENT:
            self._told.append((index, draft, statement))

    def detail(self, index: int, sentence: Span) -> Detail | None:
        """What a sentence adds to an event told in the sentences before, or None."""
        root, context = sentence.root, self._context
        subject = next((child for child in root.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is None or not self._told or index - self._told[-1][0] > LOOK_BACK:
            return None
        quantities = tuple(quantity for quantity, _, _ in context.quantities_of(sentence))
        date = context.timeline.date_of(_main_verb(root))
        place = place_of(root, context.places, sentence)
        joins = bool(quantities) and _takes_part(root) and not context.resolver.named_in(sentence.start, sentence.end)
        adds = date is not None or place is not None or bool(quantities) or subject.lower_ in PRONOUNS
        for told_at, draft, statement in reversed(self._told):
            if index - told_at > LOOK_BACK:
                return None
            if joins or (adds and _points_back(subject, draft, root)):
                start, end = trimmed(sentence.doc, sentence.start, sentence.end)
                return Detail(statement.id, date, place, quantities, context.evidence(start, end))
        return None


def _main_verb(root: Token) -> Token:
    """As in "The exercises are to last ...": the verb that carries the time."""
    return next((child for child in root.children if child.dep_ == "xcomp"), root)


def _points_back(subject: Token, draft: Draft, root: Token) -> bool:
    if subject.lower_ in PRONOUNS:
        return _main_verb(root).lemma_ in HAPPENING and root.dep_ == "ROOT"
    head = semantic_head(subject)
    definite = any(child.lower_ in POINTING for child in head.children)
    return definite and (head.lemma_.lower() in _nouns_of(draft) or head.lemma_.lower() in GENERIC)


def _nouns_of(draft: Draft) -> set[str]:
    """Lemmas that may name the event again: its noun, its object, the noun form is left to the text."""
    nouns = {draft.head.lemma_.lower()}
    for child in draft.head.children:
        if child.dep_ in {"dobj", "nsubjpass"}:
            nouns.add(semantic_head(child).lemma_.lower())
    return nouns


def _takes_part(root: Token) -> bool:
    if root.lemma_ in TAKING_PART:
        return True
    return root.lemma_ == "take" and any(child.dep_ == "dobj" and child.lower_ == "part" for child in root.children)
