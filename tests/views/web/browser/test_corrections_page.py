"""Corrections: an actor or event put right, numbers that move at once, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from detente.reading.read import article_id
from detente.world.corrections import read_corrections
from views.web.running import serving
from views.web.worlds import HOSTILE, PAYLOAD

FORMULA = '=HYPERLINK("http://evil.example","x")'


@pytest.fixture
def own(own_world: Callable[[], Path]) -> Iterator[tuple[Path, str]]:
    """A world that may be changed, and the address of its server."""
    world = own_world()
    with serving(world) as address:
        yield world, address


def sign(form: Locator, name: str = "A. Nalyst", why: str = "seen in the text") -> None:
    form.locator("[name=made_by]").fill(name)
    form.locator("[name=why]").fill(why)
    form.get_by_role("button", name="Correct").click()


def curve(page: Page) -> str:
    """The curve as it is drawn."""
    line = page.locator(".relation-chart svg .mark-line path").first
    expect(line).to_be_attached()
    return line.get_attribute("d") or ""


def test_merging_an_actor_moves_the_curve_and_undo_restores_it(
    own: tuple[Path, str], open_page: Callable[..., Page]
) -> None:
    world, address = own
    page = open_page("/pair?a=USA&b=GBR", address=address)
    before, known = curve(page), page.locator("main > p.faint").first.inner_text()
    page.locator("nav a", has_text="Corrections").click()
    form = page.locator("form.correction")
    form.locator("[name=actor]").fill("France")
    form.locator("[name=actor]").blur()
    expect(page.locator("#actor")).to_contain_text("France (FRA)")
    form.locator("[name=into]").fill("United Kingdom")
    sign(form)
    expect(page.locator("#done")).to_contain_text("FRA is merged into United Kingdom (GBR)")
    expect(page.locator(".history li").first).to_contain_text("seen in the text")
    expect(page.locator(".history li").first).to_contain_text("A. Nalyst")
    page.go_back()
    page.wait_for_selector("main.page-pair:not([aria-busy]) h1")
    expect(page.locator("main > p.faint").first).not_to_have_text(known)
    assert curve(page) != before
    page.locator("#done").get_by_role("button", name="Undo").click()
    expect(page.locator("main > p.faint").first).to_have_text(known)
    assert curve(page) == before
    assert [each.kind for each in read_corrections(world)] == ["merge", "undo"]


def test_an_event_is_rejected_in_place(own: tuple[Path, str], open_page: Callable[..., Page]) -> None:
    _, address = own
    page = open_page("/pair?a=RUS&b=PAK&month=2019-09", address=address)
    number = page.locator(".counts tbody tr").nth(0).locator("button.count").nth(1)
    expect(number).to_have_text("1")
    number.click()
    expect(page.locator("#picked .event")).to_have_count(1)
    event = page.locator("#picked .event")
    event.locator(".correct summary").click()
    sign(event.locator("form.correction"))
    expect(number).to_have_text("0")
    page.locator("#done").get_by_role("button", name="Undo").click()
    expect(number).to_have_text("1")


def test_an_event_is_recoded_from_its_article(own: tuple[Path, str], open_page: Callable[..., Page]) -> None:
    _, address = own
    page = open_page(f"/article?id={article_id(HOSTILE)}", address=address)
    row = page.locator(".statement", has_text="ACCUSE disapprove")
    row.locator(".correct summary").click()
    form = row.locator("form.correction")
    form.locator("[name=type]").select_option("THREATEN")
    sign(form, why=PAYLOAD)
    expect(page.locator(".statement").first).to_contain_text("THREATEN")
    page.locator("nav a", has_text="Corrections").click()
    expect(page.locator(".history li").first).to_contain_text(PAYLOAD)
    assert page.evaluate("window.hacked") is None
    page.locator(".history li").first.get_by_role("button", name="Undo").click()
    expect(page.locator(".history li").first).to_contain_text("Taken back")


def test_faults_say_what_to_do(own: tuple[Path, str], open_page: Callable[..., Page]) -> None:
    world, address = own
    page = open_page("/corrections?do=rename", address=address, allow=("404", "422"))
    form = page.locator("form.correction")
    form.locator("[name=actor]").fill("Pakistn")
    form.locator("[name=actor]").blur()
    expect(page.locator("main .banner")).to_contain_text("Nearest: Pakistan (PAK)")
    form.locator("[name=name]").fill("anything")
    sign(form)
    expect(form.locator(".fault")).to_contain_text("Nearest: Pakistan (PAK)")
    form.locator("[name=actor]").fill("PAK")
    form.locator("[name=actor]").blur()
    expect(page.locator("#actor")).to_contain_text("Pakistan (PAK)")
    expect(form.locator("[name=why]")).to_have_value("seen in the text")  # what was typed stays
    form.locator("[name=name]").fill("turned \u202earound")
    sign(form)
    expect(form.locator(".fault")).to_contain_text("direction characters")
    assert read_corrections(world) == []


def test_hostile_names_and_reasons_are_text(own: tuple[Path, str], open_page: Callable[..., Page]) -> None:
    _, address = own
    page = open_page("/corrections?do=rename&actor=DEU", address=address)
    form = page.locator("form.correction")
    form.locator("[name=name]").fill(PAYLOAD)
    sign(form, name=FORMULA, why=PAYLOAD)
    expect(page.locator(".history li").first).to_contain_text(PAYLOAD)
    expect(page.locator(".history li").first).to_contain_text(FORMULA)
    page = open_page("/pair?a=FRA&b=DEU&month=2019-10", address=address)
    expect(page.locator("h1")).to_contain_text(PAYLOAD)
    expect(page.locator(".counts")).to_contain_text(PAYLOAD)
    page = open_page("/network?actor=DEU", address=address)
    page.wait_for_load_state("networkidle")
    for name in ("/", f"/article?id={article_id(HOSTILE)}", "/corrections?actor=DEU"):
        page = open_page(name, address=address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.hacked") is None
        assert page.locator("main img, main script, main style, main iframe").count() == 0
