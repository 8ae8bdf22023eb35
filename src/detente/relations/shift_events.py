"""The events that carry a shift: what happened on either side of it that its direction rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from detente.relations.events import RelationEvent
from detente.relations.panel import month_after

if TYPE_CHECKING:
    from detente.relations.shifts.moved_together import MovedTogether
    from detente.relations.shifts.shift import Shift

MOST: Final = 5
"""Events listed on each side."""

COOPERATIVE: Final = frozenset({1, 2})
CONFLICTUAL: Final = frozenset({3, 4})


@dataclass(frozen=True, slots=True)
class ShiftEvents:
    """A shift with its events: those after it that speak for its direction, those before it that speak the other way.

    Where one side has none of its kind (silence, or nothing but the other kind), it lists what there is, the most
    telling first; empty means that nothing is known of that time. `together` has the third parties that moved at the
    same time; None where they were not looked for.
    """

    shift: Shift
    before: tuple[RelationEvent, ...]
    after: tuple[RelationEvent, ...]
    together: MovedTogether | None = None


def events_of_shift(
    shift: Shift, events: Sequence[RelationEvent], together: MovedTogether | None = None, *, most: int = MOST
) -> ShiftEvents:
    """The events of a pair that carry a shift.

    Args:
        shift: The shift.
        events: The pair's events; those that are not counted carry nothing.
        together: What `company_of` found.
        most: How many to list on each side.
    """
    before, after = (_telling(_within(events, side), side, most) for side in sides_of([shift]))
    return ShiftEvents(shift, before, after, together)


class Side(NamedTuple):
    """Where events of one side of a shift are to be looked for.

    `start` is the first day and `end` the day after the last, `wanted` the quad classes that carry it; of equal scores
    the `latest` come first, or else the earliest.
    """

    start: date
    end: date
    wanted: frozenset[int]
    latest: bool


def sides_of(shifts: Iterable[Shift]) -> Iterator[Side]:
    """Both sides of each shift, as `events_of_shift` looks at them."""
    for shift in shifts:
        away, towards = (CONFLICTUAL, COOPERATIVE) if shift.direction > 0 else (COOPERATIVE, CONFLICTUAL)
        yield Side(shift.before.start, month_after(shift.before.end), away, True)
        yield Side(shift.after.start, month_after(shift.after.end), towards, False)


def _within(events: Iterable[RelationEvent], side: Side) -> list[RelationEvent]:
    return [
        event for event in events if event.counted and event.event_date and side.start <= event.event_date < side.end
    ]


def _telling(events: list[RelationEvent], side: Side, most: int) -> tuple[RelationEvent, ...]:
    """Those of the wanted quad classes, else any; the greatest scores first, of equal ones the nearest to the shift."""
    chosen = [event for event in events if event.quad_class in side.wanted] or events

    def rank(event: RelationEvent) -> tuple[float, float, str]:
        day = (event.event_date or date.min).toordinal()
        return -abs(event.goldstein or 0.0), -day if side.latest else day, event.id

    ranked = sorted(chosen, key=rank)[:most]
    return tuple(sorted(ranked, key=lambda event: event.event_date or date.min))
