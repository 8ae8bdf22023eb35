"""Code predictions: what the text expects, fears or holds possible of an actor."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from detente.reading.code.drafts import Draft, Sentence, core_range, trimmed, unique
from detente.reading.code.event_drafts import GENERIC
from detente.reading.lexicon.lexicon import event_nouns
from detente.reading.says.attribute import attribution_of
from detente.reading.says.eventual import is_eventual
from detente.reading.syntax.clauses import Clause
from detente.reading.syntax.labels import VERBAL
from detente.records import ActorKind, ActorMention, StatementKind


def code_predictions(sentence: Sentence, taken: Collection[int]) -> list[Draft]:
    """Predictions of one sentence, besides those already drafted at the heads in `taken`.

    A prediction needs an actor whose doing or fate it foretells.
    """
    drafts: list[Draft] = []
    seen = set(taken)
    for clause in sentence.clauses.values():
        if clause.head.i in taken:
            seen.update(_chain(clause))
    for clause in sentence.clauses.values():
        if clause.head.i in seen or not _foretells(clause):
            continue
        seen.update(_chain(clause))
        draft = _prediction(sentence, clause)
        if draft is not None:
            drafts.append(draft)
    drafts.extend(_modal_remains(sentence, seen))
    return _outermost(drafts)


def _outermost(drafts: list[Draft]) -> list[Draft]:
    """The drafts without those that another, longer one holds: one forecast is told once."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda draft: draft.start - draft.end):
        if not any(other.start <= draft.start and draft.end <= other.end for other in kept):
            kept.append(draft)
    return sorted(kept, key=lambda draft: draft.start)


def _foretells(clause: Clause) -> bool:
    """Whether the clause, or the infinitive it raises ("are likely to insist"), tells of what may come."""
    if clause.head.lower_ == "ought":
        return False  # advice
    if is_eventual(clause.head):
        return True
    inner = clause.complement
    return inner is not None and inner.head.dep_ == "xcomp" and is_eventual(inner.head)


def _modal_remains(sentence: Sentence, seen: set[int]) -> Iterator[Draft]:
    """As in "It could also in the near future interest Russia": a modal whose verb the parser took for another word."""
    for token in sentence.span:
        head = token.head
        if token.tag_ != "MD" or token.dep_ != "aux" or head.pos_ in VERBAL or head.i in seen:
            continue
        own = [child for child in head.children if child.dep_ in {"nsubj", "nsubjpass"}]
        start, end = trimmed(sentence.doc, token.left_edge.i, head.right_edge.i + 1)
        start = min([start, *(child.left_edge.i for child in own)])
        subjects = sentence.actors(own)
        named = unique((*subjects, *sentence.resolver.named_in(start, end)))
        if any(_acts(actor) for actor in named):
            yield Draft(
                StatementKind.PREDICTION,
                head,
                start,
                end,
                source=subjects[0] if subjects else None,
                actors=named,
                about=named[1:] if subjects else named,
                confidence=0.4,
                rule="prediction: modal",
            )


def _chain(clause: Clause) -> list[int]:
    found = [clause.head.i]
    while clause.complement is not None:
        clause = clause.complement
        found.append(clause.head.i)
    return found


def _prediction(sentence: Sentence, clause: Clause) -> Draft | None:
    subjects = sentence.actors(clause.subjects or (clause.fillers("obj") if clause.frame.passive else ()))
    start, end = core_range(clause.head)
    named = sentence.resolver.named_in(start, end)
    undergoing = sentence.actors(clause.fillers("obj"))
    if not any(_acts(actor) for actor in (*subjects, *undergoing)) and not _weighty(sentence, clause):
        return None
    source = subjects[0] if subjects else None
    others = tuple(a for a in (*named, *undergoing) if source is None or a.id != source.id)
    return Draft(
        StatementKind.PREDICTION,
        clause.head,
        start,
        end,
        source=source,
        actors=unique((*subjects, *others)),
        about=unique(others),
        confidence=0.6,
        rule="prediction",
    )


def _weighty(sentence: Sentence, clause: Clause) -> bool:
    """Whether a prediction about nobody still counts.

    It does when an actor makes it, and when it is of war or peace: "there will be no war".
    """
    attribution = attribution_of(clause.head, sentence.attributions)
    if attribution is not None and attribution.source_head is not None:
        return any(_acts(actor) for actor in sentence.resolver.actors_of(sentence.doc[attribution.source_head]))
    nouns = event_nouns()
    return any(head.lemma_.lower() in nouns for slot in ("attr", "obj", "subj") for head in clause.fillers(slot))


def _acts(actor: ActorMention) -> bool:
    """Whether somebody known, or of a known state, is spoken of: not "troops", not a place."""
    if actor.state is None and actor.kind in GENERIC:
        return False
    return actor.kind is not ActorKind.REGION
