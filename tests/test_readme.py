"""What the README shows is what the program prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.views.cli.app import main

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.S)


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


@pytest.fixture
def note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    Path("note.txt").write_text(blocks("text")[0], encoding="utf-8")


@pytest.mark.usefixtures("note")
def test_the_first_result(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    [command] = re.findall(r"`detente (read note.txt[^`]*)`", README)
    monkeypatch.setattr("sys.argv", ["detente", *command.split()])
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().out.strip() == blocks("console")[0].strip()


@pytest.mark.usefixtures("note")
def test_the_use_in_python(capsys: pytest.CaptureFixture[str]) -> None:
    exec(blocks("python")[0], {})
    assert capsys.readouterr().out.strip() == blocks("console")[1].strip()


def test_every_link_leads_somewhere() -> None:
    links: list[str] = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert all((Path(__file__).parents[1] / link).exists() for link in links)
