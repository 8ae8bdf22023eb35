"""Overview: what the world holds; from a shift to its pair."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect


def test_it_tells_what_the_world_holds(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    expect(page.locator(".figures li").nth(1)).to_have_text("3 articles")
    expect(page.locator("#coverage table")).to_contain_text("gdelt")
    expect(page.locator("#coverage .chart svg")).to_be_visible()
    expect(page.locator("#articles li")).to_have_count(3)
    expect(page.locator("#unknown")).to_contain_text("ROU")


def test_a_shift_leads_to_its_pair_with_the_shift_open(open_page: Callable[..., Page]) -> None:
    page = open_page("/?since=ever")
    link = page.locator("#shifts li", has_text="Russia").locator("a").first
    expect(link).to_be_visible(timeout=300_000)  # every pair is searched first
    link.click()
    page.wait_for_selector("#picked .event")
    assert "/pair?" in page.url
    assert "shift=2018-07" in page.url
    expect(page.locator("h1")).to_contain_text("Pakistan")


def test_the_choice_of_time_is_in_the_address(open_page: Callable[..., Page]) -> None:
    page = open_page("/?since=ever")
    expect(page.locator("#shifts select")).to_have_value("ever")
    page.locator("#shifts select").select_option("year")
    page.wait_for_url(lambda url: "since" not in url)


def test_the_form_asks_for_a_pair(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    page.get_by_label("How do").fill("Russia")
    page.get_by_label("and", exact=True).fill("Islamabad")
    page.keyboard.press("Enter")
    page.wait_for_selector("main.page-pair #curve:not([hidden])")
    expect(page.locator("h1")).to_have_text("Russia – Pakistan")


def test_the_feeds_fit_on_a_phone(open_page: Callable[..., Page]) -> None:
    page = open_page("/", viewport={"width": 390, "height": 800})
    expect(page.locator("#coverage table")).to_contain_text("31 Dec 2019")
    assert page.evaluate("(box => box.scrollWidth - box.clientWidth)(document.querySelector('#coverage .wide'))") <= 0


def test_a_shift_tells_what_moved(open_page: Callable[..., Page]) -> None:
    page = open_page("/?since=ever")
    told = page.locator("#shifts li", has_text="Russia").filter(has_text="towards cooperation")
    expect(told).to_contain_text("conflict share 100\u00a0% → 0\u00a0%", timeout=300_000)


def test_a_shift_of_the_same_share_tells_its_rates(open_page: Callable[..., Page]) -> None:
    page = open_page("/")

    def with_equal_shares(route: Route) -> None:
        told = route.fetch().json()
        for shift in told["shifts"]:
            shift["after"]["conflict_share"] = shift["before"]["conflict_share"]
        route.fulfill(json=told)

    page.route("**/api/shifts*", with_equal_shares)
    page.locator("#shifts select").select_option("ever")
    shift = page.locator("#shifts li", has_text="Russia").first
    expect(shift).to_contain_text("events a month", timeout=300_000)
    expect(shift).not_to_contain_text("conflict share")
