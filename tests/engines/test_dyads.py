"""A world's dyads and its coverage, from real files imported into a real world."""

from datetime import date
from pathlib import Path

import numpy as np

from detente.engines.dyads import coverage_of, world_dyads
from detente.engines.pairs import open_pair
from detente.feeds.gdelt import GDELT
from detente.pipeline import open_world
from detente.relations.pair import PairCells, Party, pair_months
from detente.relations.panel import PanelSpec
from detente.world.importing import import_files
from feed_lines import gdelt_line, write

SPEC = PanelSpec(directed=False)


def a_world(tmp_path: Path) -> Path:
    """Two days of GDELT, the first and last of October 2019, and one article."""
    for day, code in (("20191001", "190"), ("20191031", "057")):
        line = gdelt_line(
            GLOBALEVENTID=day, SQLDATE=day, DATEADDED=f"{day}120000", EventCode=code, SOURCEURL=f"https://e.org/{day}"
        )
        write(tmp_path / f"{day}120000.export.CSV", line)
        import_files(tmp_path / "world", GDELT, [tmp_path / f"{day}120000.export.CSV"])
    (tmp_path / "a.txt").write_text("Russia attacked Pakistan on 3 October 2019. Both sides suffered losses.")
    open_world(tmp_path / "world").read(tmp_path / "a.txt", published=date(2019, 10, 4))
    return tmp_path / "world"


def test_days_between_files_are_not_covered(tmp_path: Path) -> None:
    days = [date(2019, 10, 1), date(2019, 10, 31)]
    assert coverage_of(a_world(tmp_path)) == [(day, day) for day in days]


def test_pair_and_panel_tell_the_same(tmp_path: Path) -> None:
    root = a_world(tmp_path)
    (dyad,) = world_dyads(root, SPEC)
    assert (dyad.first, dyad.second) == ("PAK", "RUS")
    np.testing.assert_array_equal(dyad.quad_counts, [[1, 0, 0, 2]])
    with open_pair(root, Party("RUS", True), Party("PAK", True)) as pair:
        months = pair_months(
            PairCells(pair.cells(SPEC), pair.volumes(SPEC)), pair.first, pair.second, coverage=coverage_of(root)
        )
        events = pair.events(SPEC)
        statements = list(pair.statements())
    assert months is not None
    np.testing.assert_array_equal(months.quad_counts, dyad.quad_counts)
    np.testing.assert_array_equal(months.month_volume, dyad.month_volume)
    assert [(event.feed, event.source_id, event.target_id, event.plover_type) for event in events] == [
        ("gdelt", "RUS", "PAK.MIL", "ASSAULT"),
        ("article", "RUS", "PAK", "ASSAULT"),
        ("gdelt", "RUS", "PAK.MIL", "SUPPORT"),
    ]
    assert events[1].quote == "Russia attacked Pakistan on 3 October 2019"
    assert all(event.source_party == "RUS" and event.counted for event in events)
    assert [(statement.type, known) for statement, known in statements][:1] == [("ASSAULT", date(2019, 10, 4))]


def test_the_latest_events_of_a_window(tmp_path: Path) -> None:
    with open_pair(a_world(tmp_path), Party("RUS", True), Party("PAK", True)) as pair:
        latest = pair.events(PanelSpec(directed=False, end=date(2019, 10, 5)), limit=1)
        assert [event.event_date for event in latest] == [date(2019, 10, 3)]
