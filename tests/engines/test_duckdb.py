from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pyarrow as pa
import pytest

from detente.engines.duckdb import Window, duckdb_panel, month_windows
from detente.relations.panel import PANEL_COLUMNS, PanelSpec
from relations.events import PANEL_SCHEMA, arrow_events, event

JANUARY, FEBRUARY, MARCH = date(2016, 1, 1), date(2016, 2, 1), date(2016, 3, 1)


def test_windows_hold_whole_months() -> None:
    assert list(month_windows([(FEBRUARY, 9), (JANUARY, 9)], 10)) == [
        Window(None, FEBRUARY),
        Window(FEBRUARY, None),
    ]
    assert list(month_windows([(JANUARY, 99), (FEBRUARY, 1), (MARCH, 1)], 10)) == [
        Window(None, FEBRUARY),
        Window(FEBRUARY, None),
    ]
    assert list(month_windows([], 10)) == [Window(None, None)]


@pytest.mark.parametrize("spec", [PanelSpec(), PanelSpec(directed=False), PanelSpec(start=FEBRUARY)])
def test_windows_change_nothing(spec: PanelSpec) -> None:
    states = ("USA", "PAK", "IND", None)
    rows = [
        event(
            states[number % 4],
            states[number // 4 % 4],
            (JANUARY + timedelta(days=number % 90)).isoformat(),
            quad_class=number % 4 + 1,
            story=f"s{number % 7}",
        )
        for number in range(400)
    ]
    tables: list[pa.Table] = []
    for window_events in (1, 150, 1000):
        connection = duckdb.connect()
        panel = duckdb_panel(connection, connection.from_arrow(arrow_events(*rows)), spec, window_events=window_events)
        assert panel.counted == (400 if spec.start is None else sum(number % 90 >= 31 for number in range(400)))
        tables.append(panel.batches.read_all())
    assert tables[0].num_rows >= 6
    assert tables[0].equals(tables[1])
    assert tables[0].equals(tables[2])


def test_reads_the_rows_lazily_and_twice() -> None:
    connection = duckdb.connect()
    panel = duckdb_panel(connection, connection.from_arrow(arrow_events(event(), event(repeat_of="x"))), PanelSpec())
    assert (panel.counted, panel.left_out) == (1, {"repeat": 1})
    assert panel.batches.read_all()["events"].to_pylist() == [1]


def test_no_events() -> None:
    connection = duckdb.connect()
    panel = duckdb_panel(connection, connection.from_arrow(PANEL_SCHEMA.empty_table()), PanelSpec())
    assert (panel.counted, panel.left_out, panel.batches.read_all().num_rows) == (0, {}, 0)
    assert PANEL_SCHEMA.names == list(PANEL_COLUMNS)
