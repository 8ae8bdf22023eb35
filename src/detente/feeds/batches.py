"""Files into batches, each of them one commit: many small files together, a large one alone and in pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from detente.feeds.base import Feed
from detente.feeds.files import FeedFile
from detente.feeds.pieces import FileRead, Piece, read_file

PIECE_BYTES: Final = 64 << 20
"""Raw text that is looked at together; about three times as much memory."""
BATCH_FILES: Final = 500
PACKED_TEN_TIMES: Final = 10
"""What a gz file is taken to unpack to, where only reading it tells."""

ReadPiece = Piece


@dataclass(slots=True)
class Batch:
    """Files that are committed together. `reads` are complete once `pieces` is at its end."""

    reads: list[FileRead]
    pieces: Iterator[ReadPiece]


def in_batches(files: Iterable[FeedFile], feed: Feed) -> Iterator[Batch]:
    """Group files, in their order, until PIECE_BYTES or BATCH_FILES; files are numbered through the whole run."""
    group: list[FileRead] = []
    size = 0
    for number, file in enumerate(files):
        expected = file.size if file.size is not None else file.packed * PACKED_TEN_TIMES
        if group and (size + expected > PIECE_BYTES or len(group) >= BATCH_FILES):
            yield Batch(group, _merged(group, feed))
            group, size = [], 0
        group.append(FileRead(file, number))
        size += expected
    if group:
        yield Batch(group, _merged(group, feed))


def _merged(reads: list[FileRead], feed: Feed) -> Iterator[ReadPiece]:
    """The files' chunks, put together to pieces; files of one batch share a piece, whatever their size."""
    whole = Piece()
    for read in reads:
        for piece in read_file(read, feed):
            whole.tables += piece.tables
            whole.faults += piece.faults
            whole.chunks += piece.chunks
            if len(reads) == 1 and whole.size >= PIECE_BYTES:
                yield whole
                whole = Piece()
    if whole.chunks:
        yield whole
