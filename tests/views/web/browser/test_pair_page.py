"""Pair: curve, shifts, and from every number to the sentences under it; the address restores all of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_a_number_leads_to_the_sentence_that_makes_it(open_page: Callable[..., Page]) -> None:
    page = open_page("/pair?a=RUS&b=PAK&month=2019-09")
    number = page.locator(".counts tbody tr").nth(0).locator("button.count").nth(1)  # Russia's material cooperation
    expect(number).to_have_text("1")
    number.click()
    event = page.locator("#picked .event")
    expect(event).to_have_count(1)
    expect(event.locator("mark")).to_contain_text("joint military exercises")
    expect(event.locator(".said")).to_contain_text("For the first time in their history, Russia and Pakistan held")
    expect(event.locator(".says")).to_contain_text("says · asserted")


def test_a_shift_shows_what_was_before_and_after(open_page: Callable[..., Page]) -> None:
    page = open_page("/pair?a=RUS&b=PAK")
    page.locator(".shift-list button", has_text="cooperation").click()
    page.wait_for_selector("#picked .event")
    assert "shift=2018-07" in page.url
    picked = page.locator("#picked")
    expect(picked.locator("h3")).to_contain_text("towards cooperation")
    expect(picked.locator(".event.q3").first).to_contain_text("verbal conflict")
    expect(picked.locator(".event.q1").first).to_contain_text("verbal cooperation")


def test_a_click_into_the_curve_opens_its_month(open_page: Callable[..., Page]) -> None:
    page = open_page("/pair?a=RUS&b=PAK&from=2017-01-01")
    chart = page.locator(".relation-chart svg")
    expect(chart).to_be_visible()
    box = chart.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.9, box["y"] + 120)
    page.wait_for_selector("#picked .event")
    year = page.url.partition("month=")[2][:4]
    assert year == "2019"  # 36 months from 2017 on: nine tenths of the way lie in the last year
    expect(page.locator("#picked h3")).to_contain_text("2019")


def test_the_keyboard_does_the_same(open_page: Callable[..., Page]) -> None:
    page = open_page("/pair?a=RUS&b=PAK&month=2018-06")
    slider = page.locator("#month")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"^Jun 2018: −\d+\.\d\d.*, 30 events$"))
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: "month=2018-07" in url)
    expect(page.locator("#picked h3")).to_have_text("Events of Jul 2018")


def test_the_address_restores_measure_and_month(open_page: Callable[..., Page]) -> None:
    page = open_page("/pair?a=RUS&b=PAK")
    page.locator("#measure").select_option("conflict_share")
    page.wait_for_url(lambda url: "measure=conflict_share" in url)
    page.wait_for_selector("main:not([aria-busy]) .relation-chart svg")
    page.locator("#month").focus()
    page.keyboard.press("End")  # where it stands already
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(lambda url: "month=2019-11" in url)
    page.wait_for_selector("#picked .event")
    again = open_page("/pair?" + page.url.partition("?")[2])
    again.wait_for_selector("#picked .event")
    expect(again.locator("#measure")).to_have_value("conflict_share")
    assert again.locator("#picked h3").inner_text() == page.locator("#picked h3").inner_text() == "Events of Nov 2019"


def test_a_page_that_is_being_left_takes_no_more(open_page: Callable[..., Page]) -> None:
    page = open_page("/pair?a=RUS&b=PAK")
    page.wait_for_selector(".relation-chart svg")
    page.evaluate(
        """() => {
            const [choice, slider] = ["measure", "month"].map((id) => document.getElementById(id));
            choice.value = "conflict_share";
            choice.dispatchEvent(new Event("change"));
            slider.value = "30";
            slider.dispatchEvent(new Event("change"));
        }"""
    )
    page.wait_for_selector("main:not([aria-busy]) .relation-chart svg")
    assert "measure=conflict_share" in page.url
    assert "month=" not in page.url


def test_many_events_come_page_by_page(open_page: Callable[..., Page]) -> None:
    page = open_page("/pair?a=RUS&b=PAK&month=2018-05")
    page.wait_for_selector("#picked .event")
    expect(page.locator("#picked .event")).to_have_count(20)
    page.get_by_role("button", name="Earlier").click()
    expect(page.locator("#picked .event")).to_have_count(11)


def test_third_parties_issues_and_chance(open_page: Callable[..., Page]) -> None:
    page = open_page("/pair?a=IND&b=PAK")
    expect(page.locator("#issues")).to_contain_text(
        "China-Pakistan Economic Corridor: differ · India against, Pakistan for"
    )
    expect(page.locator("#issues .said").first).to_contain_text("opposes")
    expect(page.locator("#around")).to_contain_text("Russia: − hostile with India")
    page.get_by_role("button", name="Compare with chance").click()
    expect(page.locator("#around table")).to_contain_text("third parties that pull apart")


def test_ties_are_told_as_claims(open_page: Callable[..., Page]) -> None:
    page = open_page("/pair?a=CHN&b=PAK")
    told = page.locator("#said li", has_text="ally").first
    expect(told).to_contain_text("the author says · asserted")


def test_an_unknown_name_is_answered_with_the_nearest(open_page: Callable[..., Page]) -> None:
    page = open_page("/pair?a=Pakistn&b=RUS", allow=("404",))
    expect(page.locator("[role=alert]")).to_contain_text("Pakistan (PAK)")
    expect(page.get_by_label("How do")).to_have_value("Pakistn")


def test_a_pair_without_events_says_that_nothing_is_known(open_page: Callable[..., Page]) -> None:
    page = open_page("/pair?a=ISL&b=FJI")
    expect(page.locator("main")).to_contain_text("does not say that there was none")


def test_a_level_is_drawn_on_a_phone_too(open_page: Callable[..., Page]) -> None:
    page = open_page("/pair?a=RUS&b=PAK", viewport={"width": 390, "height": 800})
    widths = page.locator("#level meter").evaluate_all("meters => meters.map(meter => meter.clientWidth)")
    assert len(widths) == 5
    assert min(widths) >= 100


def test_a_first_opens_its_event(open_page: Callable[..., Page]) -> None:
    page = open_page("/pair?a=RUS&b=PAK")
    for heading in ("Claimed by texts", "In the record"):
        first = page.locator("#firsts h3", has_text=heading).locator("xpath=following-sibling::ul[1]/li[1]")
        first.locator("summary").first.click()
        expect(first.locator(".event").first).to_contain_text("COOPERATE")
        expect(first.locator(".event .said").first).to_contain_text("exercises")
