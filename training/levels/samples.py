"""Dyad-years with a coded level and enough events: what the level is fitted and tested on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
import pyarrow as pa

from detente.relations.dyad_months import DyadMonths
from detente.relations.levels.evidence import WindowCounts, window_counts
from detente.relations.levels.known import Known, LastKnown
from detente.relations.levels.scale import Level
from events import SETS, dyad_months, event_rows
from labels import SHARED, Pair, alliances, borders, ideal_points, levels, rivalries

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """One dyad and year: its months up to then, what is known beside them, and the level that was coded."""

    pair: Pair
    year: int
    dyad: DyadMonths
    at: date
    counts: WindowCounts
    known: Known
    level: int

    @property
    def fold(self) -> int:
        """Dyads, not years, are parted: the same two states are never on both sides."""
        return crc32("-".join(self.pair).encode()) % FOLDS


def samples(
    data_set: str, years: Sequence[int], *, least_events: int, keep: float = 1.0, seed: int = 0
) -> Iterator[Sample]:
    """The samples of some years; `keep` thins the events as fewer articles would."""
    last = {year: np.datetime64(f"{year}-12") for year in years}
    for dyad in dyad_months(SHARED / "tkg" / data_set, _rows(data_set), keep=keep, seed=seed):
        pair: Pair = (dyad.first, dyad.second)
        coded = levels().get(pair, {})
        for year in years:
            if year in coded:
                at = min(last[year], dyad.months[-1])
                counts = window_counts(dyad, at)
                if counts.coded >= least_events:
                    day = at.astype("datetime64[D]").item()
                    yield Sample(pair, year, dyad, day, counts, known_of(pair, year), coded[year])


def known_of(pair: Pair, year: int) -> Known:
    """What the sources beside the events say of a dyad in a year."""
    points = [ideal_points().get((state, year)) for state in pair]
    return Known(
        ideal_point_distance=None if None in points else abs(points[0] - points[1]),  # type: ignore[operator]
        defence_pact=(pair, year) in alliances(),
        border=pair in borders(),
        rivalry=any(first <= year <= last for first, last in rivalries().get(pair, ())),
    )


def last_known(pair: Pair, up_to: int) -> LastKnown | None:
    """The last level that was coded for a dyad in or before a year."""
    years = [year for year in levels()[pair] if year <= up_to]
    return LastKnown(Level(levels()[pair][max(years)]), date(max(years), 12, 31)) if years else None


def long_run_mode(pair: Pair, up_to: int) -> int | None:
    """The level that a dyad had in most of its years up to one; the lower of two."""
    coded = [level for year, level in levels()[pair].items() if year <= up_to]
    return int(np.bincount(coded, minlength=5).argmax()) if coded else None


@cache
def _rows(data_set: str) -> pa.Table:
    assert data_set in SETS
    return event_rows(SHARED / "tkg" / data_set)


def data_is_there() -> bool:
    """Whether ../shared holds what is needed."""
    return Path(SHARED / "peacedata_v3").exists() and all((SHARED / "tkg" / name).exists() for name in SETS)
