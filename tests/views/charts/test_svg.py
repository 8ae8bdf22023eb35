"""Drawn charts are harmless and say what they show."""

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from detente.records import ActorKind, Published, Tie
from detente.views.charts.network import network_chart
from detente.views.charts.palette import DARK, LIGHT, PAGE, Palette
from detente.views.charts.signed_network import SignedNetwork, signed_network
from detente.views.charts.svg import harden, render_svg
from factories import mention, statement

HOSTILE = '\uffff\ufffe\x00\x1b"></text><script>alert(1)</script>\u202eevil'


def network() -> SignedNetwork:
    bad = mention("bad", name=HOSTILE, kind=ActorKind.PERSON, state=None)
    said = statement(source=None, target=None, actors=(bad,))
    pair = [
        replace(said, source=bad, target=mention("PAK", name="Pakistan")),
        statement("tie", "RUS", "PAK", tie=Tie.ALLY),
    ]
    return signed_network(pair, Published(date(2016, 1, 1), None, ""))


@pytest.fixture(scope="module")
def drawn() -> str:
    return render_svg(network_chart(network(), palette=PAGE, links={"PAK": "#a1"}), 'A "picture"', "wide")


def test_a_picture_is_one_image_with_words(drawn: str) -> None:
    root = ElementTree.fromstring(drawn)
    assert (root.get("role"), root.get("aria-label"), root.get("class")) == ("img", 'A "picture"', "wide")
    assert root.get("viewBox")
    words = {text.text for text in root.iter("text")}
    assert {"Pakistan", "RUS", "+1", "friendly tie (double line)"} <= words


def test_hostile_names_stay_words(drawn: str) -> None:
    assert "<script" not in drawn
    assert "\u202e" not in drawn
    assert all(element.tag != "script" for element in ElementTree.fromstring(drawn).iter())


def test_links_lead_into_the_page_only(drawn: str) -> None:
    hrefs = {element.get("href") for element in ElementTree.fromstring(drawn).iter("a")}
    assert hrefs == {"#a1"}


def test_what_is_not_known_to_be_harmless_is_dropped() -> None:
    given = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="x()">'
        '<style>*{}</style><foreignObject><b/></foreignObject><image xlink:href="http://e/"/>'
        '<a xlink:href="javascript:x()"><path d="M0,0" style="fill:url(http://e)"/></a></svg>'
    )
    assert harden(given, "a", "c") == '<svg class="c" role="img" aria-label="a"><a><path d="M0,0" /></a></svg>'


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_colours_stand_out_from_the_ground(palette: Palette) -> None:
    """Source: WCAG 2.2, success criteria 1.4.3 and 1.4.11."""
    for name in Palette.__dataclass_fields__:
        if name == "ground":
            continue
        light, dark = sorted((luminance(getattr(palette, name)), luminance(palette.ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= (4.5 if name in {"ink", "faint"} else 3.0), name
