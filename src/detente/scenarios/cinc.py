"""How strong states are: their share of the world's material capability, in percent, by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from detente.actors.tables import read_table

TABLE: Final = Path(__file__).parent / "tables" / "cinc.csv"

SOURCE: Final = "Correlates of War, National Material Capabilities (years to 2022): CINC"


@dataclass(frozen=True, slots=True)
class Capability:
    """A state's share of the world's capability in a year, in percent."""

    percent: float
    year: int


@cache
def capabilities() -> Mapping[str, Mapping[int, float]]:
    """Percent by iso3 and year, as the table gives them."""
    found: dict[str, dict[int, float]] = {}
    for row in read_table(TABLE, ("iso3", "year", "percent")):
        try:
            found.setdefault(row["iso3"], {})[int(row["year"])] = float(row["percent"])
        except ValueError:
            raise row.fault("percent", f"{row['percent']!r} in {row['year']!r} is no number of a year") from None
    return found


def capability(state: str, year: int) -> Capability | None:
    """A state's capability in a year, or in the last year that is known before it; None for others than states.

    Years before the table begins have none; how old the figure is, its `year` says.
    """
    years = [each for each in capabilities().get(state, ()) if each <= year]
    return Capability(capabilities()[state][max(years)], max(years)) if years else None
