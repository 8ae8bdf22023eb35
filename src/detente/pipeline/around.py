"""Where to look for the events that show a shift."""

from __future__ import annotations

from datetime import date, timedelta

from detente.engines.day_network import Asked
from detente.relations.panel import month_after
from detente.relations.shifts.shift import Shift


def asked_around(shift: Shift) -> Asked:
    """Events in the shift's direction from its earliest month to half a year into the new regime."""
    first, after = sorted(shift.actors)
    last = month_after(max(shift.latest, min(shift.after.end, _months_later(shift.month, 5))))
    return Asked(first, after, shift.earliest, last - timedelta(days=1), shift.direction > 0)


def _months_later(month: date, months: int) -> date:
    number = month.year * 12 + month.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
