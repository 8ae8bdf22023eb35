"""The report's part on what was foretold: the ledger's own entries, and Detente's past forecasts of the two."""

from datetime import date
from pathlib import Path

import pytest
from lxml import html

from detente.feeds.gdelt import GDELT
from detente.pipeline import open_world
from detente.views.cli.report_command import Options, run
from detente.views.report.pair_foretold import foretold_part
from detente.world.importing import import_files
from feed_lines import write
from forecast_worlds import FIRST, lines_of_talks


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("foretold")
    lines = lines_of_talks(FIRST, date(2019, 12, 31))
    import_files(folder / "world", GDELT, [write(folder / "20170101000000.export.CSV", *lines)])
    (folder / "a.txt").write_text("Russia will attack Ukraine by the end of 2019.", encoding="utf-8")
    opened = open_world(folder / "world")
    opened.read(folder / "a.txt", published=date(2019, 3, 1))
    opened.keep(opened.forecast("RUS", "UKR", as_of=date(2019, 6, 30)))
    return folder / "world"


def test_the_report_tells_what_was_foretold_and_what_came(world: Path, tmp_path: Path) -> None:
    assert run(Options("Russia", "Ukraine", world, tmp_path / "r.html")) == 0
    section = html.document_fromstring((tmp_path / "r.html").read_text("utf-8")).get_element_by_id("foretold")
    told = " ".join(" ".join(section.itertext()).split())
    assert "came the author : “ Russia will attack Ukraine by the end of 2019 ”" in told
    assert "said by 01 Mar 2019" in told
    assert "rule: ASSAULT, RUS to UKR, after 2019-03-01 and by 2019-12-31" in told
    # One, three and six months from the end of June are over by the end of December: 20 targets each.
    assert "Of 80 forecasts of Detente's that were kept, 60 can be scored" in told


def test_of_two_that_nothing_was_foretold_of_there_is_no_part(world: Path, tmp_path: Path) -> None:
    assert foretold_part(open_world(world).ledger().between("USA", "CHN")) is None
    assert run(Options("USA", "China", world, tmp_path / "r.html")) == 0
    assert 'id="foretold"' not in (tmp_path / "r.html").read_text("utf-8")
