"""`detente forecast`: the brief, the JSON of the schema, the chart, and what is refused."""

import json
from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.feeds.gdelt import GDELT
from detente.views.cli.forecast_command import Options, run
from detente.world.importing import import_files
from feed_lines import write
from forecast_worlds import FIRST, lines_of_talks
from views.test_schema import validator


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ahead")
    lines = lines_of_talks(FIRST, FIRST.replace(year=2020))
    import_files(folder / "world", GDELT, [write(folder / "20170101000000.export.CSV", *lines)])
    return folder / "world"


def test_the_brief_tells_each_number_beside_its_baselines(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Options("Russia", "Ukraine", world, as_of="2019-12")) == 0
    told = capsys.readouterr().out
    assert "Russia – Ukraine: what is ahead" in told
    assert "At least one event by 31 Mar 2020 (3 months)" in told
    for words in ("material conflict", "all dyads", "persistence", "own rate", "peace scale", "Rungs of cooperation"):
        assert words in told


def test_json_is_as_the_schema_says(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for pair in (("USA", "CHN"), ("FRA", "PAK")):
        assert run(Options(*pair, world, as_json=True)) == 0
        row = json.loads(capsys.readouterr().out)
        validator("forecast").validate(row)
        assert len(row["events"]) == 20 * 4
        assert [level["years"] for level in row["levels"]] in ([1, 5, 10], [])
    assert {event["method"] for event in row["events"]} == {"first contact"}


def test_a_time_before_the_record_is_told(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Options("USA", "CHN", world, as_of="2017-06", as_json=True)) == 1
    row = json.loads(capsys.readouterr().out)
    validator("forecast").validate(row)
    assert "24 are needed" in row["why_not"]


def test_the_chart_is_written_by_its_ending(world: Path, tmp_path: Path) -> None:
    run(Options("USA", "CHN", world, chart=tmp_path / "ahead.svg"))
    drawn = (tmp_path / "ahead.svg").read_text(encoding="utf-8")
    assert "verbal cooperation" in drawn
    with pytest.raises(DetenteError, match="written as"):
        run(Options("USA", "CHN", world, chart=tmp_path / "ahead.gif"))
