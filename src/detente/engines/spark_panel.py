"""The dyad-month panel on Spark, over a world's own files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw

from detente.engines.panel_result import Panel, read_tally
from detente.engines.panel_rows import PANEL_ROWS
from detente.relations.panel import PanelSpec, dyad_month, tally_months

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession


def spark_panel(rows: DataFrame, spec: PanelSpec) -> Panel:
    """The panel of the rows, sorted by dyad and month, and brought to the driver as a whole.

    Args:
        rows: The events, with PANEL_COLUMNS.
        spec: What to count.
    """
    events: nw.LazyFrame[Any] = nw.from_native(rows)
    held: list[DataFrame] = []

    def hold(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        held.append(frame.to_native().persist())
        kept: nw.LazyFrame[Any] = nw.from_native(held[-1])
        return kept

    tally = read_tally(tally_months(events, spec).to_native().toArrow())
    panel = dyad_month(events, spec, hold=hold).sort(*spec.sides, "month")
    table: pa.Table = panel.to_native().toArrow()
    for frame in held:
        frame.unpersist()
    return Panel(tally.counted, tally.left_out, table.to_reader())


def world_rows(session: SparkSession, root: Path) -> DataFrame:
    """PANEL_COLUMNS of every event of a world, whole articles and finished imports only."""
    from detente.engines.spark_world import create_views

    create_views(session, root)
    return session.sql(PANEL_ROWS)
