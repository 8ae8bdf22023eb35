"""What is kept of the registry is taken where it is ours and whole, and made anew where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.actors import kept_registry
from detente.actors.kept_registry import kept_or_made
from detente.actors.registry import Registry, read_contents


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "detente"


def made() -> list[str]:
    return ["made"]


def never() -> list[str]:
    raise AssertionError("it was kept")


def kept(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_what_is_kept_is_not_made_again(folder: Path) -> None:
    assert kept_or_made(made, list) == ["made"]
    assert kept_or_made(never, list) == ["made"]
    assert kept(folder).stat().st_mode & 0o777 == 0o600


def test_a_registry_is_the_same_when_it_was_kept() -> None:
    first = Registry(read_contents())
    kept_or_made(lambda: first, Registry)
    again = kept_or_made(lambda: Registry(read_contents()), Registry)
    assert again is not first
    assert list(again.actors()) == list(first.actors())
    assert list(again.names()) == list(first.names())
    assert again.not_actors() == first.not_actors()
    assert again.lookup("Erdogan") == first.lookup("Erdogan") != ()


@pytest.mark.parametrize("content", [b"", b"torn", b"\x80\x05]\x94(", b"\x80\x04K\x01."])
def test_what_is_torn_or_something_else_is_made_anew(folder: Path, content: bytes) -> None:
    kept_or_made(made, list)
    kept(folder).write_bytes(content)
    assert kept_or_made(lambda: ["anew"], list) == ["anew"]
    assert kept_or_made(never, list) == ["anew"]


@pytest.mark.parametrize("of", ["file", "folder"])
def test_what_others_can_have_written_is_not_taken(folder: Path, of: str) -> None:
    kept_or_made(made, list)
    (kept(folder) if of == "file" else folder).chmod(0o777)
    assert kept_or_made(lambda: ["anew"], list) == ["anew"]


def test_another_table_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept_or_made(made, list)
    (tmp_path / "package" / "tables").mkdir(parents=True)
    (tmp_path / "package" / "tables" / "states.csv").write_text("id")
    monkeypatch.setattr(kept_registry, "_PACKAGE", tmp_path / "package")
    assert kept_or_made(lambda: ["another"], list) == ["another"]
    assert len(list(folder.iterdir())) == 2


def test_where_nothing_can_be_kept_all_is_made(folder: Path) -> None:
    folder.parent.write_text("in the way")
    assert kept_or_made(made, list) == ["made"]
