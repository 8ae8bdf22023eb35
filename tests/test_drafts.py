"""A file is replaced by a whole one, or stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.drafts import drafted


def test_a_draft_takes_its_place_once_written(tmp_path: Path) -> None:
    place = tmp_path / "list.json"
    place.write_text("old")
    with drafted(place) as draft:
        draft.write_text("new")
        assert place.read_text() == "old"
    assert place.read_text() == "new"
    assert list(tmp_path.iterdir()) == [place]


def test_a_draft_that_fails_leaves_nothing(tmp_path: Path) -> None:
    place = tmp_path / "list.json"
    place.write_text("old")

    def half_write() -> None:
        with drafted(place) as draft:
            draft.write_text("half")
            raise KeyError("no more")

    with pytest.raises(KeyError):
        half_write()
    assert place.read_text() == "old"
    assert list(tmp_path.iterdir()) == [place]


def test_a_draft_that_was_not_written_replaces_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), drafted(tmp_path / "list.json"):
        pass
    assert list(tmp_path.iterdir()) == []
