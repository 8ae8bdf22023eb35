"""Bytes into records: a quote that is never closed loses its own record, and no other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.feeds.records import find_records

OPEN = "a quote that is never closed"


def texts(chunk: bytes, quote: str | None = '"') -> list[bytes]:
    records = find_records(chunk, ",", quote)
    return [chunk[start:end] for start, end in zip(records.starts, records.ends, strict=True)]


def test_a_line_break_inside_quotes_ends_nothing() -> None:
    chunk = b'1,"two\nlines, one cell"\n2,x\n'
    records = find_records(chunk, ",", '"')
    assert texts(chunk) == [b'1,"two\nlines, one cell"', b"2,x"]
    assert (records.widths.tolist(), records.lines.tolist(), records.faults) == ([2, 2], [0, 2], {})


def test_a_quote_that_is_never_closed_loses_one_record() -> None:
    chunk = b'1,x\n2,"never closed\n3,y\n4,"z, w",v\n5,u'
    records = find_records(chunk, ",", '"')
    assert texts(chunk) == [b"1,x", b'2,"never closed', b"3,y", b'4,"z, w",v', b"5,u"]
    assert records.faults == {1: OPEN}
    assert [records.widths[at] for at in (0, 2, 3, 4)] == [2, 2, 3, 2]


def test_without_a_quote_character_quotes_are_letters() -> None:
    assert texts(b'1,"x\n2,y\n', None) == [b'1,"x', b"2,y"]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet='a,"\n', max_size=60))
def test_records_are_the_whole_chunk(text: str) -> None:
    chunk = text.encode() or b"a"
    records = find_records(chunk, ",", '"')
    assert b"\n".join(texts(chunk)) == chunk.removesuffix(b"\n")
    for at, record in enumerate(texts(chunk)):
        assert (records.faults.get(at) == OPEN) == (record.count(b'"') % 2 == 1)
