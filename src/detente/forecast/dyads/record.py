"""The past of all dyads as one forecast may see it: counts by period of a month, target and when they were known."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from detente.forecast.dyads.targets import QUADS, TARGETS
from detente.relations.coverage import Coverage, joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

MOST_PERIODS: Final = 120
"""Months of the past that are looked at, the latest ones."""


@dataclass(frozen=True, slots=True, eq=False)
class DyadRecord:
    """Counts of every dyad.

    Attributes:
        actors: Ids, in alphabetical order.
        sides: (n_dyads, 2) places in `actors`, the first before the second.
        dyad, period, known, target, events: One entry a cell, ordered by `known`: which dyad, the month of the event
            and that from which on it was known (0 is the first month of the record), place in TARGETS, how many.
        scores: (n, 4) dyad, period, known and sum of Goldstein scores, a row a cell.
        covered: (n_periods,) whether feeds covered the whole month: where not, silence says nothing.
    """

    actors: tuple[str, ...]
    sides: NDArray[np.int64]
    dyad: NDArray[np.int64]
    period: NDArray[np.int64]
    known: NDArray[np.int64]
    target: NDArray[np.int64]
    events: NDArray[np.float64]
    scores: NDArray[np.float64]
    covered: NDArray[np.bool_]

    @property
    def n_periods(self) -> int:
        """Months of the record."""
        return len(self.covered)

    @property
    def n_dyads(self) -> int:
        """Dyads with an event."""
        return len(self.sides)

    def place_of(self, first: str, second: str) -> int | None:
        """The dyad's place; None where the record has no event of the two."""
        if first not in self.actors or second not in self.actors:
            return None
        ends = sorted((self.actors.index(first), self.actors.index(second)))
        found = np.flatnonzero((self.sides == ends).all(axis=1))
        return int(found[0]) if len(found) else None

    def until(self, period: int) -> DyadRecord:
        """What was known at the end of a month: the same record had it been made then."""
        early = self.known <= period
        scored = self.scores[:, 2] <= period
        return DyadRecord(
            self.actors,
            self.sides,
            self.dyad[early],
            self.period[early],
            self.known[early],
            self.target[early],
            self.events[early],
            self.scores[scored],
            self.covered[: period + 1],
        )


def record_of(counts: Mapping[str, Sequence[Any]], coverage: Coverage, as_of: date) -> DyadRecord | None:
    """The record of what `known_counts` gives.

    Args:
        counts: Its columns by name, as lists or arrays.
        coverage: The days that feeds cover; what lies after `as_of` is not looked at.
        as_of: The day that the last month ends on.

    Returns:
        None where no feed covers a month. The record begins with the first covered month.
    """
    last = as_of.year * 12 + as_of.month
    covered = _covered(coverage, as_of)
    if not covered:
        return None
    start = max(min(covered), last - MOST_PERIODS + 1)
    period, known = (np.asarray(counts[name], np.int64) - start for name in ("period", "known"))
    actors = tuple(sorted({*counts["first"], *counts["second"]}))
    place = {actor: at for at, actor in enumerate(actors)}
    ends = np.array(
        [(place[a], place[b]) for a, b in zip(counts["first"], counts["second"], strict=True)], np.int64
    ).reshape(-1, 2)
    sides, dyad = np.unique(ends, axis=0, return_inverse=True)
    dyad = dyad.reshape(-1)
    events, score = (np.asarray(counts[name], float) for name in ("events", "score"))
    types = {name: at for at, name in enumerate(TARGETS)}
    of_quad = np.array([-1 if quad is None else int(quad) - 1 for quad in counts["quad_class"]], np.int64)
    of_type = np.array([types.get(name, -1) if name else -1 for name in counts["plover_type"]], np.int64)
    of_quad = np.where((of_quad >= 0) & (of_quad < len(QUADS)), of_quad, -1)
    inside = period >= 0
    parts = [
        (dyad[chosen], period[chosen], known[chosen], of_target[chosen], events[chosen])
        for of_target in (of_quad, of_type)
        for chosen in [inside & (of_target >= 0)]
    ]
    columns = [np.concatenate([part[at] for part in parts]) for at in range(5)]
    order = np.lexsort((columns[3], columns[1], columns[0], columns[2]))
    scores = np.stack([dyad, period, known, score], axis=1)[inside]
    return DyadRecord(
        actors,
        sides,
        columns[0][order],
        columns[1][order],
        columns[2][order],
        columns[3][order],
        columns[4][order],
        scores[np.argsort(scores[:, 2], kind="stable")],
        np.array([at in covered for at in range(start, last + 1)]),
    )


def whole_years(coverage: Coverage, as_of: date) -> int:
    """How many years that end with the as-of day the feeds cover without a gap of a month."""
    covered, last = _covered(coverage, as_of), as_of.year * 12 + as_of.month
    months = 0
    while last - months in covered:
        months += 1
    return months // 12


def _covered(coverage: Coverage, as_of: date) -> set[int]:
    """The months up to the as-of day that are covered whole, numbered as `period_of` does."""
    spans = joined((low, min(high, as_of)) for low, high in coverage if low <= as_of)
    found = set()
    for low, high in spans:
        for number in range(low.year * 12 + low.month, high.year * 12 + high.month + 2):
            first = period_end(number - 1, as_of) + timedelta(days=1)
            if low <= first and period_end(number, as_of) <= high:
                found.add(number)
    return found


def period_end(number: int, as_of: date) -> date:
    """The last day of a month that runs to the as-of day's day of the month.

    >>> period_end(2016 * 12 + 2, date(2016, 9, 24)), period_end(2016 * 12 + 2, date(2016, 9, 30))
    (datetime.date(2016, 2, 24), datetime.date(2016, 2, 29))
    """
    year, month = divmod(number - 1, 12)
    longest = monthrange(year, month + 1)[1]
    at_end = as_of.day == monthrange(as_of.year, as_of.month)[1]
    return date(year, month + 1, longest if at_end else min(as_of.day, longest))
