"""What is a world, what is not, and what a newer Detente wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.errors import WorldError
from detente.world.manifest import find_manifest, write_manifest
from detente.world.schema import SCHEMA_VERSION


def test_nothing_yet(tmp_path: Path) -> None:
    assert find_manifest(tmp_path / "missing") is None
    assert find_manifest(tmp_path) is None


def test_written_and_found(tmp_path: Path) -> None:
    write_manifest(tmp_path)

    found = find_manifest(tmp_path)

    assert found is not None
    assert found.schema_version == SCHEMA_VERSION
    assert [path.name for path in tmp_path.iterdir()] == ["world.json"]


def test_what_a_killed_creation_leaves_is_nothing_yet(tmp_path: Path) -> None:
    (tmp_path / "write.lock").touch()
    (tmp_path / "world.json.new").write_text('{"kind": "det')

    assert find_manifest(tmp_path) is None
    write_manifest(tmp_path)
    assert find_manifest(tmp_path) is not None


def test_another_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").touch()

    with pytest.raises(WorldError, match=r"not a world: it holds 'holiday\.jpg' and no world\.json"):
        find_manifest(tmp_path)


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(WorldError, match="is a file"):
        find_manifest(tmp_path / "file")


def test_a_newer_world_asks_for_an_upgrade(tmp_path: Path) -> None:
    newer = {"kind": "detente world", "schema_version": SCHEMA_VERSION + 1, "created_at": "2031-01-01T00:00:00+00:00"}
    (tmp_path / "world.json").write_text(json.dumps(newer | {"with": "more"}))

    with pytest.raises(WorldError, match=r"reads up to \d+\. Upgrade Detente"):
        find_manifest(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "\x00", '{"kind": "detente world"}', '{"kind": "x", "schema_version": 1, "created_at": ""}'],
)
def test_a_broken_manifest_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "world.json").write_text(text)

    with pytest.raises(WorldError, match=r"world\.json"):
        find_manifest(tmp_path)


def test_made_by_another_writer_while_it_was_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_manifest(tmp_path)
    real = Path.read_text
    looked: list[Path] = []

    def too_early(self: Path, *args: object, **named: object) -> str:
        if not looked:
            looked.append(self)
            raise FileNotFoundError(self)
        return real(self, encoding="utf-8")

    monkeypatch.setattr(Path, "read_text", too_early)
    assert find_manifest(tmp_path) is not None
