"""The frame that every page stands in: navigation, address, theme, errors."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from detente.views.web.pages import PAGES


@pytest.mark.parametrize("page", [page.path for page in PAGES])
def test_each_page_loads_by_its_address(open_page: Callable[..., Page], page: str) -> None:
    shown = open_page(page)
    assert shown.locator("h1").count() == 1
    assert shown.locator("nav a[aria-current=page]").get_attribute("href") == page


def test_navigation_goes_and_comes_back_without_loading_anew(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    page.evaluate("window.same = true")
    page.click("nav a:text('Network')")
    page.wait_for_selector("main.page-network")
    assert page.url.endswith("/network")
    page.go_back()
    page.wait_for_selector("main.page-overview")
    assert page.evaluate("window.same")


def test_theme_is_kept(open_page: Callable[..., Page]) -> None:
    page = open_page("/", color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.click("#theme")
    assert page.evaluate(ground) == "rgb(20, 24, 29)"
    page.reload()
    assert page.evaluate(ground) == "rgb(20, 24, 29)"


def test_policy_forbids_what_is_inline_and_eval(open_page: Callable[..., Page]) -> None:
    page = open_page("/", allow=("Content Security Policy",))
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.hacked=1'}))"
    )
    assert page.evaluate("window.hacked") is None
    page.evaluate("setTimeout('window.hacked = 2', 0)")  # a string that is run is eval; outside of the test's own call
    page.wait_for_timeout(100)
    assert page.evaluate("window.hacked") is None


def test_the_description_of_the_api_names_what_each_path_takes(open_page: Callable[..., Page]) -> None:
    page = open_page("/docs")
    correcting = page.locator("section.operation", has_text="POST /api/corrections")
    expect(correcting).to_contain_text("one of")
    expect(correcting).to_contain_text("Merge")
    expect(page.locator("main")).not_to_contain_text("__")
