"""The level of a pair rests on what the world's yearly series say of the two, each year on what was known then."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.feeds.atop import ATOP
from detente.feeds.base import Feed
from detente.feeds.gdelt import GDELT
from detente.feeds.peace_data import PEACE_DATA
from detente.feeds.tss_rivalries import TSS_RIVALRIES
from detente.pipeline import open_world
from detente.pipeline.known_of_pair import OutsideSources
from detente.relations.levels.known import Known, LastKnown
from detente.relations.levels.level import LevelEstimate
from detente.relations.levels.scale import Level
from detente.world.importing import import_files
from feed_lines import numbered, write


def imported(world: Path, feed: Feed, path: Path, text: str) -> None:
    path.write_text(text)
    list(import_files(world, feed, [path]))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    world = tmp_path / "world"
    list(import_files(world, GDELT, [write(tmp_path / "20191024140000.export.CSV", *numbered(12))]))
    return world


def test_outside_sources_move_the_level(root: Path, tmp_path: Path) -> None:
    before = open_world(root).relation("RUS", "PAK").level
    levels = "365770,2017,0.75\n365770,2018,1\n365770,2019,0\n"
    imported(root, PEACE_DATA, tmp_path / "peacedatav30dyadyrmean.csv", levels)
    imported(root, ATOP, tmp_path / "atop.csv", "ccode1,ccode2,year,atop_defense\n2,20,2018,1\n")
    rivalry = "tssr_id,ccode1,ccode2,start,end\n9,365,770,2014,2020\n"
    imported(root, TSS_RIVALRIES, tmp_path / "tss_rivalries.csv", rivalry)
    found = open_world(root).relation("PAK", "RUS")
    level = found.level
    assert isinstance(before, LevelEstimate)
    assert isinstance(level, LevelEstimate)
    # The events are of October 2019: the year's own level was not known yet, and the pact's source ends a year before.
    assert {each.given: each.value for each in level.moved if each.given not in ("events", "border")} == {
        "last_known": "security community as coded up to 2018-12-31",
        "defence_pact": "no",
        "rivalry": "yes",
    }
    assert level.likeliest is Level.SECURITY_COMMUNITY
    assert "ATOP (Leeds et al. 2002)" not in found.licences  # no row of it tells of these two
    assert "Peace Data (Diehl, Goertz & Gallegos)" in found.licences


def test_what_was_known_on_a_day() -> None:
    outside = OutsideSources(
        levels={2010: 0.6, 2011: 0.0},
        pacts={2012: True},
        rivalries=((1990, 1999),),
        reach={"defence pact": 2015, "strategic rivalry until": 2005},
    )
    assert outside.known_on(date(2010, 12, 31)) == Known(defence_pact=False)
    assert outside.known_on(date(2012, 5, 1)) == Known(
        defence_pact=True, last_known=LastKnown(Level.SEVERE_RIVALRY, date(2011, 12, 31))
    )
    assert outside.known_on(date(1999, 1, 1)) == Known(defence_pact=False, rivalry=True)
    assert outside.known_on(date(2007, 1, 1)) == Known(defence_pact=False, rivalry=False)
    assert outside.known_on(date(2018, 1, 1)).defence_pact is None
