"""What holds for every page: fits a phone, has names for its controls, enough contrast, little weight; no text acts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from detente.reading.read import article_id
from views.web.worlds import HOSTILE, TEXT

HOSTILE_ARTICLE = f"/article?id={article_id(HOSTILE)}"
PATHS = (
    "/", "/pair?a=RUS&b=PAK&shift=2018-07", "/pair?a=FRA&b=DEU&month=2019-10", "/network?actor=PAK", "/docs",
    "/article", f"/article?id={article_id(TEXT)}", HOSTILE_ARTICLE, "/corrections?do=split&actor=ROU",
    "/corrections?do=recode&event=gdelt:1000000", "/scenario", "/scenario?a=IND&b=PAK", "/ledger",
)  # fmt: skip

CONTRAST = """() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const [r, g, b, a = 1] = parse(getComputedStyle(each).backgroundColor);
      if (a === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    if (element.closest("svg, [disabled], option")) continue;
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const [one, other] = [light(parse(style.color)), light(ground(element))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    const words = `${ratio.toFixed(2)} ${element.tagName} ${element.textContent.slice(0, 40)}`;
    if (ratio < (large ? 3 : 4.5)) poor.push(words);
  }
  return poor;
}"""

UNNAMED = """() => [...document.querySelectorAll("a, button, input, select, textarea, [role=button], meter")]
  .filter((each) => each.checkVisibility() && !each.closest(".edges"))
  .filter((each) => !(each.textContent.trim() || each.getAttribute("aria-label") || each.labels?.length))
  .map((each) => each.outerHTML.slice(0, 100))"""


def _settled(page: Page) -> Page:
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_and_names(open_page: Callable[..., Page], path: str, scheme: str) -> None:
    page = _settled(open_page(path, color_scheme=scheme))
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate(UNNAMED) == []


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [320, 390, 768, 1920])
def test_nothing_runs_over_the_edge(open_page: Callable[..., Page], path: str, width: int) -> None:
    page = _settled(open_page(path, viewport={"width": width, "height": 800}))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PATHS)
def test_no_value_of_the_program_shows_through(open_page: Callable[..., Page], path: str) -> None:
    words = _settled(open_page(path)).locator("main").inner_text()
    assert not re.search(r"\[object |\bundefined\b|\bNaN\b|\bnull\b", words) or path == "/docs"


@pytest.mark.parametrize("path", PATHS)
def test_focus_is_seen(open_page: Callable[..., Page], path: str) -> None:
    page = _settled(open_page(path))
    for _ in range(8):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_weighs_under_two_megabytes(open_page: Callable[..., Page], path: str) -> None:
    page = _settled(open_page(path))
    sizes = page.evaluate("performance.getEntries().map((each) => each.transferSize ?? 0)")
    assert 10_000 < sum(sizes) < 2_000_000


@pytest.mark.parametrize(
    "path", ["/", "/pair?a=FRA&b=DEU&month=2019-10", "/pair?a=DEU&b=FRA&measure=conflict_share", HOSTILE_ARTICLE]
)
def test_a_hostile_article_is_text_and_nothing_else(open_page: Callable[..., Page], path: str) -> None:
    page = _settled(open_page(path))  # the fixture fails on any console message, dialog or request elsewhere
    if "month" in path:
        page.wait_for_selector("#picked .event")
        shown = page.locator("#picked").inner_text()
        assert "<img src=x" in shown or "<script>" in shown
    if path == HOSTILE_ARTICLE:
        shown = page.locator("main").inner_text()
        assert "<script>window.hacked=1</script>" in shown
        assert "=HYPERLINK(" in shown
    if path == "/":
        expect(page.locator("#articles")).to_contain_text("Minister <img src=x onerror=")
    whole = page.evaluate("document.documentElement.outerHTML + document.title")
    assert not set("\u202e\u2066\u200b\u200f\x1b") & set(whole)
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img, main script, main style, main iframe, main object").count() == 0


def test_a_hostile_address_is_text_too(open_page: Callable[..., Page]) -> None:
    bad = "%3Cimg%20src%3Dx%20onerror%3D%22window.hacked%3D1%22%3E"
    page = _settled(open_page(f"/pair?a={bad}&b=PAK&month={bad}", allow=("404",)))
    assert page.evaluate("window.hacked") is None
    expect(page.locator("[role=alert]")).to_contain_text("<img src=x")
    page = _settled(open_page(f"/pair?a=RUS&b=PAK&month={bad}&measure={bad}&shift={bad}"))
    assert page.evaluate("window.hacked") is None
    page = open_page(f"/network?at={bad}&actor={bad}")
    assert page.evaluate("window.hacked") is None
