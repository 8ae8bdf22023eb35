"""Shifts as JSON rows: the stable form that `shifts --json` prints and docs/schema describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.relations.shifts.shift import Interval, Regime, Shift
from detente.views.json_rows import Row
from detente.views.json_values import day_text, number
from detente.views.relation_rows import event_row

if TYPE_CHECKING:
    from detente.pipeline.shifts import FoundShift, WorldShifts
    from detente.relations.shift_events import ShiftEvents
    from detente.relations.shifts.moved_together import MovedTogether


def shift_row(shift: Shift) -> Row:
    """A shift."""
    return {
        "actors": list(shift.actors),
        "month": day_text(shift.month),
        "earliest": day_text(shift.earliest),
        "latest": day_text(shift.latest),
        "direction": "cooperation" if shift.direction > 0 else "conflict",
        "probability": number(shift.probability),
        "false_alarms": number(shift.false_alarms),
        "strength": number(shift.strength),
        "detectors": list(shift.detectors),
        "before": _regime(shift.before),
        "after": _regime(shift.after),
        "until": day_text(shift.until),
    }


def pair_shift_row(told: ShiftEvents) -> Row:
    """A shift of a pair, with the ids of the pair's events that carry it and the third parties that moved too."""
    row = shift_row(told.shift)
    for side, events in (("before", told.before), ("after", told.after)):
        row[side] = row[side] | {"event_ids": [event.id for event in events]}
    return row | {"moved_together": None if told.together is None else _company(told.together)}


def world_shifts_row(found: WorldShifts) -> Row:
    """All shifts of a world as one object."""
    return {
        "from": day_text(found.start),
        "to": day_text(found.end),
        "coverage": [{"start": day_text(low), "end": day_text(high)} for low, high in found.coverage],
        "searched": found.searched,
        "skipped": found.skipped,
        "shifts": [_found_row(each) for each in found.shifts],
    }


def _found_row(each: FoundShift) -> Row:
    return shift_row(each.shift) | {
        "events": [event_row(event) for event in each.events],
        "moved_together": _company(each.together),
    }


def _company(together: MovedTogether) -> Row:
    return {
        "expected": number(together.expected),
        "p_value": number(together.p_value),
        "third_parties": [
            {
                "actors": list(shift.actors),
                "month": day_text(shift.month),
                "direction": "cooperation" if shift.direction > 0 else "conflict",
                "strength": number(shift.strength),
            }
            for shift in together.third_parties
        ],
    }


def _regime(regime: Regime) -> Row:
    return {
        "start": day_text(regime.start),
        "end": day_text(regime.end),
        "known_months": regime.known_months,
        "events": regime.events,
        "conflict_share": _interval(regime.conflict_share),
        "conflict_rate": _interval(regime.conflict_rate),
        "cooperation_rate": _interval(regime.cooperation_rate),
    }


def _interval(interval: Interval | None) -> Row | None:
    return None if interval is None else {name: number(getattr(interval, name)) for name in ("value", "low", "high")}
