"""A bounded stock of cooperation and conflict, moved by each event's Goldstein score and forgotten with time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from detente.relations.dyad_months import DyadMonths
from detente.relations.measures.base import NOTHING_BESIDE, Beside, Kind, Measure, MeasuredMonths, own_acts

KIND: Final = Kind(
    name="goldstein_stock",
    unit="points of the Goldstein scale, summed with saturation",
    bounds=(-100.0, 100.0),
    missing="the feeds did not cover the month whole and no event was found; the stock goes on being forgotten",
)


@dataclass(frozen=True, slots=True)
class Stock:
    """How the stock moves.

    Attributes:
        limit: N, which the stock approaches and never passes; at 100 an event of +10 takes a tenth of the way left.
        half_life: Months after which half of a stock is forgotten, for what nothing renews; inf never forgets.
    """

    limit: float = KIND.bounds[1]
    half_life: float = 12.0

    def __post_init__(self) -> None:
        if self.limit < 10 or self.half_life <= 0:
            raise ValueError(
                f"{self}: the limit must be 10 or more (a single score is up to 10), the half-life above 0"
            )

    @property
    def kept(self) -> float:
        """The part of the stock that a month leaves."""
        return float(0.5 ** (1 / self.half_life))

    def after(self, stock: float, score: float, times: float = 1) -> float:
        """The stock after `times` events of one score: I(N-P)/N is added when I >= 0, I(N+P)/N when I < 0.

        Each event leaves the part 1 - |I|/N of the distance to the limit, so that several leave its power.

        >>> Stock().after(0, 5), Stock().after(50, -10), Stock().after(0, 5, times=2)
        (5.0, 35.0, 9.75)
        """
        limit = self.limit if score >= 0 else -self.limit
        left: float = (1 - abs(score) / self.limit) ** times
        return limit - (limit - stock) * left


def stock_after(scores: Iterable[float], start: float = 0.0, *, rule: Stock = Stock()) -> float:
    """The stock after events, one after the other. Those of one sign may change places, those of two may not.

    >>> stock_after([10, -10]), stock_after([-10, 10])
    (-1.0, 1.0)
    """
    for score in scores:
        start = rule.after(start, score)
    return start


def measure_goldstein_stock(
    dyad: DyadMonths,
    beside: Beside = NOTHING_BESIDE,
    *,
    rule: Stock = Stock(),
) -> tuple[MeasuredMonths, ...]:
    """The bounded Goldstein stock of a dyad at the end of each month.

    With the acts at hand each scored one moves the stock, by day. From the counts alone a month's events move it as if
    all had the month's mean score: the same where they have, nearly the same where their signs do.

    Args:
        dyad: Its months, directed or not.
        beside: With or without `acts`.
        rule: Limit and half-life.

    Returns:
        One series, n_months, within -N and N, exact; it starts at 0, which is ignorance as well as balance: a first
        year tells little. Each month first leaves 0.5 ** (1 / half-life) of the stock, then its events move it.

    Source:
        Scores: Goldstein (1992), Journal of Conflict Resolution 36:369-385.
    """
    acts = _scores_by_month(dyad, beside)
    stock, stocks = 0.0, np.full(len(dyad), np.nan)
    for number in range(len(dyad)):
        stock *= rule.kept
        scored = dyad.scored_events[number]
        if acts is not None:
            stock = stock_after(acts.get(dyad.months[number], ()), stock, rule=rule)
        elif scored > 0:
            stock = rule.after(stock, dyad.goldstein_sum[number] / scored, scored)
        if not np.isnan(dyad.events[number]):
            stocks[number] = stock
    kind = Kind(KIND.name, KIND.unit, (-rule.limit, rule.limit), KIND.missing)
    return (kind.of(dyad, stocks),)


def _scores_by_month(dyad: DyadMonths, beside: Beside) -> dict[np.datetime64, list[float]] | None:
    if beside.acts is None:
        return None
    scores: dict[np.datetime64, list[float]] = {}
    for act in sorted(own_acts(dyad, beside.acts), key=lambda each: (each.day, each.id)):
        if act.goldstein is not None:
            scores.setdefault(np.datetime64(act.day, "M"), []).append(act.goldstein)
    return scores


MEASURE: Final = Measure((KIND,), measure_goldstein_stock)
