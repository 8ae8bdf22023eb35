"""Rungs of cooperation: how likely two actors climb one within some years, counted on a world's own record.

Of rungs that no event code tells (basing rights, pacts) only the base rate of defence pacts among all dyads is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from detente.forecast.levels.base_rates import HORIZONS, moves_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

RUNGS: Final = ("talks", "agreement", "joint exercise", "arms supply")
"""What events tell: consultations; signed agreements; military cooperation, exercises among it; military aid."""

PACT: Final = "defence pact"

LEAST_CASES: Final = 20
"""Dyads of a sort below which all dyads that had not climbed the rung are taken together."""


@dataclass(frozen=True, slots=True)
class RungForecast:
    """Whether a rung is climbed within some years.

    Attributes:
        rung: One of RUNGS, or PACT.
        years: How many.
        probability, low, high: With its range of 90 %; None where the record is too short to tell.
        reached: When the two had it last, in the record; None where they did not.
        cases, came: The dyads counted, and those of them with such an event in the years that followed.
        among: Which dyads were counted, in words.
        why_not: Why there is no probability, or None.
    """

    rung: str
    years: int
    probability: float | None
    low: float | None
    high: float | None
    reached: date | None
    cases: int
    came: int
    among: str
    why_not: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class RungRecord:
    """Events on rungs by dyad: place of the dyad, year of the record counted back from its end, place in RUNGS, day.

    Attributes:
        dyads: Names of the dyads, in order.
        dyad, years_ago, rung: (n,) one an event-year; `years_ago` 0 is the year that ends with the as-of day.
        last: By dyad and rung the day of the last.
        years: Whole years that feeds covered.
    """

    dyads: dict[tuple[str, str], int]
    dyad: NDArray[np.int64]
    years_ago: NDArray[np.int64]
    rung: NDArray[np.int64]
    last: dict[tuple[int, int], date]
    years: int


def rung_record(rows: Mapping[str, Sequence[Any]], years: int) -> RungRecord:
    """The record of what `known_rungs` gives: columns first, second, years_ago, rung, last.

    Args:
        rows: One row a dyad, year and rung.
        years: Whole years that feeds covered up to the as-of day; older rows are left out.
    """
    dyads: dict[tuple[str, str], int] = {}
    for pair in zip(rows["first"], rows["second"], strict=True):
        dyads.setdefault(pair, len(dyads))
    dyad = np.array([dyads[pair] for pair in zip(rows["first"], rows["second"], strict=True)], np.int64)
    ago = np.array(rows["years_ago"], np.int64)
    rung = np.array([RUNGS.index(name) for name in rows["rung"]], np.int64)
    last: dict[tuple[int, int], date] = {}
    for at, (which, what) in enumerate(zip(dyad.tolist(), rung.tolist(), strict=True)):
        day = rows["last"][at]
        last[which, what] = max(day, last.get((which, what), day))
    inside = ago < years
    return RungRecord(dyads, dyad[inside], ago[inside], rung[inside], last, years)


def forecast_rungs(record: RungRecord, first: str, second: str, as_of: date) -> tuple[RungForecast, ...]:
    """Each rung 1, 5 and 10 years ahead, for two actors.

    Stretches that do not overlap are counted: of dyads that stood as these two stand (had climbed the rung before, or
    had climbed as many of the others), how many climbed it in the years that followed. A record of n years tells at
    most n - 1 years ahead.
    """
    low, high = sorted((first, second))
    place = record.dyads.get((low, high), -1)
    had = np.zeros((len(record.dyads), record.years, len(RUNGS)), bool)
    had[record.dyad, record.years_ago, record.rung] = True
    own = had[place].any(axis=0) if place >= 0 else np.zeros(len(RUNGS), bool)
    told = []
    for rung in range(len(RUNGS)):
        for years in HORIZONS:
            told.append(_rung(had, rung, years, own, record.last.get((place, rung))))
    told += [_pact(years, as_of.year) for years in HORIZONS]
    return tuple(told)


def _rung(
    had: NDArray[np.bool_], rung: int, years: int, own: NDArray[np.bool_], reached: date | None
) -> RungForecast:  # fmt: skip
    length, name = had.shape[1], RUNGS[rung]
    if length <= years:
        why = f"the record has {length} whole years, and {years + 1} are needed to have seen {years} go by"
        return RungForecast(name, years, None, None, None, reached, 0, 0, "", why)
    others = [at for at in range(len(RUNGS)) if at != rung]
    like: list[NDArray[np.bool_]] = []
    among: list[NDArray[np.bool_]] = []
    for now in range(years, length, years):  # years ago at which a stretch begins; what is older was known
        before = np.asarray(had[:, now:].any(axis=1))
        met = before.any(axis=1)
        came = np.asarray(had[:, now - years : now, rung].any(axis=1))
        stood = met & (before[:, rung] == own[rung])
        alike = stood & (before[:, others].sum(axis=1) == own[others].sum())
        like.append(came[alike])
        among.append(came[stood])
    chosen, every = np.concatenate(like), np.concatenate(among)
    words = "had climbed it before" if own[rung] else "had not climbed it"
    alike_words = f"dyads that {words}, and as many of the other rungs"
    found = (chosen, alike_words) if len(chosen) >= LEAST_CASES else (every, f"dyads that {words}")
    share, low, high = wilson(int(found[0].sum()), len(found[0]))
    return RungForecast(name, years, share, low, high, reached, len(found[0]), int(found[0].sum()), found[1])


def _pact(years: int, year: int) -> RungForecast:
    rows = [row for row in moves_table()["pacts"] if row[0] == years and row[1] < year]
    if not rows:
        return RungForecast(PACT, years, None, None, None, None, 0, 0, "", "no such stretch was over by then")
    step = [row for row in rows if (rows[-1][1] - row[1]) % years == 0]  # stretches that do not overlap
    cases, came = sum(row[2] for row in step), sum(row[3] for row in step)
    share, low, high = wilson(came, cases)
    span = f"{step[0][1] - years}-{step[-1][1]} (ATOP)"
    among = f"coded dyads without one, {span}, most by joining a pact of many states; nothing of the two is looked at"
    return RungForecast(PACT, years, share, low, high, None, cases, came, among)


def wilson(came: int, cases: int, z: float = 1.645) -> tuple[float, float, float]:
    """A share with its 90 % interval.

    Source:
        Wilson (1927), Journal of the American Statistical Association 22:209-212.

    >>> tuple(round(each, 3) for each in wilson(1, 10))
    (0.1, 0.023, 0.348)
    """
    if cases == 0:
        return 0.0, 0.0, 1.0
    share = came / cases
    middle = (share + z * z / (2 * cases)) / (1 + z * z / cases)
    half = z / (1 + z * z / cases) * ((share * (1 - share) + z * z / (4 * cases)) / cases) ** 0.5
    return share, max(0.0, middle - half), min(1.0, middle + half)
