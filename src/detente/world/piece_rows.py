"""One piece of a feed in DuckDB: which rows are refused, which repeat others, and the file of those that stay."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from detente.feeds.base import LINE_BITS, Feed
from detente.feeds.sql import literal, quoted, rows_sql
from detente.world.feed_writing import BatchFiles, NoFiles
from detente.world.ledger import Counts
from detente.world.reading_back import spill_directory
from detente.world.resolving import Resolutions
from detente.world.schema import arrow_schema
from detente.world.seen import Seen, key_columns, keys_sql

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.feeds.pieces import FileRead, Piece

MEMORY: Final = "2GB"
"""What the import's engine may hold before it uses the disk."""

_ROWS_AT_ONCE: Final = 10 * 2048
"""Of raw rows: whole vectors of the engine, and small enough to be shared out among threads."""

_LINE_MASK = (1 << LINE_BITS) - 1


class PieceRows:
    """The engine of one run: its connection, what it has resolved, and which rows it has seen."""

    def __init__(self, feed: Feed) -> None:
        import duckdb

        self.feed = feed
        self.spans: dict[int, tuple[datetime | None, datetime | None]] = {}
        self.stored: dict[int, int] = {}
        self.reasons: Counter[tuple[str | None, str]] = Counter()
        self.first_refused: dict[tuple[str | None, str], tuple[str, int]] = {}
        self._connection = duckdb.connect(
            config={
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "python_enable_replacements": False,
                "memory_limit": MEMORY,
                "temp_directory": spill_directory(),
                "preserve_insertion_order": False,
            }
        )
        self._connection.execute("SET TimeZone = 'UTC'")
        self._connection.register("shape", arrow_schema(feed.table).empty_table())
        self._types = dict(row[:2] for row in self._connection.execute("DESCRIBE SELECT * FROM shape").fetchall())
        self._resolutions = Resolutions(self._connection, feed)
        self._seen = Seen(self._connection, feed)

    def __enter__(self) -> PieceRows:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def take(
        self, root: Path, piece: Piece, skipped: set[int], written: BatchFiles | NoFiles, reads: list[FileRead]
    ) -> dict[int, Counts]:
        """Write a piece's rows and rejects; counts by file number. Files in `skipped` are passed over.

        The caller holds the world's lock until `written` is committed.
        """
        raw = _raw_table(self.feed, piece, skipped)
        self._connection.register("raw", raw)
        try:
            self._resolutions.add(raw)
            self._key()
            self._mark_spans()
            self._seen.load(root, self._moments())
            self._seen.decide()
            self._write_rows(written, reads)
            rejected = self._write_rejects(piece, skipped, written, reads)
            counts = self._count(rejected)
            self._seen.remember()
        finally:
            self._connection.unregister("raw")
        return counts

    def forget(self) -> None:
        """Unsee everything: some of what was taken will not be committed."""
        self._seen.forget()

    def _key(self) -> None:
        columns = key_columns(self.feed)
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE keyed AS SELECT seq, broken, {keys_sql(self.feed)} "
            f"FROM ({rows_sql(self.feed, columns, broken=True)})"
        )

    def _moments(self) -> tuple[datetime | None, datetime | None]:
        ((low, high),) = self._connection.execute(
            "SELECT epoch_us(min(moment)), epoch_us(max(moment)) FROM keyed WHERE broken IS NULL"
        ).fetchall()
        return _moment(low), _moment(high)

    def _mark_spans(self) -> None:
        found = self._connection.execute(
            f"SELECT (seq >> {LINE_BITS})::BIGINT, epoch_us(min(moment)), epoch_us(max(moment)) FROM keyed "
            "WHERE broken IS NULL GROUP BY 1"
        ).fetchall()
        for file, low, high in found:
            before = self.spans.get(file, (None, None))
            lows = [each for each in (before[0], _moment(low)) if each is not None]
            highs = [each for each in (before[1], _moment(high)) if each is not None]
            self.spans[file] = (min(lows, default=None), max(highs, default=None))

    def _write_rows(self, written: BatchFiles | NoFiles, reads: list[FileRead]) -> None:
        base = min((read.number for read in reads), default=0)
        names = [name for name in arrow_schema(self.feed.table).names if name != "feed"]
        fixed = {
            "licence": literal(self.feed.licence),
            "batch_id": literal(written.batch_id),
            "batch_position": f"(seq >> {LINE_BITS}) - {base}",
            "position": f"seq & {_LINE_MASK}",
            "ingested_at": f"{literal(written.ingested_at.isoformat())}::TIMESTAMPTZ",
            "is_copy": "false",
            "repeat_of": "marks.repeat_of",
            "repeat_kind": "marks.repeat_kind",
        }
        given = [name for name in names if name in self.feed.columns]
        values = dict.fromkeys(names, "NULL") | {name: quoted(name) for name in given} | fixed
        listed = ", ".join(f"CAST({values[name]} AS {self._types[name]}) AS {quoted(name)}" for name in names)
        select = (
            f"SELECT {listed} FROM ({rows_sql(self.feed, given)}) LEFT JOIN marks USING (seq) "
            "ANTI JOIN left_out USING (seq)"
        )
        path = written.write(self._connection, self.feed.table, select, self._moments())
        if path is not None:
            self._seen.wrote(path)

    def _write_rejects(
        self, piece: Piece, skipped: set[int], written: BatchFiles | NoFiles, reads: list[FileRead]
    ) -> dict[int, int]:
        import pyarrow as pa

        broken = self._connection.execute(
            f"SELECT (seq >> {LINE_BITS})::BIGINT, (seq & {_LINE_MASK})::BIGINT, broken FROM keyed "
            "WHERE broken IS NOT NULL"
        ).fetchall()
        rules = self.feed.rules
        found = [(file, line, rules[number].column, rules[number].reason) for file, line, number in broken]
        found += [(each.file, each.line, None, each.reason) for each in piece.faults if each.file not in skipped]
        counts: dict[int, int] = {}
        if not found:
            return counts
        found.sort(key=lambda each: each[:2])
        names = {read.number: read.file.name for read in reads}
        for file, line, column, reason in found:
            self.reasons[column, reason] += 1
            self.first_refused.setdefault((column, reason), (names[file], line))
        raw_lines = piece.raw_lines(self.feed, {(file, line) for file, line, *_ in found})
        base = min(names, default=0)
        for file, *_ in found:
            counts[file] = counts.get(file, 0) + 1
        columns = {
            "file": [names[file] for file, *_ in found],
            "line": [line for _, line, *_ in found],
            "column_name": [column for *_, column, _ in found],
            "reason": [reason for *_, reason in found],
            "raw": [raw_lines.get((file, line)) for file, line, *_ in found],
            "batch_id": [written.batch_id] * len(found),
            "batch_position": [file - base for file, *_ in found],
            "position": [line for _, line, *_ in found],
            "ingested_at": [written.ingested_at] * len(found),
        }
        schema = pa.schema([field for field in arrow_schema("rejects") if field.name != "feed"])
        self._connection.register("refused", pa.table(columns, schema))
        written.write(self._connection, "rejects", "SELECT * FROM refused")
        self._connection.unregister("refused")
        return counts

    def _count(self, rejected: dict[int, int]) -> dict[int, Counts]:
        found = self._connection.execute(
            f"""
            SELECT (seq >> {LINE_BITS})::BIGINT AS file, count(*),
                count(*) FILTER (same_id OR repeat_kind IN ('same story', 'new id')),
                count(*) FILTER (repeat_kind = 'mirrored'),
                count(*) FILTER (NOT same_id)
            FROM (SELECT seq, seq IN (SELECT seq FROM left_out) AS same_id, repeat_kind
                FROM keyed LEFT JOIN marks USING (seq) WHERE broken IS NULL)
            GROUP BY ALL
            """
        ).fetchall()
        counts = {
            file: Counts(rows, rows - repeated - mirrored, repeated, mirrored, 0)
            for file, rows, repeated, mirrored, _ in found
        }
        for file, *_, stored in found:
            self.stored[file] = self.stored.get(file, 0) + stored
        for file, number in rejected.items():
            counts[file] = counts.get(file, Counts()) + Counts(number, 0, 0, 0, number)
        return counts


def _raw_table(feed: Feed, piece: Piece, skipped: set[int]) -> Any:
    import pyarrow as pa
    from pyarrow import compute

    texts = [(column, pa.string()) for column in feed.raw_columns]
    shape = pa.schema([*texts, ("file", pa.int32()), ("line", pa.int64())])
    table: pa.Table = pa.concat_tables([shape.empty_table(), *piece.tables])  # a piece may hold no sound line at all
    if skipped:
        known = compute.is_in(table["file"], value_set=pa.array(sorted(skipped), pa.int32()))
        table = table.filter(compute.invert(known))
    # The engine's vectors of 2,048 rows end where a chunk ends, and chunks are as small as files: a tenth of all time.
    return pa.Table.from_batches(table.combine_chunks().to_batches(_ROWS_AT_ONCE), table.schema)


def _moment(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else datetime.fromtimestamp(microseconds / 1e6, UTC)
