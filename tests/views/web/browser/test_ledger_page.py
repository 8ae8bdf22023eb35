"""Predictions: every one with its speaker, its rule or why there is none; the address tells what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from detente.forecast.ledger.entries import DETENTE, Outcome
from detente.pipeline import open_world
from views.web.running import serving

TEXT = """Russia will attack Pakistan by the end of October 2019.

Russia will meet Pakistan by the end of October 2019.
"""


@pytest.fixture
def foretold(own_world: Callable[[], Path], tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A world with two predictions that its feed resolves, and a kept forecast; and its server's address."""
    root = own_world()
    (tmp_path / "foretold.txt").write_text(TEXT, encoding="utf-8")
    world = open_world(root)
    world.read(tmp_path / "foretold.txt", published=date(2019, 9, 1))
    world.keep(world.forecast("RUS", "PAK", as_of=date(2019, 9, 30)))
    with serving(root) as address:
        yield root, address


def test_every_prediction_has_its_rule_or_why_not(open_page: Callable[..., Page], web_world: Path) -> None:
    page = open_page("/")
    page.get_by_role("link", name="Predictions").click()
    page.wait_for_selector("main.page-ledger:not([aria-busy]) h1")
    told = [each for each in open_world(web_world).ledger().entries if each.entry.speaker != DETENTE]
    items = page.locator(".predictions li")
    expect(items).to_have_count(len(told))
    for at, each in enumerate(told):
        expect(items.nth(at)).to_contain_text(each.outcome.value)
        expect(items.nth(at)).to_contain_text(each.entry.speaker_name)
        expect(items.nth(at)).to_contain_text(each.entry.rule.words if each.entry.rule else str(each.entry.why_not))


def test_what_came_is_told_and_scored(foretold: tuple[Path, str], open_page: Callable[..., Page]) -> None:
    root, address = foretold
    page = open_page("/ledger?a=RUS&b=PAK", address=address)
    expect(page.locator(".predictions li.failed")).to_contain_text("Russia will attack Pakistan")
    expect(page.locator(".predictions li.came")).to_contain_text("Russia will meet Pakistan")
    expect(page.locator(".predictions li.came")).to_contain_text("first on 2 Sep 2019")
    row = page.locator("#speakers tbody tr", has_text=DETENTE)
    (own,) = [score for score in open_world(root).ledger().speakers if score.speaker == DETENTE]
    expect(row.locator("td").nth(1)).to_have_text(str(own.predictions))
    expect(row.locator("td").nth(4)).to_have_text(f"{own.brier:.4f}")
    page.get_by_role("button", name=Outcome.FAILED.value).click()
    expect(page.locator(".predictions li.came")).to_have_count(0)
    assert "outcome=did+not+come" in page.url
    page.get_by_label("with Detente's own").check()
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".predictions li", has_text="probability").first).to_be_visible()
