from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import detente


@pytest.mark.parametrize("name", detente.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(detente, name) is not None


def test_there_are_few() -> None:
    assert len(detente.__all__) <= 16
    assert sorted(detente.__all__) == list(detente.__all__)


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'utils'"):
        detente.utils  # noqa: B018


def test_importing_is_quick() -> None:
    probe = "import sys, detente; print(len([name for name in sys.modules if name.startswith('detente')]))"
    assert subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout == "1\n"


def test_the_use_that_the_readme_shows(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Iran condemned Iraq in Baghdad on 5 May 2020.")
    world = detente.open(tmp_path / "world")
    [added] = world.read(tmp_path / "a.txt")
    assert not isinstance(added, detente.Failed)
    [event] = world.statements(added.article_id)
    assert (event.type, event.source and event.source.id, event.target and event.target.id) == ("ACCUSE", "IRN", "IRQ")
