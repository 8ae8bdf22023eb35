"""What if: an example, a pair, a text of one's own; faults at their line; origins, tries, and the address."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

EXAMPLE = "/scenario?example=examples/afghan-exit.yaml"
ANSWER = 120_000
"""Milliseconds for an answer on a machine that has much else to do."""

SMALL = """scenario: A road
as_of: 2016-09-20
question: {pair: [PAK, CHN], issue: road}
actors:
  PAK: {size: {value: 2, assumption: ours}}
  IND: {size: {value: 4, assumption: ours}}
  CHN: {size: {value: 4, source: a book}}
ties:
  pairs:
    - {between: [PAK, CHN], value: 1, source: a text}
    - {between: [PAK, IND], value: -1, source: a text}
    - {between: [IND, CHN], value: -1, source: a text}
issues:
  road:
    title: The road
    positions:
      PAK: {position: 100, salience: 100, source: a text}
      IND: {position: {value: 0, source: b}, salience: {value: 50, range: [20, 80]},
            source: "a <b>speech</b>", quote: q, assumption: how much}
change: {issues: {road: {positions: {CHN: {position: 100, salience: 50, source: x}}}}}
"""


def answer(page: Page, text: str) -> None:
    """Write a file and have it answered."""
    if not page.locator("#yaml").is_visible():
        page.get_by_text("The scenario’s file").click()
    page.locator("#yaml").fill(text)
    page.get_by_role("button", name="Answer", exact=True).click()


def test_the_example_is_one_click_away_and_told_whole(open_page: Callable[..., Page]) -> None:
    page = open_page("/scenario")
    page.locator(".examples button").first.click()
    page.wait_for_selector("#numbers", timeout=ANSWER)
    assert "example=examples%2Fafghan-exit.yaml" in page.url
    expect(page.locator(".answer .title")).to_contain_text("The US leaves Afghanistan through Pakistan")
    expect(page.locator(".answer .banner")).to_contain_text("No forecast.")
    expect(page.locator(".answer .banner")).to_contain_text("EU legislation (DEU III)")
    for name in ("outcomes", "gains", "movers", "brokers", "blocs", "routes", "said", "tries"):
        expect(page.locator(f"#{name} h2")).to_be_visible()
    expect(page.locator("#outcomes .issue.asked h3")).to_have_text("How close Russia and Pakistan become")
    expect(page.locator("#gains thead")).to_contain_text("via Russia")
    expect(page.locator("#brokers")).to_contain_text("Syrian chemical weapons, 2013")
    expect(page.locator("#brokers")).to_contain_text("does not say that anybody will mediate")
    expect(page.locator("#routes")).to_contain_text("won: Pakistan")
    assert page.locator("#blocs .two h3").all_inner_texts() == ["Before", "After"]


def test_a_text_of_ones_own_is_answered_by_hand_arithmetic(open_page: Callable[..., Page]) -> None:
    page = open_page("/scenario")
    answer(page, SMALL)
    page.wait_for_selector("#numbers", timeout=ANSWER)
    # before 2*100*100 / (2*100 + 4*50) = 50; after (2*100*100 + 4*50*100) / 600 = 66.7
    values = page.locator("#outcomes .bars .numeric").all_inner_texts()
    assert [value.partition(" ")[0] for value in values] == ["50", "67"]
    row = page.locator("#gains tbody tr", has_text="Pakistan").first
    expect(row).to_contain_text("+17")  # cares fully, and the outcome comes 16.7 nearer
    row.get_by_role("button").click()
    expect(page.locator("#gains .detail:visible")).to_contain_text("wants 100, gets 50 → 67, cares 100 of 100")


def test_faults_stand_at_their_lines(open_page: Callable[..., Page]) -> None:
    page = open_page("/scenario")
    answer(
        page, SMALL.replace("IND: {position", "IND: {positon").replace("[PAK, CHN], value: 1,", "[PAK, CHM], value: 1,")
    )
    faults = page.locator("#faults li")
    expect(faults.first).to_contain_text("line 18 issues.road.positions.IND.positon is no field here")
    expect(faults.first).to_contain_text("Did you mean position?")
    expect(page.locator(".gutter .bad")).to_have_text(re.compile("^18"))
    faults.first.get_by_role("button").click()
    chosen = page.evaluate("(a => a.value.slice(a.selectionStart, a.selectionEnd))(document.getElementById('yaml'))")
    assert chosen.startswith("      IND: {positon")
    assert page.locator("#outcomes").count() == 0
    answer(page, SMALL)
    page.wait_for_selector("#numbers", timeout=ANSWER)
    assert page.locator("#faults li").count() == 0


def test_every_number_tells_its_origin_and_leads_to_its_line(open_page: Callable[..., Page]) -> None:
    page = open_page("/scenario")
    answer(page, SMALL)
    page.wait_for_selector("#numbers", timeout=ANSWER)
    page.locator("#outcomes .basis summary").click()
    button = page.locator("#outcomes .basis tr", has_text="India").locator("button").nth(1)
    assert "a <b>speech</b>; how much" in (button.get_attribute("title") or "")
    button.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#origin")
    expect(panel).to_contain_text("assumed from 20 to 80")
    expect(panel).to_contain_text("a <b>speech</b>; how much")
    expect(panel).to_contain_text("q")
    page.keyboard.press("Escape")
    assert panel.count() == 0
    assert page.evaluate("document.activeElement.textContent") == "50"
    page.keyboard.press("Enter")
    panel.get_by_role("button", name="Line 18 of the file").click()
    assert page.evaluate("document.activeElement.id") == "yaml"
    page.locator("#numbers summary").click()
    page.locator("#number-origin").select_option("assumption")
    fields = page.locator("#numbers tbody th").all_inner_texts()
    on = "on “The road”"
    assert fields == ["size of Pakistan", "size of India", f"India's salience {on}"]


def test_other_numbers_are_tried_and_kept_by_the_address(open_page: Callable[..., Page]) -> None:
    page = open_page("/scenario")
    answer(page, SMALL)
    page.wait_for_selector("#tries", timeout=ANSWER)
    box = page.get_by_label("India's salience on “The road”, as a number")
    box.fill("0")
    box.press("Tab")
    expect(page.locator("#outcomes .bars .numeric").first).to_have_text("100", timeout=ANSWER)  # who does not care
    expect(page.locator(".kept")).to_contain_text("Tried with 64 draws")
    page.wait_for_function("location.hash.startsWith('#s=')")
    page.reload()
    page.wait_for_selector("#tries", timeout=ANSWER)
    expect(page.locator("#outcomes .bars .numeric").first).to_have_text("100")
    assert box.input_value() == "0"
    assert page.locator("#yaml").input_value() == SMALL
    page.locator("#tries li", has_text="India's salience").get_by_role("button").click()
    expect(page.locator("#outcomes .bars .numeric").first).to_contain_text("50 (", timeout=ANSWER)


def test_a_pair_begins_with_what_the_world_knows(open_page: Callable[..., Page]) -> None:
    page = open_page("/scenario?a=India&b=Pakistan")
    page.wait_for_selector("#numbers", timeout=ANSWER)
    text = page.locator("#yaml").input_value()
    assert 'title: "China-Pakistan Economic Corridor"' in text
    assert re.search(r'between: \[IND, PAK\], value: -\d\.\d\d, .*source: "world world: level', text)
    expect(page.locator(".answer .title")).to_have_text("What if India and Pakistan came closer")
    page = open_page("/scenario?a=Pakistn&b=IND", allow=("404",))
    expect(page.locator("[role=alert]").first).to_contain_text("Pakistan")


def test_hostile_files_are_text_and_nothing_else(open_page: Callable[..., Page]) -> None:
    bad = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>"
    page = open_page("/scenario")
    answer(page, SMALL.replace("scenario: A road", f'scenario: "{bad}"').replace("The road", f'"{bad}"'))
    page.wait_for_selector("#numbers", timeout=ANSWER)
    assert "<script>window.hacked=1</script>" in page.locator(".answer .title").inner_text()
    answer(page, f'{SMALL}"{bad[:70]}": 1\n')
    expect(page.locator("#faults li").first).to_contain_text("<img src=x")
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img, main script, main iframe").count() == 0
    page = open_page("/scenario#s=notpacked")
    assert page.locator("#yaml").input_value() == ""
