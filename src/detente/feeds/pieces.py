"""Files into pieces: tables of raw texts, of bounded size, with their raw lines at hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.errors import InputError
from detente.feeds.base import Feed
from detente.feeds.encodings import as_utf8, encoding_of
from detente.feeds.files import FeedFile, blocks, opened
from detente.feeds.layout import BOM, FileLayout, layout_of
from detente.feeds.parse import Fault, parse_chunk
from detente.feeds.records import Records, chunks, count_breaks, find_records

if TYPE_CHECKING:
    import pyarrow as pa

BLOCK_BYTES: Final = 4 << 20
HEAD_BYTES: Final = 64 << 10
MAX_RAW_TEXT: Final = 64 << 10
"""Bytes of a refused line that are kept."""


@dataclass(slots=True)
class FileRead:
    """A file as far as it has been read. `content_sha256` is that of its unpacked bytes, set at its end.

    Where a feed's rows hang on more than the bytes (`Feed.plain`), the hash is of that too. `note` is what the feed
    has to say of the file; `fault` says why it could not be read to its end.
    """

    file: FeedFile
    number: int
    rows: int = 0
    unpacked: int = 0
    encoding: str = "utf-8"
    content_sha256: str = ""
    file_sha256: str = ""
    note: str | None = None
    fault: str | None = None


@dataclass(slots=True)
class Chunk:
    """Bytes of whole records in UTF-8, kept while their piece lives: refused lines are told in their own words."""

    file: int
    first_line: int
    data: bytes


@dataclass(slots=True)
class Piece:
    """Rows to import together: raw tables, and the lines that are no rows."""

    tables: list[pa.Table] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    chunks: list[Chunk] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Bytes of raw text."""
        return sum(len(chunk.data) for chunk in self.chunks)

    @property
    def rows(self) -> int:
        """Records, also those that are refused."""
        return sum(int(table.num_rows) for table in self.tables) + len(self.faults)

    def join(self, other: Piece) -> None:
        """Take in what comes after."""
        self.tables += other.tables
        self.faults += other.faults
        self.chunks += other.chunks

    def raw_lines(self, feed: Feed, wanted: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
        """The raw text of records, by file and line; bytes that are no UTF-8 stand as ``\\xNN``."""
        found: dict[tuple[int, int], str] = {}
        for chunk in self.chunks:
            lines = sorted(line for file, line in wanted if file == chunk.file and line >= chunk.first_line)
            if not lines:
                continue
            records = find_records(chunk.data, feed.delimiter, feed.quote)
            at = np.searchsorted(records.lines, np.array(lines) - chunk.first_line)
            for line, record in zip(lines, at.tolist(), strict=True):
                if record < len(records.lines) and records.lines[record] == line - chunk.first_line:
                    start = int(records.starts[record])
                    stop = min(int(records.ends[record]), start + MAX_RAW_TEXT)
                    found[chunk.file, line] = chunk.data[start:stop].decode("utf-8", "backslashreplace")
        return found


def read_file(read: FileRead, feed: Feed) -> Iterator[Piece]:
    """The file's pieces, one a chunk, counting rows and hashing the bytes as it goes.

    Raises:
        InputError: The file is damaged, over the bounds, or of another layout.
    """
    if read.file.fault is not None:
        raise InputError(read.file.fault)
    hasher = hashlib.sha256()
    told: Mapping[str, str | None] = {}
    if feed.tell is not None:
        about = feed.tell(read.file)
        told, read.note = about.values, about.note
    read.encoding = feed.encodings[0]
    if len(feed.encodings) > 1:  # an archive's text is unpacked twice; it is the price of not guessing line by line
        with opened(read.file) as stream:
            read.encoding = encoding_of(blocks(stream, read.file, BLOCK_BYTES), feed.encodings)
    with opened(read.file) as stream:
        layout: FileLayout | None = None
        line = 1
        hashed = _hashed(blocks(stream, read.file, BLOCK_BYTES), hasher, read)
        for data in chunks(as_utf8(hashed, read.encoding), feed.quote):
            start = len(BOM) if line == 1 and data.startswith(BOM) else 0
            if layout is None:
                records = _first_records(data, feed)
                layout = layout_of(data[: int(records.ends[0])], feed, read.file.name)
                if layout.header:
                    start = int(records.starts[1]) if len(records.starts) > 1 else len(data)
                    line += int(records.lines[1]) if len(records.lines) > 1 else 1
            chunk = Chunk(read.number, line, data[start:] if start else data)
            if not chunk.data:
                continue
            tables, faults = parse_chunk(chunk.data, feed, layout.widths, read.number, line)
            tables = [_with_told(table, told) for table in tables]
            read.rows += sum(table.num_rows for table in tables) + len(faults)
            line += count_breaks(chunk.data)
            yield Piece(tables, faults, [chunk])
    if not feed.plain:
        hasher.update(json.dumps([feed.edition, sorted(told.items())]).encode())
    read.content_sha256 = hasher.hexdigest()


def _first_records(data: bytes, feed: Feed) -> Records:
    """At least the first two records, where there are so many; most files need not be looked at whole for them."""
    records = find_records(data[:HEAD_BYTES], feed.delimiter, feed.quote)
    if len(records.starts) < 3 and len(data) > HEAD_BYTES:  # the last one may be cut
        records = find_records(data, feed.delimiter, feed.quote)
    return records


def _with_told(table: pa.Table, told: Mapping[str, str | None]) -> pa.Table:
    """The table with what is known of its whole file in the columns for it, which the parser left empty."""
    import pyarrow as pa

    for column, value in told.items():
        values = pa.repeat(pa.scalar(value, pa.string()), table.num_rows)
        table = table.set_column(table.column_names.index(column), column, values)
    return table


def _hashed(source: Iterator[bytes], hasher: hashlib._Hash, read: FileRead) -> Iterator[bytes]:
    for block in source:
        hasher.update(block)
        read.unpacked += len(block)
        yield block
