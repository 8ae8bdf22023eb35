"""Three conflicts written by hand, answered whole: what each is known for shows, in every view."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from detente.pipeline.scenarios import scenario
from detente.scenarios.answer import Answered
from detente.views.notebook.present import present
from detente.views.report.scenario_page import render_scenario_page
from detente.views.scenario_words import deal_words

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


@pytest.fixture(scope="module")
def told() -> dict[str, Answered]:
    return {path.stem: scenario(path, draws=32) for path in CASES}


def test_where_one_has_all_it_wants_there_is_no_deal_and_that_is_said(told: dict[str, Answered]) -> None:
    nile = told["nile-dam"]
    assert nile.deal_given is False  # Ethiopia fills as it likes without one
    assert nile.deal_share is not None
    assert nile.deal_share > 0  # wherever it would rather have something else
    assert "no deal leaves both Egypt and Ethiopia better off" in deal_words(nile)
    assert "no deal leaves both Egypt and Ethiopia better off" in render_scenario_page(nile)
    assert all(each.deal is not None and each.deal.value == each.after.value for each in nile.issues)
    gulf = told["gulf-2023"]
    assert gulf.deal_given is True
    assert "find a deal with the numbers as given" in deal_words(gulf)


def test_a_border_that_is_opened_is_a_way_won(told: dict[str, Answered]) -> None:
    (route,) = told["karabakh-2020"].routes
    assert route.before.exits == ("GEO", "IRN")
    assert route.won == ("AZE",)
    assert route.lost == ()


def test_blocs_follow_the_change(told: dict[str, Answered]) -> None:
    karabakh = told["karabakh-2020"]
    sides = {
        when: set(map(frozenset, blocs.valleys[0].blocs))
        for when, blocs in (("before", karabakh.blocs_before), ("after", karabakh.blocs_after))
    }
    assert frozenset({"AZE", "TUR"}) in sides["before"]
    assert frozenset({"AZE", "TUR", "RUS"}) in sides["after"]


def test_fourteen_actors_have_shares_too(told: dict[str, Answered]) -> None:
    gulf = told["gulf-2023"]
    assert len(gulf.scenario.after.parties) == 14
    assert gulf.together_moved_by
    assert "SAU" in gulf.together_moved_by[0].number.field


@pytest.mark.parametrize("case", [path.stem for path in CASES])
def test_every_view_tells_it(told: dict[str, Answered], case: str) -> None:
    of = told[case]
    page = html.fromstring(render_scenario_page(of))
    fragment = html.fragment_fromstring(present(of).html(), create_parent=True)
    for shown in (page.text_content(), fragment.text_content(), present(of).text()):
        assert of.scenario.title in shown
        for issue in of.issues:
            assert issue.issue.title in shown
    assert page.xpath("//script | //img | //link") == []
    rows = present(of).table("gains").to_pylist()
    assert {row["actor"] for row in rows} == {party.id for party in of.scenario.after.parties}
    assert all(number.why for number in of.scenario.numbers())
