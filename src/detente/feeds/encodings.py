"""In which of a feed's encodings a file is, and its bytes as UTF-8."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence

from detente.feeds.records import MAX_RECORD


def encoding_of(blocks: Iterable[bytes], encodings: Sequence[str]) -> str:
    """The first encoding that reads most of the lines which are not plain ASCII, else the last.

    One broken line in a file of UTF-8 is thus a broken line, and does not garble every name of the file.
    """
    foreign = 0
    readable = dict.fromkeys(encodings, 0)
    for line in _lines(blocks):
        if line.isascii():
            continue
        foreign += 1
        for encoding in encodings:
            readable[encoding] += _decodes(line, encoding)
    return next((encoding for encoding in encodings if 2 * readable[encoding] >= foreign), encodings[-1])


def as_utf8(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The same text in UTF-8; bytes that claim to be UTF-8 pass as they are, sound or not."""
    if codecs.lookup(encoding).name == "utf-8":
        yield from blocks
        return
    decoder = codecs.getincrementaldecoder(encoding)("backslashreplace")
    for block in blocks:
        yield decoder.decode(block).encode()
    if rest := decoder.decode(b"", final=True):
        yield rest.encode()


def _lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Lines, or the whole of them at once where all are ASCII; one that is too long for a record comes in parts."""
    held = b""
    for block in blocks:
        whole, end, rest = (held + block).rpartition(b"\n")
        if whole.isascii():
            yield whole + end
        else:
            yield from whole.split(b"\n")
        held = rest
        if len(held) > MAX_RECORD:
            yield held
            held = b""
    yield held


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
