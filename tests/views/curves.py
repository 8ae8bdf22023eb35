"""Curves for chart tests: two years with a gap and a shift."""

from datetime import date

from detente.views.charts.curve import Curve, CurveMonth, CurveShift


def month(number: int, value: float | None = 0.5, volume: float | None = 4, *, covered: bool = True) -> CurveMonth:
    """The month so many after January 2014, its interval 0.2 to either side."""
    first = date(2014 + number // 12, number % 12 + 1, 1)
    low, high = (None, None) if value is None else (value - 0.2, value + 0.2)
    return CurveMonth(first, value, low, high, volume, covered)


def two_years() -> Curve:
    """Cooperation until a gap of three months, conflict from June 2015 on."""
    months = [month(number, 0.5 if number < 17 else -0.5) for number in range(24)]
    for number in (5, 6, 7):
        months[number] = month(number, None, None, covered=False)
    shift = CurveShift(
        date(2015, 6, 1), date(2015, 5, 1), date(2015, 7, 1), False, "towards conflict, probability 0.93"
    )
    return Curve("Russia – Turkey", "stock, -1 to +1", -1.0, 1.0, tuple(months), (shift,))
