"""One dyad's monthly counts side by side: what every measure and every detector of shifts is handed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw
import numpy as np

from detente.relations.coverage import Coverage, covered_months
from detente.relations.panel import DIRECTED_BY_STATE, QUAD_COLUMNS, PanelSpec

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COUNTED: Final = ("events", "scored_events", "goldstein_sum", "stories", "outlets")


@dataclass(frozen=True, slots=True, eq=False)
class DyadMonths:
    """The months of one dyad, consecutive, first to last; all arrays have n_months entries.

    Attributes:
        first, second: The actors' ids. Directed, what the first did to the second; else what either did to the other.
        directed: Which of the two.
        months: datetime64[M], one after the other without a gap.
        covered: Whether the feeds were there for the whole month. Where not, counts are NaN unless rows were found.
        quad_counts: float (n_months, 4), events of quad classes 1 to 4; 0 where covered and silent, NaN where unknown.
        events: All events, also those without a quad class; NaN where unknown, like all that follow.
        scored_events: Those with a Goldstein score.
        goldstein_sum: Sum of their scores, -10 to +10 each.
        stories, outlets: How many different ones told the events.
        first_volume, second_volume: Events of the month in which the actor takes any part; NaN where not known.
        month_volume: All events of the month, of any actors; what volumes are divided by.
    """

    first: str
    second: str
    directed: bool
    months: NDArray[np.datetime64]
    covered: NDArray[np.bool_]
    quad_counts: NDArray[np.float64]
    events: NDArray[np.float64]
    scored_events: NDArray[np.float64]
    goldstein_sum: NDArray[np.float64]
    stories: NDArray[np.float64]
    outlets: NDArray[np.float64]
    first_volume: NDArray[np.float64]
    second_volume: NDArray[np.float64]
    month_volume: NDArray[np.float64]

    def __post_init__(self) -> None:
        n_months = len(self.months)
        for name in _ARRAYS:
            shape = getattr(self, name).shape
            expected = (n_months, 4) if name == "quad_counts" else (n_months,)
            if shape != expected:
                raise ValueError(f"DyadMonths.{name} has shape {shape}, expected {expected}")
        if n_months > 1 and not (np.diff(self.months) == np.timedelta64(1, "M")).all():
            raise ValueError(f"DyadMonths {self.first}-{self.second}: months must follow each other without a gap")

    def __len__(self) -> int:
        return len(self.months)

    @property
    def cooperation(self) -> NDArray[np.float64]:
        """Events of quad classes 1 and 2."""
        return self.quad_counts[:, 0] + self.quad_counts[:, 1]

    @property
    def conflict(self) -> NDArray[np.float64]:
        """Events of quad classes 3 and 4."""
        return self.quad_counts[:, 2] + self.quad_counts[:, 3]

    def up_to(self, day: date) -> DyadMonths:
        """The months that had ended by `day`: what could be known of them then."""
        kept = self.months + np.timedelta64(1, "M") <= np.datetime64(day, "D").astype("datetime64[M]")
        return DyadMonths(
            **{
                each.name: value[kept] if isinstance(value := getattr(self, each.name), np.ndarray) else value
                for each in fields(self)
            }
        )


_ARRAYS: Final = tuple(each.name for each in fields(DyadMonths) if each.name not in ("first", "second", "directed"))


def dyads_of(
    panel: nw.DataFrame[Any],
    coverage: Coverage,
    spec: PanelSpec = DIRECTED_BY_STATE,
    *,
    least_events: int = 1,
) -> Iterator[DyadMonths]:
    """The dyads of a panel over one stretch of months, from the first that is covered or has a row to the last.

    Args:
        panel: The rows of `dyad_month`, collected.
        coverage: When the feeds were there to see an event. In a covered month without a row counts are 0, and so
            are volumes of actors of which no row of that month tells; in others they are NaN.
        spec: What the panel was made with.
        least_events: Dyads with fewer events in all are passed over.

    Yields:
        One for each dyad, in alphabetical order.
    """
    rows = panel.sort(*spec.sides, "month")
    if not len(rows):
        return
    first, second = (rows[side].to_numpy().astype(str) for side in spec.sides)
    own = rows["month"].to_numpy().astype("datetime64[M]")
    span = [own.min(), own.max(), *(np.datetime64(day, "M") for interval in coverage for day in interval)]
    months = np.arange(min(span), max(span) + 1)
    covered = covered_months(months, coverage)
    silent = np.where(covered, 0.0, np.nan)
    at = (own - months[0]).astype(int)
    numbers = {name: rows[name].to_numpy().astype(np.float64) for name in (*QUAD_COLUMNS, *_COUNTED)}
    volumes = _volumes(rows, at, silent, spec)
    month_volume = _placed(at, rows["month_volume"].to_numpy().astype(np.float64), silent)
    starts = np.flatnonzero(np.r_[True, (first[1:] != first[:-1]) | (second[1:] != second[:-1])])
    for start, end in zip(starts, np.r_[starts[1:], len(rows)], strict=True):
        part = slice(start, end)
        if numbers["events"][part].sum() < least_events:
            continue
        placed = {name: _placed(at[part], values[part], silent) for name, values in numbers.items()}
        # A month whose events have no score has no sum: of what is scored there is nothing, so it adds nothing.
        placed["goldstein_sum"] = np.where(placed["scored_events"] == 0, 0.0, placed["goldstein_sum"])
        yield DyadMonths(
            first=str(first[start]),
            second=str(second[start]),
            directed=spec.directed,
            months=months,
            covered=covered,
            quad_counts=np.column_stack([placed.pop(name) for name in QUAD_COLUMNS]),
            first_volume=volumes[str(first[start])],
            second_volume=volumes[str(second[start])],
            month_volume=month_volume,
            **placed,
        )


def _volumes(
    rows: nw.DataFrame[Any], at: NDArray[np.int64], silent: NDArray[np.float64], spec: PanelSpec
) -> dict[str, NDArray[np.float64]]:
    """Every actor's volume by month."""
    found: dict[str, NDArray[np.float64]] = {}
    for side, volume in zip(spec.sides, spec.volumes, strict=True):
        actors, number = np.unique(rows[side].to_numpy().astype(str), return_inverse=True)
        values = rows[volume].to_numpy().astype(np.float64)
        order = np.argsort(number, kind="stable")
        for chosen in np.split(order, np.cumsum(np.bincount(number))[:-1]):
            actor = str(actors[number[chosen[0]]])
            found[actor] = _placed(at[chosen], values[chosen], found.get(actor, silent))
    return found


def _placed(at: NDArray[np.int64], values: NDArray[np.float64], around: NDArray[np.float64]) -> NDArray[np.float64]:
    placed = around.copy()
    placed[at] = values
    return placed
