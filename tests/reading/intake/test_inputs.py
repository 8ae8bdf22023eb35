from pathlib import Path

import pytest

from detente.errors import EmptyInputError, InputError, InputTooLargeError
from detente.reading.intake import inputs
from detente.reading.intake.inputs import Input, count_inputs, iter_inputs


def read_all(targets: list[str]) -> tuple[list[Input], list[InputError], list[Path]]:
    errors: list[InputError] = []
    skipped: list[Path] = []
    found = list(iter_inputs(targets, on_error=errors.append, on_skip=skipped.append))
    return found, errors, skipped


def test_a_folder_is_read_in_order_with_its_subfolders(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.HTML", "sub/d.htm", "photo.png", ".hidden.txt", ".git/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    found, errors, skipped = read_all([str(tmp_path)])
    assert [Path(item.name).name for item in found] == ["a.md", "b.txt", "c.HTML", "d.htm"]
    assert [item.data for item in found] == [b"a.md", b"b.txt", b"sub/c.HTML", b"sub/d.htm"]
    assert [path.name for path in skipped] == ["photo.png"]
    assert not errors
    assert count_inputs([str(tmp_path), "-", "https://example.org/a"]) == 6


def test_a_named_file_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "note.wire").write_text("Talks.")
    found, _, _ = read_all([str(tmp_path / "note.wire")])
    assert [item.data for item in found] == [b"Talks."]


def test_bad_inputs_are_told_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes(b"x" * 6_000_000)
    (tmp_path / "empty.txt").touch()
    (tmp_path / "good.txt").write_text("Talks.")
    found, errors, _ = read_all([str(tmp_path), str(tmp_path / "missing.txt")])
    assert [Path(item.name).name for item in found] == ["good.txt"]
    assert [type(error) for error in errors] == [InputTooLargeError, EmptyInputError, InputError]
    assert [
        name in str(error) for name, error in zip(["big.txt", "empty.txt", "missing.txt"], errors, strict=True)
    ] == [
        True,
        True,
        True,
    ]
    assert "5,000,000 bytes" in str(errors[0])


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "full.txt").write_bytes(b"x" * inputs.MAX_BYTES)
    found, errors, _ = read_all([str(tmp_path / "full.txt")])
    assert len(found) == 1
    assert not errors


def test_standard_input_is_one_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "piped").write_bytes(b"Talks.")
    with (tmp_path / "piped").open() as piped:
        monkeypatch.setattr("sys.stdin", piped)
        found, _, _ = read_all(["-"])
    assert found == [Input("standard input", b"Talks.")]
