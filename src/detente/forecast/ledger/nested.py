"""One prediction told twice: as a whole that names no event type, and as the event of a type within its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.records import ActorMention, Statement


def joined_predictions(statements: Iterable[Statement]) -> list[Statement]:
    """The statements, each prediction once.

    A prediction without type takes type, actors and day that it lacks from the one of a type that its words hold, when
    the same speaker says both in the same sense; that one is then left out. Where its words hold several, it stays as
    it is, and each of them is a prediction of its own.
    """
    told = list(statements)
    typed: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(told):
        if each.type is not None:
            typed[each.evidence.article_id].append(at)
    inside = {
        at: [i for i in typed[each.evidence.article_id] if _holds(each, told[i])]
        for at, each in enumerate(told)
        if each.type is None
    }
    found = {at: within[0] for at, within in inside.items() if len(within) == 1}
    left_out = set(found.values())
    return [
        _typed(each, told[found[at]]) if at in found else each for at, each in enumerate(told) if at not in left_out
    ]


def _holds(whole: Statement, part: Statement) -> bool:
    outer, inner = whole.evidence, part.evidence
    return (
        outer.start <= inner.start
        and inner.end <= outer.end
        and whole.speaker.id == part.speaker.id
        and whole.polarity is part.polarity
    )


def _typed(whole: Statement, part: Statement) -> Statement:
    return replace(
        whole,
        type=part.type,
        source=whole.source or part.source,
        target=whole.target or part.target,
        actors=_all((whole.actors, part.actors)),
        event_date=whole.event_date or part.event_date,
        place=whole.place or part.place,
    )


def _all(groups: Sequence[Sequence[ActorMention]]) -> tuple[ActorMention, ...]:
    found: dict[str, ActorMention] = {}
    for actor in (actor for group in groups for actor in group):
        found.setdefault(actor.id, actor)
    return tuple(found.values())
