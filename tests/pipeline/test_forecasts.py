"""Forecasts of a world: nothing published after the as-of day counts, and what is told is what the record holds."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.feeds.gdelt import GDELT
from detente.pipeline import open_world
from detente.world.importing import import_files
from feed_lines import line_between, write
from forecast_worlds import FIRST, lines_of_talks

AS_OF = date(2019, 6, 24)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("until")
    lines = lines_of_talks(FIRST, AS_OF)
    import_files(folder / "world", GDELT, [write(folder / "20170101000000.export.CSV", *lines)])
    return folder / "world"


def test_what_is_published_later_changes_no_forecast(world: Path, tmp_path: Path) -> None:
    before = open_world(world).forecast("Russia", "Ukraine", as_of=AS_OF)
    lines = lines_of_talks(FIRST, AS_OF)
    import_files(tmp_path / "world", GDELT, [write(tmp_path / "20170101000000.export.CSV", *lines)])
    later = lines_of_talks(AS_OF + timedelta(days=1), AS_OF + timedelta(days=90), 10_000)
    # Fell before, published after; new actors; and one that repeats an event known by then.
    added = {"DATEADDED": "20190625000000"}
    later += [line_between(20_000 + n, AS_OF - timedelta(days=1), "RUS", "UKR", "190", **added) for n in range(40)]
    later += [line_between(30_000, date(2019, 7, 2), "BRA", "ARG", "042"), lines[0]]
    import_files(tmp_path / "world", GDELT, [write(tmp_path / "20190625000000.export.CSV", *later)])
    after = open_world(tmp_path / "world").forecast("Russia", "Ukraine", as_of=AS_OF)
    assert before.parts == after.parts
    assert before == after
    assert open_world(tmp_path / "world").forecast("Russia", "Ukraine").parts != before.parts


def test_months_end_on_the_day_asked(world: Path) -> None:
    found = open_world(world).forecast("USA", "CHN", as_of=AS_OF)
    assert found.since == date(2017, 1, 25)  # the first month that is covered whole and ends on a 24th
    assert found.months == 29
    assert found.events == (AS_OF - found.since).days + 1
    assert found.of("verbal cooperation", 3).until == date(2019, 9, 24)


def test_the_own_rate_is_the_share_of_past_stretches(world: Path) -> None:
    found = open_world(world).forecast("RUS", "PAK", as_of=AS_OF)
    # One event in 301 days: on 2017-10-29, 2018-08-26 and 2019-06-23: 3 of 29 months, and the mean of all dyads as one
    # month more. That mean: 4 dyads of 29 months; USA-CHN and FRA-DEU in all, RUS-UKR (material conflict) in none.
    mean = (29 + 29 + 3 + 0.5) / (4 * 29 + 1)
    assert found.of("verbal cooperation", 1).own_rate == pytest.approx((3 + mean) / 30)


def test_two_that_never_met_have_the_rate_of_first_contacts(world: Path) -> None:
    found = open_world(world).forecast("FRA", "PAK", as_of=AS_OF)
    assert found.events == 0
    assert {part.method for part in found.parts} == {"first contact"}
    # No pair of these actors met for the first time after the eighth month but RUS and PAK, in the tenth.
    told = found.of("verbal cooperation", 1)
    assert 0 < told.probability < 0.02
    assert told.mean is None


def test_silence_of_feeds_is_told(world: Path, tmp_path: Path) -> None:
    found = open_world(world).forecast("USA", "CHN", as_of=date(2018, 6, 30))
    assert found.parts == ()
    assert "24 are needed" in (found.why_not or "")
    (tmp_path / "a.txt").write_text("Russia and Pakistan are allies.", encoding="utf-8")
    texts = open_world(tmp_path / "texts")
    texts.read(tmp_path / "a.txt", published=date(2019, 1, 1))
    with pytest.raises(DetenteError, match="no feed of the whole world"):
        texts.forecast("Russia", "Pakistan")
