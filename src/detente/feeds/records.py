"""Bytes into records: chunks that end with a record, and in each where records start, end, and what is wrong.

A record is a line; with a quote character, a line break inside quotes does not end it. Everything here is arithmetic
over whole chunks; no record is looked at alone unless it is at fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

CHUNK_BYTES: Final = 16 << 20
MAX_RECORD: Final = 1 << 20
"""A longer record is refused: no feed has one, and one lost quote would swallow a file."""

MOST_EMPTY_END: Final = 100
"""Empty cells at the end of a record that are taken off it; more are no slip of an export."""

Offsets = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Records:
    """Where the records of a chunk are: in bytes without line ends, in lines from 0, and how many columns each has."""

    starts: Offsets
    ends: Offsets
    lines: Offsets
    widths: Offsets
    faults: dict[int, str]
    """Record index to what is wrong with it, whatever its columns hold."""


def chunks(blocks: Iterable[bytes], quote: str | None) -> Iterator[bytes]:
    """Cut a stream into chunks of whole records; the last may lack its line end."""
    held = bytearray()
    for block in blocks:
        held += block
        if len(held) < CHUNK_BYTES:
            continue
        if cut := _last_end(held, quote):
            yield bytes(memoryview(held)[:cut])
            del held[:cut]
    if held:
        yield bytes(held)


def _last_end(held: bytearray, quote: str | None) -> int:
    """Past the last record end; a record over MAX_RECORD ends at its first line break, 0 when there is none."""
    last = held.rfind(b"\n") + 1
    if quote is None or not last:
        return last
    array = np.frombuffer(held, np.uint8)
    outside = np.flatnonzero(_record_ends(array, quote))
    cut = int(outside[-1]) + 1 if len(outside) else 0
    del array  # a view would forbid `held` to shrink
    return cut if len(held) - cut <= MAX_RECORD else last


def _record_ends(array: Any, quote: str | None) -> Flags:
    ends: Flags = array == ord("\n")
    if quote is not None and (quotes := array == ord(quote)).any():
        ends &= ~_inside(quotes)
    return ends


def _inside(quotes: Flags) -> Flags:
    inside: Flags = (np.cumsum(quotes, dtype=np.int32) & 1).astype(bool)
    return inside


def count_breaks(chunk: bytes) -> int:
    """How many line breaks there are; several times faster than `bytes.count`, which steps from one to the next."""
    return int(np.count_nonzero(np.frombuffer(chunk, np.uint8) == ord("\n")))


def find_records(chunk: bytes, delimiter: str, quote: str | None) -> Records:
    """Where the records of a chunk are, and which of them cannot be read at all."""
    array = np.frombuffer(chunk, np.uint8)
    breaks = np.flatnonzero(array == ord("\n"))
    marks = array == ord(delimiter)
    ends = breaks
    quoted = quote is not None and (quotes := array == ord(quote)).any()
    if quoted:
        inside = _inside(quotes)
        ends = breaks[~inside[breaks]]
        ends = _split_too_long(ends, breaks, len(chunk))
        if inside[-1]:  # the last quote is never closed: every line break after it is an end again
            ends = np.union1d(ends, breaks[breaks > (ends[-1] if len(ends) else -1)])
    if not len(ends) or ends[-1] != len(chunk) - 1:
        ends = np.append(ends, len(chunk))
    starts = np.concatenate(([0], ends[:-1] + 1))
    unclosed: list[int] = []
    if quoted:
        inside, odd = _inside_each(quotes, starts)
        marks &= ~inside
        unclosed = np.flatnonzero(odd).tolist()
    lines = np.searchsorted(breaks, starts)
    returns = np.flatnonzero(array == ord("\r"))
    stops = ends - ((ends > starts) & (array[np.maximum(ends - 1, 0)] == ord("\r")))
    tabs = np.flatnonzero(marks)
    widths = np.searchsorted(tabs, stops) - np.searchsorted(tabs, starts) + 1
    faults = _faults(chunk, array, starts, stops, returns if quote is None else returns[:0])
    faults |= dict.fromkeys(unclosed, "a quote that is never closed")
    return Records(starts, stops, lines, widths, faults)


def _inside_each(quotes: Flags, starts: Offsets) -> tuple[Flags, Flags]:
    """Which bytes lie inside quotes that their own record opens, and which records leave one open."""
    before = np.concatenate(([0], np.cumsum(quotes, dtype=np.int32)))
    lengths = np.diff(np.append(starts, len(quotes)))
    inside: Flags = ((before[1:] - np.repeat(before[starts], lengths)) & 1).astype(bool)
    odd: Flags = ((before[np.append(starts[1:], len(quotes))] - before[starts]) & 1).astype(bool)
    return inside, odd


def _split_too_long(ends: Offsets, breaks: Offsets, size: int) -> Offsets:
    """Where a quote is never closed, every line break is an end again: that loses one record, not the file."""
    edges = np.concatenate(([-1], ends, [size] if not len(ends) or ends[-1] != size - 1 else []))
    long = np.flatnonzero(np.diff(edges) > MAX_RECORD)
    extra = [breaks[(breaks > edges[at]) & (breaks < edges[at + 1])] for at in long]
    return np.unique(np.concatenate([ends, *extra])).astype(np.int64) if extra else ends


def _faults(chunk: bytes, array: Any, starts: Offsets, stops: Offsets, returns: Offsets) -> dict[int, str]:
    faults: dict[int, str] = dict.fromkeys(np.flatnonzero(stops == starts).tolist(), "empty line")
    nuls = np.flatnonzero(array == 0)
    inner = np.concatenate((nuls, returns))
    record = np.searchsorted(starts, inner, side="right") - 1
    inner_records = np.unique(record[inner < stops[record]]).tolist()
    faults |= dict.fromkeys(inner_records, "control character (NUL or lone CR) inside the line")
    too_long = np.flatnonzero(stops - starts > MAX_RECORD).tolist()
    faults |= dict.fromkeys(too_long, f"longer than {MAX_RECORD:,} bytes, or a quote that is never closed")
    for at in _not_utf8(chunk, starts, stops):
        faults.setdefault(at, "not UTF-8")
    return faults


def _not_utf8(chunk: bytes, starts: Offsets, stops: Offsets) -> Iterator[int]:
    """Records that do not decode; one step for each of them."""
    view, at = memoryview(chunk), 0
    if chunk.isascii():
        return
    while at < len(chunk):
        try:
            str(view[at:], "utf-8")
        except UnicodeDecodeError as error:
            record = int(np.searchsorted(starts, at + error.start, side="right")) - 1
            yield record
            at = int(stops[record]) + 1
        else:
            return


def without_empty_end(chunk: bytes, records: Records, delimiter: str, known: Iterable[int]) -> Records:
    """Records whose empty last cells are cut off until their width is a known one: "a, b, , ," is "a, b" for 2."""
    expected = np.array(sorted(known))
    array = np.frombuffer(chunk, np.uint8)
    ends, widths = records.ends.copy(), records.widths.copy()
    for _ in range(MOST_EMPTY_END):
        cut = ~np.isin(widths, expected) & (widths > expected[0]) & (array[np.maximum(ends - 1, 0)] == ord(delimiter))
        if not cut.any():
            break
        ends -= cut
        widths -= cut
    return replace(records, ends=ends, widths=widths)


def bytes_of(chunk: bytes, records: Records, chosen: Flags) -> bytes:
    """The chosen records, one after another, each with a line end."""
    starts, stops = records.starts[chosen], records.ends[chosen]
    if not len(starts):
        return b""
    edges = np.zeros(len(chunk) + 1, np.int8)
    np.add.at(edges, starts, 1)
    np.add.at(edges, stops, -1)
    keep = np.cumsum(edges[:-1], dtype=np.int8).astype(bool)
    body = np.frombuffer(chunk, np.uint8)[keep]
    return np.insert(body, np.cumsum(stops - starts), ord("\n")).tobytes()
