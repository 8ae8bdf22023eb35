"""A world's dyad-month panel, by the engine of one's choice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from detente.engines.panel_result import Panel
from detente.relations.panel import PanelSpec

Engine = Literal["duckdb", "spark"]

ENGINES: Final[tuple[Engine, ...]] = ("duckdb", "spark")


@contextmanager
def open_panel(root: Path, spec: PanelSpec, engine: Engine = "duckdb") -> Iterator[Panel]:
    """The panel of the world at `root`; its rows can be read while the context lasts.

    Raises:
        WorldError: The world's files cannot be read.
        EngineMissingError: The engine is not installed.
    """
    if engine == "duckdb":
        from detente.engines.duckdb import duckdb_panel
        from detente.engines.panel_rows import PANEL_ROWS
        from detente.world.reading_back import connected

        with connected(root) as connection:
            yield duckdb_panel(connection, connection.sql(PANEL_ROWS), spec)
    else:
        from detente.engines.spark import spark_session
        from detente.engines.spark_panel import spark_panel, world_rows

        with spark_session() as session:
            yield spark_panel(world_rows(session, root), spec)
