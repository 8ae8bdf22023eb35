import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.feeds import records as module
from detente.feeds.records import MAX_RECORD, bytes_of, chunks, find_records, without_empty_end


def cut(data: bytes, quote: str | None = None) -> list[bytes]:
    found = find_records(data, "\t", quote)
    return [data[start:end] for start, end in zip(found.starts.tolist(), found.ends.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("data", "expected", "widths", "lines"),
    [
        (b"a\tb\nc\n", [b"a\tb", b"c"], [2, 1], [0, 1]),
        (b"a\tb\nc", [b"a\tb", b"c"], [2, 1], [0, 1]),
        (b"a\r\nb\r\n", [b"a", b"b"], [1, 1], [0, 1]),
        (b"\t\t\n", [b"\t\t"], [3], [0]),
    ],
)
def test_lines(data: bytes, expected: list[bytes], widths: list[int], lines: list[int]) -> None:
    found = find_records(data, "\t", None)
    assert cut(data) == expected
    assert (found.widths.tolist(), found.lines.tolist(), found.faults) == (widths, lines, {})


def test_quotes_keep_line_breaks_and_delimiters() -> None:
    data = b'a\t"b\tc\nd"\ne\n'
    found = find_records(data, "\t", '"')
    assert cut(data, '"') == [b'a\t"b\tc\nd"', b"e"]
    assert (found.widths.tolist(), found.lines.tolist()) == ([2, 1], [0, 2])


def test_faults() -> None:
    data = b"sound\n\na\0b\nc\rd\n\xff\nlast"
    control = "control character (NUL or lone CR) inside the line"
    assert find_records(data, "\t", None).faults == {1: "empty line", 2: control, 3: control, 4: "not UTF-8"}
    assert "longer than" in find_records(b"x" * (MAX_RECORD + 1), "\t", None).faults[0]


def test_a_quote_that_is_never_closed_loses_no_other_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_RECORD", 20)
    data = b'a\n"open\n' + b"0123456789\n" * 5
    assert cut(data, '"') == [b"a", b'"open', *[b"0123456789"] * 5]


@given(st.lists(st.sampled_from([b"a", b"\t", b"\n", b'"', b"\r\n", "é".encode()])).map(b"".join), st.integers(1, 9))
def test_chunks_are_whole_records_and_all_bytes(data: bytes, size: int) -> None:
    """Cutting a stream anywhere gives the records of the whole."""
    blocks = [data[at : at + size] for at in range(0, len(data), size)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "CHUNK_BYTES", 4)
        for quote in (None, '"'):
            parts = list(chunks(blocks, quote))
            assert b"".join(parts) == data
            whole = cut(data, quote) if data else []
            assert [record for part in parts for record in cut(part, quote)] == whole


def test_chosen_records_come_each_with_an_end() -> None:
    data = b"one\r\ntwo\nthree"
    found = find_records(data, "\t", None)
    assert bytes_of(data, found, np.array([True, False, True])) == b"one\nthree\n"
    assert bytes_of(data, found, np.array([False, False, False])) == b""


@pytest.mark.parametrize(
    ("line", "known", "kept"),
    [
        (b"a\tb\t\t", (2,), b"a\tb"),
        (b"a\tb\t", (2, 4), b"a\tb"),
        (b"a\t\t\t", (2, 4), b"a\t\t\t"),  # four cells are known, three of them empty
        (b"a\tb\tc\t", (2,), b"a\tb\tc"),  # the third is not empty: refused by its width
        (b"a", (2,), b"a"),
        (b"a\tb" + b"\t" * 200, (2,), b"a\tb" + b"\t" * 100),
    ],
)
def test_empty_ends(line: bytes, known: tuple[int, ...], kept: bytes) -> None:
    data = line + b"\nx\ty\n"
    found = without_empty_end(data, find_records(data, "\t", None), "\t", known)
    assert data[found.starts[0] : found.ends[0]] == kept
    assert found.widths.tolist() == [kept.count(b"\t") + 1, 2]
