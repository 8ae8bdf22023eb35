"""The dated events of a reading in the order they fell: what the timeline draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detente.records import Polarity, Precision, Statement, StatementKind, Status
from detente.views.wording import actor_words, clean, date_words, is_symmetric, what_words

MAX_EVENTS = 40  # rows; more don't make a picture


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event with both ends of its date; `number` counts statements from 1."""

    number: int
    start: date
    end: date
    when: str
    what: str
    quad_class: int | None
    status: Status


def dated_events(statements: Sequence[Statement]) -> tuple[DatedEvent, ...]:
    """The events whose date has two ends, earliest first; "earlier" and half-open dates are no points in time."""
    found = []
    for number, statement in enumerate(statements, 1):
        span = statement.event_date
        if statement.kind is not StatementKind.EVENT or span is None or span.precision is Precision.VAGUE_PAST:
            continue
        if span.start is None or span.end is None:
            continue
        found.append(
            DatedEvent(
                number,
                span.start,
                span.end,
                date_words(span),
                _what(statement),
                statement.quad_class,
                _status(statement),
            )
        )
    return tuple(sorted(found, key=lambda event: (event.start, event.end, event.number)))


def _what(statement: Statement) -> str:
    source, target = actor_words(statement.source) or "(not named)", actor_words(statement.target)
    pair = f"{source} {'↔' if is_symmetric(statement) else '→'} {target}" if target else source
    return f"{pair}, {clean(what_words(statement))}"


def _status(statement: Statement) -> Status:
    """What is said not to have happened is drawn as denied, whoever says so."""
    return Status.DENIED if statement.polarity is Polarity.NEGATIVE else statement.status
