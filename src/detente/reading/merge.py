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
    alike: dict[tuple[object, ...], list[int]] = {}
    for statement in sorted(statements, key=lambda s: (s.evidence.start, s.evidence.end)):
        places = alike.setdefault(_said(statement), []) if statement.kind in MERGEABLE else []
        place = next((place for place in places if _is_compatible(merged[place], statement)), None)
        if place is None:
            places.append(len(merged))
            merged.append(statement)
        else:
            merged[place] = join(merged[place], statement)
    return tuple(merged)


def join(known: Statement, other: Statement) -> Statement:
    """The first statement with what the second adds; of two dates the more exact one wins."""
    also = (known.evidence, *known.also)
    added = tuple(evidence for evidence in (other.evidence, *other.also) if evidence not in also)
    return replace(
        known,
        event_date=_exacter(known.event_date, other.event_date),
        place=known.place or other.place,
        quantities=known.quantities + tuple(q for q in other.quantities if q not in known.quantities),
        novelty=known.novelty or other.novelty,
        about=known.about + tuple(a for a in other.about if a.id not in {actor.id for actor in known.about}),
        also=known.also + added,
        confidence=round(1 - (1 - known.confidence) * (1 - other.confidence * 0.3), 3),
    )


def _said(statement: Statement) -> tuple[object, ...]:
    """What two statements must share to be one: the coding, who takes part, who says so."""
    return (
        statement.kind,
        statement.type,
        statement.tie,
        statement.stance,
        statement.polarity,
        statement.status,
        frozenset(actor.id for actor in statement.about) if statement.kind is not StatementKind.DEPENDENCY else None,
        _parties(statement),
        statement.speaker.id,
    )


def _parties(statement: Statement) -> tuple[object, ...]:
    if statement.kind is StatementKind.TIE:
        return (frozenset(actor.id for actor in statement.actors),)
    return (statement.source.id if statement.source else None, statement.target.id if statement.target else None)


def _is_compatible(known: Statement, other: Statement) -> bool:
    """Whether nothing tells the two apart: an overlap of dates, equal places, no clash of numbers."""
    if known.place and other.place and known.place.name != other.place.name:
        return False
    units = {quantity.unit: quantity.value for quantity in known.quantities}
    if any(units.get(quantity.unit, quantity.value) != quantity.value for quantity in other.quantities):
        return False
    return may_coincide(known.event_date, other.event_date)


def may_coincide(first: DateSpan | None, second: DateSpan | None) -> bool:
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
