"""`detente forecast A`: the brief, the JSON of the schema, and what is refused."""

import json
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.feeds.gdelt import GDELT
from detente.views.cli.next_command import Options, run
from detente.views.cli.outlook_commands import forecast
from detente.world.importing import import_files
from feed_lines import write
from forecast_worlds import FIRST, lines_of_talks
from views.test_schema import validator


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("next")
    lines = lines_of_talks(FIRST, FIRST.replace(year=2020))
    import_files(folder / "world", GDELT, [write(folder / "20170101000000.export.CSV", *lines)])
    return folder / "world"


def test_the_brief_tells_ranks_beside_their_record(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Options("Russia", world, as_of="2019-12")) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Russia: what is next, and to whom" in told
    assert "it is no probability that the event comes" in told
    assert "1. Ukraine – ASSAULT on" in told
    for words in (
        "by 31 Jan 2020",
        "all actors",
        "Russia alone",
        "recurrency baseline",
        "MRR",
        "the right one came first",
    ):
        assert words in told
    assert "1. Pakistan – CONSULT on 4 days, last 23 Jun 2019" in told


def test_json_is_as_the_schema_says(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Options("Ukraine", world, as_target=True, most=2, as_json=True)) == 0
    row = json.loads(capsys.readouterr().out)
    validator("forecast.next").validate(row)
    assert row["role"] == "target"
    (kind,) = row["types"]
    assert (kind["type"], kind["ranked"][0]["actor"]["id"], len(kind["ranked"])) == ("ASSAULT", "RUS", 2)
    assert kind["ranked"][0]["before"]["events"]


def test_a_past_too_short_for_ranks_is_told(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Options("Russia", world, as_of="2017-02")) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "Nobody is ranked: " in told
    assert "Pakistan on 1 Jan 2017" in told
    assert run(Options("Russia", world, as_of="2017-02", as_json=True)) == 1
    row = json.loads(capsys.readouterr().out)
    validator("forecast.next").validate(row)
    assert row["held_out"] is None


def test_who_never_did_anything_is_told(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Options("Brazil", world, as_of="2017-02")) == 1
    assert "No event by Brazil is known" in capsys.readouterr().out


def test_options_of_the_other_question_are_refused(world: Path) -> None:
    with pytest.raises(InputError, match="give B"):
        forecast("Russia", world=world, keep=True)
    with pytest.raises(InputError, match="leave B out"):
        forecast("Russia", "Ukraine", world=world, kind="AID")
