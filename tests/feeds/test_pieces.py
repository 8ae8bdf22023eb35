from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.feeds import records
from detente.feeds.files import find_files
from detente.feeds.gdelt import GDELT
from detente.feeds.icews import ICEWS
from detente.feeds.pieces import FileRead, Piece, read_file
from feed_lines import gdelt_line, numbered, write
from icews_lines import header, icews_line


def read(path: Path, feed: object = GDELT) -> tuple[FileRead, list[Piece]]:
    (file,) = find_files([path], feed)  # type: ignore[arg-type]
    state = FileRead(file, 3)
    return state, list(read_file(state, feed))  # type: ignore[arg-type]


def test_a_file_in_pieces_is_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [*numbered(30), "no row", *numbered(10, 30)]
    path = write(tmp_path / "a.export.CSV", *lines)
    monkeypatch.setattr(records, "CHUNK_BYTES", 2000)
    monkeypatch.setattr("detente.feeds.pieces.BLOCK_BYTES", 1500)
    state, pieces = read(path)
    assert len(pieces) > 2
    assert (state.rows, state.unpacked) == (41, path.stat().st_size)
    assert state.content_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    whole = Piece()
    for piece in pieces:
        whole.join(piece)
    assert (whole.rows, whole.size) == (41, path.stat().st_size)
    assert [(fault.file, fault.line) for fault in whole.faults] == [(3, 31)]
    found = sorted(line for table in whole.tables for line in table["line"].to_pylist())
    assert found == [*range(1, 31), *range(32, 42)]


def test_raw_lines_are_told_in_their_own_words(tmp_path: Path) -> None:
    path = tmp_path / "a.export.CSV"
    path.write_bytes(b"first\r\n\xffsecond\nthird")
    _, (piece,) = read(path)
    assert piece.raw_lines(GDELT, {(3, 1), (3, 2), (3, 3), (4, 1)}) == {
        (3, 1): "first",
        (3, 2): "\\xffsecond",
        (3, 3): "third",
    }


def test_lines_count_from_the_header_and_a_byte_order_mark_is_none_of_it(tmp_path: Path) -> None:
    path = tmp_path / "events.1.tab"
    path.write_bytes(b"\xef\xbb\xbf" + f"{header()}\n{icews_line()}\n".encode())
    _, (piece,) = read(path, ICEWS)
    assert [row["line"] for row in piece.tables[0].to_pylist()] == [2]


def test_files_without_rows(tmp_path: Path) -> None:
    state, pieces = read(write(tmp_path / "events.1.tab", header()), ICEWS)
    assert (state.rows, pieces) == (0, [])
    state, pieces = read(write(tmp_path / "a.export.CSV"))
    assert (state.rows, pieces) == (0, [])
    assert state.content_sha256 == hashlib.sha256(b"").hexdigest()


def test_a_damaged_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.export.CSV.gz"
    import gzip

    path.write_bytes(gzip.compress((gdelt_line() + "\n").encode() * 50)[:-20])
    with pytest.raises(InputError, match="cannot be read to its end"):
        read(path)
