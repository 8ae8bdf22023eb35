"""Pair, what is ahead: asked by a button, shared by the address, the numbers those of `detente forecast`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from detente.pipeline import open_world
from detente.views.outlook_words import chance_words


def test_a_forecast_is_asked_for_and_shared(open_page: Callable[..., Page], web_world: Path) -> None:
    page = open_page("/pair?a=RUS&b=PAK")
    section = page.locator("#ahead")
    expect(section.locator("table")).to_have_count(0)
    section.get_by_role("button", name="Forecast events").click()
    table = section.locator("table").first
    expect(table).to_be_visible(timeout=60_000)
    told = open_world(web_world).forecast("RUS", "PAK")
    row = table.locator("tbody tr").first
    expect(row.locator("td").nth(0)).to_have_text("verbal cooperation")
    expect(row.locator("td").nth(1)).to_have_text(chance_words(told.of("verbal cooperation", 1).probability))
    expect(row.locator("td").nth(4)).to_have_text(chance_words(told.of("verbal cooperation", 1).own_rate))
    expect(section).to_contain_text("The peace scale")
    expect(section).to_contain_text("Rungs of cooperation")
    expect(section.locator(".reliability-chart svg")).to_be_visible()
    assert "forecast=1" in page.url


def test_the_address_asks_at_once(open_page: Callable[..., Page]) -> None:
    page = open_page("/pair?a=RUS&b=PAK&forecast=1&as_of=2019-06-30")
    section = page.locator("#ahead")
    expect(section.locator("table").first).to_be_visible(timeout=60_000)
    expect(section).to_contain_text("published by 30 Jun 2019")
