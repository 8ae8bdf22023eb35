"""A chunk of a file as a table of texts: the feed's raw columns, with file and line; what does not fit is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.feeds.base import Feed
from detente.feeds.records import Records, bytes_of, count_breaks, find_records, without_empty_end

if TYPE_CHECKING:
    import pyarrow as pa

Widths = Mapping[int, tuple[str, ...]]
"""The columns of a line, by how many it has."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be read into columns. `line` counts from 1 in its file."""

    file: int
    line: int
    reason: str


def parse_chunk(
    chunk: bytes, feed: Feed, widths: Widths, file: int, first_line: int
) -> tuple[list[pa.Table], list[Fault]]:
    """The chunk's records as tables of `feed.raw_columns`, `file` and `line`; and the records that are none.

    Args:
        chunk: Whole records, in UTF-8.
        feed: Whose file it is.
        widths: The columns of each width that a line may have.
        file: The file's place in the batch.
        first_line: Line number, from 1, of the chunk's first record.
    """
    if feed.quote is None and len(widths) >= 1:
        for columns in widths.values():
            if (table := _parse_uniform(chunk, feed, columns)) is not None:
                lines = np.arange(first_line, first_line + table.num_rows)
                return [_complete(table, feed, file, lines)], []
            break  # a second width means a mixed file or another one: looked at line by line
    return _parse_mixed(chunk, feed, widths, file, first_line)


def _parse_uniform(chunk: bytes, feed: Feed, columns: tuple[str, ...]) -> pa.Table | None:
    """The quick way: every line is sound and of one width; None when not so."""
    if b"\r" in chunk or b"\0" in chunk or not _is_utf8(chunk):
        return None
    lines = count_breaks(chunk) + (not chunk.endswith(b"\n"))
    table = _arrow(chunk, feed, columns)
    return table if table is not None and table.num_rows == lines else None


def _is_utf8(chunk: bytes) -> bool:
    """Whether all of it is: the parser looks only at the columns that it keeps."""
    try:
        str(memoryview(chunk), "utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _parse_mixed(
    chunk: bytes, feed: Feed, widths: Widths, file: int, first_line: int
) -> tuple[list[pa.Table], list[Fault]]:
    records = find_records(chunk, feed.delimiter, feed.quote)
    if feed.ragged:
        records = without_empty_end(chunk, records, feed.delimiter, widths)
    faults = dict(records.faults)
    sound = np.ones(len(records.starts), bool)
    sound[list(faults)] = False
    known = np.isin(records.widths, list(widths))
    for at in np.flatnonzero(sound & ~known).tolist():
        faults[at] = _other_width(int(records.widths[at]), widths)
    tables = []
    for width, columns in widths.items():
        chosen = np.flatnonzero(sound & (records.widths == width))
        for part, table in _parse_group(chunk, records, chosen, feed, columns, faults):
            tables.append(_complete(table, feed, file, records.lines[part] + first_line))
    listed = [Fault(file, int(records.lines[at]) + first_line, reason) for at, reason in sorted(faults.items())]
    return tables, listed


def _parse_group(
    chunk: bytes, records: Records, chosen: Any, feed: Feed, columns: tuple[str, ...], faults: dict[int, str]
) -> list[tuple[Any, pa.Table]]:
    """Records of one width. Where the parser sees others than we do, halves are tried until the broken one is alone."""
    done, waiting = [], [chosen]
    while waiting:
        part = waiting.pop()
        if not len(part):
            continue
        mask = np.zeros(len(records.starts), bool)
        mask[part] = True
        table = _arrow(bytes_of(chunk, records, mask), feed, columns)
        if table is not None and table.num_rows == len(part):
            done.append((part, table))
        elif len(part) == 1:
            faults[int(part[0])] = "broken quoting"
        else:
            waiting += [part[len(part) // 2 :], part[: len(part) // 2]]
    return done


def _arrow(data: bytes, feed: Feed, columns: tuple[str, ...]) -> pa.Table | None:
    """The Arrow CSV reader on one block; only the feed's own columns. None when it refuses."""
    import pyarrow as pa
    from pyarrow import csv

    wanted = set(feed.raw_columns)
    try:
        return csv.read_csv(
            pa.py_buffer(data),
            read_options=csv.ReadOptions(
                column_names=list(columns), block_size=len(data) + 1, use_threads=False, encoding="utf-8"
            ),
            parse_options=csv.ParseOptions(
                delimiter=feed.delimiter,
                quote_char=feed.quote or False,
                double_quote=feed.quote is not None,
                escape_char=False,
                newlines_in_values=feed.quote is not None,
                ignore_empty_lines=False,
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(columns, pa.string()),
                check_utf8=False,  # looked at before, also in columns that are not kept
                null_values=["", *feed.nulls],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                include_columns=[column for column in columns if column in wanted],
            ),
        )
    except pa.ArrowInvalid:
        return None


def _complete(table: pa.Table, feed: Feed, file: int, lines: Any) -> pa.Table:
    """All raw columns in one order, missing ones NULL, with the file's place in the batch and the line number."""
    import pyarrow as pa

    missing = pa.nulls(table.num_rows, pa.string())
    present = set(table.column_names)
    columns = [table[column] if column in present else missing for column in feed.raw_columns]
    return pa.table(
        [*columns, pa.repeat(pa.scalar(file, pa.int32()), table.num_rows), pa.array(lines, pa.int64())],
        names=[*feed.raw_columns, "file", "line"],
    )


def _other_width(width: int, known: Widths) -> str:
    return f"{width} column{'' if width == 1 else 's'}; expected {' or '.join(map(str, sorted(known)))}"
