"""Files into batches, each of them one commit: many small files together, a large one alone and in pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from detente.errors import InputError
from detente.feeds.base import Feed
from detente.feeds.files import FeedFile
from detente.feeds.pieces import FileRead, Piece, read_file

PIECE_BYTES: Final = 64 << 20
"""Raw text that is looked at together; about three times as much memory."""
BATCH_FILES: Final = 500
PACKED_TEN_TIMES: Final = 10
"""What a gz file is taken to unpack to, where only reading it tells."""


@dataclass(slots=True)
class Batch:
    """Files that are committed together. `reads` are complete once `pieces` is at its end."""

    reads: list[FileRead]
    pieces: Iterator[Piece]


def expected_bytes(file: FeedFile) -> int:
    """The unpacked size, or a guess at it."""
    return file.size if file.size is not None else file.packed * PACKED_TEN_TIMES


def in_batches(files: Iterable[FeedFile], feed: Feed) -> Iterator[Batch]:
    """Group files, in their order, until PIECE_BYTES or BATCH_FILES; files are numbered through the whole run."""
    group: list[FileRead] = []
    size = 0
    for number, file in enumerate(files):
        expected = expected_bytes(file)
        if group and (size + expected > PIECE_BYTES or len(group) >= BATCH_FILES):
            yield Batch(group, _merged(group, feed))
            group, size = [], 0
        group.append(FileRead(file, number))
        size += expected
    if group:
        yield Batch(group, _merged(group, feed))


def _merged(reads: list[FileRead], feed: Feed) -> Iterator[Piece]:
    """The files' chunks, put together to pieces; files of one batch share a piece, whatever their size.

    A file that cannot be read says why in its `fault`. What was yielded of it by then is for the caller to drop.
    """
    whole = Piece()
    for read in reads:
        own = Piece()
        try:
            for piece in read_file(read, feed):
                own.join(piece)
                if len(reads) == 1 and own.size >= PIECE_BYTES:
                    yield own
                    own = Piece()
        except InputError as error:
            read.fault = str(error)
            continue
        whole.join(own)
    if whole.chunks:
        yield whole
