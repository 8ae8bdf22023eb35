"""What SQL says of stored events is what the panel's own expressions say."""

from __future__ import annotations

from itertools import product

import duckdb
import narwhals as nw

from detente.engines.panel_rows import COUNTED, REASONS, WHY_LEFT_OUT
from detente.relations.panel import HAPPENED, PanelSpec, counted_events, why_left_out

DAYS = ("DATE '2016-09-20'", "NULL::DATE")
PRECISIONS = ("'day'", "'month'", "'year'", "'vague past'", "NULL::VARCHAR")
STATUSES = (*map(repr, HAPPENED), "'denied'", "'possible'", "NULL::VARCHAR")
POLARITIES = ("'positive'", "'negative'", "NULL::VARCHAR")
COPIES = ("true", "false", "NULL::BOOLEAN")
REPEATS = ("'x'", "NULL::VARCHAR")
NAMES = ("event_date", "event_date_precision", "status", "polarity", "is_copy", "repeat_of")


def test_every_mix_of_flags() -> None:
    mixes = list(product(DAYS, PRECISIONS, STATUSES, POLARITIES, COPIES, REPEATS))
    rows = ", ".join(f"({number}, {', '.join(mix)})" for number, mix in enumerate(mixes))
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE mixes AS FROM (VALUES {rows}) AS _(number, {', '.join(NAMES)})")
        events = nw.from_native(connection.table("mixes"))
        told = dict(events.select("number", why=why_left_out()).collect("pyarrow").rows())
        counted = set(counted_events(events, PanelSpec()).collect("pyarrow")["number"].to_list())
        sql = connection.execute(f"SELECT number, {WHY_LEFT_OUT}, {COUNTED} FROM mixes").fetchall()
    assert {number: REASONS[why] for number, why, _ in sql} == told
    assert {number for number, _, is_counted in sql if is_counted} == counted
    assert set(told.values()) == set(REASONS)
