"""One dyad's monthly counts side by side: what every measure and every detector of shifts is handed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw
import numpy as np

from detente.relations.panel import DIRECTED_BY_STATE, QUAD_COLUMNS, PanelSpec

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NUMBERS: Final = ("events", "scored_events", "goldstein_sum", "stories", "outlets", "month_volume")


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
        for each in fields(self):
            value = getattr(self, each.name)
            expected = (n_months, 4) if each.name == "quad_counts" else (n_months,)
            if isinstance(value, np.ndarray) and value.shape != expected:
                raise ValueError(f"DyadMonths.{each.name} has shape {value.shape}, expected {expected}")
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


def dyads_of(filled: nw.DataFrame[Any], spec: PanelSpec = DIRECTED_BY_STATE) -> Iterator[DyadMonths]:
    """The dyads of a filled panel.

    Args:
        filled: Rows of `fill_months`, sorted by dyad and month.
        spec: What the panel was made with.

    Yields:
        One for each dyad, in the panel's order.
    """
    if not len(filled):
        return
    columns = {name: filled[name].to_numpy() for name in (*spec.sides, *spec.volumes, *QUAD_COLUMNS, *_NUMBERS)}
    months = filled["month"].to_numpy().astype("datetime64[M]")
    covered = filled["covered"].to_numpy().astype(bool)
    first, second = (columns[side].astype(str) for side in spec.sides)
    starts = np.flatnonzero(np.r_[True, (first[1:] != first[:-1]) | (second[1:] != second[:-1])])
    numbers = {name: columns[name].astype(np.float64) for name in (*spec.volumes, *QUAD_COLUMNS, *_NUMBERS)}
    quads = np.column_stack([numbers[name] for name in QUAD_COLUMNS])
    for start, end in zip(starts, np.r_[starts[1:], len(months)], strict=True):
        own = slice(start, end)
        yield DyadMonths(
            first=str(first[start]),
            second=str(second[start]),
            directed=spec.directed,
            months=months[own],
            covered=covered[own],
            quad_counts=quads[own],
            first_volume=numbers[spec.volumes[0]][own],
            second_volume=numbers[spec.volumes[1]][own],
            **{name: numbers[name][own] for name in _NUMBERS},
        )
