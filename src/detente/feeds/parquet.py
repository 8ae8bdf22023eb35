"""Parquet files as the text of a CSV file, so that they are read, counted and refused as all others are."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_AT_ONCE: Final = 20_000


def is_parquet(path: Path) -> bool:
    """Whether a file is to be read as Parquet, which its name tells."""
    return path.suffix.lower() in (".parquet", ".pq")


def as_csv(path: Path) -> IO[bytes]:
    """The table as CSV: commas, double quotes, a header, missing values empty; columns of lists or records left out.

    Raises:
        OSError: The file is no Parquet, or damaged; also while it is read.
    """
    return cast("IO[bytes]", io.BufferedReader(_Stream(_blocks(path)), 1 << 20))


class _Stream(io.RawIOBase):
    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self._held = blocks, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._held:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._held = memoryview(block)
        size = min(len(buffer), len(self._held))
        buffer[:size] = self._held[:size]
        self._held = self._held[size:]
        return size


def _blocks(path: Path) -> Iterator[bytes]:
    import pyarrow as pa
    from pyarrow import csv, parquet

    try:
        with parquet.ParquetFile(path) as file:
            names = [field.name for field in file.schema_arrow if not pa.types.is_nested(field.type)]
            header = True
            for batch in file.iter_batches(ROWS_AT_ONCE, columns=names):
                buffer = io.BytesIO()
                csv.write_csv(_plain(pa.table(batch)), buffer, csv.WriteOptions(include_header=header))
                yield buffer.getvalue()
                header = False
            if header:
                buffer = io.BytesIO()
                csv.write_csv(_plain(file.schema_arrow.empty_table().select(names)), buffer)
                yield buffer.getvalue()
    except pa.ArrowException as error:
        raise OSError(f"no sound Parquet: {error}") from error


def _plain(table: pa.Table) -> pa.Table:
    """Every column as text; times as 2024-01-31 18:30:00."""
    import pyarrow as pa
    from pyarrow import compute

    columns = []
    for column in table.columns:
        if pa.types.is_timestamp(column.type):
            column = compute.strftime(column.cast(pa.timestamp("s"), safe=False), format="%Y-%m-%d %H:%M:%S")
        columns.append(column.cast(pa.string()))
    return pa.table(columns, names=table.column_names)
