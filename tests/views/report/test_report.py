"""The page as a browser would parse it: what is in it, what cannot be, and how long it may get."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from lxml import html

from detente.records import ActorKind, Evidence, Genre, Quantity, Reading, Span, Stance, Status, Tie
from detente.views.report.report import MAX_BYTES, render_report
from factories import article, mention, reading, statement

TEXT = (
    "Comment here.\n\nThe United States and Pakistan signed a trade agreement. "
    "Pakistan’s army said that India armed the rebels. Will it last?"
)
HOSTILE = (
    "</style></script><script>alert(1)</script><img src=x onerror=alert(2)>\u202e\u2066\x1b[31m\x00 ]]> {{ 7*7 }} <!--"
)
PRAISE = "Russia praised Iran."
VOID = {"meta", "br", "img", "link", "input", "hr", "wbr", "base", "col", "area", "embed", "source", "track"}


def everything(text: str = TEXT, **changes: Any) -> Reading:
    """A reading with a statement of each kind."""
    of = article(text, not_article=(Span(0, 13),), title="Trade", **changes)
    army = mention("PAK.MIL", name="Pakistan: military", kind=ActorKind.MILITARY, state="PAK")
    signed = "The United States and Pakistan signed a trade agreement"
    claim = "India armed the rebels"
    said = [
        statement(of=of, quote=signed, status=Status.ASSERTED, quantities=(Quantity(3, "rounds"),), confidence=0.85),
        statement("tie", of=of, quote=signed, tie=Tie.STRENGTHENING),
        statement(
            "event", "IND", "rebels", of=of, quote=claim, status=Status.ALLEGED, speaker=army, cue="said",
            type="AID", mode="military", cameo_code="072", quad_class=2, goldstein=8.3,
        ),
        statement("stance", "IND", None, of=of, quote=claim, stance=Stance.OPPOSE, about=(mention("cpec"),)),
        statement("dependency", of=of, quote=signed, about=(mention("AFG"),)),
        statement("condition", of=of, quote=signed, status=Status.CONDITIONAL),
        statement("cause", of=of, quote=signed),
        statement("prediction", of=of, quote=signed, status=Status.PREDICTED),
        statement("question", of=of, quote="Will it last", status=Status.ASKED),
    ]  # fmt: skip
    return replace(reading(text, said), article=of)


@pytest.fixture(scope="module")
def page() -> str:
    return render_report(everything())


@pytest.fixture(scope="module")
def tree(page: str) -> Any:
    return html.document_fromstring(page)


class Strict(HTMLParser):
    """Parses as a browser's tokenizer does and insists that every element is closed in its turn."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: list[tuple[str, str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


def parsed(page: str) -> Strict:
    parser = Strict()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


def row(tree: Any, number: int) -> str:
    parts = tree.get_element_by_id(f"s{number}").xpath(".//td[not(p)] | .//p")
    return " ".join(" ".join(part.text_content() for part in parts).split())


def test_the_page_is_well_formed_and_ids_are_unique(page: str, tree: Any) -> None:
    parsed(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {href[1:] for href in tree.xpath("//*[local-name()='a']/@href") if href.startswith("#")}
    assert targets <= set(ids)


def test_nothing_is_asked_of_the_network(page: str, tree: Any) -> None:
    assert not re.findall(r"(?:src|srcset|action|data|poster)\s*=", re.sub(r"data-[a-z]+=", "", page))
    assert not re.findall(r"url\(|@import|https?://(?!www\.w3\.org)", page)
    assert tree.xpath("//link | //img | //iframe | //object | //base | //form") == []


def test_only_the_pages_own_style_and_script_are_allowed(tree: Any) -> None:
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,), (script,) = tree.xpath("//style/text()"), tree.xpath("//script/text()")
    for kind, content in (("style-src", style), ("script-src", script)):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert tree.xpath("//@style") == []
    assert [name for name in tree.xpath("//@*") if name.attrname.startswith("on")] == []


def test_an_event_is_told_in_full(tree: Any) -> None:
    assert row(tree, 1) == (
        "1 3 Oct 2016 USA AGREE ↔ PAK 3 rounds ● asserted author "
        "verbal cooperation · CAMEO 057 (sign formal agreement) · Goldstein +8.0 · confidence 0.85 "
        "The United States and Pakistan signed a trade agreement."
    )


def test_a_claim_names_its_speaker_and_status(tree: Any) -> None:
    told = row(tree, 3)
    assert "□ alleged" in told
    assert "Pakistan: military (“said”)" in told


def test_other_statements_are_told_in_words(tree: Any) -> None:
    assert "USA ↔ PAK: strengthening" in row(tree, 2)
    assert "IND is against cpec" in row(tree, 4)
    assert "USA depends on PAK for AFG" in row(tree, 5)
    assert "◇ conditional" in row(tree, 6)
    assert "▷ predicted" in row(tree, 8)
    assert "? asked · asked by author" in row(tree, 9).replace("asked asked", "asked · asked")


def test_rows_and_words_lead_to_each_other(tree: Any) -> None:
    (number,) = tree.xpath("//*[@id='s3']//a[@class='number']/@href")
    place = tree.get_element_by_id(number[1:])
    assert place.xpath("following::mark")[0].text == "India armed the rebels"
    assert "#s3" in place.xpath("following::a[@class='note']/@href")


def test_what_is_not_the_article_is_set_apart(tree: Any) -> None:
    assert [each.text_content() for each in tree.find_class("not-article")] == ["Comment here."]


def test_pictures_have_words_and_numbers_beside_them(tree: Any) -> None:
    pictures = tree.xpath("//*[local-name()='svg']")
    assert len(pictures) == 4
    assert all(each.get("role") == "img" and len(each.get("aria-label")) > 40 for each in pictures)
    table = tree.xpath("//details//table")[0]
    assert [cell.text_content() for cell in table.xpath(".//tbody/tr[td//a[@href='#s2']]/td")] == [
        "PAK", "USA", "1", "1", "·", "·", "1, 2",
    ]  # fmt: skip


def test_opinion_is_flagged(page: str) -> None:
    assert "An opinion column: its claims are the author’s" in render_report(everything(genre=Genre.OPINION))
    assert "An opinion column" not in page


def test_hostile_words_stay_words() -> None:
    of = article(
        f"{HOSTILE} met. {HOSTILE}",
        title=HOSTILE,
        author=HOSTILE,
        outlet=HOSTILE,
        genre_why=HOSTILE,
        origin=f"/home/x/{HOSTILE}",
    )
    bad = mention(HOSTILE, name=HOSTILE, state=HOSTILE)
    said = [
        statement(of=of, source=None, target=None, actors=(bad, mention("PAK")), speaker=bad, cue=HOSTILE, type=HOSTILE,
                  mode=HOSTILE, cameo_code=HOSTILE, novelty=HOSTILE, quantities=(Quantity(1, HOSTILE),)),
        statement("tie", of=of, source=None, target=None, actors=(bad, mention("PAK")), tie=Tie.ALLY),
        statement("stance", of=of, stance=Stance.SUPPORT, about=(bad,)),
    ]  # fmt: skip
    said[0] = replace(said[0], source=bad, target=mention("PAK"))
    page = render_report(replace(reading(of.text, said), article=of))
    clean = parsed(render_report(everything()))
    parser = parsed(page)
    assert parser.seen <= clean.seen | {"strong"}
    assert not [name for _, name, _ in parser.attributes if name.startswith("on")]
    assert len(html.document_fromstring(page).xpath("//script")) == 1
    assert not set(page) & {"\u202e", "\u2066", "\x1b", "\x00"}
    assert "/home/x" not in page


@pytest.mark.parametrize(("origin", "link"), [("https://a.example/x?y=1", True), ("javascript:alert(1)", False)])
def test_only_web_addresses_become_links(origin: str, link: bool) -> None:
    tree = html.document_fromstring(render_report(everything(origin=origin)))
    assert (origin in tree.xpath("//a/@href")) is link
    assert tree.xpath("//a[contains(@href, 'javascript')]") == []


def test_names_are_isolated_from_the_direction_of_the_page(tree: Any) -> None:
    army = [each.text for each in tree.xpath("//*[@id='s3']//bdi")]
    assert {"IND", "rebels", "Pakistan: military", "said"} <= set(army)


def test_a_very_long_text_is_shortened_and_says_so() -> None:
    text = f"{PRAISE} " * 250_000
    of = article(text)
    said = [
        statement("event" if number % 3 else "tie", "RUS", "IRN", of=of, quote="Russia",
                  tie=None if number % 3 else Tie.ALLY, evidence=Evidence(of.id, number * 21, number * 21 + 20, PRAISE))
        for number in range(4000)
    ]  # fmt: skip
    page = render_report(replace(reading(text, said), article=of))
    assert len(page.encode()) <= MAX_BYTES
    tree = html.document_fromstring(page)
    assert re.search(r"Shortened: the first [\d,]+ of 5,250,000 characters", tree.text_content())
    assert re.search(r"The first \d+ of 2,666", tree.text_content())


def test_a_reading_without_statements_is_a_page_too() -> None:
    page = render_report(reading(TEXT, []))
    parsed(page)
    assert "No statement about political actors was found" in page
    assert "<svg" not in page
