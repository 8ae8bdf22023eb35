"""A dossier joins what a world holds of two, and its evidence names every id that it rests on."""

from pathlib import Path

import pytest

from detente.pipeline import open_world
from views.worlds import build_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_world(tmp_path_factory.mktemp("dossier"))


def test_evidence_is_looked_up_by_id(world: Path) -> None:
    opened = open_world(world)
    relation = opened.relation("Russia", "Pakistan")
    of_text = next(event.id for event in relation.events if event.article_id)
    found = opened.evidence(of_text, "gdelt:1000004", "gdelt:none")
    assert list(found) == [of_text, "gdelt:1000004"]
    told = found[of_text]
    assert told.article is not None
    assert told.statement is not None
    assert told.article.text[told.statement.evidence.start :].startswith(told.statement.evidence.quote)
    event = found["gdelt:1000004"].event
    assert event is not None
    assert (event.source_party, event.target_party, event.cameo_code) == ("RUS", "PAK", "112")
    assert opened.evidence() == {}


def test_a_dossier_has_company_for_each_shift_and_the_worlds_feeds(world: Path) -> None:
    found = open_world(world).dossier("Russia", "Pakistan")
    assert len(found.company) == len(found.relation.shifts) == 1
    company = found.company[0]
    assert company is not None
    assert company.moved.third_parties == ()  # the other dyads are even throughout
    assert [(feed.feed, feed.licence) for feed in found.feeds] == [("article", None), ("gdelt", "GDELT")]
    assert {f"article:{s.statement.evidence.article_id}:{s.statement.id}" for s in found.relation.said} <= set(
        found.evidence
    )
