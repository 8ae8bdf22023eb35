"""The demo: what it prints and writes, with a reader that need not load the language pipeline."""

from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.reading.intake.inputs import Input
from detente.records import Reading
from detente.views.cli import demo_command
from factories import reading


class Recorder:
    def __init__(self) -> None:
        self.given: list[Input] = []

    def read(self, given: Input) -> Reading:
        self.given.append(given)
        return reading()


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    made = Recorder()
    monkeypatch.setattr(demo_command, "_loaded_reader", lambda: made)
    return made


def test_the_bundled_article_is_read_told_and_reported(
    reader: Recorder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "report.html"
    assert demo_command.run(output) == 0
    (given,) = reader.given
    assert given.name == "demo_article.txt"
    assert len(given.data) > 1000
    printed, progress = capsys.readouterr()
    assert f"Report: {output}" in printed
    assert "detente read FILE" in printed
    assert progress == ""  # nobody watches: no bar
    assert output.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_nothing_is_read_when_the_report_has_no_place(reader: Recorder, tmp_path: Path) -> None:
    with pytest.raises(DetenteError, match="does not exist"):
        demo_command.run(tmp_path / "missing" / "report.html")
    assert reader.given == []
