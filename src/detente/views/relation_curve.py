"""A relation's measures as curves that charts draw."""

from __future__ import annotations

from typing import Final

from detente.relations.measures.base import MeasuredMonths
from detente.relations.relation import Relation
from detente.relations.shift_events import ShiftEvents
from detente.views.charts.curve import Curve, CurveMonth, CurveShift
from detente.views.charts.svg import fit_for_xml
from detente.views.json_values import number, numbers

TITLES: Final = {
    "conflict_share": "conflict share, 0 to 1",
    "goldstein_stock": "Goldstein stock, conflict (-) to cooperation (+)",
    "intensity": "events per 1,000 of all",
    "conflict_intensity": "conflict events per 1,000 of all",
    "ideal_point_distance": "UN ideal-point distance",
}
"""What an axis says; other measures go by their own name and unit."""


COMPANY: Final = 5
"""Third parties of a shift that its label names."""


def relation_curve(relation: Relation, measure: str) -> Curve | None:
    """The curve of one measure, its texts fit for XML; None where the relation does not have it."""
    series, months = relation.measured(measure), relation.months
    if series is None or months is None:
        return None
    floor, ceiling = _scale(series)
    return Curve(
        title=fit_for_xml(f"{relation.first.name} – {relation.second.name}"),
        measure=TITLES.get(measure, f"{measure.replace('_', ' ')}, {series.unit}"),
        floor=floor,
        ceiling=ceiling,
        months=tuple(
            CurveMonth(*month)
            for month in zip(
                months.months.astype("datetime64[D]").tolist(),
                *map(numbers, (series.value, series.low, series.high, months.events)),
                months.covered.tolist(),
                strict=True,
            )
        ),
        shifts=tuple(map(_marked, relation.shifts)),
    )


def _marked(told: ShiftEvents) -> CurveShift:
    shift = told.shift
    words = f"towards {'cooperation' if shift.direction > 0 else 'conflict'}, probability {shift.probability:.2f}"
    if told.together is not None and told.together.third_parties:
        words += "; moved too: " + ", ".join("-".join(each.actors) for each in told.together.third_parties[:COMPANY])
    return CurveShift(shift.month, shift.earliest, shift.latest, shift.direction > 0, fit_for_xml(words))


def _scale(series: MeasuredMonths) -> tuple[float, float]:
    """The measure's own bounds where it has both and uses them, else what the values reach, symmetric about 0 if it
    has a negative side."""
    reached = [value for each in (series.low, series.high) for value in numbers(each) if value is not None]
    most = max(map(abs, reached), default=1.0) or 1.0
    low, high = (number(bound) for bound in series.bounds)
    if low is not None and low < 0:
        return -_round_up(most), _round_up(most)
    if high == 1.0:
        return 0.0, 1.0
    return 0.0, _round_up(most)


def _round_up(value: float) -> float:
    """The next 1, 2 or 5 times a power of ten.

    >>> _round_up(37.0), _round_up(0.3), _round_up(1.0)
    (50.0, 0.5, 1.0)
    """
    power = 1e-9
    while power * 10 < value:
        power *= 10
    return next(round(step * power, 9) for step in (1, 2, 5, 10) if step * power >= value * 0.999999)
