from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest

from detente.reading.intake.extract import Page
from detente.reading.page.dateline import read_dateline
from detente.reading.page.outlet import outlet_names
from detente.reading.page.split import Layout, lay_out
from detente.records import ActorKind, DateSpan

BODY = "Ghana cut ties with Togo on Monday. Togo said that it was surprised."
KNOWN = {"reuters": "Reuters", "courier": "The Courier", "ap": "Associated Press"}


def outlets(name: str) -> str | None:
    return KNOWN.get(name.casefold().removeprefix("the "))


def layout(text: str, **about: str | date) -> Layout:
    return lay_out(Page(text, "utf-8", "file", **about), outlets)  # type: ignore[arg-type] # fields by name


@dataclass(frozen=True)
class Value:
    value: str


@dataclass(frozen=True)
class Name:
    text: str
    actor_id: str
    case_sensitive: bool = False


@dataclass(frozen=True)
class Actor:
    kind: ActorKind
    name: str
    extra: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)


class Registry:
    def names(self) -> list[Name]:
        return [
            Name("The Courier", "courier"),
            Name("the Courier’s", "courier"),
            Name("Ghana", "GHA"),
            Name("CR", "courier", True),
        ]

    def get(self, actor_id: str, /) -> Actor:
        domains = {"domain": (Value("courier.example"),)}
        return (
            Actor(ActorKind.MEDIA, "The Courier", domains) if actor_id == "courier" else Actor(ActorKind.STATE, "Ghana")
        )


def test_only_media_of_the_registry_are_outlets() -> None:
    lookup = outlet_names(Registry())
    for name in ("courier", "THE COURIER", "courier.example", "CR"):
        assert lookup(name) == "The Courier"
    assert lookup("Ghana") is None
    assert lookup("cr") is None


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (
            f"{BODY}\n\nThe views expressed do not necessarily reflect those of the Courier.",
            "The Courier",
        ),
        (f"{BODY}\n\nViews expressed here do not necessarily represent the policy of Accra Watch.", "Accra Watch"),
        (f"{BODY}\n\n© 2016 Accra Watch. All rights reserved.", "Accra Watch"),
        (f"{BODY}\n\nCopyright 2016 by the Courier", "The Courier"),
        (f"{BODY}\n\nFollow the Courier on Facebook", "The Courier"),
        (f"{BODY}\n\nFollow us on Facebook", None),
        (f"{BODY}\n\nSupport us on Patreon!", None),
        (f"{BODY}\n\nThe views expressed are the author's own.", None),
        (f"ACCRA (AP) — {BODY}", "Associated Press"),
        (f"ACCRA, Sept 5 (Reuters) - {BODY}", "Reuters"),
        (BODY, None),
        (f"{BODY}\n\nRelated\n\nCourier of heroin held in Accra", None),
    ],
)
def test_outlets(text: str, outlet: str | None) -> None:
    found = layout(text)
    assert found.outlet == outlet
    assert (found.outlet_why is None) is (outlet is None)


@pytest.mark.parametrize(
    ("text", "author"),
    [
        (f"Ghana cuts ties with Togo\n\nBy Ama Mensah\n\n{BODY}", "Ama Mensah"),
        (f"Ghana cuts ties with Togo\n\nBy AMA MENSAH, Staff Writer\n\n{BODY}", "Ama Mensah"),
        (f"Ghana cuts ties with Togo\n\nAuthor: Ama Mensah\n\n{BODY}", "Ama Mensah"),
        (f"Ghana cuts ties with Togo\n\nby Ama van der Berg | Sept 5, 2016\n\n{BODY}", "Ama van der Berg"),
        (f"Ghana cuts ties with Togo\n\n{BODY}", None),
    ],
)
def test_authors(text: str, author: str | None) -> None:
    assert layout(text).author == author


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Published: 6 September 2016", date(2016, 9, 6)),
        ("Posted on September 6th, 2016 by admin", date(2016, 9, 6)),
        ("Updated: Sept. 9, 2016\n\nPublished: Sept. 6, 2016", date(2016, 9, 6)),
        ("2016-09-06T10:15:00Z", date(2016, 9, 6)),
        ("06.09.2016", None),
        ("By Ama Mensah | 6 Sep 2016", date(2016, 9, 6)),
        ("", None),
    ],
)
def test_stated_dates(head: str, day: date | None) -> None:
    found = layout(f"Ghana cuts ties with Togo\n\n{head}\n\n{BODY}")
    assert found.published_stated == (DateSpan(day, day) if day else None)


def test_a_date_in_the_article_is_no_publication_date() -> None:
    assert (
        layout(f"Ghana cuts ties with Togo\n\n{BODY}\n\nThe treaty was signed on 3 May 1999.").published_stated is None
    )


def test_a_readers_comment_does_not_date_the_article() -> None:
    text = f"Ghana cuts ties with Togo\n\n{BODY * 5}\n\n2 Comments\n\nPosted on 3 May 1999\n\nGood."
    assert layout(text).published_stated is None


def test_a_dateline_without_year_takes_it_from_the_text() -> None:
    found = layout(f"ACCRA, Sept 5 (Reuters) - {BODY} Elections are due in December 2016.")
    assert found.published_stated == DateSpan(date(2016, 9, 5), date(2016, 9, 5))
    assert found.published_why == "the dateline says 'Sept 5', and 2016 is the latest year that the text names"
    assert found.dateline_place == "ACCRA"
    assert layout(f"ACCRA, Sept 5 (Reuters) - {BODY}").published_stated is None


def test_the_pages_own_fields_come_first() -> None:
    text = f"---\ntitle: T\nauthor: Kofi\ndate: 2016-09-06\n---\n\nBy Ama Mensah\n\n{BODY}"
    found = layout(
        text, outlet="the courier", published=date(2015, 1, 1), published_why="the page's date says '2015-01-01'"
    )
    assert (found.author, found.outlet) == ("Kofi", "The Courier")
    assert found.published_stated == DateSpan(date(2015, 1, 1), date(2015, 1, 1))


def test_an_address_dates_a_page_that_says_nothing() -> None:
    found = layout(BODY, url="https://example.org/2016/09/06/talks")
    assert found.published_stated == DateSpan(date(2016, 9, 6), date(2016, 9, 6))


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        ("MOSCOW, Sept 24 (Xinhua) -- Russia said", "MOSCOW", "Xinhua"),
        ("KABUL: The Taliban said", "KABUL", None),
        ("LIMA, Jan 29 (EFE).- Peru said", "LIMA", "EFE"),
        ("MEXICO CITY, Feb. 8 (UPI) — Mexico", "MEXICO CITY", "UPI"),
        ("Islamabad (dpa) - Pakistan", None, None),
        ("(Reuters) - Russia said", None, "Reuters"),
        ("NEW DELHI/ISLAMABAD - India", "NEW DELHI/ISLAMABAD", None),
    ],
)
def test_datelines(line: str, place: str | None, agency: str | None) -> None:
    found = read_dateline(line)
    assert (found and found["place"], found and found["name"]) == (place, agency)


@pytest.mark.parametrize("line", ["Russia: we will not leave", "Mr Lee - a diplomat - left", "The US said"])
def test_other_openings_are_no_datelines(line: str) -> None:
    assert read_dateline(line) is None


@pytest.mark.parametrize(
    ("head", "first", "last"),
    [
        ("Feature / 14 July 2022", date(2022, 7, 14), date(2022, 7, 14)),
        ("2 October 2023 | Peace and Security", date(2023, 10, 2), date(2023, 10, 2)),
        ("Policy Brief No. 47 | October 2023", date(2023, 10, 1), date(2023, 10, 31)),
    ],
)
def test_a_date_on_one_side_of_a_divider_is_the_pages(head: str, first: date, last: date) -> None:
    found = layout(f"Ghana cuts its ties with Togo\n\n{head}\n\n{BODY}")
    assert found.title == "Ghana cuts its ties with Togo"
    assert found.published_stated is not None
    assert (found.published_stated.start, found.published_stated.end) == (first, last)


def test_a_dateline_of_two_places_ends_with_a_full_stop() -> None:
    found = layout(f"Ghana cuts its ties with Togo\n\nACCRA/LOME, September 17, 2022. {BODY}")
    assert found.published_stated == DateSpan(date(2022, 9, 17), date(2022, 9, 17))


def test_the_weekday_of_a_report_finds_the_year_of_its_dateline() -> None:
    text = (
        "ACCRA, Sept 30 (Reuters) - Ghana cut its ties with Togo, officials said on Saturday. A treaty of 2022 ended."
    )
    found = layout(f"Ghana cuts its ties with Togo\n\n{text}")
    assert found.published_stated == DateSpan(date(2023, 9, 30), date(2023, 9, 30))  # 30 September 2022 was a Friday


def test_a_dateline_and_the_mark_of_a_point_are_not_parsed() -> None:
    text = f"Ghana cuts its ties with Togo\n\nHANOI, Vietnam, 30 January 2024 -- {BODY}\n\n• Togo was surprised by it."
    first, *_, last = layout(text).body
    assert text[first.start : first.end] == BODY
    assert text[last.start : last.end] == "Togo was surprised by it."


@pytest.mark.parametrize(
    "line", ["Ministry of Foreign Affairs of Ghana", "Republic of the Volta", "The Volta Institute"]
)
def test_a_letterhead_is_no_title(line: str) -> None:
    found = layout(f"{line}\n\nWhy the talks between Ghana and Togo failed\n\n{BODY}")
    assert found.title == "Why the talks between Ghana and Togo failed"
