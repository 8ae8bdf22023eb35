"""Worlds of any size, quickly: event rows made by DuckDB and committed by the import's own writer, a month a batch.

Everything is drawn by hash, so that every run makes the same rows. The proportions are those of the real file of
15 minutes in ../shared (2,111 rows): 41 % without a source state, 53 % without a target state, five rows to a story
and in them about half as many pairs, 28 % marked repeats, 2 % of a vague past. States are drawn by Zipf's law.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final

from detente.feeds.gdelt import GDELT
from detente.world.feed_writing import BatchFiles
from detente.world.importing import FEW_FILES, MUCH_BYTES
from detente.world.locking import writing
from detente.world.merging import merge_feed
from detente.world.schema import arrow_schema
from detente.world.tables import append

FIRST_YEAR: Final = 2010
MONTHS: Final = 120

# `pair` is one of the three pairs of states that a story tells of.
_ROWS: Final = """
    SELECT h, i,
        CASE WHEN pair % 100 >= 41 THEN state((pair >> 8) % 1009 / 1009.0) END AS source,
        CASE WHEN (pair >> 20) % 100 >= 53 THEN state((pair >> 30) % 1013 / 1013.0) END AS target,
        DATE '{first}' + ((h >> 5) % {days})::INT AS day
    FROM (SELECT i, h, (hash((i // 5) * 3 + h % 3) >> 8)::BIGINT AS pair
        FROM (SELECT i, (hash(i) >> 8)::BIGINT AS h FROM range({start}, {stop}) AS numbers(i)))
"""
_VALUES: Final = {
    "source_id": "source",
    "source_name": "source",
    "source_kind": "CASE WHEN source IS NOT NULL THEN 'state' END",
    "source_state": "source",
    "source_code": "source",
    "target_id": "target",
    "target_name": "target",
    "target_kind": "CASE WHEN target IS NOT NULL THEN 'state' END",
    "target_state": "target",
    "target_code": "target",
    "cameo_code": "lpad((1 + (h >> 3) % 20)::VARCHAR, 2, '0') || ((h >> 7) % 6)",
    "quad_class": "1 + (h >> 4) % 4",
    "feed_quad_class": "1 + (h >> 4) % 4",
    "goldstein": "((h >> 6) % 201 - 100) / 10.0",
    "event_date": "CASE WHEN h % 50 > 0 THEN day END",
    "event_date_end": "CASE WHEN h % 50 > 0 THEN day END",
    "event_date_precision": "CASE WHEN h % 50 > 0 THEN 'day' ELSE 'vague past' END",
    "stated_date": "day",
    "place_name": "'Place ' || (h >> 8) % 5000",
    "place_iso3": "source",
    "status": "'reported'",
    "polarity": "'positive'",
    "is_root": "h % 2 = 0",
    "mention_count": "1 + h % 10",
    "outlet_count": "1",
    "article_count": "1 + h % 10",
    "tone": "((h >> 9) % 200 - 100) / 10.0",
    "story": "'https://outlet' || hash(i // 5) % 20000 || '.example/' || i // 5",
    "outlet": "'outlet' || hash(i // 5) % 20000 || '.example'",
    "feed_reference": "i::VARCHAR",
    "published_at": "day::TIMESTAMP AT TIME ZONE 'UTC'",
    "repeat_of": "CASE WHEN h % 100 < 28 THEN (i - 1)::VARCHAR END",
    "repeat_kind": "CASE WHEN h % 100 < 28 THEN 'same story' END",
    "licence": "'GDELT'",
    "is_copy": "false",
}


STATES: Final = 199
"""States that are drawn, called S001 and so on: the registry does not know them."""


def write_world(root: Path, rows: int, states: Sequence[str] = (), *, merged: bool = False) -> None:
    """Make a world of so many GDELT rows in MONTHS batches.

    Args:
        root: The world's directory.
        rows: How many.
        states: Codes that stand for the first of the STATES.
        merged: Whether to end as `detente import` of as many files does, with the batches' files merged by pair.
    """
    import duckdb

    connection = duckdb.connect(config={"preserve_insertion_order": False})
    connection.execute("SET TimeZone = 'UTC'")
    named = f"[{', '.join(repr(state) for state in states)}]::VARCHAR[]"
    connection.execute(
        "CREATE MACRO state(share) AS "
        f"coalesce(list_extract({named}, floor(200 ** share)::INT), "
        "'S' || lpad(floor(200 ** share)::INT::VARCHAR, 3, '0'))"
    )
    connection.register("shape", arrow_schema("events").empty_table())
    types = dict(row[:2] for row in connection.execute("DESCRIBE SELECT * FROM shape").fetchall())
    edges = [rows * number // MONTHS for number in range(MONTHS + 1)]
    for number, (start, stop) in enumerate(pairwise(edges)):
        year, month = FIRST_YEAR + number // 12, number % 12 + 1
        first = datetime(year, month, 1, tzinfo=UTC)
        last = first + timedelta(days=calendar.monthrange(year, month)[1] - 1)
        batch_id = f"{first:%Y%m%dT%H%M%S.%fZ}-{number:032x}"
        batch = BatchFiles(root, GDELT, batch_id, first)
        commit = {
            "batch_id": f"'{batch_id}'",
            "batch_position": "0",
            "position": "i",
            "ingested_at": f"'{first.isoformat()}'::TIMESTAMPTZ",
        }
        values = dict.fromkeys(types, "NULL") | _VALUES | commit
        listed = ", ".join(f'CAST({values[name]} AS {types[name]}) AS "{name}"' for name in types if name != "feed")
        made = _ROWS.format(start=start, stop=stop, first=f"{first:%Y-%m-%d}", days=last.day)
        with writing(root):
            batch.write(connection, "events", f"SELECT {listed} FROM ({made})", (first, last))
            batch.commit()
            append(root, "imports", [_entry(number, stop - start, first, last, batch_id)])
    if merged:
        with writing(root):
            merge_feed(root, "events", GDELT.name, many=FEW_FILES, least_bytes=MUCH_BYTES)


def _entry(number: int, rows: int, first: datetime, last: datetime, batch_id: str) -> dict[str, object]:
    return {
        "feed": GDELT.name,
        "licence": GDELT.licence,
        "file": f"{first:%Y%m}.export.CSV",
        "path": f"{first:%Y%m}.export.CSV",
        "file_sha256": f"{number:064x}",
        "content_sha256": f"{number:064x}",
        "bytes": 0,
        "unpacked_bytes": 0,
        "encoding": "utf-8",
        "rows": rows,
        "added": rows,
        "repeated": 0,
        "mirrored": 0,
        "rejected": 0,
        "stored": rows,
        "living": False,
        "first_published": first,
        "last_published": last,
        "batch_id": batch_id,
        "batch_position": 0,
        "position": 0,
        "ingested_at": first,
    }
