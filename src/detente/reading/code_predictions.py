"""Code predictions: what the text expects, fears or holds possible of an actor."""

from __future__ import annotations

from collections.abc import Collection

from detente.reading.clauses import Clause
from detente.reading.drafts import Draft, Sentence, core_range, unique
from detente.reading.eventual import is_eventual
from detente.records import ActorKind, ActorMention, StatementKind


def code_predictions(sentence: Sentence, taken: Collection[int]) -> list[Draft]:
    """Predictions of one sentence, besides those already drafted at the heads in `taken`.

    A prediction needs an actor whose doing or fate it foretells.
    """
    drafts: list[Draft] = []
    seen = set(taken)
    for clause in sentence.clauses.values():
        if clause.head.i in seen or not is_eventual(clause.head) or clause.head.dep_ in {"xcomp", "acl"}:
            continue
        seen.update(_chain(clause))
        draft = _prediction(sentence, clause)
        if draft is not None:
            drafts.append(draft)
    return drafts


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
    if not any(_acts(actor) for actor in (*subjects, *undergoing)):
        return None
    source = subjects[0] if subjects else None
    others = tuple(a for a in (*named, *undergoing) if source is None or a.id != source.id)
    return Draft(
        StatementKind.PREDICTION, clause.head, start, end, source=source, actors=unique((*subjects, *others)), about=unique(others),
        confidence=0.6, rule="prediction",
    )  # fmt: skip


def _acts(actor: ActorMention) -> bool:
    return actor.kind is not ActorKind.REGION
