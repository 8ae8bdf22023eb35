"""A dyad-month panel with its silent months filled in, where the caller can tell that they were covered."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import narwhals as nw
import numpy as np

from detente.relations.coverage import Coverage, covered_months
from detente.relations.panel import COUNT_COLUMNS, DIRECTED_BY_STATE, PanelSpec, month_after

_COUNTED: Final = (*COUNT_COLUMNS, "goldstein_sum")


def fill_months(
    panel: nw.DataFrame[Any], start: date, end: date, *, coverage: Coverage, spec: PanelSpec = DIRECTED_BY_STATE
) -> nw.DataFrame[Any]:
    """One row for every dyad of the panel and every month from `start` to `end`.

    Args:
        panel: The rows of `dyad_month`, collected.
        start: A day of the first month.
        end: A day of the last month.
        coverage: When the feeds were there to see an event.
        spec: What the panel was made with.

    Returns:
        The panel's columns and `covered`, sorted by dyad and month. In a covered month without a row the counts and
        the Goldstein sum are 0: nothing was reported. In a month that is not covered in full a missing row
        stays null: nothing is known. A volume is null where no row of the panel tells it.

    Raises:
        ValueError: `end` lies before `start`, or an interval of `coverage` ends before it starts.
    """
    if end < start or any(last < first for first, last in coverage):
        raise ValueError(f"fill_months: {start}..{end} and coverage {coverage}: no interval may end before it starts")
    sides = list(spec.sides)
    months = _months(start, end)
    covered = covered_months(np.array(months, "datetime64[M]"), coverage)
    dates = nw.from_dict(
        {"month": months, "covered": covered.tolist()},
        schema={"month": nw.Date(), "covered": nw.Boolean()},
        backend=panel.implementation,
    )
    grid = panel.select(sides).unique().join(dates, how="cross")
    filled = grid.join(panel.drop(*spec.volumes, "month_volume"), on=[*sides, "month"], how="left")
    silent = nw.col("covered") & nw.col("events").is_null()
    filled = filled.with_columns(nw.when(silent).then(0).otherwise(nw.col(name)).alias(name) for name in _COUNTED)
    return _with_volumes(filled, panel, spec).select(*panel.columns, "covered").sort(*sides, "month")


def _with_volumes(filled: nw.DataFrame[Any], panel: nw.DataFrame[Any], spec: PanelSpec) -> nw.DataFrame[Any]:
    """The volumes that rows of other dyads of the same month tell."""
    pairs = list(zip(spec.sides, spec.volumes, strict=True))
    told = nw.concat(
        [panel.select("month", actor=nw.col(side), volume=nw.col(volume)) for side, volume in pairs], how="vertical"
    ).unique()
    by_month = panel.select("month", "month_volume").unique()
    for side, volume in pairs:
        of_side = told.rename({"actor": side, "volume": volume})
        filled = filled.join(of_side, on=[side, "month"], how="left")
    return filled.join(by_month, on="month", how="left")


def _months(start: date, end: date) -> list[date]:
    months = [start.replace(day=1)]
    while (following := month_after(months[-1])) <= end:
        months.append(following)
    return months
