"""Assemble statements from drafts: evidence, speaker, status, time, place, quantities, scores."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from detente.ontology.goldstein import goldstein
from detente.ontology.plover import quad_class_of
from detente.reading.code.drafts import Draft
from detente.reading.dates.date_of import Timeline
from detente.reading.particulars.novelty import novelty_of
from detente.reading.particulars.places import place_of
from detente.reading.particulars.quantities import Found, find_quantities
from detente.reading.says.attribute import Attributions, attribution_of
from detente.reading.says.status import status_of
from detente.reading.syntax.body_text import BodyText
from detente.reading.who.resolve import Resolver
from detente.records import (
    ActorKind,
    ActorMention,
    DateSpan,
    Evidence,
    Place,
    Polarity,
    Precision,
    Quantity,
    Statement,
    StatementKind,
    Status,
)

AUTHOR_ID = "author"
SAID = frozenset({Status.ASSERTED, Status.REPORTED})
SLUG = re.compile(r"[^a-z0-9]+")
# An accusation is the accuser's: the speaker of these acts is their source when nobody else is quoted.
SPEECH_ACTS = frozenset({"ACCUSE"})
ANNOUNCED = ("will + ", "must + ", "not + ")  # rules of compose.py for "said it would", "said X must"


@dataclass(frozen=True, slots=True)
class Context:
    """All that is known of one article when its drafts become statements."""

    article_id: str
    text: str
    body: BodyText
    doc: Doc
    resolver: Resolver
    attributions: Attributions
    timeline: Timeline
    places: Sequence[Place]
    author: ActorMention
    _quantities: dict[int, tuple[Found, ...]] = field(default_factory=dict)

    def quantities_of(self, sentence: Span) -> tuple[Found, ...]:
        """The quantities of a sentence with their characters in the parsed text, looked for once."""
        found = self._quantities.get(sentence.start)
        if found is None:
            found = self._quantities[sentence.start] = find_quantities(sentence)
        return found

    def evidence(self, start: int, end: int) -> Evidence:
        """Evidence for a range of tokens, quoted from the original text."""
        span = self.doc[start:end]
        where = self.body.original(span.start_char, span.end_char)
        return Evidence(self.article_id, where.start, where.end, self.text[where.start : where.end])

    def in_original(self, mention: ActorMention) -> ActorMention:
        """The mention with its offsets in the original text."""
        if mention.start < 0:
            return mention
        where = self.body.original(mention.start, mention.end)
        text = self.text[where.start : where.end]
        return ActorMention(mention.id, mention.name, mention.kind, mention.state, text, where.start, where.end)


def author_of(name: str | None) -> ActorMention:
    """The speaker of whatever nobody else is made to say."""
    return ActorMention(AUTHOR_ID, name or "the author", ActorKind.PERSON, None, "", -1, -1)


def assemble(draft: Draft, context: Context) -> Statement:
    """The statement that a draft becomes."""
    status, polarity = status_of(draft.head, context.attributions)
    if draft.kind is StatementKind.PREDICTION and (status in SAID or _is_future_in_past(draft.head, status)):
        status = Status.PREDICTED
    elif draft.kind is StatementKind.EVENT and status is Status.ASSERTED and draft.rule.startswith(ANNOUNCED):
        status = Status.REPORTED
    elif draft.kind is StatementKind.EVENT and status in SAID and draft.effect == "scheduled":
        status = Status.PREDICTED  # "are due to meet on Thursday"
    elif draft.kind is StatementKind.EVENT and status is Status.ASSERTED and draft.effect == "intend":
        status = Status.POSSIBLE  # "weighed a strike"
    elif draft.kind is StatementKind.DEPENDENCY and draft.rule == "depends: without":
        status, polarity = _of_need(draft.head, status, context)
    evidence = context.evidence(draft.start, draft.end)
    speaker, cue = _speaker(draft, context)
    return Statement(
        id=_identity(draft, evidence),
        kind=draft.kind,
        status=draft.status or status,
        polarity=draft.polarity or polarity,
        speaker=context.in_original(speaker),
        cue=cue,
        source=context.in_original(draft.source) if draft.source else None,
        target=context.in_original(draft.target) if draft.target else None,
        actors=tuple(context.in_original(actor) for actor in draft.actors),
        about=tuple(context.in_original(actor) for actor in draft.about),
        type=draft.type,
        mode=draft.mode,
        cameo_code=draft.cameo_code,
        quad_class=int(quad_class_of(draft.type)) if draft.type else None,
        goldstein=goldstein(draft.cameo_code) if draft.cameo_code else None,
        tie=draft.tie,
        stance=draft.stance,
        event_date=_date(draft, context),
        place=_place(draft, context),
        quantities=_quantities(draft, context),
        novelty=novelty_of(draft.head.sent.text) if draft.kind is StatementKind.EVENT else None,
        evidence=evidence,
        confidence=round(draft.confidence, 3),
    )


def _of_need(head: Token, status: Status, context: Context) -> tuple[Status, Polarity]:
    """ "Cannot leave without B" says outright that B is needed: the "cannot" is the need itself."""
    if status not in {Status.POSSIBLE, Status.PREDICTED}:
        return status, Polarity.POSITIVE
    voiced = attribution_of(head, context.attributions) is not None
    return Status.REPORTED if voiced else Status.ASSERTED, Polarity.POSITIVE


def _is_future_in_past(head: Token, status: Status) -> bool:
    """As in "Feared that it would lose": no condition but what was then to come."""
    return status is Status.CONDITIONAL and head.dep_ == "ccomp"


def _identity(draft: Draft, evidence: Evidence) -> str:
    """A short hash that the same statement of the same article always gets."""
    parts = (
        evidence.article_id, draft.kind, evidence.start, evidence.end, draft.type, draft.tie, draft.stance,
        draft.source.id if draft.source else "", draft.target.id if draft.target else "", draft.head.i,
    )  # fmt: skip
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:16]


def _date(draft: Draft, context: Context) -> DateSpan | None:
    found = context.timeline.date_of(draft.head)
    if found is None and draft.past:
        return DateSpan(None, None, Precision.VAGUE_PAST)
    if found is None and draft.kind is StatementKind.STANCE:  # a stance is taken when it is voiced
        voiced = attribution_of(draft.head, context.attributions)
        return context.timeline.date_of(context.doc[voiced.cue[1] - 1]) if voiced is not None else None
    return found


def _place(draft: Draft, context: Context) -> Place | None:
    if draft.kind is not StatementKind.EVENT:
        return None
    place = place_of(draft.head, context.places, draft.head.sent)
    if place is None:
        return None
    where = context.body.original(place.start, place.end)
    return Place(place.name, place.iso3, where.start, where.end)


def _quantities(draft: Draft, context: Context) -> tuple[Quantity, ...]:
    span = context.doc[draft.start : draft.end]
    found = context.quantities_of(draft.head.sent)
    return tuple(quantity for quantity, first, last in found if span.start_char <= first and last <= span.end_char)


def _is_own_word(draft: Draft) -> bool:
    """Whether an act is done by saying it, so that its source is who says so: an accusation, "said it would"."""
    return draft.head.pos_ == "VERB" and (draft.type in SPEECH_ACTS or draft.rule.startswith(ANNOUNCED))


def _speaker(draft: Draft, context: Context) -> tuple[ActorMention, str | None]:
    attribution = attribution_of(draft.head, context.attributions)
    if attribution is None and draft.kind is StatementKind.CONDITION:  # "If X, the president warned, Y"
        attribution = attribution_of(draft.head.head, context.attributions)
    if attribution is None:
        if _is_own_word(draft) and draft.source is not None:
            return draft.source, draft.head.text
        return context.author, None
    cue = context.doc[attribution.cue[0] : attribution.cue[1]].text
    if attribution.source is None or attribution.source_head is None:
        return ActorMention("unnamed", "unnamed", ActorKind.PERSON, None, "", -1, -1), cue
    head = context.doc[attribution.source_head]
    found = context.resolver.actors_of(head)
    return (found[0] if found else _unknown(context.doc, attribution.source)), cue


def _unknown(doc: Doc, tokens: tuple[int, int]) -> ActorMention:
    span = doc[tokens[0] : tokens[1]]
    slug = SLUG.sub("-", span.text.casefold()).strip("-") or "unnamed"
    return ActorMention(slug, span.text, ActorKind.PERSON, None, span.text, span.start_char, span.end_char)
