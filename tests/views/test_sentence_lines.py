from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.code.code_lines import Line
from detente.views.sentence_lines import MAX_TEXT, parse_lines


def test_what_is_given_is_taken_and_the_rest_of_the_line_kept() -> None:
    [given] = parse_lines([b'{"text": "Iran met Oman.", "source": "Iran", "target": null, "id": 7}\r\n'], "f")
    assert given.line == Line("Iran met Oman.", "Iran", None)
    assert given.row["id"] == 7


def test_blank_lines_count_but_give_nothing() -> None:
    lines = [b"\xef\xbb\xbf\n", b"\n", b"  \r\n", b"x\n"]
    assert [given.row for given in parse_lines(lines, "f")] == [{"line": 4}]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"nope", "is not JSON"),
        (b'["text"]', "is no JSON object"),
        (b"{}", 'has no "text"'),
        (b'{"text": 5}', 'has no "text"'),
        (b'{"text": " "}', 'has no "text"'),
        (b'{"text": "\xff"}', "is not UTF-8 (byte 11)"),
        (b'{"text": "a", "x": NaN}', "NaN is no number"),
        (b'{"text": "a", "x": 1e999}', "1e999 is no number"),
        (b'{"text": "\\ud800"}', "half a character"),
        (b'{"text": "Iran left.", "source": "Iraq"}', "source 'Iraq' does not stand in the text"),
        (b'{"text": "Iran left.", "target": ""}', "its target is ''"),
        (b'{"text": "Iran left.", "source": ["Iran"]}', "its source is ['Iran']"),
        (b'{"text": "' + b"a" * (MAX_TEXT + 1) + b'"}', "20,001 characters"),
        (b"[" * 100_000, "is not JSON"),
    ],
)
def test_faulty_lines_are_told_with_file_and_line(line: bytes, reason: str) -> None:
    [given] = parse_lines([line], "lines.jsonl", first=3)
    assert isinstance(given.line, str)
    assert given.line.startswith("lines.jsonl, line 3: ")
    assert reason in given.line


@given(st.lists(st.binary()))
def test_any_bytes_give_a_line_or_a_reason(lines: list[bytes]) -> None:
    for parsed in parse_lines(lines, "f"):
        assert isinstance(parsed.line, Line | str)
