"""When the feeds of a world were there to see an event: without it, a silent month says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Coverage = Sequence[tuple[date, date]]
"""Intervals of days that the feeds cover without a gap, both ends included; a month counts when covered whole."""


def joined(intervals: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """The intervals in order, those that overlap or adjoin made one.

    >>> joined([(date(2016, 2, 1), date(2016, 2, 29)), (date(2016, 1, 1), date(2016, 1, 31))])
    [(datetime.date(2016, 1, 1), datetime.date(2016, 2, 29))]
    """
    done: list[tuple[date, date]] = []
    for first, last in sorted(intervals):
        if done and first <= done[-1][1] + timedelta(days=1):
            done[-1] = (done[-1][0], max(done[-1][1], last))
        else:
            done.append((first, last))
    return done


def without(coverage: Coverage, gaps: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """The coverage with the days of `gaps` (both ends included) cut out.

    >>> without([(date(2014, 1, 1), date(2014, 1, 31))], [(date(2014, 1, 23), date(2014, 1, 25))])
    [(datetime.date(2014, 1, 1), datetime.date(2014, 1, 22)), (datetime.date(2014, 1, 26), datetime.date(2014, 1, 31))]
    """
    left = list(coverage)
    for low, high in gaps:
        left = (
            [
                part
                for first, last in left
                for part in ((first, min(last, low - timedelta(days=1))), (max(first, high + timedelta(days=1)), last))
                if part[0] <= part[1]
            ]
            if left
            else []
        )
    return joined(left)


def covered_months(months: NDArray[np.datetime64], coverage: Coverage) -> NDArray[np.bool_]:
    """Whether the intervals, several that adjoin counting as one, cover each month from its first day to its last.

    Args:
        months: datetime64[M].
        coverage: In any order.
    """
    first = months.astype("datetime64[D]")
    last = (months + 1).astype("datetime64[D]") - 1
    covered = np.zeros(len(months), bool)
    for low, high in joined(coverage):
        covered |= (first >= np.datetime64(low)) & (last <= np.datetime64(high))
    return covered
