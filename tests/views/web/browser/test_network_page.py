"""Network: nodes and edges lead to pairs, by mouse and keyboard; the month and the actor are in the address."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_an_actor_shows_its_ties_and_leads_to_a_pair(open_page: Callable[..., Page]) -> None:
    page = open_page("/network")
    page.locator(".node[data-id=PAK]").click()
    assert "actor=PAK" in page.url
    expect(page.locator("#actor h3")).to_contain_text("Pakistan: 4 ties")
    page.locator("#actor a", has_text="Russia").click()
    page.wait_for_selector("main.page-pair")
    expect(page.locator("h1")).to_have_text("Pakistan – Russia")


def test_an_edge_leads_to_its_pair(open_page: Callable[..., Page]) -> None:
    page = open_page("/network")
    page.locator('.edges a[data-ends="PAK RUS"] .hit').dispatch_event("click")
    page.wait_for_selector("main.page-pair")
    assert "a=PAK&b=RUS" in page.url


def test_keys_move_between_actors_and_choose_one(open_page: Callable[..., Page]) -> None:
    page = open_page("/network")
    page.locator(".node[tabindex='0']").focus()
    seen = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        seen.add(page.evaluate("document.activeElement.dataset.id"))
    assert len(seen) > 1
    focused = page.evaluate("document.activeElement.dataset.id")
    page.keyboard.press("Enter")
    assert f"actor={focused}" in page.url
    assert page.locator(".node[tabindex='0']").count() == 1


def test_the_slider_goes_through_the_months(open_page: Callable[..., Page]) -> None:
    page = open_page("/network?at=2019-06")
    expect(page.locator("h1")).to_have_text("Who stands how to whom, Jun 2019")
    page.locator("#at").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(lambda url: "at=2019-05" in url)
    expect(page.locator("h1")).to_have_text("Who stands how to whom, May 2019")
    expect(page.locator("#at")).to_be_focused()
    page.get_by_role("button", name="A month later").click()
    page.wait_for_url(lambda url: "at=2019-06" in url)


def test_the_address_restores_the_actor(open_page: Callable[..., Page]) -> None:
    page = open_page("/network?actor=RUS&at=2019-12")
    expect(page.locator(".node[data-id=RUS]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#actor h3")).to_contain_text("Russia")


def test_a_phone_gets_a_picture_of_its_own(open_page: Callable[..., Page]) -> None:
    page = open_page("/network", viewport={"width": 390, "height": 800})
    expect(page.locator("figure.network.tall > svg")).to_be_visible()
    assert page.locator(".node").count() <= 30
