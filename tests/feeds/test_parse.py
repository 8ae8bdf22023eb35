from dataclasses import replace

from detente.feeds.base import Feed, Layout, Repeats
from detente.feeds.parse import Fault, parse_chunk

TWO, THREE = ("a", "b"), ("a", "b", "c")


def feed(quote: str | None = None, nulls: tuple[str, ...] = ()) -> Feed:
    layouts = (Layout("two", TWO), Layout("three", THREE))
    columns = {"story": "a || b", "extra": "MAP {'c': c}"}
    return Feed("test", "", "", (), layouts, columns, Repeats(("feed_reference",)), quote=quote, nulls=nulls)


def parsed(data: bytes, of: Feed) -> tuple[list[tuple[object, ...]], list[tuple[int, str]]]:
    tables, faults = parse_chunk(data, of, {2: TWO, 3: THREE}, 7, 11)
    rows = sorted((tuple(row.values()) for table in tables for row in table.to_pylist()), key=lambda row: str(row[-1]))
    assert all(isinstance(fault, Fault) and fault.file == 7 for fault in faults)
    return rows, [(fault.line, fault.reason) for fault in faults]


def test_one_width() -> None:
    rows, faults = parsed(b"1\t2\n3\t\n", feed())
    assert rows == [("1", "2", None, 7, 11), ("3", None, None, 7, 12)]
    assert not faults


def test_two_widths_and_a_third() -> None:
    rows, faults = parsed(b"1\t2\n3\t4\t5\n6\n", feed())
    assert rows == [("1", "2", None, 7, 11), ("3", "4", "5", 7, 12)]
    assert faults == [(13, "1 column; expected 2 or 3")]


def test_a_column_that_nothing_asks_for_is_not_kept_but_must_be_utf8() -> None:
    narrow = replace(feed(), columns={"story": "a"})
    rows, faults = parsed(b"1\t2\n3\t\xff\n5\t6\t7\n8\n", narrow)
    assert narrow.raw_columns == ("a",)
    assert rows == [("1", 7, 11), ("5", 7, 13)]
    assert faults == [(12, "not UTF-8"), (14, "1 column; expected 2 or 3")]


def test_every_column_is_text_and_only_nulls_are_missing() -> None:
    rows, _ = parsed(b"007\tNA\n1e5\tNaN\nNULL\tnull\n", feed(nulls=("NA", "NULL")))
    assert [row[:2] for row in rows] == [("007", None), ("1e5", "NaN"), (None, "null")]


def test_broken_quoting_costs_one_row() -> None:
    data = b'1\t"two"\n2\t"th"ree" "\n3\tfour\n'
    rows, faults = parsed(data, feed('"'))
    assert len(rows) + len(faults) == 3
    assert rows[0][:2] == ("1", "two")
    assert rows[-1][:2] == ("3", "four")


def test_lines_are_counted_through_quoted_breaks() -> None:
    rows, faults = parsed(b'1\t"a\nb"\n2\n3\tc\n', feed('"'))
    assert [(row[0], row[-1]) for row in rows] == [("1", 11), ("3", 14)]
    assert faults == [(13, "1 column; expected 2 or 3")]
