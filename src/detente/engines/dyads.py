"""Every dyad of a world as monthly arrays, for what looks over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import narwhals as nw

from detente.engines.coverage import world_coverage
from detente.engines.panels import open_panel
from detente.relations.coverage import Coverage
from detente.relations.dyad_months import DyadMonths, dyads_of
from detente.relations.panel import PanelSpec
from detente.world.reading_back import connected


def coverage_of(root: Path) -> Coverage:
    """The days on which the world's feeds were there to see an event; see `world_coverage`.

    Raises:
        WorldError: The world's files cannot be read.
    """
    with connected(root) as connection:
        return world_coverage(connection)


def world_dyads(root: Path, spec: PanelSpec, *, least_events: int = 1) -> Iterator[DyadMonths]:
    """The dyads of the world at `root`, those with fewer events passed over.

    Raises:
        WorldError: The world's files cannot be read.
    """
    with open_panel(root, spec) as panel:
        table = panel.batches.read_all()
    frame: nw.DataFrame[Any] = nw.from_native(table, eager_only=True)
    yield from dyads_of(frame, coverage_of(root), spec, least_events=least_events)
