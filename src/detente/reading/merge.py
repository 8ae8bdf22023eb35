"""Merge statements that tell of one event, and add to an event what later sentences say of it.

Two statements are one when kind, coding and actors agree and nothing they say contradicts: dates, places,
quantities. The first mention leads; the others stand under `also`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.records import DateSpan, Precision, Statement, StatementKind

MERGEABLE = frozenset({StatementKind.EVENT, StatementKind.TIE, StatementKind.STANCE, StatementKind.DEPENDENCY})


def merge_statements(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Statements in text order with repeated ones merged into their first mention."""
    merged: list[Statement] = []
    for statement in sorted(statements, key=lambda s: (s.evidence.start, s.evidence.end)):
        for index, known in enumerate(merged):
            if _same(known, statement):
                merged[index] = join(known, statement)
                break
        else:
            merged.append(statement)
    return tuple(merged)


def join(known: Statement, other: Statement) -> Statement:
    """The first statement with what the second adds; the surer status and the exacter date win."""
    also = (known.evidence, *known.also)
    added = tuple(evidence for evidence in (other.evidence, *other.also) if evidence not in also)
    return replace(
        known,
        event_date=_exacter(known.event_date, other.event_date),
        place=known.place or other.place,
        quantities=known.quantities + tuple(q for q in other.quantities if q not in known.quantities),
        novelty=known.novelty or other.novelty,
        also=known.also + added,
        confidence=round(1 - (1 - known.confidence) * (1 - other.confidence * 0.3), 3),
    )


def _same(known: Statement, other: Statement) -> bool:
    if known.kind is not other.kind or known.kind not in MERGEABLE:
        return False
    if _coding(known) != _coding(other) or _parties(known) != _parties(other) or known.speaker.id != other.speaker.id:
        return False
    return _compatible(known, other)


def _coding(statement: Statement) -> tuple[object, ...]:
    about = frozenset(actor.id for actor in statement.about)
    return statement.type, statement.tie, statement.stance, statement.polarity, statement.status, about


def _parties(statement: Statement) -> tuple[object, ...]:
    if statement.kind is StatementKind.TIE:
        return (frozenset(actor.id for actor in statement.actors),)
    return (statement.source.id if statement.source else None, statement.target.id if statement.target else None)


def _compatible(known: Statement, other: Statement) -> bool:
    """Whether nothing tells the two apart: an overlap of dates, equal places, no clash of numbers."""
    if known.place and other.place and known.place.name != other.place.name:
        return False
    units = {quantity.unit: quantity.value for quantity in known.quantities}
    if any(units.get(quantity.unit, quantity.value) != quantity.value for quantity in other.quantities):
        return False
    return overlap(known.event_date, other.event_date)


def overlap(first: DateSpan | None, second: DateSpan | None) -> bool:
    """Whether two dates may be the same; an unknown date may be any."""
    if first is None or second is None:
        return True
    if (first.precision is Precision.VAGUE_PAST) != (second.precision is Precision.VAGUE_PAST):
        return False
    starts = [span.start for span in (first, second) if span.start]
    ends = [span.end for span in (first, second) if span.end]
    return not starts or not ends or max(starts) <= min(ends)


def _exacter(first: DateSpan | None, second: DateSpan | None) -> DateSpan | None:
    if first is None or second is None:
        return first or second
    order = list(Precision)
    return second if order.index(second.precision) < order.index(first.precision) else first
