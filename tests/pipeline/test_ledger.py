"""The prediction ledger: what texts foretell and what Detente told, held against the events of a feed."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from detente.feeds.gdelt import GDELT
from detente.forecast.ledger.entries import DETENTE, Outcome
from detente.pipeline import open_world
from detente.views.cli.ledger_command import Options, run
from detente.world.importing import import_files
from feed_lines import line_between, write
from forecast_worlds import FIRST, lines_of_talks
from views.test_schema import validator

SAID = date(2019, 3, 1)
TEXT = """Russia will attack Ukraine by the end of 2019.

Germany will attack France by the end of 2019.

The author hopes for rain.
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledger")
    lines = lines_of_talks(FIRST, date(2019, 12, 31))
    import_files(folder / "world", GDELT, [write(folder / "20170101000000.export.CSV", *lines)])
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    opened = open_world(folder / "world")
    opened.read(folder / "a.txt", published=SAID)
    opened.keep(opened.forecast("USA", "CHN", as_of=date(2019, 6, 30)))
    opened.keep(opened.forecast("USA", "CHN", as_of=date(2019, 8, 31)))
    return folder / "world"


def test_predictions_of_a_text_are_resolved_by_events(world: Path) -> None:
    told = [each for each in open_world(world).ledger(within=300).entries if each.entry.speaker != DETENTE]
    by_source = {each.entry.rule.source: each for each in told if each.entry.rule is not None}
    attack = by_source["RUS"]
    assert attack.entry.rule is not None
    assert (attack.entry.rule.what, attack.entry.rule.target, attack.entry.rule.after) == ("ASSAULT", "UKR", SAID)
    # Every day after the first of March on which the feed has an attack (see lines_of_talks).
    days = [SAID + timedelta(days=n) for n in range(1, (attack.entry.rule.until - SAID).days + 1)]  # type: ignore[operator]
    since = [(day - FIRST).days for day in days if day <= date(2019, 12, 31)]
    assert attack.outcome is Outcome.CAME
    assert attack.events == sum((n * n) % 61 < n // 60 for n in since)
    assert by_source["DEU"].outcome is Outcome.FAILED
    assert by_source["DEU"].events == 0


def test_speakers_and_detente_are_scored_alike(world: Path) -> None:
    found = open_world(world).ledger(within=300)
    scores = {score.speaker: score for score in found.speakers}
    own = scores[DETENTE]
    assert own.predictions == 2 * 20 * 4
    over = [each for each in found.entries if each.entry.speaker == DETENTE and each.is_over]
    # From 30 June one, three and six months are over by the end of December; from 31 August one and three.
    assert own.resolved == len(over) == 20 * 5
    assert own.brier == pytest.approx(
        sum(((each.entry.probability or 0) - (each.outcome is Outcome.CAME)) ** 2 for each in over) / len(over)
    )
    (author,) = [score for speaker, score in scores.items() if speaker != DETENTE]
    assert (author.came, author.resolved, author.brier) == (1, 2, None)
    assert author.hit_rate == 0.5


def test_without_a_day_nothing_fails_and_nothing_is_scored(world: Path, tmp_path: Path) -> None:
    lines = [line_between(n, date(2019, 1, 1) + timedelta(days=n), "USA", "CHN", "042") for n in range(60)]
    import_files(tmp_path / "world", GDELT, [write(tmp_path / "20190101000000.export.CSV", *lines)])
    (tmp_path / "a.txt").write_text("Russia will attack Ukraine.", encoding="utf-8")
    opened = open_world(tmp_path / "world")
    opened.read(tmp_path / "a.txt", published=date(2019, 1, 5))
    (each,) = opened.ledger().entries
    assert (each.outcome, each.is_over) == (Outcome.OPEN, False)
    assert "no day was told" in (each.why or "")
    (assumed,) = opened.ledger(within=30).entries
    assert (assumed.outcome, assumed.is_over) == (Outcome.FAILED, True)
    (late,) = opened.ledger(within=300).entries
    assert (late.outcome, late.is_over) == (Outcome.OPEN, False)


def test_the_same_forecast_is_kept_once(world: Path) -> None:
    opened = open_world(world)
    assert opened.keep(opened.forecast("USA", "CHN", as_of=date(2019, 6, 30))) == 0


def test_the_command_tells_both(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Options(world, within=300)) == 0
    told = capsys.readouterr().out
    assert "Detente" in told
    assert "did not come" in told
    assert run(Options(world, as_json=True)) == 0
    validator("ledger").validate(json.loads(capsys.readouterr().out))
